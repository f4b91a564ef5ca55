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
    const auto guess = hints.last_language.empty() ? own : hints.last_language;
    auto mentions = find(snapshot, text, guess);
    const auto sold = std::any_of(mentions.begin(), mentions.end(),
                                  [](const auto& mention) { return !mention.candidates.empty(); });
    const auto day = to_local(context != nullptr ? context->pack.settings.zone : Zone{}, at).date;
    auto understanding =
        nlu::understand(nlu::built_in_models(), text,
                        nlu::Hints{.last_language = hints.last_language,
                                   .tenant_language = own,
                                   .quote_awaited = hints.quote_awaited,
                                   .consent_awaited = hints.consent_awaited,
                                   .payment_awaited = hints.payment_awaited,
                                   .image_attached = hints.image_attached,
                                   .catalogue_matches = sold,
                                   .asked_last = hints.asked_last},
                        day, context != nullptr ? context->currency.code() : std::string_view{});
    const auto& language = understanding.language.name;
    if (language != guess && language != "und") mentions = find(snapshot, text, language);
    understanding.mentions = std::move(mentions);
    return understanding;
  }

 private:
  static auto find(const ContextSnapshot& snapshot, std::string_view text,
                   std::string_view language) -> std::vector<Mention> {
    if (!snapshot.index) return {};
    return nlu::find_mentions(*snapshot.index, text, language);
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
