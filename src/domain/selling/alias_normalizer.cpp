#include "orkesta/domain/selling/alias_normalizer.hpp"

#include <algorithm>

namespace orkesta::selling {
namespace {

constexpr Confidence preference = 350;  ///< An own alias may be this much weaker and still wins.
constexpr Confidence confidence_own_alias = 9900;
constexpr Confidence confidence_tenant_alias = 9700;

/// Whose words named the candidate; the nearer the customer the greater.
enum class Owner { other, nobody, tenant, own };

auto owner_of(const tenant::Context& context, const tenant::Customer* customer,
              const Candidate& candidate) -> Owner {
  if (!candidate.alias) return Owner::nobody;
  const auto& aliases = context.pack.aliases;
  if (*candidate.alias >= aliases.size()) return Owner::other;  // Understood by another version.
  const auto& owner = aliases[*candidate.alias].customer;
  if (owner.empty()) return Owner::tenant;
  return customer != nullptr && customer->id == owner ? Owner::own : Owner::other;
}

struct Kept {
  Candidate candidate;
  Owner owner;
};

/// The customer's own words beat all others that are not clearly better; what then is not as good
/// as the best is dropped.
auto keep_best(std::vector<Kept> kept) -> std::vector<Kept> {
  Confidence best = 0;
  Confidence best_own = 0;
  for (const auto& one : kept) {
    best = std::max(best, one.candidate.confidence);
    if (one.owner == Owner::own) best_own = std::max(best_own, one.candidate.confidence);
  }
  const bool own_wins = best_own > 0 && best_own + preference >= best;
  std::erase_if(kept, [&](const Kept& one) {
    if (own_wins && one.owner != Owner::own) return true;
    return one.candidate.confidence + preference < (own_wins ? best_own : best);
  });
  std::stable_sort(kept.begin(), kept.end(), [](const Kept& left, const Kept& right) {
    if (left.owner != right.owner) return left.owner > right.owner;
    return left.candidate.confidence > right.candidate.confidence;
  });
  std::vector<Kept> once;
  for (const auto& one : kept) {
    const bool there = std::any_of(once.begin(), once.end(), [&](const Kept& other) {
      return other.candidate.sku == one.candidate.sku;
    });
    if (!there) once.push_back(one);
  }
  return once;
}

auto normalize(const tenant::Context& context, const tenant::Customer* customer,
               const Mention& mention, std::uint32_t index) -> AliasedMention {
  AliasedMention made{.mention = index,
                      .quantity = mention.quantity,
                      .unit = mention.unit,
                      .unit_unknown = mention.unit_unknown,
                      .candidates = {},
                      .candidates_more = mention.candidates_more,
                      .alias = std::nullopt,
                      .confidence = confidence_max};
  std::vector<Kept> kept;
  for (const auto& candidate : mention.candidates) {
    const auto owner = owner_of(context, customer, candidate);
    if (owner != Owner::other) kept.push_back({candidate, owner});
  }
  kept = keep_best(std::move(kept));
  for (const auto& one : kept) made.candidates.push_back(one.candidate);
  if (kept.empty() || kept.front().owner < Owner::tenant) return made;

  const bool own = kept.front().owner == Owner::own;
  made.alias = kept.front().candidate.alias;
  made.confidence = std::min(kept.front().candidate.confidence,
                             own ? confidence_own_alias : confidence_tenant_alias);
  if (own) made.candidates_more = 0;  // The cut ones were named by others' words.
  const auto& alias = context.pack.aliases[*made.alias];
  if (made.unit.empty() && !made.unit_unknown) made.unit = alias.unit;
  if (!made.quantity && alias.quantity) made.quantity = Quantity::whole(*alias.quantity);
  return made;
}

}  // namespace

auto normalize_aliases(const tenant::Context& context, const tenant::Customer* customer,
                       std::span<const Mention> mentions) -> Aliased {
  Aliased made;
  for (std::uint32_t i = 0; i < mentions.size(); ++i) {
    made.mentions.push_back(normalize(context, customer, mentions[i], i));
    made.confidence = std::min(made.confidence, made.mentions.back().confidence);
  }
  return made;
}

}  // namespace orkesta::selling
