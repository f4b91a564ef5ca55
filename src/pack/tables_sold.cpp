/// The tables of what is sold and for how much: taxes, products, prices, rates, aliases.

#include <algorithm>

#include "orkesta/domain/tenant/context.hpp"
#include "reader.hpp"

namespace orkesta::pack {
namespace {

/// `master=10;display=5`; reports `bad_whole`.
auto other_units(const Field& field, const Checks& checks) -> std::vector<tenant::UnitCount> {
  std::vector<tenant::UnitCount> units;
  for (const auto& part : split(field.text, ';')) {
    const auto equals = part.find('=');
    const auto name = trimmed(std::string_view(part).substr(0, equals));
    const auto count =
        equals == std::string::npos
            ? std::nullopt
            : parse_whole(trimmed(std::string_view(part).substr(equals + 1)), 1'000'000);
    if (name.empty() || !count || *count < 1) {
      checks.wrong(field, "bad_whole", "'" + part + "' is not of the form name=10.");
    } else {
      units.push_back({tenant::fold_case(name), *count});
    }
  }
  return units;
}

}  // namespace

void Reader::read_taxes() {
  const auto* text = needed_file("taxes.csv");
  if (text == nullptr) return;
  const FileReport report(report_, "taxes.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"class", "id", "name"});
  sheet.know({"rate_bp", "kind", "base", "min_base"});
  tax_classes_ = sheet.names("class");
  tax_ids_ = sheet.names("id");
  Names cumulative;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    tenant::Tax tax;
    tax.tax_class = checks.required_id(sheet.field(row, "class"), "class");
    tax.id = checks.id(sheet.field(row, "id"));
    tax.name = sheet.field(row, "name").text;
    const auto rate = sheet.field(row, "rate_bp");
    if (!tax.id.empty()) {
      checks.required(sheet.field(row, "name"), "name");
      checks.required(rate, "rate_bp");
    }
    tax.rate_bp = checks.bp(rate).value_or(0);
    const auto kind = sheet.field(row, "kind");
    const bool kind_known = !kind.given() || enum_named<tenant::TaxKind>(kind.text);
    tax.kind = checks.choice<tenant::TaxKind>(kind, tenant::TaxKind::add);
    const auto base = sheet.field(row, "base");
    tax.base = checks.choice<tenant::TaxBase>(base, tenant::TaxBase::net);
    if (tax.base == tenant::TaxBase::cumulative) {
      if (tax.kind != tenant::TaxKind::add)
        checks.wrong(base, "conflict", "Only an added tax can be cumulative.");
      else if (!cumulative.insert(tax.tax_class).second)
        checks.wrong(base, "conflict", "A class has at most one cumulative tax.");
    }
    const auto min_base = sheet.field(row, "min_base");
    tax.min_base = checks.amount(min_base, currency_);
    if (min_base.given() && kind_known && tax.kind != tenant::TaxKind::withhold)
      checks.wrong(min_base, "conflict", "Only a withheld tax has a least base.");
    pack_.taxes.push_back(std::move(tax));
  }
}

void Reader::read_products() {
  const auto* text = needed_file("products.csv");
  if (text == nullptr) return;
  const FileReport report(report_, "products.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"sku", "name", "category", "unit", "tax_class"});
  sheet.know({"model", "size", "color", "brand", "description", "base_unit", "pack_size",
              "other_units", "decimals", "cost", "stock", "tier_group", "active", "warranty_days",
              "return_days"});
  skus_ = sheet.names("sku");
  models_ = sheet.names("model");
  categories_ = sheet.names("category");
  Names seen;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto cell = [&](std::string_view column) { return sheet.field(row, column); };
    const auto days = [&](std::string_view column) -> std::optional<std::int32_t> {
      const auto value = checks.whole(cell(column), 0, 100'000);
      return value ? std::optional(static_cast<std::int32_t>(*value)) : std::nullopt;
    };
    tenant::Product product;
    product.sku = checks.required_id(cell("sku"), "sku");
    checks.once(cell("sku"), product.sku, seen);
    product.name = checks.required(cell("name"), "name");
    product.category = checks.required(cell("category"), "category");
    product.model = cell("model").text;
    product.size = cell("size").text;
    product.color = cell("color").text;
    product.brand = cell("brand").text;
    product.description = cell("description").text;
    product.unit = tenant::fold_case(checks.required(cell("unit"), "unit"));
    const auto base_unit = cell("base_unit");
    product.base_unit = base_unit.given() ? tenant::fold_case(base_unit.text) : product.unit;
    product.pack_size = checks.whole(cell("pack_size"), 1, 1'000'000).value_or(1);
    product.other_units = other_units(cell("other_units"), checks);
    product.decimals = checks.small(cell("decimals"), 0, 0, 3);
    product.tax_class = checks.required(cell("tax_class"), "tax_class");
    checks.reference(cell("tax_class"), pointer(tax_classes_), "tax class");
    product.cost = checks.amount(cell("cost"), currency_);
    product.stock = checks.whole(cell("stock"));
    product.tier_group = cell("tier_group").text;
    product.active = checks.yes(cell("active"), true);
    product.warranty_days = days("warranty_days");
    product.return_days = days("return_days");
    pack_.products.push_back(std::move(product));
  }
}

void Reader::read_prices() {
  const auto* text = needed_file("prices.csv");
  if (text == nullptr) return;
  const FileReport report(report_, "prices.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"sku", "currency", "price"});
  sheet.know({"list", "customer", "min_quantity", "valid_from", "valid_until"});
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto cell = [&](std::string_view column) { return sheet.field(row, column); };
    tenant::Price price;
    price.list = checks.reference(cell("list"), pointer(lists_), "price list");
    price.customer = checks.reference(cell("customer"), pointer(customers_), "customer");
    if (price.list.empty() == price.customer.empty())
      checks.wrong(cell("list"), "conflict", "A price has either a list or a customer.");
    price.sku = checks.required(cell("sku"), "sku");
    checks.reference(cell("sku"), pointer(skus_), "product");
    price.currency = checks.required(cell("currency"), "currency");
    const auto currency = checks.currency(cell("currency"));
    price.min_quantity = checks.whole(cell("min_quantity")).value_or(1);
    checks.required(cell("price"), "price");
    price.price = checks.amount(cell("price"), currency).value_or(0);
    const auto window = checks.window(cell("valid_from"), cell("valid_until"), pack_.settings.zone);
    price.valid_from = window.from;
    price.valid_until = window.until;
    pack_.prices.push_back(std::move(price));
  }
}

void Reader::read_fx() {
  const auto* text = file("fx.csv");
  if (text == nullptr) return;
  const FileReport report(report_, "fx.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"date", "from", "to", "rate"});
  sheet.know({});
  Names seen;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto date = sheet.field(row, "date");
    const auto from = sheet.field(row, "from");
    const auto to = sheet.field(row, "to");
    const auto rate = sheet.field(row, "rate");
    tenant::FxRate fx{checks.required(date, "date"), checks.required(from, "from"),
                      checks.required(to, "to"), 0};
    if (date.given() && !parse_date(date.text))
      checks.wrong(date, "bad_time", "'" + date.text + "' is no day YYYY-MM-DD.");
    checks.currency(from);
    checks.currency(to);
    if (from.given() && from.text == to.text)
      checks.wrong(to, "conflict", "The two currencies are the same.");
    checks.required(rate, "rate");
    if (const auto millionths = parse_rate(rate.text)) {
      fx.rate_millionths = *millionths;
    } else if (rate.given()) {
      checks.wrong(rate, "bad_rate",
                   "'" + rate.text + "' is no rate: above 0, at most 1000000, six decimals.");
    }
    checks.once(date, fx.date + ' ' + fx.from + ' ' + fx.to, seen);
    pack_.fx.push_back(std::move(fx));
  }
}

void Reader::read_aliases() {
  const auto* text = file("aliases.csv");
  if (text == nullptr) return;
  const FileReport report(report_, "aliases.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"alias", "target"});
  sheet.know({"customer", "unit", "quantity", "language"});
  Names targets;
  for (const auto* names : {pointer(skus_), pointer(models_)})
    if (names != nullptr) targets.insert(names->begin(), names->end());
  Names seen;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto cell = [&](std::string_view column) { return sheet.field(row, column); };
    tenant::Alias alias;
    alias.alias = checks.required(cell("alias"), "alias");
    alias.target = checks.required(cell("target"), "target");
    checks.reference(cell("target"), skus_ && models_ ? &targets : nullptr, "product or model");
    alias.customer = checks.reference(cell("customer"), pointer(customers_), "customer");
    alias.unit = tenant::fold_case(cell("unit").text);
    alias.quantity = checks.whole(cell("quantity"), 1);
    alias.language = checks.language(cell("language"));
    if (!alias.alias.empty())
      checks.once(cell("alias"), tenant::fold_case(alias.alias) + '\n' + alias.customer, seen);
    pack_.aliases.push_back(std::move(alias));
  }
}

}  // namespace orkesta::pack
