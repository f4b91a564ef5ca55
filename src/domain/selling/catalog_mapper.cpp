#include "orkesta/domain/selling/catalog_mapper.hpp"

#include <algorithm>

namespace orkesta::selling {
namespace {

auto contains(const std::vector<std::string>& values, const std::string& value) -> bool {
  return std::find(values.begin(), values.end(), value) != values.end();
}

/// What the options differ in, most telling first.
auto difference(const std::vector<const tenant::Product*>& products) -> Missing {
  const auto& first = *products.front();
  bool names = false;
  bool models = false;
  bool colors = false;
  bool sizes = false;
  for (const auto* product : products) {
    models = models || product->model != first.model || product->model.empty();
    colors = colors || product->color != first.color;
    sizes = sizes || product->size != first.size;
    names = names || product->category != first.category;
  }
  if (!models) return sizes ? Missing::size : colors ? Missing::color : Missing::model;
  // Models that differ in nothing but a colour are one model to the customer.
  const auto bare = [](const tenant::Product& product) {
    auto name = tenant::fold_case(product.name);
    for (const auto& part : {tenant::fold_case(product.color), tenant::fold_case(product.size)}) {
      if (const auto at = name.rfind(part); !part.empty() && at != std::string::npos) {
        name.erase(at, part.size());
      }
    }
    return name;
  };
  const auto name = bare(first);
  const bool alike = std::all_of(products.begin(), products.end(),
                                 [&](const auto* product) { return bare(*product) == name; });
  if (alike && colors) return Missing::color;
  if (alike && sizes) return Missing::size;
  return names ? Missing::product : Missing::model;
}

class Mapper {
 public:
  explicit Mapper(const tenant::Context& context) : context_(context) {}

  auto run(const Aliased& aliased) -> Mapping {
    for (const auto& mention : aliased.mentions) map(mention);
    for (const auto& line : mapping_.lines) {
      mapping_.confidence = std::min(mapping_.confidence, line.confidence);
    }
    return std::move(mapping_);
  }

 private:
  void map(const AliasedMention& mention) {
    std::vector<const tenant::Product*> products;
    for (const auto& candidate : mention.candidates) {
      const auto* product = context_.product(candidate.sku.text());
      if (product != nullptr && product->active) products.push_back(product);
    }
    if (products.empty()) return mapping_.not_sold.push_back({mention.mention});
    if (products.size() > 1 || mention.candidates_more > 0) {
      return ask(mention, difference(products), options_of(products));
    }
    choose(mention, *products.front());
  }

  void choose(const AliasedMention& mention, const tenant::Product& product) {
    if (mention.unit_unknown) return ask(mention, Missing::unit, units_of(context_, product));
    auto unit = mention.unit.empty() ? std::string{} : context_.unit_named(mention.unit);
    const auto units = units_of(context_, product);
    if (!unit.empty() && !contains(units, unit)) return ask(mention, Missing::unit, units);
    if (!mention.quantity) {
      if (context_.pack.settings.policy.missing_quantity == tenant::MissingQuantity::clarify)
        return ask(mention, Missing::quantity, {product.sku});
      return add(mention, product, Quantity::whole(1), unit.empty() ? product.unit : unit);
    }
    if (mention.quantity->thousandths <= 0) return ask(mention, Missing::quantity, {product.sku});
    if (unit.empty()) {
      switch (context_.pack.settings.policy.bare_quantity) {
        case tenant::BareQuantity::sell_unit:
          unit = product.unit;
          break;
        case tenant::BareQuantity::base_unit:
          unit = product.base_unit.empty() ? product.unit : product.base_unit;
          break;
        case tenant::BareQuantity::clarify:
          if (units.size() > 1 && product.pack_size > 1) return ask(mention, Missing::unit, units);
          unit = product.unit;
          break;
      }
    }
    add(mention, product, *mention.quantity, std::move(unit));
  }

  void add(const AliasedMention& mention, const tenant::Product& product, Quantity quantity,
           std::string unit) {
    MatchedLine line;
    line.sku = product.sku;
    line.quantity = quantity.text();
    line.unit = std::move(unit);
    line.confidence = mention.candidates.front().confidence;
    for (std::size_t i = 1; i < mention.candidates.size(); ++i) {
      line.alternatives.push_back(mention.candidates[i].sku.text());
    }
    line.because = mention.alias ? "an alias of " + whose(*mention.alias) + " names it"
                                 : "its name is the nearest";
    line.mention = mention.mention;
    mapping_.lines.push_back(std::move(line));
  }

  auto whose(std::uint32_t alias) const -> std::string {
    const auto& customer = context_.pack.aliases[alias].customer;
    return customer.empty() ? "the tenant" : "customer " + customer;
  }

  void ask(const AliasedMention& mention, Missing what, std::vector<std::string> options) {
    Unclear made;
    made.what = what;
    made.mention = mention.mention;
    made.options = std::move(options);
    made.more = mention.candidates_more > 0;
    if (mention.quantity) made.quantity = mention.quantity->text();
    made.unit = mention.unit;
    made.confidence = mention.candidates.front().confidence;
    mapping_.unclear.push_back(std::move(made));
  }

  /// All that may be meant: of one model its other variants too stand open when some were cut.
  static auto options_of(const std::vector<const tenant::Product*>& products)
      -> std::vector<std::string> {
    std::vector<std::string> made;
    for (const auto* product : products) made.push_back(product->sku);
    return made;
  }

  const tenant::Context& context_;
  Mapping mapping_;
};

}  // namespace

auto units_of(const tenant::Context& context, const tenant::Product& product)
    -> std::vector<std::string> {
  std::vector<std::string> made{product.unit};
  const auto add = [&](const std::string& unit) {
    if (!unit.empty() && !contains(made, unit)) made.push_back(unit);
  };
  add(product.base_unit);
  for (const auto& other : product.other_units) add(other.unit);
  const auto& base = product.base_unit.empty() ? product.unit : product.base_unit;
  const auto& settings = context.pack.settings;
  if (contains(settings.countable_units, base)) {
    for (const auto& each : settings.collective_units) add(each.unit);
  }
  return made;
}

auto map_to_catalog(const tenant::Context& context, const Aliased& aliased) -> Mapping {
  return Mapper{context}.run(aliased);
}

auto request_line(const MatchedLine& line) -> pricing::RequestLine {
  return {line.sku, line.quantity, line.unit};
}

auto request_lines(const Mapping& mapping) -> std::vector<pricing::RequestLine> {
  std::vector<pricing::RequestLine> made;
  for (const auto& line : mapping.lines) made.push_back(request_line(line));
  return made;
}

}  // namespace orkesta::selling
