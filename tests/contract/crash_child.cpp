/// A process that appends and commits until it is killed, and says on its standard output what was
/// answered: `a <offset>` for an append, `c <next>` for a unit's commit. Arguments: folder, then
/// optionally the crash point and how often it is reached before the process kills itself there.

#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "orkesta/log/message_log.hpp"

namespace {

using namespace orkesta;
using namespace orkesta::log;

void say(char what, Offset offset) {
  const auto line = std::string(1, what) + " " + std::to_string(offset) + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
}

auto record(Offset number) -> Record {
  return {.key = "demo/key",
          .attributes = {{"type", "test.v1"}},
          .value = std::to_string(number) + " " + std::string(3000, 'x')};
}

/// Each thread has a partition of its own, so that it knows the offset to come.
void append_for_ever(MessageLog& log, Partition partition) {
  for (auto next = log.range(topic::inbound, partition)->next;; ++next) {
    const auto appended = log.append(topic::inbound, partition, record(next));
    if (!appended || appended->offset != next) std::_Exit(4);
    if (partition == 0) say('a', next);
  }
}

void process_for_ever(MessageLog& log) {
  auto unit = log.open_unit({"u", "engine", {topic::inbound}});
  if (!unit) std::_Exit(5);
  for (;;) {
    auto polled = (*unit)->poll(std::chrono::milliseconds{100});
    if (!polled) std::_Exit(6);
    NextOffsets offsets;
    auto good = (*unit)->begin().has_value();
    for (auto& event : *polled) {
      if (auto* gained = std::get_if<Gained>(&event)) (*unit)->resume({gained->partition});
      const auto* got = std::get_if<Delivered>(&event);
      if (got == nullptr) continue;
      for (const auto& topic : {topic::turns, topic::effects}) {
        good = good && (*unit)->append(topic, got->at.partition, record(got->at.offset));
      }
      offsets.next[{topic::inbound, got->at.partition}] = got->at.offset + 1;
    }
    if (!good || !(*unit)->commit(offsets)) std::_Exit(7);
    const auto first = offsets.next.find({topic::inbound, 0});
    if (first != offsets.next.end()) say('c', first->second);
  }
}

}  // namespace

auto main(int count, char** arguments) -> int {
  if (count < 2) return 2;
  EmbeddedOptions options{.folder = arguments[1], .partitions = 2};
  if (count == 4) {
    options.at_crash_point = [point = std::atoi(arguments[2]),
                              left = std::atoi(arguments[3])](CrashPoint reached) mutable {
      if (static_cast<int>(reached) == point && --left == 0) ::raise(SIGKILL);
    };
  }
  auto log = open_embedded_log(options);
  if (!log) return 8;
  auto one = std::thread([&] { append_for_ever(**log, 0); });
  auto two = std::thread([&] { append_for_ever(**log, 1); });
  process_for_ever(**log);
}
