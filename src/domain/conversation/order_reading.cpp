#include "order_reading.hpp"

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "orkesta/domain/selling/alias_normalizer.hpp"
#include "orkesta/domain/selling/catalog_mapper.hpp"
#include "words.hpp"

namespace orkesta::conversation {
namespace {

using Words = std::vector<std::string>;

auto is_coupon_cue(const std::string& word) -> bool {
  return says_any({word},
                  {"cupon", "codigo", "promo", "code", "coupon", "cupom", "voucher", "promocode"});
}

/// A code behind a cue word that no promotion has: priced all the same, to be told that it does
/// nothing.
void add_unknown_coupons(const Words& words, std::vector<std::string>& found) {
  if (!found.empty()) return;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto& code = words[i + 1];
    if (is_coupon_cue(words[i]) && code.find_first_of("0123456789") != std::string::npos)
      found.push_back(code);
  }
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
  add_unknown_coupons(words, found);
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

/// A campaign's hashtag may look like a product and a number; it is neither.
auto mentions_outside_hashtags(const Understanding& understanding) -> std::vector<Mention> {
  auto kept = std::vector<Mention>{};
  for (const auto& mention : understanding.mentions) {
    const auto inside = std::any_of(
        understanding.entities.begin(), understanding.entities.end(), [&](const Entity& entity) {
          return entity.type == "hashtag" && entity.start < mention.end &&
                 mention.start < entity.end;
        });
    if (!inside) kept.push_back(mention);
  }
  return kept;
}

auto unclear_name(selling::Missing what) -> std::string {
  switch (what) {
    case selling::Missing::product:
      return "product";
    case selling::Missing::model:
      return "model";
    case selling::Missing::color:
      return "colour";
    case selling::Missing::size:
      return "size";
    case selling::Missing::quantity:
      return "quantity";
    case selling::Missing::unit:
      return "unit";
  }
  ORKESTA_UNREACHABLE();
}

/// Where nothing but a number or a unit lacks, the product is known.
auto known_sku(const selling::Unclear& unclear, const selling::AliasedMention& mention)
    -> std::string {
  if (unclear.what == selling::Missing::quantity && unclear.options.size() == 1)
    return unclear.options.front();
  if (unclear.what == selling::Missing::unit && !mention.candidates.empty())
    return mention.candidates.front().sku.text();
  return {};
}

/// All that may be meant: where some were cut, the other variants of the one model too.
auto open_options(const tenant::Context& context, const selling::Unclear& unclear)
    -> std::vector<std::string> {
  auto options = unclear.options;
  const auto* first = options.empty() ? nullptr : context.product(options.front());
  if (!unclear.more || first == nullptr || first->model.empty()) return options;
  for (const auto& sku : options)
    if (const auto* one = context.product(sku); one == nullptr || one->model != first->model)
      return options;
  for (const auto index : context.variants_of(first->model)) {
    const auto& variant = context.pack.products[index];
    if (variant.active && std::find(options.begin(), options.end(), variant.sku) == options.end())
      options.push_back(variant.sku);
  }
  return options;
}

struct PlacedLine {
  std::uint32_t mention;
  events::DraftLine line;
};

/// Clear and unclear lines in the order in which the customer named them.
auto lines_of(const tenant::Context& context, const selling::Mapping& mapping,
              const selling::Aliased& aliased) -> std::vector<PlacedLine> {
  auto placed = std::vector<PlacedLine>{};
  for (const auto& line : mapping.lines)
    placed.push_back(
        {line.mention,
         {line.sku, line.quantity, line.unit, line.confidence, "", line.alternatives}});
  for (const auto& unclear : mapping.unclear) {
    auto sku = known_sku(unclear, aliased.mentions.at(unclear.mention));
    auto options = sku.empty() ? open_options(context, unclear) : std::vector<std::string>{};
    placed.push_back({unclear.mention,
                      {std::move(sku), unclear.quantity, unclear.unit, unclear.confidence,
                       unclear_name(unclear.what), std::move(options)}});
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const PlacedLine& a, const PlacedLine& b) { return a.mention < b.mention; });
  return placed;
}

}  // namespace

auto OrderRead::says_quantity() const -> bool {
  return std::find(counted.begin(), counted.end(), true) != counted.end();
}

auto read_order(const tenant::Context& context, std::string_view customer,
                const Understanding& understanding, std::string_view text) -> OrderRead {
  const auto words = plain_words(text);
  auto read = OrderRead{};
  read.coupons = coupons_in(context, words);
  read.currency = currency_in(words);
  const auto mentions = mentions_outside_hashtags(understanding);
  const auto aliased = selling::normalize_aliases(context, context.customer(customer), mentions);
  const auto mapping = selling::map_to_catalog(context, aliased);
  ORKESTA_ASSERT(aliased.mentions.size() == mentions.size());
  for (auto& [mention, line] : lines_of(context, mapping, aliased)) {
    read.lines.push_back(std::move(line));
    read.counted.push_back(mentions[mention].quantity.has_value());
    read.used_alias = read.used_alias || aliased.mentions[mention].alias.has_value();
  }
  for (const auto& one : mapping.not_sold) {
    const auto& mention = mentions[one.mention];
    read.not_sold.push_back(
        {slice(text, mention.start, mention.end), mention.quantity.has_value(), one.nearest});
  }
  read.mapper = mapping.confidence;
  read.alias = aliased.confidence;
  return read;
}

}  // namespace orkesta::conversation
