#include "order_reading.hpp"

#include <algorithm>
#include <set>

#include "words.hpp"

namespace orkesta::conversation {
namespace {

using Words = std::vector<std::string>;

auto is_coupon_cue(const std::string& word) -> bool {
  return says_any({word}, {"cupon", "codigo", "promo", "code", "coupon", "cupom", "voucher",
                           "promocode"});
}

/// Coupons of the pack that the text names: behind a cue word, or alone when they hold a digit, for
/// some coupons are words that people say anyway.
auto coupons_in(const tenant::Context& context, const Words& words) -> std::vector<std::string> {
  auto found = std::vector<std::string>{};
  for (const auto& promotion : context.pack.promotions) {
    const auto wanted = plain_words(promotion.coupon);
    if (wanted.empty()) continue;
    const auto at = std::search(words.begin(), words.end(), wanted.begin(), wanted.end());
    if (at == words.end()) continue;
    const auto window = std::min<std::ptrdiff_t>(4, at - words.begin());
    const auto cued = std::any_of(at - window, at, is_coupon_cue);
    const auto has_digit = promotion.coupon.find_first_of("0123456789") != std::string::npos;
    if (!cued && !has_digit) continue;
    if (std::find(found.begin(), found.end(), promotion.coupon) == found.end())
      found.push_back(promotion.coupon);
  }
  return found;
}

auto currency_in(const Words& words) -> std::string {
  if (says_any(words, {"dolares", "dolar", "dollars", "dollar", "usd"})) return "USD";
  if (says_any(words, {"euros", "eur"})) return "EUR";
  if (says_any(words, {"reais", "brl"})) return "BRL";
  return {};
}

/// The code points of the text from `start` to `end`.
auto slice(std::string_view text, std::int32_t start, std::int32_t end) -> std::string {
  auto piece = std::string{};
  auto at = std::int32_t{-1};
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++at;
    if (at >= start && at < end) piece += c;
  }
  return piece;
}

auto default_quantity(const tenant::Context& context) -> std::string {
  const auto missing = context.pack.settings.policy.missing_quantity;
  return missing == tenant::MissingQuantity::one ? "1" : "";
}

auto default_unit(const tenant::Context& context, const Mention& mention,
                  const std::string& sku) -> std::string {
  if (!mention.unit.empty() || !mention.quantity) return mention.unit;
  const auto* product = context.product(sku);
  const auto bare = context.pack.settings.policy.bare_quantity;
  return product != nullptr && bare == tenant::BareQuantity::base_unit ? product->base_unit : "";
}

auto line_of(const tenant::Context& context, const Mention& mention) -> events::DraftLine {
  const auto& best = mention.candidates.front();
  auto line = events::DraftLine{};
  line.confidence = best.confidence;
  line.quantity = mention.quantity ? mention.quantity->text() : default_quantity(context);
  line.unit = mention.unit;
  constexpr Confidence margin = 500;  // Candidates this close are equally good.
  for (const auto& candidate : mention.candidates)
    if (best.confidence - candidate.confidence < margin)
      line.options.push_back(candidate.sku.text());
  if (line.options.size() == 1) {
    line.sku = line.options.front();
    line.unit = default_unit(context, mention, line.sku);
    line.options.clear();
    for (std::size_t i = 1; i < mention.candidates.size(); ++i)
      line.options.push_back(mention.candidates[i].sku.text());
  } else {
    line.unclear = difference_between(context, line.options);
  }
  if (line.unclear.empty() && mention.unit_unknown) line.unclear = "unit";
  if (line.unclear.empty() && line.quantity.empty()) line.unclear = "quantity";
  return line;
}

}  // namespace

auto OrderRead::says_quantity() const -> bool {
  return std::find(counted.begin(), counted.end(), true) != counted.end();
}

auto read_order(const tenant::Context& context, std::string_view /*customer*/,
                const Understanding& understanding, std::string_view text) -> OrderRead {
  const auto words = plain_words(text);
  auto read = OrderRead{};
  read.coupons = coupons_in(context, words);
  read.currency = currency_in(words);
  for (const auto& mention : understanding.mentions) {
    if (mention.candidates.empty()) {
      read.not_sold.push_back(
          {slice(text, mention.start, mention.end), mention.quantity.has_value(), {}});
      continue;
    }
    read.lines.push_back(line_of(context, mention));
    read.counted.push_back(mention.quantity.has_value());
    read.mapper = std::min(read.mapper, mention.candidates.front().confidence);
    if (!mention.candidates.front().alias) continue;
    read.alias = std::min(read.alias, mention.candidates.front().confidence);
    read.used_alias = true;
  }
  return read;
}

}  // namespace orkesta::conversation
