#pragma once

/// CatalogMapper: from what was said to lines that can be priced, or to what must be asked (O2,
/// O3). Pure; judging its confidence against the tenant's thresholds is the caller's.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/domain/pricing/price.hpp"
#include "orkesta/domain/selling/alias_normalizer.hpp"
#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::selling {

/// A line whose product, quantity and unit are known.
struct MatchedLine {
  std::string sku;
  std::string quantity;  ///< Its text: as said, or what the alias or the tenant's rules bring.
  std::string unit;      ///< A unit that this product is counted in.
  Confidence confidence = 0;
  std::vector<std::string> alternatives;  ///< SKUs that were nearly as good.
  std::string because;                    ///< One English clause for people who look into a turn.
  std::uint32_t mention = 0;
  bool operator==(const MatchedLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(MatchedLine, (),
                      (sku, quantity, unit, confidence, alternatives, because, mention))

BOOST_DEFINE_ENUM_CLASS(Missing, product, model, color, size, quantity, unit)

/// What must be asked before a mention can become a line.
struct Unclear {
  Missing what = Missing::product;
  std::uint32_t mention = 0;
  std::vector<std::string> options;  ///< SKUs, best first; for a unit: units of the product.
  bool more = false;                 ///< There are more options than these.
  std::string quantity;  ///< As far as it is known, for the line to come; "" = not said.
  std::string unit;      ///< Likewise.
  Confidence confidence = 0;
  bool operator==(const Unclear&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unclear, (), (what, mention, options, more, quantity, unit, confidence))

/// Asked for, but nothing like it is sold (or not to this customer under that name).
struct NotSold {
  std::uint32_t mention = 0;
  bool operator==(const NotSold&) const = default;
};
BOOST_DESCRIBE_STRUCT(NotSold, (), (mention))

/// Every mention is in exactly one of the three. Only without `unclear` and `not_sold` may the
/// lines be offered: a quote holds all that was asked for or is not made.
struct Mapping {
  std::vector<MatchedLine> lines;
  std::vector<Unclear> unclear;
  std::vector<NotSold> not_sold;
  Confidence confidence = confidence_max;  ///< The least of the lines'.
  auto complete() const -> bool { return !lines.empty() && unclear.empty() && not_sold.empty(); }
  bool operator==(const Mapping&) const = default;
};
BOOST_DESCRIBE_STRUCT(Mapping, (), (lines, unclear, not_sold, confidence))

auto map_to_catalog(const tenant::Context& context, const Aliased& aliased) -> Mapping;

/// The line as the price function takes it.
auto request_line(const MatchedLine& line) -> pricing::RequestLine;
auto request_lines(const Mapping& mapping) -> std::vector<pricing::RequestLine>;

/// Which of the options an answer such as `medianos`, `el negro 38`, `la segunda` picks: those that
/// remain, all of them when the answer tells nothing. `answer` is the customer's text.
auto choose_option(const tenant::Context& context, const std::vector<std::string>& options,
                   std::string_view answer) -> std::vector<std::string>;

/// The units that a product is counted in: its own, then those inside and around it.
auto units_of(const tenant::Context& context, const tenant::Product& product)
    -> std::vector<std::string>;

}  // namespace orkesta::selling
