/// Each mistake that a pack can have, with the place where it is told.

#include <gtest/gtest.h>

#include "small_pack.hpp"

namespace orkesta::pack {
namespace {

using Lines = std::vector<std::string>;

struct Spoilt {
  const char* file;
  const char* old;
  const char* text;
  const char* mistake;  ///< `line:column code` in that file.
};
void PrintTo(const Spoilt& spoilt, std::ostream* out) {
  *out << spoilt.file << ": " << spoilt.text << " -> " << spoilt.mistake;
}

class Mistakes : public testing::TestWithParam<Spoilt> {};
TEST_P(Mistakes, AreToldAtTheirPlaceAndAlone) {
  const auto& [file, old, text, mistake] = GetParam();
  EXPECT_EQ(SmallPack().with(file, old, text).mistakes(), Lines{std::string(file) + ':' + mistake});
}

constexpr const char* toml = "tenant.toml";
INSTANTIATE_TEST_SUITE_P(
    Settings, Mistakes,
    testing::Values(
        Spoilt{toml, "format = 1", "format = 2", "1:10 bad_choice"},
        Spoilt{toml, "format = 1\n", "", "1:1 required"},
        Spoilt{toml, "id = \"shop\"", "id = \"my shop\"", "2:6 bad_id"},
        Spoilt{toml, "name = \"Shop\"", "name = \"\"", "3:8 required"},
        Spoilt{toml, "\"MX\"", "\"XX\"", "4:11 bad_choice"},
        Spoilt{toml, "Etc/UTC", "Mars/Olympus", "5:8 bad_choice"},
        Spoilt{toml, "\"es\", \"en\"", "\"es\", \"it\"", "7:20 bad_choice"},
        Spoilt{toml, "default_list = \"public\"", "default_list = \"nope\"",
               "8:16 unknown_reference"},
        Spoilt{toml, "\"people\"", "\"nobody\"", "9:19 unknown_reference"},
        Spoilt{toml, "[segments.people]", "[[price_lists]]\nid = \"club\"\n[segments.people]",
               "18:6 duplicate"},
        Spoilt{toml, "parent = \"public\"", "parent = \"nope\"", "15:10 unknown_reference"},
        Spoilt{toml, "parent = \"public\"", "parent = \"club\"", "15:10 ring"},
        Spoilt{toml, "list = \"club\"", "list = \"nope\"", "19:8 unknown_reference"},
        Spoilt{toml, "max_discount_bp = 1000", "max_discount_bp = 10001", "22:19 bad_bp"},
        Spoilt{toml, "\"100.00\"", "\"100.001\"", "23:13 bad_amount"},
        Spoilt{toml, "\"100.00\"", "100.00", "23:13 bad_amount"},
        Spoilt{toml, "\"100.00\"", "\"1,000.00\"", "23:13 bad_amount"},
        Spoilt{toml, "max_lines = 10", "max_lines = \"10\"", "24:13 bad_whole"},
        Spoilt{toml, "max_lines = 10", "max_lines = -1", "24:13 bad_whole"},
        Spoilt{toml, "max_lines = 10", "quiet_window_s = 21", "24:18 bad_whole"},
        Spoilt{toml, "max_lines = 10", "quote_validity_hours = 0", "24:24 bad_whole"},
        Spoilt{toml, "backorder = \"approve\"", "backorder = \"maybe\"", "25:13 bad_choice"},
        Spoilt{toml, "[agents.quote_builder]", "[agents.poet]", "27:9 bad_choice"},
        Spoilt{toml, "clarify = 8000", "clarify = 9001", "29:11 conflict"},
        Spoilt{toml, "\"pza\"", "\"BOX\"", "34:10 duplicate"},
        Spoilt{toml, "docena = 12", "docena = 0", "36:10 bad_whole"},
        Spoilt{toml, "[\"consent\"]", "[\"dance\"]", "40:10 bad_choice"},
        Spoilt{toml, "es = \"¿Acepta?\"", "en = \"Agree?\"", "43:1 required"},
        Spoilt{toml, "count = 3", "count = 61", "48:9 bad_whole"},
        Spoilt{toml, "\"30.00\"", "\"-30\"", "49:13 bad_amount"},
        Spoilt{toml, "[\"tue\"]", "[\"martes\"]", "56:9 bad_choice"},
        Spoilt{toml, "open = \"14:00\"", "open = \"13:59\"", "57:8 conflict"},
        Spoilt{toml, "open = \"14:00\"", "open = \"2 pm\"", "57:8 bad_time"},
        Spoilt{toml, "close = \"18:00\"", "close = \"14:00\"", "58:9 bad_time"},
        Spoilt{toml, "2026-12-25", "2026-02-30", "60:8 bad_time"},
        Spoilt{toml, "name = \"Navidad\"", "[[holidays]]\ndate = \"2026-12-25\"", "62:8 duplicate"},
        Spoilt{toml, "format = 1", "format = = 1", "1:10 bad_toml"}));

INSTANTIATE_TEST_SUITE_P(
    Taxes, Mistakes,
    testing::Values(Spoilt{"taxes.csv", "none,,,,,,\n", "none,,,,,,\n,x,X,1,,,\n", "5:1 required"},
                    Spoilt{"taxes.csv", ",1600,", ",16%,", "2:13 bad_bp"},
                    Spoilt{"taxes.csv", "withhold", "hold", "3:21 bad_choice"},
                    Spoilt{"taxes.csv", "withhold,net", "withhold,cumulative", "3:30 conflict"},
                    Spoilt{"taxes.csv", "add,net,", "add,net,5.00", "2:26 conflict"},
                    Spoilt{"taxes.csv", "none,,,,,,\n",
                           "none,,,,,,\niva,a,A,1,add,cumulative,\niva,b,B,1,add,cumulative,\n",
                           "6:15 conflict"},
                    Spoilt{"taxes.csv", ",iva,IVA,", ",iva,,", "2:9 required"},
                    Spoilt{"taxes.csv", "rate_bp,kind,base,min_base\niva,iva,IVA,1600,add,net,",
                           "rate_bp,kind,base,min_base\niva,iva,IVA,1600,add,net", "2:1 bad_csv"}));

constexpr const char* products = "products.csv";
INSTANTIATE_TEST_SUITE_P(
    Products, Mistakes,
    testing::Values(Spoilt{products, "no,\n", "no,\nA,Axe,iron,kg,,,,,iva,,,,\n", "4:1 duplicate"},
                    Spoilt{products, "no,\n", "no,\nA x,Axe,iron,kg,,,,,iva,,,,\n", "4:1 bad_id"},
                    Spoilt{products, "A,Anvil", "A,  ", "2:3 required"},
                    Spoilt{products, "pieza,10", "pieza,ten", "2:25 bad_whole"},
                    Spoilt{products, "pieza,10", "pieza,0", "2:25 bad_whole"},
                    Spoilt{products, "master=4", "master", "2:28 bad_whole"},
                    Spoilt{products, ",0,iva", ",4,iva", "2:37 bad_whole"},
                    Spoilt{products, ",0,iva", ",0,ivax", "2:39 unknown_reference"},
                    Spoilt{products, "1.50", "1.505", "2:43 bad_amount"},
                    Spoilt{products, ",7,yes", ",7.5,yes", "2:48 bad_whole"},
                    Spoilt{products, ",7,yes", ",7,si", "2:50 bad_choice"},
                    Spoilt{products, "A,Anvil", "A,\"Anvil", "2:3 bad_csv"},
                    Spoilt{products, "A,Anvil", "A,An\"vil", "2:5 bad_csv"},
                    Spoilt{products, "A,Anvil", "A,\"An\"vil", "2:7 bad_csv"}));

constexpr const char* prices = "prices.csv";
INSTANTIATE_TEST_SUITE_P(
    Prices, Mistakes,
    testing::Values(Spoilt{prices, "public,,A", "public,C1,A", "2:1 conflict"},
                    Spoilt{prices, "public,,A", ",,A", "2:1 conflict"},
                    Spoilt{prices, "public,,A", "nope,,A", "2:1 unknown_reference"},
                    Spoilt{prices, ",C1,B", ",C9,B", "3:2 unknown_reference"},
                    Spoilt{prices, "public,,A", "public,,Z", "2:9 unknown_reference"},
                    Spoilt{prices, "A,MXN", "A,Mxn", "2:11 bad_currency"},
                    Spoilt{prices, "USD,2,", "USD,two,", "3:11 bad_whole"},
                    Spoilt{prices, "10.00", "10.001", "2:16 bad_amount"},
                    Spoilt{prices, "10.00", "", "2:16 required"},
                    Spoilt{prices, "2026-01-01", "01/01/2026", "2:22 bad_time"},
                    Spoilt{prices, "2026-12-31", "2025-12-31", "2:33 conflict"}));

INSTANTIATE_TEST_SUITE_P(
    People, Mistakes,
    testing::Values(Spoilt{"customers.csv", "C2,", "C1,", "3:1 duplicate"},
                    Spoilt{"customers.csv", "people", "folk", "2:8 unknown_reference"},
                    Spoilt{"customers.csv", "club", "pub", "2:15 unknown_reference"},
                    Spoilt{"customers.csv", "USD", "DOLLAR", "2:20 bad_currency"},
                    Spoilt{"customers.csv", ",es,", ",de,", "2:24 bad_choice"},
                    Spoilt{"customers.csv", "+12025550101", "2025550101", "2:27 bad_phone"},
                    Spoilt{"customers.csv", "Ana@mail.example.com", "Ana at mail",
                           "2:40 bad_email"},
                    Spoilt{"customers.csv", "com,iva,", "com,isr,", "2:61 unknown_reference"},
                    Spoilt{"customers.csv", ",yes,3", ",yes,three", "2:69 bad_whole"},
                    Spoilt{"sellers.csv", "eva@shop.example.com", "eva", "2:8 bad_email"},
                    Spoilt{"sellers.csv", "+12025550171", "911", "2:29 bad_phone"},
                    Spoilt{"sellers.csv", "mon-fri 09:00", "mon-fri 9:00", "2:50 bad_time"},
                    Spoilt{"sellers.csv", ",S2\n", ",S3\n", "2:84 unknown_reference"}));

INSTANTIATE_TEST_SUITE_P(
    Selling, Mistakes,
    testing::Values(Spoilt{"promotions.csv", "P2,Two", "P1,Two", "3:1 duplicate"},
                    Spoilt{"promotions.csv", "order_amount", "gift", "4:10 bad_choice"},
                    Spoilt{"promotions.csv", "percent,500", "percent,", "2:16 required"},
                    Spoilt{"promotions.csv", "percent,500", "percent,50%", "2:16 bad_bp"},
                    Spoilt{"promotions.csv", "2.00", "", "4:24 required"},
                    Spoilt{"promotions.csv", "2.00", "two", "4:24 bad_amount"},
                    Spoilt{"promotions.csv", ",,2,1,", ",,,1,", "3:22 required"},
                    Spoilt{"promotions.csv", ",,2,1,", ",,0,1,", "3:22 bad_whole"},
                    Spoilt{"promotions.csv", "sku,A;B", "sku,A;Z", "2:27 unknown_reference"},
                    Spoilt{"promotions.csv", "category,iron", "category,wood",
                           "3:35 unknown_reference"},
                    Spoilt{"promotions.csv", "all,", "some,", "4:31 bad_choice"},
                    Spoilt{"promotions.csv", "iron,g,10", "iron,g,20", "3:42 conflict"},
                    Spoilt{"promotions.csv", "all,,,", "all,,g,10", "4:36 conflict"},
                    Spoilt{"promotions.csv", "2026-02-01", "2025-02-01", "3:56 conflict"},
                    Spoilt{"fx.csv", "2026-11-02", "2026-11-32", "2:1 bad_time"},
                    Spoilt{"fx.csv", "USD,MXN", "US,MXN", "2:12 bad_currency"},
                    Spoilt{"fx.csv", "USD,MXN", "MXN,MXN", "2:16 conflict"},
                    Spoilt{"fx.csv", "18.301250", "18.3012501", "2:20 bad_rate"},
                    Spoilt{"fx.csv", "18.301250", "0", "2:20 bad_rate"},
                    Spoilt{"fx.csv", "250\n", "250\n2026-11-02,USD,MXN,1\n", "3:1 duplicate"},
                    Spoilt{"aliases.csv", "anvils,ANV", ",ANV", "2:1 required"},
                    Spoilt{"aliases.csv", "anvils,ANV", "anvils,NOPE", "2:8 unknown_reference"},
                    Spoilt{"aliases.csv", "bolts,B,C1", "ANVILS,B,", "3:1 duplicate"},
                    Spoilt{"aliases.csv", ",C1,2,", ",C1,x,", "3:12 bad_whole"},
                    Spoilt{"campaigns.csv", "#Anvil", "Anvil", "2:1 bad_id"},
                    Spoilt{"campaigns.csv", "product,c1", "banner,c1", "2:8 bad_choice"},
                    Spoilt{"campaigns.csv", ",A,", ",Z,", "2:19 unknown_reference"},
                    Spoilt{"campaigns.csv", "5.00,MXN", "5.00,", "2:26 required"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, Mistakes,
    testing::Values(Spoilt{"faq.md", "## hours: When?", "## When?", "3:4 bad_id"},
                    Spoilt{"faq.md", "## pay:", "## hours:", "6:4 duplicate"},
                    Spoilt{"knowledge/iron.md", "id: iron\n", "", "1:1 required"},
                    Spoilt{"knowledge/iron.md", "sku:A", "sku:Z", "3:13 unknown_reference"},
                    Spoilt{"knowledge/iron.md", "sku:A", "iron", "3:13 bad_choice"},
                    Spoilt{"knowledge/iron.md", ": 30", ": a month", "4:16 bad_whole"},
                    Spoilt{"knowledge/iron.md", "---\nid", "id", "1:1 required"},
                    Spoilt{"tools.toml", "https://", "http://", "4:7 bad_url"},
                    Spoilt{"tools.toml", "\"link\"", "\"film\"", "3:8 bad_choice"},
                    Spoilt{"tools.toml", "\"greeting\"", "\"hello\"", "7:12 bad_choice"},
                    Spoilt{"tools.toml", "\"send_resource\"", "\"fly\"", "8:10 bad_choice"},
                    Spoilt{"tools.toml", "[\"r1\"]", "[\"r2\"]", "9:14 unknown_reference"},
                    Spoilt{"tools.toml", "int 1..6", "int 6..1", "11:10 bad_choice"},
                    Spoilt{"tools.toml", "[tool.arguments]",
                           "[[tool]]\nname = \"send\"\naction = \"pay\"\n[tool.arguments]",
                           "11:8 duplicate"}));

TEST(Pack, WithoutAMistakeHasNone) { EXPECT_EQ(SmallPack().mistakes(), Lines{}); }

TEST(NeededFiles, ThatAreMissingAreNamed) {
  for (const auto* file : {"taxes.csv", "products.csv", "prices.csv", "tenant.toml"})
    EXPECT_EQ(SmallPack().without(file).mistakes().front(),
              std::string(file) + ":1:1 missing_file");
}

TEST(OtherFiles, MayBeAbsent) {
  auto pack = SmallPack();
  for (const auto* file : {"promotions.csv", "fx.csv", "aliases.csv", "campaigns.csv",
                           "sellers.csv", "faq.md", "knowledge/iron.md", "tools.toml"})
    pack = std::move(pack).without(file);
  EXPECT_EQ(pack.mistakes(), Lines{});
}

TEST(Columns, ThatAreNeededAndMissingAreToldOnceNotRowByRow) {
  EXPECT_EQ(SmallPack().with("customers.csv", "id,name,", "id,nombre,").mistakes(),
            Lines{"customers.csv:1:1 missing_column"});
}

TEST(Columns, ThatNobodyReadsAreWarnedOf) {
  const auto read = SmallPack()
                        .with("fx.csv", "rate\n", "rate , note\n")
                        .with("fx.csv", "18.301250\n", "18.301250,x\n")
                        .with("tenant.toml", "max_lines", "colour = \"red\"\nmax_lines")
                        .read();
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(SmallPack::written(read->warnings),
            (Lines{"fx.csv:1:21 unknown_column", "tenant.toml:24:1 unknown_key"}));
}

TEST(AllMistakes, AreListedAtOnceByFileLineAndColumn) {
  EXPECT_EQ(SmallPack()
                .with("tenant.toml", "\"MX\"", "\"XX\"")
                .with("prices.csv", "A,MXN,,10.00", "Z,QQQ,x,10")
                .with("customers.csv", "people", "folk")
                .mistakes(),
            (Lines{"customers.csv:2:8 unknown_reference", "prices.csv:2:9 unknown_reference",
                   "prices.csv:2:11 bad_currency", "prices.csv:2:15 bad_whole",
                   "tenant.toml:4:11 bad_choice"}));
}

TEST(Bytes, ThatAreNoUtf8AreRefused) {
  EXPECT_EQ(SmallPack().with("faq.md", "nine", "ni\xF1o").mistakes(), Lines{"faq.md:1:1 bad_utf8"});
}

TEST(Columns, AreCountedInCharacters) {
  EXPECT_EQ(SmallPack()
                .with("products.csv", "A,Anvil,iron", "A,Ñandú,iron")
                .with("products.csv", "1.50", "x")
                .mistakes(),
            Lines{"products.csv:2:43 bad_amount"});
}

}  // namespace
}  // namespace orkesta::pack
