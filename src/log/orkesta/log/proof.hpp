#pragma once

/// What an embedded log's file can prove of itself, without knowing what its records mean.

#include <cstdint>
#include <string>

#include "orkesta/log/message_log.hpp"

namespace orkesta::log {

struct Proof {
  std::uint64_t records = 0;  ///< Of every topic and partition; each was read and is whole.
};
struct Disproof {
  LogError error = LogError::unavailable;
  std::string words;  ///< `<topic>/<partition>@<offset>: …`, or the file and what is wrong.
};

/// Reads every record of every topic: each is whole, none is missing and none lies after the end;
/// nothing was cut off the write-ahead log. Takes no lock and changes nothing, beside a process
/// that writes too. `folder` as in `EmbeddedOptions`.
auto prove_embedded_log(const std::string& folder) -> Result<Proof, Disproof>;

}  // namespace orkesta::log
