#pragma once

/// Amounts, moments and units as customers read them, and as slots of a reply.

#include <string>
#include <string_view>

#include "orkesta/core/money.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/pricing/price.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "replies.hpp"

namespace orkesta::conversation {

/// `$8,775.98 MXN`, `$76.717 CLP`, `R$ 1.234,50`: marks as the currency's country writes them.
auto written_amount(const Money& amount) -> std::string;
/// In the tenant's zone: `27/11/2026 10:00`, in English `2026-11-27 10:00`.
auto written_moment(const tenant::Context& context, Timestamp at, std::string_view language)
    -> std::string;
/// `50 cajas`: the pack's own word for several where it has one.
auto written_quantity(const tenant::Context& context, Quantity quantity, std::string_view unit)
    -> std::string;

auto amount_slot(std::string name, const Money& amount, std::string source) -> Slot;
auto fact_slot(std::string name, std::string text, std::string source) -> Slot;
auto words_slot(std::string name, std::string text) -> Slot;
auto business_slot(const tenant::Context& context) -> Slot;
auto product_slot(const tenant::Context& context, std::string_view sku) -> Slot;

/// The slots `number`, `lines`, `total`, `valid`, `notes` of a quote.
auto quote_slots(const tenant::Context& context, const pricing::Quote& quote,
                 std::string_view language) -> std::vector<Slot>;
/// The facts that its lines and notes speak of.
auto quote_facts(const tenant::Context& context, const pricing::Quote& quote) -> std::vector<Fact>;

/// Letters only, so that nobody takes it for an amount; from the quote's id, so that a replay and a
/// second look give the same.
auto quote_number(std::string_view quote_id) -> std::string;

}  // namespace orkesta::conversation
