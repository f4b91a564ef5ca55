#include <gtest/gtest.h>

#include <memory>

#include "shop.hpp"

namespace orkesta::selling {
namespace {

const std::vector<Mention> azules{
    said({named("GUA-M", 9900, 0), named("GUA-S", 9900, 1), named("TRA-P", 9900, 2)})};

TEST(AliasNormalizer, ACustomersOwnAliasBeatsTheTenants) {
  const auto made = normalize_aliases(shop(), shop().customer("C1"), azules).mentions.at(0);
  ASSERT_EQ(made.candidates.size(), 1U);
  EXPECT_EQ(made.candidates[0].sku.text(), "GUA-M");
  EXPECT_EQ(made.alias, 0U);
}

TEST(AliasNormalizer, AnotherCustomersAliasNamesNothing) {
  const auto made = normalize_aliases(shop(), nullptr, azules).mentions.at(0);
  ASSERT_EQ(made.candidates.size(), 1U);
  EXPECT_EQ(made.candidates[0].sku.text(), "GUA-S");
  EXPECT_EQ(made.alias, 1U);
}

TEST(AliasNormalizer, UnitAndQuantityOfTheAliasStandWhereTheMessageSaysNone) {
  const auto made = normalize_aliases(shop(), shop().customer("C1"), azules).mentions.at(0);
  EXPECT_EQ(made.unit, "caja");
  EXPECT_EQ(made.quantity, Quantity::whole(20));
}

TEST(AliasNormalizer, WhatTheMessageSaysStays) {
  const std::vector<Mention> mentions{said({named("GUA-M", 9900, 0)}, Quantity::whole(3), "pieza")};
  const auto made = normalize_aliases(shop(), shop().customer("C1"), mentions).mentions.at(0);
  EXPECT_EQ(made.unit, "pieza");
  EXPECT_EQ(made.quantity, Quantity::whole(3));
}

TEST(AliasNormalizer, ANameThatFitsMuchBetterBeatsAnOwnAlias) {
  const std::vector<Mention> mentions{said({named("CAS-R", 9900), named("GUA-M", 6000, 0)})};
  const auto made = normalize_aliases(shop(), shop().customer("C1"), mentions).mentions.at(0);
  ASSERT_EQ(made.candidates.size(), 1U);
  EXPECT_EQ(made.candidates[0].sku.text(), "CAS-R");
  EXPECT_FALSE(made.alias.has_value());
}

TEST(AliasNormalizer, ASkuNamedTwiceIsOneCandidate) {
  const std::vector<Mention> mentions{said({named("GUA-M", 9900, 0), named("GUA-M", 9800)})};
  const auto made = normalize_aliases(shop(), shop().customer("C1"), mentions).mentions.at(0);
  EXPECT_EQ(made.candidates.size(), 1U);
}

TEST(AliasNormalizer, ARowThatThisVersionDoesNotHaveNamesNothing) {
  const std::vector<Mention> mentions{said({named("GUA-M", 9900, 99)})};
  EXPECT_TRUE(normalize_aliases(shop(), nullptr, mentions).mentions.at(0).candidates.empty());
}

}  // namespace
}  // namespace orkesta::selling
