#pragma once

/// Trying in a child process what perhaps killed two of ours (R13).

#include <functional>

namespace orkesta::engine {

/// Runs `what` in a forked child; false when that dies, or takes longer than the limit. Call it
/// while no other thread of this process holds a lock that `what` needs.
auto survives_in_child(const std::function<void()>& what) -> bool;

}  // namespace orkesta::engine
