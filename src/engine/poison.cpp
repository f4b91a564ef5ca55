#include "orkesta/engine/poison.hpp"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "orkesta/core/limits.hpp"

namespace orkesta::engine {

auto survives_in_child(const std::function<void()>& what) -> bool {
  const auto child = ::fork();
  if (child < 0) return true;  // Nothing was learned against it.
  if (child == 0) {
    what();
    ::_exit(0);
  }
  for (auto waited = std::chrono::milliseconds{0}; waited < limits::engine_child_time_max;
       waited += limits::engine_child_poll) {
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) == child) {
      return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    std::this_thread::sleep_for(limits::engine_child_poll);
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return false;
}

}  // namespace orkesta::engine
