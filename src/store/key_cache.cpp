#include "key_cache.hpp"

#include <openssl/crypto.h>

namespace orkesta::store {

KeyCache::~KeyCache() {
  for (auto& shard : shards_) {
    wipe(shard.young);
    wipe(shard.old);
  }
}

auto KeyCache::find(const TenantId& tenant, std::string_view subject) -> std::optional<SubjectKey> {
  const auto& name = name_of(tenant, subject);
  auto& shard = shard_of(name);
  const std::scoped_lock lock(shard.mutex);
  if (const auto young = shard.young.find(name); young != shard.young.end()) return young->second;
  const auto old = shard.old.find(name);
  if (old == shard.old.end()) return std::nullopt;
  const auto key = old->second;
  put_young(shard, name, key);
  return key;
}

void KeyCache::put(const TenantId& tenant, std::string_view subject, const SubjectKey& key,
                   std::uint64_t epoch) {
  const auto& name = name_of(tenant, subject);
  auto& shard = shard_of(name);
  const std::scoped_lock lock(shard.mutex);
  if (epoch_.load(std::memory_order_acquire) != epoch) return;
  put_young(shard, name, key);
}

void KeyCache::forget(const TenantId& tenant, std::string_view subject) {
  const auto& name = name_of(tenant, subject);
  auto& shard = shard_of(name);
  const std::scoped_lock lock(shard.mutex);
  epoch_.fetch_add(1, std::memory_order_acq_rel);
  for (auto* keys : {&shard.young, &shard.old}) {
    const auto found = keys->find(name);
    if (found == keys->end()) continue;
    OPENSSL_cleanse(found->second.bytes.data(), found->second.bytes.size());
    keys->erase(found);
  }
}

auto KeyCache::size() -> std::size_t {
  std::size_t held = 0;
  for (auto& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    held += shard.young.size() + shard.old.size();
  }
  return held;
}

auto KeyCache::name_of(const TenantId& tenant, std::string_view subject) -> const std::string& {
  thread_local std::string name;  // Spares an allocation on every look.
  name.assign(tenant.text());
  name += '\0';
  name += subject;
  return name;
}

auto KeyCache::shard_of(const std::string& name) -> Shard& {
  return shards_[std::hash<std::string>{}(name) % shards_count];
}

void KeyCache::put_young(Shard& shard, const std::string& name, const SubjectKey& key) {
  if (shard.young.size() >= generation_max_) {
    wipe(shard.old);
    shard.old.clear();
    shard.old.swap(shard.young);
  }
  shard.young.insert_or_assign(name, key);
}

void KeyCache::wipe(Keys& keys) {
  for (auto& [name, key] : keys) OPENSSL_cleanse(key.bytes.data(), key.bytes.size());
}

}  // namespace orkesta::store
