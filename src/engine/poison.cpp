#include "orkesta/engine/poison.hpp"

#include <spawn.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "orkesta/engine/local_host.hpp"

namespace orkesta::engine {
namespace {

auto wait_for(pid_t child, std::chrono::milliseconds limit) -> bool {
  for (auto waited = std::chrono::milliseconds{0}; waited < limit;
       waited += limits::engine_child_poll) {
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) == child) return WIFEXITED(status);
    std::this_thread::sleep_for(limits::engine_child_poll);
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return false;
}

/// Reads what lies below, keeps what is written to itself.
class PrivateCache final : public store::StateCache {
 public:
  explicit PrivateCache(store::StateCache& below) : below_(below) {}
  auto load(Partition partition, const EntityKey& entity)
      -> Result<std::optional<store::CachedState>, store::StoreError> override {
    auto mine = mine_->load(partition, entity);
    return mine && *mine ? std::move(mine) : below_.load(partition, entity);
  }
  auto write(Partition partition, std::span<const store::CachedState> states, Offset covered_before)
      -> Result<Done, store::StoreError> override {
    return mine_->write(partition, states, covered_before);
  }
  auto covered(Partition partition) -> Result<Offset, store::StoreError> override {
    return below_.covered(partition);
  }
  auto due(Partition partition, Timestamp until, std::size_t limit)
      -> Result<std::vector<store::DueEntity>, store::StoreError> override {
    return below_.due(partition, until, limit);
  }
  auto next_due(Partition partition)
      -> Result<std::optional<Timestamp>, store::StoreError> override {
    return below_.next_due(partition);
  }
  auto scan(Partition partition, const std::optional<EntityKey>& after, std::size_t limit)
      -> Result<std::vector<store::CachedState>, store::StoreError> override {
    return below_.scan(partition, after, limit);
  }
  auto drop(Partition) -> Result<Done, store::StoreError> override {
    return Failure{store::StoreError::unavailable};  // What is below is somebody else's.
  }

 private:
  store::StateCache& below_;
  std::unique_ptr<store::StateCache> mine_ = store::memory_state_cache();
};

auto take_first(PartitionEngine& engine, log::MessageLog& log, const log::Position& from)
    -> Result<Done, PartitionError> {
  auto reader = log.read(from, log::Until::end_at_opening);
  if (!reader) return Failure{PartitionError::log_unavailable};
  while (!(*reader)->at_end()) {
    auto records = (*reader)->next(std::chrono::milliseconds{0});
    if (!records) return Failure{PartitionError::log_unavailable};
    if (records->empty()) continue;
    engine.take(std::move(records->front()));
    break;
  }
  return Done{};
}

}  // namespace

auto survives_in_child(const std::function<void()>& what) -> bool {
  const auto child = ::fork();
  if (child < 0) return true;  // Nothing was learned against it.
  if (child == 0) {
    what();
    ::_exit(0);
  }
  return wait_for(child, limits::engine_child_time_max);
}

auto survives_in_child(std::vector<std::string> program, std::chrono::milliseconds limit) -> bool {
  std::vector<char*> words;
  words.reserve(program.size() + 1);
  for (auto& word : program) words.push_back(word.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t files;
  if (::posix_spawn_file_actions_init(&files) != 0) return true;
  ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  pid_t child = 0;
  const auto failed =
      ::posix_spawn(&child, program.front().c_str(), &files, nullptr, words.data(), ::environ);
  ::posix_spawn_file_actions_destroy(&files);
  return failed != 0 || wait_for(child, limit);
}

auto decide_next(const PartitionOptions& options, const PartitionSurroundings& around,
                 const Services& services, Offset next_input, Timestamp now)
    -> Result<Done, PartitionError> {
  PrivateCache cache(*around.cache);
  auto own = options;
  own.batch_inputs_max = 1;
  PartitionEngine engine(own, {around.kinds, around.contexts, around.log, &cache});
  ORKESTA_TRY(engine.restore(next_input, {}));
  ORKESTA_TRY(
      take_first(engine, *around.log, {log::topic::inbound, options.partition, next_input}));
  if (!engine.start(now)) return Done{};
  if (engine.batch()) engine.committed({});  // The note of what is tried: it goes first.
  if (!engine.start(now)) return Done{};
  LocalHost host(*around.kinds, services);
  while (!engine.must_abort()) {
    ORKESTA_TRY_LET(wave, engine.wave());
    if (wave.empty()) break;
    for (const auto& work : wave) engine.worked(host.run(work));
  }
  return Done{};
}

}  // namespace orkesta::engine
