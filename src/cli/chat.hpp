#pragma once

#include <istream>
#include <ostream>
#include <string>

#include "installation.hpp"

namespace orkesta::cli {

struct ChatOptions {
  std::string pack;    ///< Folder; imported when its content is new. "" with `tenant`.
  std::string tenant;  ///< Of an installation that has it already.
  std::string data;    ///< "" = the log lives in memory.
};

/// `orkesta chat`: the real engine on one thread with simulated effects and a virtual clock. Equal
/// input gives equal bytes.
auto run_chat(const ChatOptions& options, std::istream& in, std::ostream& out)
    -> Result<Exit, Trouble>;

}  // namespace orkesta::cli
