#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "orkesta/core/keys.hpp"

namespace orkesta::store {

/// Recently used current keys, bounded (R12): two generations; when the young one is full, it
/// becomes the old one and the old one is forgotten. Any thread.
class KeyCache {
 public:
  explicit KeyCache(std::size_t keys_max) : generation_max_(keys_max / 2 / shards_count + 1) {}
  KeyCache(const KeyCache&) = delete;
  auto operator=(const KeyCache&) -> KeyCache& = delete;
  ~KeyCache();

  auto find(const TenantId& tenant, std::string_view subject) -> std::optional<SubjectKey>;
  /// Counts `forget`s; take it before reading what is then put.
  auto epoch() const -> std::uint64_t { return epoch_.load(std::memory_order_acquire); }
  /// Does nothing when anything was forgotten since `epoch`: the key may be destroyed by now.
  void put(const TenantId& tenant, std::string_view subject, const SubjectKey& key,
           std::uint64_t epoch);
  void forget(const TenantId& tenant, std::string_view subject);
  auto size() -> std::size_t;

 private:
  using Keys = std::unordered_map<std::string, SubjectKey>;
  struct Shard {
    std::mutex mutex;
    Keys young, old;
  };
  static constexpr std::size_t shards_count = 16;

  static auto name_of(const TenantId& tenant, std::string_view subject) -> const std::string&;
  auto shard_of(const std::string& name) -> Shard&;
  void put_young(Shard& shard, const std::string& name, const SubjectKey& key);
  static void wipe(Keys& keys);

  const std::size_t generation_max_;
  std::atomic<std::uint64_t> epoch_{0};
  std::array<Shard, shards_count> shards_;
};

}  // namespace orkesta::store
