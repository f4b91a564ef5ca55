#pragma once

/// A position as the outside sees it: an opaque string. A raw offset would tell a tenant its
/// neighbours' traffic.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "orkesta/core/ids.hpp"

namespace orkesta::store {

enum class PositionOf { turn, input };

/// Where one record lies in a partition of `turns` or `inbound`.
struct Position {
  PositionOf of = PositionOf::turn;
  Partition partition = 0;
  Offset offset = 0;
  bool operator==(const Position&) const = default;
};

/// AES-256-SIV without a nonce, the tenant as associated data, base64url: equal positions give
/// equal strings, another tenant's string does not open. Any thread.
class PositionCodec {
 public:
  /// `secret`: the installation's, `KeyStore::secret(TenantId{"~"}, "positions")`.
  explicit PositionCodec(const std::array<std::uint8_t, 32>& secret);

  auto encode(const TenantId& tenant, const Position& position) const -> std::string;
  /// Nothing: not one of ours, or another tenant's.
  auto decode(const TenantId& tenant, std::string_view text) const -> std::optional<Position>;

  /// One string for where something stands in all partitions (next offsets), for operators.
  auto encode_all(const std::map<Partition, Offset>& next) const -> std::string;
  auto decode_all(std::string_view text) const -> std::optional<std::map<Partition, Offset>>;

 private:
  std::array<std::uint8_t, 64> key_;
};

}  // namespace orkesta::store
