/// The tables of whom it is sold to and how: customers, promotions, campaigns, sellers.

#include <algorithm>

#include "orkesta/domain/tenant/context.hpp"
#include "reader.hpp"

namespace orkesta::pack {
namespace {

using tenant::PromotionKind;

auto is_percent(PromotionKind kind) -> bool {
  return kind == PromotionKind::percent || kind == PromotionKind::order_percent;
}
auto is_amount(PromotionKind kind) -> bool {
  return kind == PromotionKind::amount || kind == PromotionKind::order_amount;
}
auto is_of_order(PromotionKind kind) -> bool {
  return kind == PromotionKind::order_percent || kind == PromotionKind::order_amount;
}

/// Digits of a phone, an address in lower case: what an identity is hashed from.
auto identities_of(const std::string& phone, const std::string& email, const IdentityHash& hash)
    -> std::vector<std::string> {
  std::vector<std::string> identities;
  if (!hash) return identities;
  if (is_phone(phone)) identities.push_back(hash("phone", std::string_view(phone).substr(1)));
  if (is_email(email)) identities.push_back(hash("email", tenant::fold_case(email)));
  return identities;
}

/// A group has one priority, and holds promotions of lines or promotions of the order.
class Groups {
 public:
  void note(const tenant::Promotion& promotion, const Field& group, const Field& priority,
            const Checks& checks) {
    if (promotion.group.empty()) return;
    const auto [at, is_new] =
        groups_.emplace(promotion.group, Traits{promotion.priority, is_of_order(promotion.kind)});
    if (is_new) return;
    if (at->second.priority != promotion.priority)
      checks.wrong(priority, "conflict", "Another promotion of the group has another priority.");
    if (at->second.of_order != is_of_order(promotion.kind))
      checks.wrong(group, "conflict", "The group mixes promotions of lines and of the order.");
  }

 private:
  struct Traits {
    std::int64_t priority;
    bool of_order;
  };
  std::map<std::string, Traits> groups_;
};

void read_scope(tenant::Promotion& promotion, const Field& scope, const Field& value,
                const Names* skus, const Names* categories, const Checks& checks) {
  promotion.scope = checks.choice<tenant::Scope>(scope, std::nullopt);
  promotion.scope_value = split(value.text, ';');
  const auto each_is = [&](const Names* known, std::string_view what) {
    checks.required(value, "scope_value");
    for (const auto& part : promotion.scope_value)
      checks.reference({part, value.place, value.column_missing}, known, what);
  };
  if (scope.text == "sku") each_is(skus, "product");
  if (scope.text == "category") each_is(categories, "category");
}

}  // namespace

void Reader::read_customers() {
  const auto* text = file("customers.csv");
  if (text == nullptr) {
    customers_.emplace();
    return;
  }
  const FileReport report(report_, "customers.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"id", "name"});
  sheet.know({"segment", "list", "currency", "language", "phone", "email", "tax_id", "tax_exempt",
              "withholding", "credit_limit", "credit_used", "terms_days", "orders", "blocked",
              "consent", "notes"});
  customers_ = sheet.names("id");
  Names seen;
  auto exempt_names = tax_ids_;
  if (exempt_names) exempt_names->insert("all");
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto cell = [&](std::string_view column) { return sheet.field(row, column); };
    tenant::Customer customer;
    customer.id = checks.required_id(cell("id"), "id");
    checks.once(cell("id"), customer.id, seen);
    const auto personal = [&](const std::string& value) {
      return PersonalText::fresh(value, "customer/" + customer.id);
    };
    const auto personal_if_any = [&](const std::string& value) {
      return value.empty() ? std::nullopt : std::optional(personal(value));
    };
    customer.name = personal(checks.required(cell("name"), "name"));
    customer.segment = checks.reference(cell("segment"), pointer(segments_), "segment");
    customer.list = checks.reference(cell("list"), pointer(lists_), "price list");
    checks.currency(cell("currency"));
    customer.currency = cell("currency").text;
    customer.language = checks.language(cell("language"));
    const auto phone = checks.phone(cell("phone"));
    const auto email = checks.email(cell("email"));
    customer.phone = personal_if_any(phone);
    customer.email = personal_if_any(email);
    customer.tax_id = personal_if_any(cell("tax_id").text);
    customer.identities = identities_of(phone, email, hash_);
    const auto exempt = cell("tax_exempt");
    customer.tax_exempt = split(exempt.text, ';');
    for (const auto& part : customer.tax_exempt)
      checks.reference({part, exempt.place}, pointer(exempt_names), "tax");
    customer.withholding = checks.yes(cell("withholding"), false);
    customer.credit_limit = checks.amount(cell("credit_limit"), currency_);
    customer.credit_used = checks.amount(cell("credit_used"), currency_).value_or(0);
    customer.terms_days = checks.small(cell("terms_days"), 0, 0, 100'000);
    customer.orders = checks.whole(cell("orders")).value_or(0);
    customer.blocked = checks.yes(cell("blocked"), false);
    customer.consent = checks.yes(cell("consent"), false);
    customer.notes = personal_if_any(cell("notes").text);
    pack_.customers.push_back(std::move(customer));
  }
}

void Reader::read_promotions() {
  const auto* text = file("promotions.csv");
  if (text == nullptr) return;
  const FileReport report(report_, "promotions.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"id", "name", "kind", "scope"});
  sheet.know({"value_bp", "amount", "currency", "buy", "get", "scope_value", "min_quantity",
              "min_subtotal", "segment", "coupon", "valid_from", "valid_until", "first_purchase",
              "group", "priority"});
  Names seen;
  Groups groups;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto cell = [&](std::string_view column) { return sheet.field(row, column); };
    tenant::Promotion promotion;
    promotion.id = checks.required_id(cell("id"), "id");
    checks.once(cell("id"), promotion.id, seen);
    promotion.name = checks.required(cell("name"), "name");
    promotion.kind = checks.choice<PromotionKind>(cell("kind"), std::nullopt);
    const bool kind_known = enum_named<PromotionKind>(cell("kind").text).has_value();
    const auto needs = [&](std::string_view column, bool needed) {
      if (kind_known && needed) checks.required(cell(column), column);
    };
    needs("value_bp", is_percent(promotion.kind));
    needs("amount", is_amount(promotion.kind));
    needs("buy", promotion.kind == PromotionKind::buy_x_get_y);
    needs("get", promotion.kind == PromotionKind::buy_x_get_y);
    promotion.value_bp = checks.bp(cell("value_bp")).value_or(0);
    const auto currency = cell("currency");
    const auto own = checks.currency(currency);
    promotion.currency = currency.given() ? currency.text : pack_.settings.currency;
    const auto of_amounts = currency.given() ? own : currency_;
    promotion.amount = checks.amount(cell("amount"), of_amounts).value_or(0);
    promotion.buy = checks.whole(cell("buy"), 1, 1'000'000).value_or(0);
    promotion.get = checks.whole(cell("get"), 1, 1'000'000).value_or(0);
    read_scope(promotion, cell("scope"), cell("scope_value"), pointer(skus_), pointer(categories_),
               checks);
    promotion.min_quantity = checks.whole(cell("min_quantity"));
    promotion.min_subtotal = checks.amount(cell("min_subtotal"), of_amounts);
    promotion.segment = checks.reference(cell("segment"), pointer(segments_), "segment");
    promotion.coupon = cell("coupon").text;
    const auto window = checks.window(cell("valid_from"), cell("valid_until"), pack_.settings.zone);
    promotion.valid_from = window.from;
    promotion.valid_until = window.until;
    promotion.first_purchase = checks.yes(cell("first_purchase"), false);
    promotion.group = checks.id(cell("group"), true);
    promotion.priority = checks.whole(cell("priority")).value_or(100);
    if (kind_known) groups.note(promotion, cell("group"), cell("priority"), checks);
    pack_.promotions.push_back(std::move(promotion));
  }
}

void Reader::read_campaigns() {
  const auto* text = file("campaigns.csv");
  if (text == nullptr) return;
  const FileReport report(report_, "campaigns.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"hashtag", "kind", "campaign"});
  sheet.know(
      {"name", "product", "source", "medium", "cost", "currency", "valid_from", "valid_until"});
  Names seen;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto cell = [&](std::string_view column) { return sheet.field(row, column); };
    tenant::Campaign campaign;
    const auto hashtag = cell("hashtag");
    campaign.hashtag = checks.required(hashtag, "hashtag");
    if (hashtag.given() &&
        (!hashtag.text.starts_with('#') || !is_id(std::string_view(hashtag.text).substr(1), true)))
      checks.wrong(hashtag, "bad_id", "'" + hashtag.text + "' is no hashtag of the form #Name_1.");
    checks.once(hashtag, tenant::fold_case(hashtag.text), seen);
    campaign.kind = checks.choice<tenant::HashtagKind>(cell("kind"), std::nullopt);
    campaign.campaign = checks.required_id(cell("campaign"), "campaign");
    campaign.name = cell("name").text;
    campaign.product = checks.reference(cell("product"), pointer(skus_), "product");
    if (cell("kind").text == "product") checks.required(cell("product"), "product");
    campaign.source = cell("source").text;
    campaign.medium = cell("medium").text;
    const auto currency = checks.currency(cell("currency"));
    campaign.currency = cell("currency").text;
    if (cell("cost").given()) checks.required(cell("currency"), "currency");
    campaign.cost = checks.amount(cell("cost"), currency);
    const auto window = checks.window(cell("valid_from"), cell("valid_until"), pack_.settings.zone);
    campaign.valid_from = window.from;
    campaign.valid_until = window.until;
    pack_.campaigns.push_back(std::move(campaign));
  }
}

void Reader::read_sellers() {
  const auto* text = file("sellers.csv");
  if (text == nullptr) return;
  const FileReport report(report_, "sellers.csv");
  const Checks checks(report);
  Sheet sheet(*text, report);
  sheet.require({"id", "name"});
  sheet.know({"email", "phone", "skills", "languages", "capacity", "hours", "backup"});
  const auto sellers = sheet.names("id");
  Names seen;
  for (std::size_t row = 0; row < sheet.size(); ++row) {
    const auto cell = [&](std::string_view column) { return sheet.field(row, column); };
    tenant::Seller seller;
    seller.id = checks.required_id(cell("id"), "id");
    checks.once(cell("id"), seller.id, seen);
    seller.name = checks.required(cell("name"), "name");
    seller.email = checks.email(cell("email"));
    seller.phone = checks.phone(cell("phone"));
    seller.skills = split(cell("skills").text, ';');
    seller.languages = checks.languages(cell("languages"));
    seller.capacity = checks.small(cell("capacity"), 20);
    if (auto hours = parse_hours(cell("hours").text)) {
      seller.hours = std::move(*hours);
    } else {
      checks.wrong(cell("hours"), "bad_time",
                   "Hours are written mon-fri 09:00-14:00,16:00-19:00; sat 10:00-14:00.");
    }
    seller.backup = cell("backup").text;
    pack_.sellers.push_back(std::move(seller));
  }
  for (std::size_t row = 0; row < sheet.size(); ++row)
    checks.reference(sheet.field(row, "backup"), pointer(sellers), "seller");
}

}  // namespace orkesta::pack
