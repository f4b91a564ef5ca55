#include "orkesta/nlu/understand.hpp"

#include <algorithm>
#include <array>

#include "understanding/entities.hpp"
#include "understanding/features.hpp"
#include "understanding/scores.hpp"
#include "understanding/segments.hpp"

namespace orkesta::nlu {
namespace {

constexpr std::size_t intents_kept = 3;
constexpr Confidence request_min = 6000;  ///< Of a part that asks for something of its own.

/// A hint adds so many tenths to an intent's logit.
struct Prior {
  std::string_view intent;
  int tenths;
};

constexpr auto when_quote_awaited = std::to_array<Prior>({{"order_confirm", 15},
                                                          {"discount_request", 4},
                                                          {"objection_price", 4},
                                                          {"objection_timing", 4},
                                                          {"payment_request", 3}});
constexpr auto when_consent_awaited =
    std::to_array<Prior>({{"privacy_accept", 25}, {"privacy_decline", 18}, {"order_confirm", -15}});
constexpr auto when_payment_awaited = std::to_array<Prior>(
    {{"payment_status", 8}, {"payment_request", 6}, {"faq_payment_methods", 3}});
constexpr auto when_image_attached =
    std::to_array<Prior>({{"payment_status", 10}, {"support_warranty", 3}});
constexpr auto when_catalogue_matches = std::to_array<Prior>(
    {{"product_query", 3}, {"price_query", 3}, {"quote_request", 2}, {"other", -5}});
constexpr auto when_contact_asked = std::to_array<Prior>({{"contact_info", 15}});
constexpr auto when_order_asked = std::to_array<Prior>({{"quote_request", 6},
                                                        {"product_query", 4},
                                                        {"order_confirm", 3},
                                                        {"contact_info", -10},
                                                        {"other", -10}});

auto column_of(std::string_view intent) -> std::size_t {
  const auto* const found = std::find(intent_names.begin(), intent_names.end(), intent);
  return static_cast<std::size_t>(found - intent_names.begin());
}

void add(Scores& scores, std::span<const Prior> priors) {
  for (const auto& prior : priors) {
    const auto* const found = std::find(intent_names.begin(), intent_names.end(), prior.intent);
    scores[static_cast<std::size_t>(found - intent_names.begin())] += prior.tenths * fixed_one / 10;
  }
}

void add_language(Scores& scores, std::string_view language, int tenths) {
  const auto* const found = std::find(language_names.begin(), language_names.end(), language);
  if (found == language_names.end()) return;
  const auto column = static_cast<std::size_t>(found - language_names.begin());
  scores[language_column + column] += tenths * fixed_one / 10;
}

/// Whether the text speaks of terms or data: then accepting is not about an
/// order.
auto names_terms(std::span<const Token> tokens) -> bool {
  constexpr auto words = std::to_array<std::string_view>(
      {"aviso",           "privacidad",  "datos",          "terminos",      "politica",
       "politicas",       "terms",       "privacy",        "data",          "termos",
       "dados",           "privacidade", "donnees",        "conditions",    "condiciones",
       "confidentialite", "consent",     "consentimiento", "consentimento", "autorizo"});
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    return std::find(words.begin(), words.end(), token.folded) != words.end();
  });
}

/// A bare `acepto` accepts what was offered last: the order takes over the
/// terms' odds.
void accept_the_quote(Scores& scores) {
  auto& order = scores[column_of("order_confirm")];
  auto& terms = scores[column_of("privacy_accept")];
  order = std::max(order, terms);
  terms -= 3 * fixed_one;
}

void add_hints(Scores& scores, const UnderstandingHints& hints, std::span<const Token> tokens) {
  const bool quote = hints.quote_awaited && !hints.consent_awaited;
  if (quote && !names_terms(tokens)) accept_the_quote(scores);
  if (hints.quote_awaited) add(scores, when_quote_awaited);
  if (hints.consent_awaited) add(scores, when_consent_awaited);
  if (hints.payment_awaited) add(scores, when_payment_awaited);
  if (hints.image_attached) add(scores, when_image_attached);
  if (hints.catalogue_matches) add(scores, when_catalogue_matches);
  const bool contact =
      hints.asked_last == "name" || hints.asked_last == "email" || hints.asked_last == "phone";
  if (contact) add(scores, when_contact_asked);
  constexpr auto about_order =
      std::to_array<std::string_view>({"product", "size", "colour", "model", "quantity", "unit"});
  const bool order =
      std::find(about_order.begin(), about_order.end(), hints.asked_last) != about_order.end();
  if (order) add(scores, when_order_asked);
  add_language(scores, hints.last_language, 15);
  add_language(scores, hints.tenant_language, 5);
}

/// The names with their shares of the logits, best first; equal ones in the
/// order of the names.
auto ranked(std::span<const Fixed> logits, std::span<const std::string_view> names)
    -> std::vector<Guess> {
  const auto shares = softmax(logits);
  std::vector<std::size_t> order(names.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return logits[a] > logits[b]; });
  std::vector<Guess> made;
  for (const auto i : order) {
    made.push_back({std::string{names[i]}, shares[i]});
    if (made.size() == intents_kept) break;
  }
  return made;
}

/// Whether any word stands outside links, addresses and codes.
auto has_words(std::span<const Token> tokens, std::span<const Entity> entities) -> bool {
  const auto in_datum = [&](const Token& token) {
    return std::any_of(entities.begin(), entities.end(), [&](const Entity& entity) {
      const bool plain = entity.type == "email" || entity.type == "invoice" ||
                         entity.type == "hashtag" || entity.type == "phone";
      return plain && token.start >= entity.start && token.end <= entity.end;
    });
  };
  bool link = false;
  for (std::size_t i = 0; i < tokens.size() && i < feature_tokens_max; ++i) {
    const auto& token = tokens[i];
    const bool touches = i > 0 && tokens[i - 1].end == token.start;
    const bool opens = token.folded == "http" || token.folded == "https" || token.folded == "www";
    link = opens || (link && touches);
    const bool code = (touches && tokens[i - 1].kind == TokenKind::number) ||
                      (i + 1 < tokens.size() && tokens[i + 1].start == token.end &&
                       tokens[i + 1].kind == TokenKind::number);
    if (token.kind == TokenKind::word && !link && !code && !in_datum(token)) return true;
  }
  return false;
}

auto language_of(const Scores& scores, bool words, const UnderstandingHints& hints) -> Guess {
  if (!words) {
    const auto known = hints.last_language.empty() ? std::string{"und"} : hints.last_language;
    return {known, hints.last_language.empty() ? confidence_max : confidence_max / 2};
  }
  return ranked(std::span{scores}.subspan(language_column, language_count), language_names).front();
}

/// Asks for nothing that must be done.
auto is_social(std::string_view intent) -> bool {
  return intent == "greeting" || intent == "thanks" || intent == "goodbye" || intent == "other";
}

/// What the parts of the message ask for, each by its own words; none when all
/// ask for one thing.
auto requests_of(const ModelFile& file, std::u32string_view text, std::span<const Token> tokens,
                 const UnderstandingHints& hints, std::span<const Entity> entities)
    -> std::vector<Guess> {
  std::vector<Guess> made;
  for (const auto part : segments(text, tokens)) {
    std::vector<Entity> inside;
    std::copy_if(entities.begin(), entities.end(), std::back_inserter(inside),
                 [&](const Entity& entity) {
                   return entity.start >= part.front().start && entity.end <= part.back().end;
                 });
    auto scores = score(file, extract_features(file, text, part, inside));
    add_hints(scores, hints, part);
    auto best = ranked(std::span{std::as_const(scores)}.first(intent_count), intent_names).front();
    const bool known = std::any_of(made.begin(), made.end(),
                                   [&](const Guess& one) { return one.name == best.name; });
    if (best.confidence >= request_min && !is_social(best.name) && !known)
      made.push_back(std::move(best));
  }
  if (made.size() < 2) made.clear();
  return made;
}

}  // namespace

auto understand(const Models& models, std::string_view text, const UnderstandingHints& hints,
                const Date& reference, std::string_view tenant_currency) -> Understanding {
  const auto& file = models.file();
  const auto code_points = decode(text);
  const auto tokens = tokenize(std::u32string_view{code_points});
  Understanding made;
  made.model = file.name;
  made.hints = hints;
  made.entities = extract_entities(code_points, tokens,
                                   {.reference = reference,
                                    .language = hints.last_language,
                                    .currency = tenant_currency,
                                    .asked_last = hints.asked_last});
  auto scores = score(file, extract_features(file, code_points, tokens, made.entities));
  add_hints(scores, hints, tokens);
  const auto all = std::span{std::as_const(scores)};
  made.language = language_of(scores, has_words(tokens, made.entities), hints);
  made.intents = ranked(all.first(intent_count), intent_names);
  made.requests = requests_of(file, code_points, tokens, hints, made.entities);
  made.sentiment = ranked(all.subspan(sentiment_column, sentiment_count), sentiment_names).front();
  return made;
}

}  // namespace orkesta::nlu
