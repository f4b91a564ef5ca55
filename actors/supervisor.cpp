// The one who holds all others: a node's units, partition actors and loops, and their order of
// going.
#include <mutex>

#include "effect_executor.hpp"
#include "orkesta/actors/node.hpp"
#include "partition_actor.hpp"
#include "projector_actor.hpp"
#include "unit_thread.hpp"

namespace orkesta::actors {
namespace {

constexpr std::chrono::milliseconds look_every{100};

class Supervisor final : public Node {
 public:
  Supervisor(const NodeOptions& options, const NodeSurroundings& surroundings)
      : options_(options),
        surroundings_(surroundings),
        config_(std::make_unique<caf::actor_system_config>()),
        system_((configure(), std::make_unique<caf::actor_system>(*config_))),
        blocking_(std::make_unique<BlockingPool>(options.blocking_threads)) {
    start_loops();
    start_unit();
  }

  ~Supervisor() override {
    unit_.reset();
    end_actors();
  }

  auto is_ready() const -> bool override {
    return unit_ && unit_->has_partitions() && unit_->partitions_waiting() == 0 &&
           counters_.partitions_stopped == 0;
  }
  auto counters() const -> const NodeCounters& override { return counters_; }
  auto contexts() -> engine::ContextRegistry& override { return contexts_; }
  void on_commit(std::function<void()> tell) override {
    const std::lock_guard lock(mutex_);
    tell_.push_back(std::move(tell));
  }

  void stop(std::chrono::milliseconds deadline) override {
    if (!unit_) return;
    if (!unit_->drain(deadline) && options_.say)
      options_.say("not everything was drained in time (ORK-0023); the next start folds the rest");
    unit_.reset();
    end_actors();
  }

 private:
  void configure() {
    config_->set("scheduler.policy", caf::atom("sharing"));  // Stealing is eight times slower here.
    config_->set("scheduler.max-threads", options_.workers);
  }

  void start_loops() {
    if (surroundings_.rows)
      for (Partition p = 0; p < surroundings_.log->partitions(); ++p)
        add_loop(projector_step(p, surroundings_, options_, &contexts_, counters_));
    if (surroundings_.executors) add_loop(executor_step(surroundings_, options_, counters_));
  }
  void add_loop(BlockingStep step) {
    loops_.push_back(system_->spawn(loop_actor, std::move(step), blocking_.get(), look_every));
    caf::anon_send(loops_.back(), Step{});
  }

  void start_unit() {
    UnitThread::Surroundings around;
    around.options = &options_;
    around.log = surroundings_.log;
    around.inbox = &inbox_;
    around.counters = &counters_;
    around.actor_of = [this](Partition partition) { return partition_of(partition); };
    around.committed = [this] { committed(); };
    unit_ = std::make_unique<UnitThread>(options_.name + "/unit", std::move(around));
  }

  auto partition_of(Partition partition) -> PartitionActor {
    const std::lock_guard lock(mutex_);
    PartitionSetting setting;
    setting.partition = partition;
    setting.options = &options_;
    setting.surroundings = {surroundings_.kinds, &contexts_, surroundings_.log,
                            surroundings_.cache};
    setting.services = {surroundings_.understander, surroundings_.keys, options_.installation};
    setting.unit = &inbox_;
    setting.blocking = blocking_.get();
    setting.counters = &counters_;
    return partitions_.emplace_back(system_->spawn(partition_actor, std::move(setting)));
  }

  void committed() {
    for (const auto& loop : loops_) caf::anon_send(loop, Step{});
    const std::lock_guard lock(mutex_);
    for (const auto& tell : tell_) tell();
  }

  /// Loops first, since their jobs hold references; then partitions, whose entities go with them.
  /// The pool stands until the last actor is gone: a loop that runs now may hand it a job.
  void end_actors() {
    if (!system_) return;
    blocking_->stop();
    for (const auto& loop : std::exchange(loops_, {}))
      caf::anon_send_exit(loop, caf::exit_reason::user_shutdown);
    for (const auto& partition : std::exchange(partitions_, {}))
      caf::anon_send_exit(partition, caf::exit_reason::user_shutdown);
    system_.reset();
  }

  NodeOptions options_;
  NodeSurroundings surroundings_;
  NodeCounters counters_;
  engine::ContextRegistry contexts_;
  UnitInbox inbox_;
  std::mutex mutex_;
  std::vector<std::function<void()>> tell_;
  std::unique_ptr<caf::actor_system_config> config_;
  std::unique_ptr<caf::actor_system> system_;
  std::unique_ptr<BlockingPool> blocking_;
  std::vector<LoopActor> loops_;
  std::vector<PartitionActor> partitions_;
  std::unique_ptr<UnitThread> unit_;
};

}  // namespace

auto start_node(const NodeOptions& options, const NodeSurroundings& surroundings)
    -> std::unique_ptr<Node> {
  return std::make_unique<Supervisor>(options, surroundings);
}

}  // namespace orkesta::actors
