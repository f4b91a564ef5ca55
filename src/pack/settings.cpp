/// tenant.toml: who the tenant is, its lists and its limits.

#include <algorithm>

#include "reader.hpp"
#include "toml_table.hpp"

namespace orkesta::pack {
namespace {

constexpr const char* settings_file = "tenant.toml";

/// Reports each list whose parents lead back to itself.
void report_rings(const std::vector<tenant::PriceList>& lists, const std::vector<Field>& parents,
                  const Checks& checks) {
  const auto parent_of = [&](const std::string& id) -> std::string {
    const auto found =
        std::find_if(lists.begin(), lists.end(), [&](const auto& list) { return list.id == id; });
    return found == lists.end() ? std::string() : found->parent;
  };
  for (std::size_t i = 0; i < lists.size(); ++i) {
    auto above = lists[i].parent;
    for (std::size_t steps = 0; steps < lists.size() && !above.empty(); ++steps) {
      if (above == lists[i].id) {
        checks.wrong(parents[i], "ring", "The list's parents lead back to it.");
        break;
      }
      above = parent_of(above);
    }
  }
}

}  // namespace

void Reader::read_settings() {
  const auto* text = needed_file(settings_file);
  if (text == nullptr) return;
  const FileReport report(report_, settings_file);
  const Checks checks(report);
  const auto parsed = parse_toml(*text, report);
  if (!parsed) return;
  TomlTable root(*parsed, checks, report);
  const auto format = root.number("format", "bad_choice");
  checks.required(format, "format");
  if (format.given() && format.text != "1")
    checks.wrong(format, "bad_choice", "This program reads format 1.");
  read_identity(root, checks);
  read_price_lists(root, checks);
  read_policy(root, checks);
  read_agents(root, checks);
  read_units(root, checks);
  read_consent(root, checks);
  read_instalments(root, checks);
  read_hours(root, checks);
  read_holidays(root, checks);
  root.finish();
}

void Reader::read_identity(TomlTable& root, const Checks& checks) {
  auto& settings = pack_.settings;
  settings.id = checks.required_id(root.text("id", "bad_id"), "id");
  settings.name = checks.required(root.text("name", "required"), "name");
  const auto country = root.text("country");
  settings.country = checks.required(country, "country");
  if (country.given() && !is_country(country.text))
    checks.wrong(country, "bad_choice", "'" + country.text + "' is no ISO 3166 country.");

  const auto zone = root.text("zone");
  checks.required(zone, "zone");
  if (zone.given()) {
    if (auto found = zones_(zone.text)) {
      settings.zone = std::move(*found);
    } else {
      checks.wrong(zone, "bad_choice", "'" + zone.text + "' is no IANA time zone.");
    }
  }
  const auto currency = root.text("currency", "bad_currency");
  settings.currency = checks.required(currency, "currency");
  currency_ = checks.currency(currency);

  const auto languages = root.list("languages");
  if (languages.empty() && !root.has("languages"))
    checks.wrong({{}, root.place()}, "required", "'languages' must be given.");
  Names seen;
  for (const auto& language : languages) {
    settings.languages.push_back(checks.language(language));
    checks.once(language, language.text, seen);
  }
  settings.form_of_address =
      checks.choice<tenant::Address>(root.text("form_of_address"), tenant::Address::usted);
}

void Reader::read_price_lists(TomlTable& root, const Checks& checks) {
  auto& settings = pack_.settings;
  lists_.emplace();
  segments_.emplace();
  std::vector<Field> parents;
  for (auto& table : root.tables("price_lists")) {
    tenant::PriceList list;
    const auto id = table.text("id", "bad_id");
    list.id = checks.required_id(id, "id");
    checks.once(id, list.id, *lists_);
    list.name = table.text("name").text;
    parents.push_back(table.text("parent", "bad_id"));
    list.parent = parents.back().text;
    list.tax_inclusive = table.flag("tax_inclusive", false);
    settings.price_lists.push_back(std::move(list));
    table.finish();
  }
  for (const auto& parent : parents) checks.reference(parent, &*lists_, "price list");
  report_rings(settings.price_lists, parents, checks);
  const auto default_list = root.text("default_list", "unknown_reference");
  settings.default_list = checks.required(default_list, "default_list");
  checks.reference(default_list, &*lists_, "price list");

  if (auto segments = root.table("segments"))
    for (const auto& name : segments->keys()) {
      checks.id(name, true);
      segments_->insert(name.text);
      auto table = segments->table(name.text);
      if (!table) continue;
      const auto list =
          checks.reference(table->text("list", "unknown_reference"), &*lists_, "price list");
      settings.segments.push_back({name.text, list});
      table->finish();
    }
  settings.default_segment =
      checks.reference(root.text("default_segment", "unknown_reference"), &*segments_, "segment");
}

void Reader::read_policy(TomlTable& root, const Checks& checks) {
  auto& policy = pack_.settings.policy;
  if (auto table = root.table("policy")) {
    policy.max_discount_bp = checks.bp(table->number("max_discount_bp", "bad_bp"));
    policy.min_margin_bp = checks.bp(table->number("min_margin_bp", "bad_bp"));
    policy.max_total = checks.amount(table->text("max_total", "bad_amount"), currency_);
    policy.min_order = checks.amount(table->text("min_order", "bad_amount"), currency_);
    policy.quote_validity_hours = checks.small(table->number("quote_validity_hours"), 72, 1, 8760);
    policy.backorder =
        checks.choice<tenant::Backorder>(table->text("backorder"), tenant::Backorder::approve);
    policy.max_lines = checks.small(table->number("max_lines"), 200, 1);
    policy.max_quantity = checks.whole(table->number("max_quantity"));
    policy.tax_rounding =
        checks.choice<tenant::TaxRounding>(table->text("tax_rounding"), tenant::TaxRounding::line);
    policy.promotions_on_customer_prices = table->flag("promotions_on_customer_prices", false);
    policy.bare_quantity = checks.choice<tenant::BareQuantity>(table->text("bare_quantity"),
                                                               tenant::BareQuantity::sell_unit);
    policy.missing_quantity = checks.choice<tenant::MissingQuantity>(
        table->text("missing_quantity"), tenant::MissingQuantity::clarify);
    policy.approval_hours = checks.small(table->number("approval_hours"), 24, 1, 8760);
    policy.takeover_hours = checks.small(table->number("takeover_hours"), 0, 0, 8760);
    policy.quiet_window_s = checks.small(table->number("quiet_window_s"), 4, 0, 20);
    table->finish();
  }
  if (auto table = root.table("followup")) {
    policy.followup_after_hours = checks.small(table->number("after_hours"), 24, 1, 8760);
    policy.followup_max = checks.small(table->number("max"), 2, 0, 6);
    table->finish();
  }
  if (auto table = root.table("fx")) {
    policy.fx_allowed = table->flag("allowed", false);
    policy.fx_max_age_days = checks.small(table->number("max_age_days"), 7, 0, 36'500);
    table->finish();
  }
}

void Reader::read_agents(TomlTable& root, const Checks& checks) {
  auto agents = root.table("agents");
  if (!agents) return;
  for (const auto& name : agents->keys()) {
    const auto& agent = name.text;
    if (agent != "catalog_mapper" && agent != "alias_normalizer" && agent != "price_resolver" &&
        agent != "quote_builder")
      checks.wrong(name, "bad_choice", "There is no agent '" + agent + "'.");
    auto table = agents->table(agent);
    if (!table) continue;
    const auto automatic = table->number("auto", "bad_bp");
    const auto clarify = table->number("clarify", "bad_bp");
    const auto approve = table->number("approve", "bad_bp");
    checks.required(automatic, "auto");
    checks.required(clarify, "clarify");
    checks.required(approve, "approve");
    const tenant::Thresholds thresholds{agent, checks.bp(automatic).value_or(0),
                                        checks.bp(clarify).value_or(0),
                                        checks.bp(approve).value_or(0)};
    const auto must_not_rise = [&](const Field& below, Confidence low, const Field& above,
                                   Confidence high) {
      if (below.given() && above.given() && low > high)
        checks.wrong(below, "conflict", "The thresholds must not rise from auto to approve.");
    };
    must_not_rise(clarify, thresholds.clarify_at, automatic, thresholds.auto_at);
    must_not_rise(approve, thresholds.approve_at, clarify, thresholds.clarify_at);
    pack_.settings.agents.push_back(thresholds);
    table->finish();
  }
}

}  // namespace orkesta::pack
