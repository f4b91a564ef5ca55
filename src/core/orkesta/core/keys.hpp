#pragma once

/// Keys of persons: the seam between whoever seals and the store that keeps keys apart from the log
/// (S13). Implementations live in `store`.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/personal.hpp"
#include "orkesta/core/result.hpp"

namespace orkesta {

/// 64 bytes for AES-256-SIV. Never printed, logged or compared by value.
struct SubjectKey {
  KeyNumber number = 0;
  std::array<std::uint8_t, 64> bytes{};
};

struct KeyOwner {
  TenantId tenant;
  Subject subject;
  bool operator==(const KeyOwner&) const = default;
};

enum class KeyError {
  unavailable,  ///< Try again later. Never read it as an erasure.
  corrupt,      ///< The key file is damaged: fail stop.
};

/// Any thread may call it.
class KeyStore {
 public:
  virtual ~KeyStore() = default;
  /// The subject's key to seal with: made if there is none or all are destroyed, numbered from 1;
  /// durable before this returns.
  virtual auto current(const TenantId& tenant, const Subject& subject)
      -> Result<SubjectKey, KeyError> = 0;
  /// The key of that number; nothing: erased (or never made).
  virtual auto find(const TenantId& tenant, const Subject& subject, KeyNumber number)
      -> Result<std::optional<SubjectKey>, KeyError> = 0;
  /// Destroys all numbers up to now and remembers it for ever, to apply it again after a restore.
  virtual auto destroy(const TenantId& tenant, const Subject& subject)
      -> Result<Done, KeyError> = 0;
  /// A tenant's own secret of 32 bytes, made once and never rotated: `routing`, `duplicates`,
  /// `lookups`; tenant "~" holds the installation's (`positions`, `tokens`).
  virtual auto secret(const TenantId& tenant, std::string_view name)
      -> Result<std::array<std::uint8_t, 32>, KeyError> = 0;
  /// Makes the current keys of many at once, at the price of one: a hint, before a batch is sealed.
  virtual auto prepare(std::span<const KeyOwner> owners) -> Result<Done, KeyError> {
    for (const auto& owner : owners) ORKESTA_TRY(current(owner.tenant, owner.subject));
    return Done{};
  }
};

}  // namespace orkesta
