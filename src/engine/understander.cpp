#include "orkesta/engine/understander.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/nlu/catalog_index.hpp"
#include "orkesta/nlu/mentions.hpp"
#include "orkesta/nlu/model.hpp"
#include "orkesta/nlu/understand.hpp"

namespace orkesta::engine {
namespace {

class BuiltInUnderstander final : public Understander {
 public:
  auto understand(std::string_view text, const UnderstandingHints& hints, Timestamp at,
                  const ContextSnapshot& snapshot) const -> Understanding override {
    const auto* context = snapshot.context.get();
    const auto own = context != nullptr && !context->pack.settings.languages.empty()
                         ? context->pack.settings.languages.front()
                         : std::string{"es"};
    auto known = hints;
    known.tenant_language = own;
    auto order = snapshot.index ? nlu::find_order(*snapshot.index, text) : nlu::OrderWords{};
    known.catalogue_matches =
        std::any_of(order.mentions.begin(), order.mentions.end(),
                    [](const auto& mention) { return !mention.candidates.empty(); });
    const auto day = to_local(context != nullptr ? context->pack.settings.zone : Zone{}, at).date;
    auto understanding =
        nlu::understand(nlu::built_in_models(), text, known, day,
                        context != nullptr ? context->currency.code() : std::string_view{});
    understanding.mentions = std::move(order.mentions);
    understanding.count = order.count;
    if (context != nullptr) understanding.coupons = nlu::find_coupons(*context, text);
    if (auto currency = nlu::find_currency(text); !currency.empty())
      understanding.currency = std::move(currency);
    nlu::drop_passing_mentions(understanding);
    if (snapshot.index && nlu::asks_for_need(understanding))
      if (auto need = nlu::find_need(*snapshot.index, text))
        understanding.mentions.push_back(std::move(*need));
    return understanding;
  }
};

}  // namespace

auto built_in_understander() -> const Understander& {
  static const BuiltInUnderstander understander;
  return understander;
}

auto make_snapshot(ContextPtr context) -> ContextSnapshot {
  ContextSnapshot snapshot;
  if (!context) return snapshot;
  snapshot.version = context->version;
  snapshot.index = std::make_shared<const nlu::CatalogIndex>(*context);
  snapshot.context = std::move(context);
  return snapshot;
}

}  // namespace orkesta::engine
