/// Counter-offers and what answers them (O5): the next tier before a discount, one discount within
/// the tenant's policy for each quote, and a person for all above it. Nothing is conceded twice.

#include <algorithm>
#include <array>

#include "bargaining.hpp"
#include "negotiation.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

using Words = std::vector<std::string>;

/// What the customer proposes. Nothing of it: a plain "can you do better?".
struct Offer {
  std::optional<Money> amount;
  bool per_unit = false;
  std::int64_t discount_bp = 0;  ///< "10 %".
  std::string quantity;          ///< "si llevo 100".

  auto names_price() const -> bool { return amount.has_value() || discount_bp > 0; }
};

auto says_one_of(const Words& words, std::initializer_list<std::string_view> phrases) -> bool {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return says_phrase(words, phrase); });
}

auto is_number(std::string_view word) -> bool {
  return !word.empty() && word.size() <= 9 &&
         word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "Me lo deja en", "te doy", "lo cierro en".
auto proposes_price(const Words& words) -> bool {
  return says_any(words, {"deja", "dejas", "dejan", "dejar", "dejarlo", "dejarmelo", "dejalo",
                          "dejamelo", "dejamela", "dejemelo", "dejelo", "ofrezco", "cierro",
                          "cerramos", "contraoferta", "bajas", "bajame", "bajeme", "bajarle"}) ||
         says_one_of(words, {"te doy", "le doy", "les doy", "te pago", "si me lo", "si me los",
                             "me haces en", "lo hacemos en", "leave it at", "do it for",
                             "i can pay", "i ll give you", "take it for", "have it for",
                             "faz por", "fazer por", "deixa por", "pago no maximo", "fecho em",
                             "me laissez a", "laissez le a", "je vous donne", "vous le faites a"});
}

/// "Si llevo", "llevando".
auto proposes_quantity(const Words& words) -> bool {
  return says_any(words, {"llevando", "comprando", "pidiendo"}) ||
         says_one_of(words, {"si llevo", "si me llevo", "si compro", "si pido", "si son",
                             "si fueran", "si tomo", "si llevamos", "si compramos", "if i take",
                             "if i buy", "if i order", "if we take", "if we buy", "se eu levar",
                             "se levar", "se eu comprar", "se comprar", "si j en prends",
                             "si je prends", "si on prend", "levando"});
}

auto speaks_of_one(const Words& words) -> bool {
  return says_any(words, {"cada", "c", "cu", "each", "unidad", "pieza", "piece", "unite"}) ||
         says_one_of(words, {"por caja", "la caja", "por kilo", "el par", "por par", "per unit",
                             "por unidade", "l unite", "por curso"});
}

/// `15 %`, "15 por ciento": in basis points; 0 = none was named.
auto percentage_in(const std::string& text, const Words& words) -> std::int64_t {
  const auto says_percent = text.find('%') != std::string::npos ||
                            says_one_of(words, {"por ciento", "percent", "por cento"});
  if (!says_percent) return 0;
  const auto number = std::find_if(words.begin(), words.end(), is_number);
  if (number == words.end() || number->size() > 3) return 0;
  const auto percent = std::stoll(*number);
  return percent <= 100 ? percent * 100 : 0;
}

auto opened(const PersonalText& text) -> std::string {
  const auto* value = text.opened();
  return value == nullptr ? std::string{} : *value;
}

/// The amount that the text names, in the quote's currency; one in another currency is none.
auto amount_in(const Deciding& deciding, const Matter& matter) -> std::optional<Money> {
  const auto currency = deciding.state().quote->quote.total.currency;
  const auto money = [&](std::string_view text) -> std::optional<Money> {
    const auto units = parse_minor_units(text, currency.exponent());
    return units && *units > 0 ? std::optional{Money{*units, currency}} : std::nullopt;
  };
  if (matter.said.understanding != nullptr)
    for (const auto& entity : matter.said.understanding->entities) {
      if (entity.type != "amount") continue;
      if (entity.currency && *entity.currency != currency.code()) return std::nullopt;
      if (auto amount = money(opened(entity.value))) return amount;
    }
  if (!proposes_price(matter.words)) return std::nullopt;
  // The last bare number: "si llevo 100, ¿me los deja en 450?".
  const auto number = std::find_if(matter.words.rbegin(), matter.words.rend(), is_number);
  return number == matter.words.rend() ? std::nullopt : money(*number);
}

/// The first number behind "si llevo".
auto quantity_if_taken(const Matter& matter) -> std::string {
  if (!proposes_quantity(matter.words)) return {};
  const auto& words = matter.words;
  const auto number = std::find_if(words.begin(), words.end(), is_number);
  if (number != words.end()) return *number;
  return quantity_in(matter.said);
}

auto offer_in(const Deciding& deciding, const Matter& matter) -> Offer {
  auto offer = Offer{};
  offer.quantity = quantity_if_taken(matter);
  offer.discount_bp = percentage_in(matter.said.text, matter.words);
  if (offer.discount_bp == 0) offer.amount = amount_in(deciding, matter);
  // "Si llevo 100" names one number only, and it is no price.
  const auto only_counts = !offer.quantity.empty() && !proposes_price(matter.words);
  if (only_counts) offer.amount.reset();
  offer.per_unit = speaks_of_one(matter.words);
  return offer;
}

/// What one unit costs after promotions, as its list has it.
auto effective_unit(const pricing::QuoteLine& line) -> std::int64_t {
  auto net = Wide{line.gross.minor_units};
  for (const auto& discount : line.discounts) net -= discount.amount.minor_units;
  if (line.quantity.thousandths == 0) return 0;
  return static_cast<std::int64_t>(divide_half_even(net * 1000, line.quantity.thousandths));
}

/// Whether `amount` is nearer, as a ratio, to `unit` than to `total`.
auto is_nearer_to_unit(std::int64_t amount, std::int64_t unit, std::int64_t total) -> bool {
  const auto ratio_above = [](Wide a, Wide b) { return std::pair{std::max(a, b), std::min(a, b)}; };
  const auto [unit_top, unit_bottom] = ratio_above(amount, unit);
  const auto [total_top, total_bottom] = ratio_above(amount, total);
  if (unit_bottom <= 0 || total_bottom <= 0) return false;
  // Cut to six digits: the products of four amounts would not fit.
  const auto of_unit = unit_top * 1'000'000 / unit_bottom;
  const auto of_total = total_top * 1'000'000 / total_bottom;
  return of_unit < of_total;
}

struct Compared {
  std::string per = "total";
  std::int64_t now = 0;     ///< What they would pay,
  std::int64_t wanted = 0;  ///< and what they want to.
};

auto compare(const pricing::Quote& quote, const Offer& offer) -> Compared {
  const auto wanted = offer.amount->minor_units;
  const auto& lines = quote.lines;
  if (lines.size() == 1 && lines.front().quantity != Quantity::whole(1)) {
    const auto unit = effective_unit(lines.front());
    if (offer.per_unit || is_nearer_to_unit(wanted, unit, quote.total.minor_units))
      return {"unit", unit, wanted};
  }
  return {"total", quote.total.minor_units, wanted};
}

/// Rounded up, so that the customer's figure is reached.
auto discount_to_reach(const Compared& compared) -> std::int64_t {
  if (compared.now <= 0 || compared.wanted >= compared.now) return 0;
  const auto missing = Wide{compared.now - compared.wanted} * 10'000;
  return static_cast<std::int64_t>((missing + compared.now - 1) / compared.now);
}

auto is_conceded(const Deciding& deciding) -> bool {
  const auto& state = deciding.state();
  return state.quote && state.bargain.conceded_on == state.quote->quote.quote;
}

/// Above policy, without a policy, or once more: a person decides.
void pass_to_person(Deciding& deciding, pricing::PriceRequest request) {
  auto answer = pricing::price(deciding.context(), request);
  auto proposal = std::optional<pricing::Quote>{};
  if (auto* quote = std::get_if<pricing::Quote>(&answer)) proposal = std::move(*quote);
  if (auto* needs = std::get_if<pricing::NeedsApproval>(&answer))
    proposal = std::move(needs->quote);
  request_approval(deciding, "discount", {"negotiated"}, std::move(request), std::move(proposal));
}

void concede(Deciding& deciding, const Wanted& wanted, std::int64_t discount_bp,
             pricing::Quote quote) {
  const auto before = deciding.state().quote->quote;
  deciding.explain("Negotiator", "automatic", "max_discount_bp", std::nullopt,
                   {std::to_string(discount_bp), format_major(quote.total)});
  deciding.record(matched(wanted, &quote));
  deciding.record(events::ConcessionMade{before.quote, discount_bp, before.total, quote.total,
                                         deciding.at()});
  offer_quote(deciding, std::move(quote), "", Template::concession);
}

void note_offer(Deciding& deciding, const Offer& offer, const std::string& per,
                std::int64_t discount_bp, const char* outcome) {
  const auto& quote = deciding.state().quote->quote;
  const auto amount = offer.amount.value_or(quote.total);
  deciding.record(events::CounterOfferReceived{quote.quote, amount, per, discount_bp, outcome,
                                               deciding.at()});
}

void tell_met(Deciding& deciding) {
  const auto& quote = deciding.state().quote->quote;
  deciding.say(Template::counter_met, "negotiation",
               {fact_slot("number", quote.number, "quote"),
                amount_slot("total", quote.total, "quote")});
}

/// A price that they name.
void answer_price(Deciding& deciding, const Wanted& wanted, const Offer& offer) {
  const auto changes = wanted.lines != wanted_before(deciding).lines;
  auto request = request_of(deciding, wanted);
  auto answer = pricing::price(deciding.context(), request);
  const auto* plain = std::get_if<pricing::Quote>(&answer);
  if (plain == nullptr) return price_order(deciding, wanted);  // Says why.

  const auto& now = changes ? *plain : deciding.state().quote->quote;
  if (offer.amount && compare(now, offer).wanted >= compare(now, offer).now) {
    note_offer(deciding, offer, compare(now, offer).per, 0, "met");
    return changes ? price_order(deciding, wanted) : tell_met(deciding);
  }
  const auto compared = offer.amount ? compare(*plain, offer) : Compared{"percent", 0, 0};
  request.discount_bp = offer.amount ? discount_to_reach(compared) : offer.discount_bp;
  request.discount_bp = std::min<std::int64_t>(request.discount_bp, 10'000);
  auto lowered = pricing::price(deciding.context(), request);
  auto* quote = std::get_if<pricing::Quote>(&lowered);
  const auto allowed = deciding.policy().max_discount_bp && !is_conceded(deciding);
  if (quote == nullptr || !allowed) {
    note_offer(deciding, offer, compared.per, request.discount_bp, "above_policy");
    return pass_to_person(deciding, std::move(request));
  }
  note_offer(deciding, offer, compared.per, request.discount_bp, "conceded");
  concede(deciding, wanted, request.discount_bp, std::move(*quote));
}

auto was_said(const State& state, Template what) -> bool {
  const auto named = std::string{name_of(what)} + '/';
  return std::any_of(state.said.begin(), state.said.end(),
                     [&](const std::string& one) { return one.starts_with(named); });
}

/// "¿No me hace un descuento?": the next tier first, then their own figure, then a person.
void answer_plain_request(Deciding& deciding) {
  if (const auto tier = next_tier(deciding))
    return suggest(deciding, *tier, Template::volume_suggested, "negotiation");
  const auto may_give = deciding.policy().max_discount_bp && !is_conceded(deciding);
  if (may_give && !was_said(deciding.state(), Template::ask_target))
    return deciding.say(Template::ask_target, "negotiation");
  pass_to_person(deciding, request_of(deciding, wanted_before(deciding)));
}

auto suggested_just_now(const Deciding& deciding) -> bool {
  constexpr std::array suggestions{Template::volume_suggested, Template::smaller_suggested,
                                   Template::tool_bundle, Template::tool_recommend};
  return std::any_of(suggestions.begin(), suggestions.end(),
                     [&](Template one) { return name_of(one) == deciding.last_said(); });
}

auto with_suggestion(Wanted wanted, const Suggestion& suggestion) -> Wanted {
  const auto replaced =
      std::find_if(wanted.lines.begin(), wanted.lines.end(),
                   [&](const auto& line) { return line.sku == suggestion.instead_of; });
  if (suggestion.instead_of.empty() || replaced == wanted.lines.end()) {
    wanted.lines = {{suggestion.sku, suggestion.quantity, "", confidence_max, "", {}}};
  } else if (suggestion.why == "volume") {
    replaced->quantity = suggestion.quantity;
    replaced->unit = suggestion.unit;
  } else {
    replaced->sku = suggestion.sku;
    replaced->unit.clear();
    replaced->options.clear();
  }
  return wanted;
}

}  // namespace

auto accepts_in_words(const Words& words) -> bool {
  return says_any(words, {"acepto", "aceptamos", "aceptada", "confirmo", "confirmado", "accept",
                          "agree", "aceito", "accepte"});
}

auto is_bargaining(const Deciding& deciding) -> bool {
  const auto& state = deciding.state();
  if (!deciding.has_open_quote()) return false;
  return state.stage == Stage::negotiation || state.stage == Stage::objection ||
         !state.bargain.objections.empty() || is_conceded(deciding);
}

auto kept_concession(const Deciding& deciding, pricing::PriceRequest request) -> std::int64_t {
  if (!deciding.has_open_quote() || !is_conceded(deciding)) return 0;
  request.discount_bp = deciding.state().bargain.conceded_bp;
  const auto answer = pricing::price(deciding.context(), request);
  const auto* quote = std::get_if<pricing::Quote>(&answer);
  const auto& before = deciding.state().quote->quote;
  const auto as_large = quote != nullptr && quote->gross.currency == before.gross.currency &&
                        quote->gross.minor_units >= before.gross.minor_units;
  return as_large ? request.discount_bp : 0;
}

auto negotiate(Deciding& deciding, const Matter& matter) -> bool {
  if (!deciding.has_open_quote() || !deciding.state().approvals.empty()) return false;
  const auto asks = matter.intent.name == "discount_request" && is_likely(deciding, matter.intent);
  const auto proposes = proposes_price(matter.words) || proposes_quantity(matter.words);
  if (!asks && !proposes) return false;
  const auto offer = offer_in(deciding, matter);
  if (!asks && !offer.names_price() && offer.quantity.empty()) return false;
  // Products in other numbers are an order, which selling reads better.
  if (!matter.read.lines.empty() && !offer.names_price()) return false;
  if (!matter.read.coupons.empty()) return false;

  auto wanted = wanted_before(deciding);
  if (wanted.lines.size() == 1 && !offer.quantity.empty())
    wanted.lines.front().quantity = offer.quantity;
  deciding.reach(Stage::negotiation, asks ? "discount_request" : "counter_offer");
  if (offer.names_price()) {
    answer_price(deciding, wanted, offer);
  } else if (!offer.quantity.empty()) {
    price_order(deciding, wanted);
  } else {
    answer_plain_request(deciding);
  }
  return true;
}

auto take_suggestion(Deciding& deciding, const Matter& matter) -> bool {
  const auto suggestion = deciding.state().bargain.suggested;
  if (!suggestion || !suggested_just_now(deciding) || !matter.read.lines.empty()) return false;
  if (is_bare_no(matter.words) && deciding.has_open_quote()) {
    repeat_quote(deciding);
    return true;
  }
  if (deciding.has_open_quote() && accepts_in_words(matter.words)) return false;
  const auto agrees =
      matter.intent.name == "order_confirm" || matter.intent.name == "quote_request";
  if (!is_yes(matter.words) && !(agrees && is_likely(deciding, matter.intent))) return false;
  deciding.explain("Negotiator", "automatic", "suggestion_taken", std::nullopt, {suggestion->sku});
  price_order(deciding, with_suggestion(wanted_before(deciding), *suggestion));
  return true;
}

}  // namespace orkesta::conversation
