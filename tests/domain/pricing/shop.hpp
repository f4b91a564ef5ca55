#pragma once

/// A small shop, put together row by row, and short words to ask it for prices.

#include <gtest/gtest.h>

#include <memory>

#include "orkesta/domain/pricing/price.hpp"

namespace orkesta::pricing {

inline auto moment(std::string_view text) -> Timestamp { return parse_timestamp(text).value(); }
inline const Timestamp noon = moment("2026-11-18T18:00:00Z");  // 12:00 in the shop.

/// Sells in MXN, six hours behind UTC all year; list `shop` without tax, `club` below it, `counter`
/// with the tax inside; class `iva` of 16 %, `none` without taxes.
class Shop {
 public:
  Shop() {
    auto& settings = pack.settings;
    settings.id = "shop";
    settings.zone.name = "Etc/GMT+6";
    settings.zone.first_offset_seconds = -6 * 3600;
    settings.currency = "MXN";
    settings.languages = {"es"};
    settings.default_list = "shop";
    settings.default_segment = "people";
    settings.price_lists = {
        {"shop", "", "", false}, {"club", "", "shop", false}, {"counter", "", "", true}};
    settings.segments = {{"people", ""}, {"members", "club"}};
    settings.unit_words = {{"caja", {"cajas", "box"}}, {"pieza", {"pza"}}};
    settings.collective_units = {{"docena", 12}};
    settings.countable_units = {"pieza", "par", "unidad"};
    settings.policy.fx_allowed = true;
    pack.taxes = {{"iva", "iva", "IVA 16%", 1600, tenant::TaxKind::add, tenant::TaxBase::net, {}},
                  {"none", "", "", 0, tenant::TaxKind::add, tenant::TaxBase::net, {}}};
  }

  auto product(std::string sku, std::string tax_class = "none") -> tenant::Product& {
    tenant::Product row;
    row.sku = row.name = std::move(sku);
    row.category = "things";
    row.unit = row.base_unit = "pieza";
    row.tax_class = std::move(tax_class);
    pack.products.push_back(std::move(row));
    return pack.products.back();
  }
  auto price_of(std::string sku, std::int64_t minor_units, std::string list = "shop",
                std::string currency = "MXN") -> tenant::Price& {
    pack.prices.push_back(
        {std::move(list), "", std::move(sku), std::move(currency), 1, minor_units, {}, {}});
    return pack.prices.back();
  }
  /// A product at a price of the list `shop`.
  auto sells(std::string sku, std::int64_t minor_units, std::string tax_class = "none")
      -> tenant::Product& {
    price_of(sku, minor_units);
    return product(std::move(sku), std::move(tax_class));
  }
  auto customer(std::string id) -> tenant::Customer& {
    pack.customers.push_back({});
    pack.customers.back().id = std::move(id);
    pack.customers.back().orders = 1;
    return pack.customers.back();
  }
  auto promotion(std::string id, tenant::PromotionKind kind, std::int64_t value)
      -> tenant::Promotion& {
    tenant::Promotion row;
    row.id = row.name = std::move(id);
    row.kind = kind;
    row.currency = "MXN";
    row.value_bp = static_cast<std::int32_t>(value);
    row.amount = value;
    row.buy = value;
    row.get = 1;
    pack.promotions.push_back(std::move(row));
    return pack.promotions.back();
  }
  auto policy() -> tenant::Policy& { return pack.settings.policy; }

  auto answer(const PriceRequest& request) const -> PriceAnswer {
    const tenant::Context context(TenantId("shop"), 3, pack);
    return price(context, request);
  }
  auto quote(const PriceRequest& request) const -> Quote {
    const auto answered = answer(request);
    EXPECT_TRUE(std::holds_alternative<Quote>(answered));
    return std::get<Quote>(answered);
  }
  auto reasons(const PriceRequest& request) const -> std::vector<ApprovalReason> {
    const auto answered = answer(request);
    EXPECT_TRUE(std::holds_alternative<NeedsApproval>(answered));
    return std::get<NeedsApproval>(answered).reasons;
  }
  auto error(const PriceRequest& request) const -> PriceError {
    const auto answered = answer(request);
    EXPECT_TRUE(std::holds_alternative<PriceError>(answered));
    return std::get<PriceError>(answered);
  }

  tenant::Pack pack;
};

inline auto asking(std::vector<RequestLine> lines, std::string customer = "") -> PriceRequest {
  PriceRequest request;
  request.customer = std::move(customer);
  request.at = noon;
  request.lines = std::move(lines);
  return request;
}

}  // namespace orkesta::pricing
