#pragma once

/// AliasNormalizer: whose words named a product, and what those words bring with them (O2). Pure.

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "orkesta/core/understanding.hpp"
#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::selling {

/// A mention that only this customer's and the tenant's own words have named.
struct AliasedMention {
  std::uint32_t mention = 0;  ///< Index in the understanding.
  std::optional<Quantity> quantity;
  std::string unit;
  bool unit_unknown = false;
  std::vector<Candidate> candidates;  ///< Best first, each SKU once.
  std::int32_t candidates_more = 0;
  std::optional<std::uint32_t> alias;  ///< The row that decided, when one did.
  Confidence confidence =
      confidence_max;  ///< That the words were taken as this customer means them.
  bool operator==(const AliasedMention&) const = default;
};
BOOST_DESCRIBE_STRUCT(AliasedMention, (),
                      (mention, quantity, unit, unit_unknown, candidates, candidates_more, alias,
                       confidence))

struct Aliased {
  std::vector<AliasedMention> mentions;    ///< One for each mention, in order.
  Confidence confidence = confidence_max;  ///< The least of the mentions'.
  bool operator==(const Aliased&) const = default;
};
BOOST_DESCRIBE_STRUCT(Aliased, (), (mentions, confidence))

/// Drops candidates that another customer's alias named, prefers the customer's own alias to the
/// tenant's and both to mere resemblance, and takes unit and quantity from the alias where the
/// message said none. `customer` is null for a stranger.
auto normalize_aliases(const tenant::Context& context, const tenant::Customer* customer,
                       std::span<const Mention> mentions) -> Aliased;

}  // namespace orkesta::selling
