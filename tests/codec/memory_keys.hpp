#pragma once

/// A key store in memory whose keys are derived from their names.

#include <map>
#include <string>

#include "orkesta/codec/hash.hpp"
#include "orkesta/core/keys.hpp"

namespace orkesta::codec {

class MemoryKeys : public KeyStore {
 public:
  auto current(const TenantId& tenant, const Subject& subject)
      -> Result<SubjectKey, KeyError> override {
    if (failing) return Failure{KeyError::unavailable};
    return key(tenant, subject, destroyed_[name(tenant, subject)] + 1);
  }
  auto find(const TenantId& tenant, const Subject& subject, KeyNumber number)
      -> Result<std::optional<SubjectKey>, KeyError> override {
    if (failing) return Failure{KeyError::unavailable};
    if (number <= destroyed_[name(tenant, subject)]) return std::optional<SubjectKey>{};
    return std::optional{key(tenant, subject, number)};
  }
  auto destroy(const TenantId& tenant, const Subject& subject) -> Result<Done, KeyError> override {
    ++destroyed_[name(tenant, subject)];
    return Done{};
  }
  auto secret(const TenantId&, std::string_view)
      -> Result<std::array<std::uint8_t, 32>, KeyError> override {
    return std::array<std::uint8_t, 32>{};
  }

  bool failing = false;

 private:
  static auto name(const TenantId& tenant, const Subject& subject) -> std::string {
    return tenant.text() + '/' + subject;
  }
  static auto key(const TenantId& tenant, const Subject& subject, KeyNumber number) -> SubjectKey {
    SubjectKey made{.number = number, .bytes = {}};
    const auto left = hmac_sha256("left", name(tenant, subject) + std::to_string(number)).bytes;
    const auto right = hmac_sha256("right", name(tenant, subject) + std::to_string(number)).bytes;
    std::copy(left.begin(), left.end(), made.bytes.begin());
    std::copy(right.begin(), right.end(), made.bytes.begin() + 32);
    return made;
  }
  std::map<std::string, KeyNumber> destroyed_;
};

}  // namespace orkesta::codec
