/// Searching a plain catalogue.

#include <gtest/gtest.h>

#include "orkesta/nlu/catalog_index.hpp"

namespace orkesta::nlu {
namespace {

auto hardware_shop() -> const CatalogIndex& {
  static const std::vector<CatalogItem> items{
      {"MAN", "Manguera de jardín 15 m", {"tubo de riego"}, "jardin"},
      {"MAR", "Martillo de carpintero 16 oz", {"maceta de mano"}, "herramientas"},
      {"PIN", "Pintura vinílica blanca 19 L", {"cubeta de pintura"}, "pinturas"},
      {"CAS", "Casco de obra", {"cachucha de obra"}, "seguridad"}};
  static const CatalogIndex index{std::span{items}};
  return index;
}

auto first_of(std::string_view text) -> std::string {
  const auto found = hardware_shop().search(text, 3);
  return found.empty() ? "" : found.front().sku.text();
}

TEST(CatalogIndex, FindsByNameAliasTypoAndOtherLanguage) {
  EXPECT_EQ(first_of("manguera"), "MAN");
  EXPECT_EQ(first_of("tubo para riego"), "MAN");
  EXPECT_EQ(first_of("mangera d jardin"), "MAN");
  EXPECT_EQ(first_of("do you have a hammer?"), "MAR");
}
TEST(CatalogIndex, RefusesWhatIsNotSold) {
  EXPECT_EQ(first_of("zapatos de tacón"), "");
  EXPECT_EQ(first_of("manguera 30 m"), "");
  EXPECT_EQ(first_of("hola buenas tardes"), "");
}
TEST(CatalogIndex, GivesNoMoreThanTheLimitEachOnce) {
  EXPECT_LE(hardware_shop().search("obra", 1).size(), 1U);
  EXPECT_EQ(hardware_shop().search("pintura", 5).size(), 1U);
}
TEST(CatalogIndex, AnEmptyCatalogueSellsNothing) {
  const CatalogIndex empty{std::span<const CatalogItem>{}};
  EXPECT_TRUE(empty.search("manguera", 3).empty());
}

}  // namespace
}  // namespace orkesta::nlu
