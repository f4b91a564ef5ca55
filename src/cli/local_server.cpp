#include "local_server.hpp"

#include <thread>

#include "channel_executor.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/poison.hpp"
#include "orkesta/engine/understander.hpp"

namespace orkesta::cli {
namespace {

constexpr std::chrono::seconds ready_within{60};
constexpr std::chrono::seconds absorbed_within{30};
constexpr std::chrono::seconds drained_within{10};

}  // namespace

auto wall_clock() -> Timestamp {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

auto LocalServer::open(const std::string& data, Options options)
    -> Result<std::unique_ptr<LocalServer>, Trouble> {
  auto server = std::unique_ptr<LocalServer>(new LocalServer);
  ORKESTA_TRY_LET(
      opened,
      open_installation(
          data, {.mode = Mode::writing,
                 .keys = true,
                 .cache = true,
                 .rows = true,
                 .clock = [&clock = server->clock_] { return clock.now(); }}));
  server->parts_ = std::move(opened);
  server->intake_ = engine::guarded_by(server->clock_, *server->parts_.log);
  ORKESTA_TRY(server->start(data, std::move(options)));
  return server;
}

LocalServer::~LocalServer() {
  if (node_) node_->stop(drained_within);
}

auto LocalServer::start(const std::string& data, Options options) -> Result<Done, Trouble> {
  executors_.add("send_message", channel_executor(*parts_.keys, options.secrets));
  executors_.add("withdraw_messages", engine::simulated_executor());
  executors_.add("erase_person", engine::erasing_executor(*parts_.keys));
  actors::NodeOptions wanted;
  wanted.installation = installation_name;
  wanted.now = [this] { return clock_.now(); };
  wanted.clock_is_right = [this] { return clock_.is_right(); };
  wanted.survives = [data](Partition partition, Offset next) {
    return engine::survives_in_child({"/proc/self/exe", "partition", "try", "--data", data,
                                      "--partition", std::to_string(partition), "--next",
                                      std::to_string(next)});
  };
  wanted.say = options.say;
  actors::NodeSurroundings around;
  around.log = parts_.log.get();
  around.cache = parts_.cache.get();
  around.keys = parts_.keys.get();
  around.kinds = &engine::all_kinds();
  around.understander = &engine::built_in_understander();
  around.executors = &executors_;
  around.rows = parts_.rows.get();
  node_ = actors::start_node(wanted, around);
  const auto until = std::chrono::steady_clock::now() + ready_within;
  while (!node_->is_ready()) {
    if (node_->counters().partitions_stopped > 0)
      return Failure{Trouble{Exit::failed, "broken_log",
                             "a partition could not be restored: run `orkesta audit verify`"}};
    if (std::chrono::steady_clock::now() > until)
      return Failure{Trouble{Exit::unreachable, "not_ready", "partitions are still restored"}};
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return Done{};
}

auto LocalServer::wait_for(const log::Position& position) -> Result<Done, Trouble> {
  const store::Position wanted{store::PositionOf::input, position.partition, position.offset};
  const auto until = std::chrono::steady_clock::now() + absorbed_within;
  for (const auto& projection : parts_.rows->projections())
    if (!parts_.rows->wait_for(projection, wanted, until))
      return Failure{Trouble{Exit::unreachable, "not_reached",
                             "projection " + projection + " does not follow"}};
  return Done{};
}

auto LocalServer::import(const LoadedPack& loaded, const std::string& by) -> Result<Done, Trouble> {
  ORKESTA_TRY_LET(position, import_into(*parts_.log, *parts_.keys, loaded, by));
  return wait_for(position);
}

}  // namespace orkesta::cli
