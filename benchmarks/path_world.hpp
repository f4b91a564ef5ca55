#pragma once

/// An installation on the embedded log with many tenants, and the customers who write to them.

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "orkesta/actors/node.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/door/door.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/engine/understander.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/read_store.hpp"
#include "orkesta/store/state_cache.hpp"

namespace orkesta::benchmarks {

/// Understands as the program does, and keeps the time of each in buckets of 5 us.
class TimedUnderstander final : public engine::Understander {
 public:
  auto understand(std::string_view text, const engine::UnderstandingHints& hints, Timestamp at,
                  const engine::ContextSnapshot& context) const -> Understanding override;
  auto count() const -> std::uint64_t { return count_; }
  auto mean_us() const -> double;
  auto percentile_us(double share) const -> double;

 private:
  static constexpr std::size_t bucket_us = 5;
  mutable std::atomic<std::uint64_t> count_{0};
  mutable std::atomic<std::uint64_t> nanoseconds_{0};
  mutable std::array<std::atomic<std::uint64_t>, 2001> buckets_{};
};

struct WorldOptions {
  std::string folder;  ///< Made anew.
  std::string pack;    ///< Folder of the pack that every tenant has, with its own id.
  std::size_t tenants = 200;
  std::size_t conversations = 2'000;
  actors::Hosting hosting = actors::Hosting::actors;
  std::size_t workers = 2;
  std::size_t blocking_threads = 3;
  bool rows = true;
};

/// One installation, as `server run` wires it, less gateway and executors: what turns ask of the
/// outside world stays on `outbound`.
class World {
 public:
  explicit World(WorldOptions options);
  ~World();
  World(const World&) = delete;
  auto operator=(const World&) -> World& = delete;

  /// Opens everything and waits until the node takes inputs. The seconds that took.
  auto start() -> double;
  void stop();   ///< Drains and settles.
  void crash();  ///< Drops what is in memory; what is on disk stays.
  /// Imports the pack for every tenant and waits until each version stands.
  void import_tenants();

  auto tenant(std::size_t conversation) const -> TenantId;
  /// The webhook with which Chatwoot tells of a conversation's message.
  auto webhook(std::size_t conversation, std::size_t message) const -> std::string;

  auto log() -> log::MessageLog& { return *log_; }
  auto keys() -> KeyStore& { return *keys_; }
  auto rows() -> store::ReadStore* { return rows_.get(); }
  auto node() -> actors::Node& { return *node_; }
  auto door() -> door::Door& { return *door_; }
  auto understander() -> const TimedUnderstander& { return understander_; }
  auto turns() const -> std::uint64_t;  ///< In the log.
  /// At most so many conversations out of the state cache, made alive outside the node.
  auto revive(std::size_t conversations_max) const -> std::vector<std::unique_ptr<engine::Entity>>;
  /// Waits until every read model stands at the end of the log.
  void await_rows() const;
  auto bytes_on_disk() const -> std::uint64_t;

 private:
  void open();

  WorldOptions options_;
  TimedUnderstander understander_;
  std::unique_ptr<log::MessageLog> log_;
  std::unique_ptr<KeyStore> keys_;
  std::unique_ptr<store::StateCache> cache_;
  std::unique_ptr<store::ReadStore> rows_;
  std::unique_ptr<door::Door> door_;
  std::unique_ptr<actors::Node> node_;
};

}  // namespace orkesta::benchmarks
