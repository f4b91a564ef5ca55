#pragma once

// What lies in a data folder, opened: log, keys, state cache, read models.

#include <memory>
#include <string>

#include "exit_status.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/read_store.hpp"
#include "orkesta/store/state_cache.hpp"

namespace orkesta::cli {

/// Why something could not be done: the exit status, and one clear sentence for stderr.
struct Trouble {
  Exit exit = Exit::failed;
  std::string code;
  std::string message;
};

enum class Mode {
  read_only,  ///< Beside a running server.
  writing,    ///< Takes the folder's lock; `conflict` when somebody else has it.
};

/// An embedded installation's parts. Null where `what` did not ask for it.
struct Installation {
  std::unique_ptr<log::MessageLog> log;
  std::unique_ptr<KeyStore> keys;
  std::unique_ptr<store::StateCache> cache;
  std::unique_ptr<store::ReadStore> rows;
};

struct Wanted {
  Mode mode = Mode::read_only;
  bool keys = false;
  bool cache = false;
  bool rows = false;
  log::Clock clock;  ///< Of the log; the system's where it is empty.
};

auto open_installation(const std::string& data, const Wanted& wanted)
    -> Result<Installation, Trouble>;

/// The keys of `orkesta chat`: derived, so that equal input gives equal bytes, and NOT SECRET. What
/// was destroyed is remembered in the data folder ("" = in memory). Keys are told apart by tenant.
auto chat_keys(const std::string& data) -> Result<std::unique_ptr<KeyStore>, KeyError>;

/// The files of a data folder.
struct DataPaths {
  explicit DataPaths(const std::string& data);
  std::string log_folder, keys, chat_keys, cache_folder, rows;
};

}  // namespace orkesta::cli
