#include "orkesta/gateway/rates.hpp"

#include <algorithm>

#include "orkesta/core/limits.hpp"

namespace orkesta::gateway {
namespace {

constexpr std::int64_t full = limits::tenant_burst * 1000LL;

}  // namespace

auto Rates::admits(const TenantId& tenant, Timestamp now) -> bool {
  const std::lock_guard lock(mutex_);
  auto& bucket = buckets_.try_emplace(tenant, Bucket{full, now}).first->second;
  const auto passed = std::max<std::int64_t>(0, (now - bucket.filled).count());
  bucket.filled = std::max(bucket.filled, now);
  // Thousandths of a request: so many a second are as many thousandths a millisecond.
  bucket.thousandths = std::min(full, bucket.thousandths + passed * limits::tenant_rate_per_second);
  if (bucket.thousandths < 1000) return false;
  bucket.thousandths -= 1000;
  return true;
}

}  // namespace orkesta::gateway
