#include "order_reading.hpp"

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "orkesta/domain/selling/alias_normalizer.hpp"
#include "orkesta/domain/selling/catalog_mapper.hpp"

namespace orkesta::conversation {
namespace {

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
  auto read = OrderRead{};
  read.coupons = understanding.coupons;
  read.currency = understanding.currency.value_or("");
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
    auto nearest = std::vector<std::string>{};
    for (const auto& sku : mention.nearest) nearest.push_back(sku.text());
    read.not_sold.push_back({slice(text, mention.start, mention.end), mention.quantity.has_value(),
                             std::move(nearest)});
  }
  read.mapper = mapping.confidence;
  read.alias = aliased.confidence;
  return read;
}

}  // namespace orkesta::conversation
