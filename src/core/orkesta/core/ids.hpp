#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace orkesta {

/// A name of one thing, of its own type, so that two kinds of id never mix. Has no default: a thing
/// without an id is a `std::optional`.
template <class Tag>
class Id {
 public:
  explicit Id(std::string text) : text_(std::move(text)) {}
  auto text() const -> const std::string& { return text_; }
  auto operator<=>(const Id&) const = default;

 private:
  std::string text_;
};

using TenantId = Id<struct TenantTag>;
using EntityId = Id<struct EntityTag>;      ///< Unique within its tenant and kind.
using CustomerId = Id<struct CustomerTag>;  ///< As in customers.csv, or a customer entity's.
using Sku = Id<struct SkuTag>;
using QuoteId = Id<struct QuoteTag>;
using ApprovalId = Id<struct ApprovalTag>;
using EffectId = Id<struct EffectTag>;  ///< The provider's idempotency key, for ever the same (R6).
using HeardId = Id<struct HeardTag>;    ///< Of an inbound, a firing of a timer, or a message.
using TimerName = Id<struct TimerTag>;

using Sequence = std::uint64_t;        ///< Of an entity's turns: gapless, from 1.
using RulesVersion = std::uint32_t;    ///< Of one kind's `decide`.
using FoldVersion = std::uint32_t;     ///< Of one kind's State and `evolve`.
using ContextVersion = std::uint64_t;  ///< Of a tenant's context; 0 = nothing was imported yet.
using Partition = std::uint32_t;
using Offset = std::uint64_t;

/// Confidence in basis points, 0 to 10000; never a floating number (invariant 9).
using Confidence = std::int32_t;
inline constexpr Confidence confidence_max = 10000;

/// Which entity of which tenant: `<tenant>/<kind>/<id>` as text. The id may itself hold slashes.
struct EntityKey {
  TenantId tenant;
  std::string kind;
  EntityId id;
  auto operator<=>(const EntityKey&) const = default;
  auto text() const -> std::string { return tenant.text() + '/' + kind + '/' + id.text(); }
};

/// The id of the `index`-th thing that turn `sequence` of `entity` made. Ids of this form are
/// unique within the installation, the same in every replay, say where they come from, and stand in
/// a URL's path as they are: `<tenant>:<kind>:<id>:<sequence>:<index>`.
auto derive_id(const EntityKey& entity, Sequence sequence, std::size_t index) -> std::string;

}  // namespace orkesta

template <class Tag>
struct std::hash<orkesta::Id<Tag>> {
  auto operator()(const orkesta::Id<Tag>& id) const noexcept -> std::size_t {
    return std::hash<std::string>{}(id.text());
  }
};
template <>
struct std::hash<orkesta::EntityKey> {
  auto operator()(const orkesta::EntityKey& key) const noexcept -> std::size_t {
    const auto mix = [](std::size_t seed, std::size_t more) {
      return seed ^ (more + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2));
    };
    auto seed = std::hash<std::string>{}(key.tenant.text());
    seed = mix(seed, std::hash<std::string>{}(key.kind));
    return mix(seed, std::hash<std::string>{}(key.id.text()));
  }
};
