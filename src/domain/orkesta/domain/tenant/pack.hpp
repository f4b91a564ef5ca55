#pragma once

/// A tenant's pack as plain rows: what importing brings in and what the context is made of.
/// One struct for each table of a pack; names are those of its columns. Nothing here computes.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/money.hpp"
#include "orkesta/core/personal.hpp"
#include "orkesta/core/time.hpp"

namespace orkesta::tenant {

struct PriceList {
  std::string id;
  std::string name;
  std::string parent;  ///< "" = none.
  bool tax_inclusive = false;
  bool operator==(const PriceList&) const = default;
};
BOOST_DESCRIBE_STRUCT(PriceList, (), (id, name, parent, tax_inclusive))

struct Segment {
  std::string id;
  std::string list;  ///< "" = the default list.
  bool operator==(const Segment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Segment, (), (id, list))

BOOST_DEFINE_ENUM_CLASS(Backorder, allow, approve, refuse)
BOOST_DEFINE_ENUM_CLASS(TaxRounding, line, total)
BOOST_DEFINE_ENUM_CLASS(BareQuantity, sell_unit, base_unit, clarify)
BOOST_DEFINE_ENUM_CLASS(MissingQuantity, one, clarify)
BOOST_DEFINE_ENUM_CLASS(Address, tu, usted, vos, voce)

/// Limits: nothing = no limit. Amounts in the tenant's currency, minor units.
struct Policy {
  std::optional<std::int32_t> max_discount_bp;
  std::optional<std::int32_t> min_margin_bp;
  std::optional<std::int64_t> max_total;
  std::optional<std::int64_t> min_order;
  std::int32_t quote_validity_hours = 72;
  Backorder backorder = Backorder::approve;
  std::int32_t max_lines = 200;
  std::optional<std::int64_t> max_quantity;
  TaxRounding tax_rounding = TaxRounding::line;
  bool promotions_on_customer_prices = false;
  BareQuantity bare_quantity = BareQuantity::sell_unit;
  MissingQuantity missing_quantity = MissingQuantity::clarify;
  std::int32_t approval_hours = 24;
  std::int32_t takeover_hours = 0;  ///< 0 = a takeover never ends by itself.
  std::int32_t quiet_window_s = 4;  ///< 0 = everything is answered at once.
  std::int32_t followup_after_hours = 24;
  std::int32_t followup_max = 2;
  bool fx_allowed = false;
  std::int32_t fx_max_age_days = 7;
  bool operator==(const Policy&) const = default;
};
BOOST_DESCRIBE_STRUCT(Policy, (),
                      (max_discount_bp, min_margin_bp, max_total, min_order, quote_validity_hours,
                       backorder, max_lines, max_quantity, tax_rounding,
                       promotions_on_customer_prices, bare_quantity, missing_quantity,
                       approval_hours, takeover_hours, quiet_window_s, followup_after_hours,
                       followup_max, fx_allowed, fx_max_age_days))

/// Confidence >= auto: automatic; >= clarify: ask the customer; >= approve: a person decides in the
/// approvals queue; below: hand-off (O3).
struct Thresholds {
  std::string agent;  ///< catalog_mapper, alias_normalizer, price_resolver, quote_builder.
  Confidence auto_at = 0;
  Confidence clarify_at = 0;
  Confidence approve_at = 0;
  bool operator==(const Thresholds&) const = default;
};
BOOST_DESCRIBE_STRUCT(Thresholds, (), (agent, auto_at, clarify_at, approve_at))

struct UnitWords {
  std::string unit;
  std::vector<std::string> words;
  bool operator==(const UnitWords&) const = default;
};
BOOST_DESCRIBE_STRUCT(UnitWords, (), (unit, words))
/// `docena` = 12; of a product's `other_units`: how many sold units are in one.
struct UnitCount {
  std::string unit;
  std::int64_t count = 1;
  bool operator==(const UnitCount&) const = default;
};
BOOST_DESCRIBE_STRUCT(UnitCount, (), (unit, count))

struct LanguageText {
  std::string language;
  std::string text;
  bool operator==(const LanguageText&) const = default;
};
BOOST_DESCRIBE_STRUCT(LanguageText, (), (language, text))

struct Instalment {
  std::string id;
  std::string name;
  std::int32_t count = 1;
  std::int32_t surcharge_bp = 0;
  std::optional<std::int64_t> min_total;
  bool operator==(const Instalment&) const = default;
};
BOOST_DESCRIBE_STRUCT(Instalment, (), (id, name, count, surcharge_bp, min_total))

/// Open from minute to minute (exclusive) of the local day on these weekdays.
struct Hours {
  std::vector<std::int32_t> weekdays;  ///< 0 = Monday.
  std::int32_t open_minute = 0;
  std::int32_t close_minute = 0;
  bool operator==(const Hours&) const = default;
};
BOOST_DESCRIBE_STRUCT(Hours, (), (weekdays, open_minute, close_minute))
struct Holiday {
  std::string date;  ///< YYYY-MM-DD.
  std::string name;
  std::optional<std::int32_t> open_minute;  ///< Neither: closed all day.
  std::optional<std::int32_t> close_minute;
  bool operator==(const Holiday&) const = default;
};
BOOST_DESCRIBE_STRUCT(Holiday, (), (date, name, open_minute, close_minute))

/// tenant.toml, and the zone's transitions.
struct Settings {
  std::string id;
  std::string name;
  std::string country;
  Zone zone;
  std::string currency;  ///< A known ISO 4217 code; `Context::currency` holds it parsed.
  std::vector<std::string> languages;  ///< The first is the language when unsure.
  Address form_of_address = Address::usted;
  std::string default_list;
  std::string default_segment;
  std::vector<PriceList> price_lists;
  std::vector<Segment> segments;
  Policy policy;
  std::vector<Thresholds> agents;
  std::vector<UnitWords> unit_words;
  std::vector<UnitCount> collective_units;
  std::vector<std::string> countable_units;
  bool consent_required = false;
  std::vector<std::string> onboarding_steps;
  std::string consent_version;
  std::vector<LanguageText> consent_text;
  std::vector<Instalment> instalments;
  std::vector<Hours> hours;
  std::vector<Holiday> holidays;
  bool operator==(const Settings&) const = default;
};
BOOST_DESCRIBE_STRUCT(Settings, (),
                      (id, name, country, zone, currency, languages, form_of_address, default_list,
                       default_segment, price_lists, segments, policy, agents, unit_words,
                       collective_units, countable_units, consent_required, onboarding_steps,
                       consent_version, consent_text, instalments, hours, holidays))

struct Product {
  std::string sku;
  std::string name;
  std::string category;
  std::string model;
  std::string size;
  std::string color;
  std::string brand;
  std::string description;
  std::string unit;
  std::string base_unit;
  std::int64_t pack_size = 1;
  std::vector<UnitCount> other_units;
  std::int32_t decimals = 0;
  std::string tax_class;
  std::optional<std::int64_t> cost;   ///< Minor units of the tenant's currency, per `unit`.
  std::optional<std::int64_t> stock;  ///< Sold units; nothing = not limited.
  std::string tier_group;
  bool active = true;
  std::optional<std::int32_t> warranty_days;
  std::optional<std::int32_t> return_days;
  bool operator==(const Product&) const = default;
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (sku, name, category, model, size, color, brand, description, unit, base_unit,
                       pack_size, other_units, decimals, tax_class, cost, stock, tier_group, active,
                       warranty_days, return_days))

struct Price {
  std::string list;  ///< Exactly one of list and customer is not "".
  std::string customer;
  std::string sku;
  std::string currency;
  std::int64_t min_quantity = 1;
  std::int64_t price = 0;  ///< Minor units of `currency`, for one `unit`.
  std::optional<Timestamp> valid_from;
  std::optional<Timestamp> valid_until;  ///< Exclusive.
  bool operator==(const Price&) const = default;
};
BOOST_DESCRIBE_STRUCT(Price, (),
                      (list, customer, sku, currency, min_quantity, price, valid_from, valid_until))

/// A row of customers.csv. Who it is stays sealed under `customer/<id>`; `identities` are the keyed
/// 64-bit hashes (hex) of phone and e-mail by which a door finds the row.
struct Customer {
  std::string id;
  PersonalText name;
  std::string segment;
  std::string list;
  std::string currency;
  std::string language;
  std::optional<PersonalText> phone;
  std::optional<PersonalText> email;
  std::optional<PersonalText> tax_id;
  std::vector<std::string> identities;
  std::vector<std::string> tax_exempt;  ///< Tax ids, or `all`.
  bool withholding = false;
  std::optional<std::int64_t> credit_limit;
  std::int64_t credit_used = 0;
  std::int32_t terms_days = 0;
  std::int64_t orders = 0;
  bool blocked = false;
  bool consent = false;
  std::optional<PersonalText> notes;
  bool operator==(const Customer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, name, segment, list, currency, language, phone, email, tax_id,
                       identities, tax_exempt, withholding, credit_limit, credit_used, terms_days,
                       orders, blocked, consent, notes))

BOOST_DEFINE_ENUM_CLASS(PromotionKind, percent, amount, buy_x_get_y, order_percent, order_amount)
BOOST_DEFINE_ENUM_CLASS(Scope, sku, category, all)

struct Promotion {
  std::string id;
  std::string name;
  PromotionKind kind = PromotionKind::percent;
  std::int32_t value_bp = 0;
  std::int64_t amount = 0;  ///< Minor units of `currency`.
  std::string currency;
  std::int64_t buy = 0;
  std::int64_t get = 0;
  Scope scope = Scope::all;
  std::vector<std::string> scope_value;
  std::optional<std::int64_t> min_quantity;
  std::optional<std::int64_t> min_subtotal;  ///< Minor units of `currency`.
  std::string segment;
  std::string coupon;
  std::optional<Timestamp> valid_from;
  std::optional<Timestamp> valid_until;
  bool first_purchase = false;
  std::string group;  ///< "" = a group of its own, named `~id`.
  std::int64_t priority = 100;
  bool operator==(const Promotion&) const = default;
};
BOOST_DESCRIBE_STRUCT(Promotion, (),
                      (id, name, kind, value_bp, amount, currency, buy, get, scope, scope_value,
                       min_quantity, min_subtotal, segment, coupon, valid_from, valid_until,
                       first_purchase, group, priority))

BOOST_DEFINE_ENUM_CLASS(TaxKind, add, withhold)
BOOST_DEFINE_ENUM_CLASS(TaxBase, net, cumulative)

/// One tax of one class; a class without taxes is a row with an empty id.
struct Tax {
  std::string tax_class;
  std::string id;
  std::string name;
  std::int32_t rate_bp = 0;
  TaxKind kind = TaxKind::add;
  TaxBase base = TaxBase::net;
  std::optional<std::int64_t> min_base;  ///< Minor units of the tenant's currency.
  bool operator==(const Tax&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tax, (), (tax_class, id, name, rate_bp, kind, base, min_base))

struct FxRate {
  std::string date;  ///< YYYY-MM-DD, in the tenant's zone.
  std::string from;
  std::string to;
  std::int64_t rate_millionths = 0;  ///< Units of `to` for one of `from`.
  bool operator==(const FxRate&) const = default;
};
BOOST_DESCRIBE_STRUCT(FxRate, (), (date, from, to, rate_millionths))

struct Alias {
  std::string alias;
  std::string target;    ///< A sku or a model.
  std::string customer;  ///< "" = every customer's.
  std::string unit;      ///< When the message says none.
  std::optional<std::int64_t> quantity;
  std::string language;
  bool operator==(const Alias&) const = default;
};
BOOST_DESCRIBE_STRUCT(Alias, (), (alias, target, customer, unit, quantity, language))

BOOST_DEFINE_ENUM_CLASS(HashtagKind, product, campaign)

struct Campaign {
  std::string hashtag;  ///< With #, as written in the pack.
  HashtagKind kind = HashtagKind::campaign;
  std::string campaign;
  std::string name;
  std::string product;
  std::string source;
  std::string medium;
  std::optional<std::int64_t> cost;
  std::string currency;
  std::optional<Timestamp> valid_from;
  std::optional<Timestamp> valid_until;
  bool operator==(const Campaign&) const = default;
};
BOOST_DESCRIBE_STRUCT(Campaign, (),
                      (hashtag, kind, campaign, name, product, source, medium, cost, currency,
                       valid_from, valid_until))

struct Seller {
  std::string id;
  std::string name;
  std::string email;
  std::string phone;
  std::vector<std::string> skills;
  std::vector<std::string> languages;
  std::int32_t capacity = 20;
  std::vector<Hours> hours;
  std::string backup;
  bool operator==(const Seller&) const = default;
};
BOOST_DESCRIBE_STRUCT(Seller, (),
                      (id, name, email, phone, skills, languages, capacity, hours, backup))

struct FaqEntry {
  std::string key;
  std::string question;
  std::string answer;
  bool operator==(const FaqEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(FaqEntry, (), (key, question, answer))

struct KnowledgeDocument {
  std::string id;
  std::string applies_to;  ///< `all`, `category:X`, `sku:X`.
  std::optional<std::int32_t> warranty_days;
  std::optional<std::int32_t> return_days;
  std::string text;
  bool operator==(const KnowledgeDocument&) const = default;
};
BOOST_DESCRIBE_STRUCT(KnowledgeDocument, (), (id, applies_to, warranty_days, return_days, text))

struct Resource {
  std::string id;
  std::string kind;  ///< link, file.
  std::string title;
  std::string language;
  std::string url;
  bool operator==(const Resource&) const = default;
};
BOOST_DESCRIBE_STRUCT(Resource, (), (id, kind, title, language, url))
struct ToolArgument {
  std::string name;
  std::string argument_type;  ///< As written: `int 1..60`, `enum a|b`, `email`.
  bool optional = false;
  bool operator==(const ToolArgument&) const = default;
};
BOOST_DESCRIBE_STRUCT(ToolArgument, (), (name, argument_type, optional))
struct Tool {
  std::string name;
  std::string description;
  std::vector<std::string> intents;
  std::string action;
  std::vector<std::string> resources;
  bool enabled = true;
  std::vector<ToolArgument> arguments;
  bool operator==(const Tool&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tool, (), (name, description, intents, action, resources, enabled, arguments))

/// A whole pack.
struct Pack {
  Settings settings;
  std::vector<Product> products;
  std::vector<Price> prices;
  std::vector<Customer> customers;
  std::vector<Promotion> promotions;
  std::vector<Tax> taxes;
  std::vector<FxRate> fx;
  std::vector<Alias> aliases;
  std::vector<Campaign> campaigns;
  std::vector<Seller> sellers;
  std::vector<FaqEntry> faq;
  std::vector<KnowledgeDocument> knowledge;
  std::vector<Resource> resources;
  std::vector<Tool> tools;
  bool operator==(const Pack&) const = default;
};
BOOST_DESCRIBE_STRUCT(Pack, (),
                      (settings, products, prices, customers, promotions, taxes, fx, aliases,
                       campaigns, sellers, faq, knowledge, resources, tools))

/// Of all tables together: at most `limits::tenant_rows_max` are imported.
auto row_count(const Pack& pack) -> std::size_t;

}  // namespace orkesta::tenant
