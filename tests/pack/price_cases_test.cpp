/// The worked cases of the pricing rules, on the shared packs: every figure, note, reason and
/// error must be right to the minor unit. Both sides are written as lines of text and compared.

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <boost/describe/enum_to_string.hpp>
#include <filesystem>
#include <fstream>
#include <map>

#include "orkesta/core/assert.hpp"
#include "orkesta/domain/pricing/price.hpp"
#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {
namespace {

namespace fs = std::filesystem;
using Json = rapidjson::Value;
const fs::path tenants = ORKESTA_SOURCE_DIR "/../shared/data/tenants";

// --- what is expected, as text -------------------------------------------------------------------

auto plain(const Json& value) -> std::string {
  return value.IsString() ? value.GetString() : std::to_string(value.GetInt64());
}
auto money(const Json& value) -> std::string {
  return plain(value["minor_units"]) + ' ' + plain(value["currency"]);
}
auto expected_line(const Json& line) -> std::string {
  std::string text;
  for (const auto* name : {"sku", "name", "quantity", "unit"}) text += plain(line[name]) + " | ";
  text += money(line["unit_price"]) + " gross " + money(line["gross"]);
  for (const auto& discount : line["discounts"].GetArray())
    text += " less " + plain(discount["reason"]) + ' ' + money(discount["amount"]);
  text += " subtotal " + money(line["subtotal"]);
  for (const auto& tax : line["taxes"].GetArray())
    text += " tax " + plain(tax["name"]) + ' ' + plain(tax["rate_bp"]) + ' ' + money(tax["amount"]);
  return text + " total " + money(line["total"]) + '\n';
}
auto expected_quote(const Json& quote) -> std::string {
  std::string text;
  for (const auto& line : quote["lines"].GetArray()) text += expected_line(line);
  for (const auto* name : {"gross", "subtotal", "discount", "tax", "total"})
    text += std::string(name) + ' ' + money(quote[name]) + '\n';
  for (const auto* name : {"currency", "valid_until", "price_list"})
    text += std::string(name) + ' ' + plain(quote[name]) + '\n';
  for (const auto& note : quote["notes"].GetArray()) {
    text += "note";
    for (const auto* name : {"code", "sku", "requested", "requested_unit", "given", "given_unit",
                             "from", "to", "coupon"})
      if (note.HasMember(name)) text += std::string(" ") + name + '=' + plain(note[name]);
    text += '\n';
  }
  return text;
}
auto expected_text(const Json& expect) -> std::string {
  std::string text;
  EXPECT_GT(expect.MemberCount(), 0U);
  if (expect.HasMember("error")) text += "error " + plain(expect["error"]["code"]) + '\n';
  if (expect.HasMember("needs_approval"))
    for (const auto& reason : expect["needs_approval"].GetArray())
      text += "needs " + plain(reason) + '\n';
  if (expect.HasMember("quote")) text += expected_quote(expect["quote"]);
  return text;
}

// --- what is answered, as text -------------------------------------------------------------------

auto money(const Money& value) -> std::string {
  return std::to_string(value.minor_units) + ' ' + std::string(value.currency.code());
}
auto answered_line(const pricing::QuoteLine& line) -> std::string {
  auto text = line.sku + " | " + line.name + " | " + line.quantity.text() + " | " + line.unit +
              " | " + money(line.unit_price) + " gross " + money(line.gross);
  for (const auto& discount : line.discounts)
    text += " less " + discount.reason + ' ' + money(discount.amount);
  text += " subtotal " + money(line.subtotal);
  for (const auto& tax : line.taxes)
    text += " tax " + tax.name + ' ' + std::to_string(tax.rate_bp) + ' ' + money(tax.amount);
  return text + " total " + money(line.total) + '\n';
}
auto answered_note(const pricing::QuoteNote& note) -> std::string {
  auto text = "note code=" + note.code;
  const auto add = [&](const char* name, const std::optional<std::string>& value) {
    if (value) text += std::string(" ") + name + '=' + *value;
  };
  const auto add_quantity = [&](const char* name, const std::optional<Quantity>& value) {
    if (value) text += std::string(" ") + name + '=' + value->text();
  };
  add("sku", note.sku);
  add_quantity("requested", note.requested);
  add("requested_unit", note.requested_unit);
  add_quantity("given", note.given);
  add("given_unit", note.given_unit);
  add("from", note.from);
  add("to", note.to);
  add("coupon", note.coupon);
  return text + '\n';
}
auto answered_quote(const pricing::Quote& quote) -> std::string {
  std::string text;
  for (const auto& line : quote.lines) text += answered_line(line);
  text += "gross " + money(quote.gross) + "\nsubtotal " + money(quote.subtotal) + "\ndiscount " +
          money(quote.discount) + "\ntax " + money(quote.tax) + "\ntotal " + money(quote.total) +
          "\ncurrency " + quote.currency + "\nvalid_until " + format_timestamp(quote.valid_until) +
          "\nprice_list " + quote.price_list + '\n';
  for (const auto& note : quote.notes) text += answered_note(note);
  return text;
}
auto answered_text(const pricing::PriceAnswer& answer) -> std::string {
  const auto name = [](auto value) -> std::string {
    return boost::describe::enum_to_string(value, "");
  };
  return std::visit(
      Overloaded{
          [](const pricing::Quote& quote) { return answered_quote(quote); },
          [&](const pricing::NeedsApproval& approval) {
            std::string text;
            for (const auto reason : approval.reasons) text += "needs " + name(reason) + '\n';
            return approval.quote ? text + answered_quote(*approval.quote) : text;
          },
          [&](const pricing::PriceError& error) { return "error " + name(error.code) + '\n'; }},
      answer);
}

// --- asking --------------------------------------------------------------------------------------

auto request_of(const Json& json) -> pricing::PriceRequest {
  const auto text = [](const Json& object, const char* name) -> std::string {
    return object.HasMember(name) ? plain(object[name]) : std::string();
  };
  pricing::PriceRequest request;
  request.customer = text(json, "customer");
  request.currency = text(json, "currency");
  request.at = parse_timestamp(text(json, "at")).value();
  if (json.HasMember("discount_bp")) request.discount_bp = json["discount_bp"].GetInt64();
  if (json.HasMember("coupons"))
    for (const auto& coupon : json["coupons"].GetArray()) request.coupons.push_back(plain(coupon));
  for (const auto& line : json["lines"].GetArray())
    request.lines.push_back({text(line, "sku"), text(line, "quantity"), text(line, "unit")});
  return request;
}

class PriceCases : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(tenants)) GTEST_SKIP() << "SKIPPED: there is no " << tenants;
  }
  auto context(const std::string& name) -> const tenant::Context& {
    auto& context = contexts_[name];
    if (!context) {
      const auto files = load_folder(tenants / name).value();
      auto read = read_pack(files, system_zones());
      context = std::make_unique<tenant::Context>(TenantId(name), 1, std::move(read).value().pack);
    }
    return *context;
  }

 private:
  std::map<std::string, std::unique_ptr<tenant::Context>> contexts_;
};

TEST_F(PriceCases, AreAllRightToTheMinorUnit) {
  std::ifstream file(tenants / "cases-dev.jsonl");
  int cases = 0;
  for (std::string line; std::getline(file, line); ++cases) {
    rapidjson::Document json;
    json.Parse(line.c_str());
    ASSERT_FALSE(json.HasParseError());
    SCOPED_TRACE(line.substr(0, 300));
    const auto answer = pricing::price(context(plain(json["pack"])), request_of(json["request"]));
    EXPECT_EQ(answered_text(answer), expected_text(json["expect"]));
  }
  EXPECT_EQ(cases, 60);
}

}  // namespace
}  // namespace orkesta::pack
