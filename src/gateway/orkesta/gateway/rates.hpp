#pragma once

#include <map>
#include <mutex>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/time.hpp"

namespace orkesta::gateway {

/// A token bucket for each tenant (S18): so many a second, so many at once (core/limits.hpp). Any
/// thread.
class Rates {
 public:
  auto admits(const TenantId& tenant, Timestamp now) -> bool;

 private:
  struct Bucket {
    std::int64_t thousandths;
    Timestamp filled;
  };
  std::mutex mutex_;
  std::map<TenantId, Bucket> buckets_;
};

}  // namespace orkesta::gateway
