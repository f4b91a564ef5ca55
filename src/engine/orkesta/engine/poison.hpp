#pragma once

/// Trying in a child process what perhaps killed two of ours (R13).

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "orkesta/core/limits.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/engine/partition_engine.hpp"

namespace orkesta::engine {

/// Runs `what` in a forked child; false when that dies of a signal, or takes longer than the limit.
/// For a process of one thread: call it while no other holds a lock that `what` needs.
auto survives_in_child(const std::function<void()>& what) -> bool;

/// The same for a program and its arguments; any thread. What cannot be started, or ends with an
/// exit status of its own, survives: nothing was learned against it.
auto survives_in_child(std::vector<std::string> program,
                       std::chrono::milliseconds limit = limits::engine_child_time_max) -> bool;

/// Decides the first input from `next_input` on, or the timer due before it, with all that it
/// causes, and writes nothing anywhere: what that child does, beside the process that serves. Log
/// and keys may be read-only.
auto decide_next(const PartitionOptions& options, const PartitionSurroundings& around,
                 const Services& services, Offset next_input, Timestamp now)
    -> Result<Done, PartitionError>;

}  // namespace orkesta::engine
