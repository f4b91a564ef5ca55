#include <gtest/gtest.h>

#include <memory>

#include "shop.hpp"

namespace orkesta::selling {
namespace {

using tenant::BareQuantity;
using tenant::MissingQuantity;

auto mapped(const tenant::Context& context, const Mention& mention) -> Mapping {
  const std::vector<Mention> mentions{mention};
  return map_to_catalog(context, normalize_aliases(context, nullptr, mentions));
}

TEST(CatalogMapper, AUnitSaidCounts) {
  const auto made = mapped(shop(), said({named("GUA-M")}, Quantity::whole(5), "caja"));
  ASSERT_TRUE(made.complete());
  EXPECT_EQ(request_line(made.lines[0]), (pricing::RequestLine{"GUA-M", "5", "caja"}));
}

TEST(CatalogMapper, WithoutAUnitTheTenantsRuleCounts) {
  const auto mention = said({named("GUA-M")}, Quantity::whole(50));
  const auto base = with_policy(BareQuantity::base_unit, MissingQuantity::clarify);
  const auto sold = with_policy(BareQuantity::sell_unit, MissingQuantity::clarify);
  const auto asks = with_policy(BareQuantity::clarify, MissingQuantity::clarify);
  EXPECT_EQ(mapped(*base, mention).lines.at(0).unit, "pieza");
  EXPECT_EQ(mapped(*sold, mention).lines.at(0).unit, "caja");
  EXPECT_EQ(mapped(*asks, mention).unclear.at(0).what, Missing::unit);
}

TEST(CatalogMapper, WithoutANumberItIsOneOrAsked) {
  const auto mention = said({named("GUA-M")});
  const auto one = with_policy(BareQuantity::base_unit, MissingQuantity::one);
  EXPECT_EQ(mapped(*one, mention).lines.at(0).quantity, "1");
  EXPECT_EQ(mapped(*one, mention).lines.at(0).unit, "caja");
  EXPECT_EQ(mapped(shop(), mention).unclear.at(0).what, Missing::quantity);
}

TEST(CatalogMapper, VariantsThatStandOpenAreAsked) {
  const auto sizes = mapped(shop(), said({named("GUA-S"), named("GUA-M")}, Quantity::whole(5)));
  EXPECT_EQ(sizes.unclear.at(0).what, Missing::size);
  EXPECT_EQ(sizes.unclear.at(0).options, (std::vector<std::string>{"GUA-S", "GUA-M"}));
  EXPECT_EQ(sizes.unclear.at(0).quantity, "5");
  const auto colors = mapped(shop(), said({named("CAS-R"), named("CAS-B")}, Quantity::whole(5)));
  EXPECT_EQ(colors.unclear.at(0).what, Missing::color);
  EXPECT_FALSE(colors.complete());
}

TEST(CatalogMapper, AUnitThatTheProductIsNotCountedInIsAsked) {
  const auto foreign = mapped(shop(), said({named("CAS-R")}, Quantity::whole(5), "kg"));
  EXPECT_EQ(foreign.unclear.at(0).what, Missing::unit);
  EXPECT_EQ(foreign.unclear.at(0).options, (std::vector<std::string>{"pieza", "docena"}));
  auto mention = said({named("CAS-R")}, Quantity::whole(5));
  mention.unit_unknown = true;
  EXPECT_EQ(mapped(shop(), mention).unclear.at(0).what, Missing::unit);
}

TEST(CatalogMapper, WithoutCandidatesItIsNotSold) {
  const auto made = mapped(shop(), said({}, Quantity::whole(5)));
  EXPECT_EQ(made.not_sold.size(), 1U);
  EXPECT_FALSE(made.complete());
}

TEST(CatalogMapper, NothingOfAnythingIsAsked) {
  const auto made = mapped(shop(), said({named("CAS-R")}, Quantity{0}));
  EXPECT_EQ(made.unclear.at(0).what, Missing::quantity);
}

TEST(CatalogMapper, ItsConfidenceIsThatOfTheWorstLine) {
  const std::vector<Mention> mentions{said({named("CAS-R", 9500)}, Quantity::whole(1)),
                                      said({named("TRA-P", 8000)}, Quantity::whole(1))};
  const auto made = map_to_catalog(shop(), normalize_aliases(shop(), nullptr, mentions));
  EXPECT_EQ(made.confidence, 8000);
}

}  // namespace
}  // namespace orkesta::selling
