/// Whole packs: those that ship with the project, and those that are shared with it.

#include <gtest/gtest.h>

#include <filesystem>

#include "orkesta/domain/pricing/price.hpp"
#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {
namespace {

namespace fs = std::filesystem;

auto text_of(const std::vector<Mistake>& mistakes) -> std::string {
  std::string text;
  for (const auto& mistake : mistakes)
    text += mistake.file + ':' + std::to_string(mistake.line) + ':' +
            std::to_string(mistake.column) + ' ' + mistake.code + ' ' + mistake.message + '\n';
  return text;
}

void expect_right(const fs::path& folder) {
  SCOPED_TRACE(folder.string());
  const auto files = load_folder(folder);
  ASSERT_TRUE(files.has_value());
  const auto read = read_pack(*files, system_zones());
  ASSERT_TRUE(read.has_value()) << text_of(read.error());
  EXPECT_EQ(text_of(read->warnings), "");
  EXPECT_EQ(read->pack.settings.id, folder.filename().string());
  EXPECT_FALSE(read->pack.prices.empty());
}

TEST(ShippedPacks, AreReadWithoutAMistakeOrAWarning) {
  for (const auto* name :
       {"demo", "vivero-brote", "suministros-norte", "academia-ia", "zapateria-andes"})
    expect_right(fs::path(ORKESTA_SOURCE_DIR "/ops/tenants") / name);
}

// "50 cajas de guantes nitrilo M y 20 cubrebocas": gloves less 8 %, masks 3 for 2, 200 off the
// order.
TEST(DemoPack, QuotesItsFirstOrderWithoutAPerson) {
  const auto files = load_folder(ORKESTA_SOURCE_DIR "/ops/tenants/demo").value();
  const auto read = read_pack(files, system_zones());
  ASSERT_TRUE(read.has_value());
  const tenant::Context context(TenantId("demo"), 1, read->pack);
  pricing::PriceRequest request;
  request.at = parse_timestamp("2026-11-18T16:00:00Z").value();
  request.lines = {{"GN-M", "50", "cajas"}, {"CB-AZU", "20", ""}};
  const auto answer = pricing::price(context, request);
  ASSERT_TRUE(std::holds_alternative<pricing::Quote>(answer));
  const auto& quote = std::get<pricing::Quote>(answer);
  EXPECT_EQ(quote.lines.at(0).subtotal.minor_units, 667'518);
  EXPECT_EQ(quote.lines.at(1).subtotal.minor_units, 79'082);
  EXPECT_EQ(quote.total.minor_units, 866'056);
  EXPECT_EQ(quote.terms, (std::vector<std::string>{"contado", "3-pagos"}));
}

TEST(SharedPacks, AreReadWithoutAMistakeOrAWarning) {
  const fs::path shared = ORKESTA_SOURCE_DIR "/../shared/data/tenants";
  if (!fs::exists(shared)) GTEST_SKIP() << "SKIPPED: there is no " << shared;
  for (const auto* name : {"suministros-norte", "academia-ia", "zapateria-andes"})
    expect_right(shared / name);
}

}  // namespace
}  // namespace orkesta::pack
