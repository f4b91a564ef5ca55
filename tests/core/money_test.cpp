#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/money.hpp"

namespace orkesta {
namespace {

auto currency(std::string_view code) -> Currency { return Currency::parse(code).value(); }
auto he(Wide numerator, Wide denominator) -> std::int64_t {
  return static_cast<std::int64_t>(divide_half_even(numerator, denominator));
}
using Shares = std::vector<std::int64_t>;
auto lr(std::int64_t amount, const Shares& weights) -> Shares {
  return largest_remainder(amount, weights);
}

TEST(CurrencyCode, KnowsItsDecimals) {
  const std::pair<const char*, int> exponents[] = {
      {"MXN", 2}, {"USD", 2}, {"COP", 2}, {"BRL", 2}, {"EUR", 2}, {"CLP", 0}, {"PYG", 0},
      {"JPY", 0}, {"XOF", 0}, {"KWD", 3}, {"TND", 3}, {"CLF", 4}, {"UYW", 4}};
  for (const auto& [code, exponent] : exponents) EXPECT_EQ(currency(code).exponent(), exponent);
}

TEST(CurrencyCode, ThatIsNoneIsRefused) {
  for (const auto* code : {"", "MX", "MXNN", "mxn", "QQQ", "XN ", "N C", "ED "})
    EXPECT_FALSE(Currency::parse(code)) << code;
}

TEST(Amount, IsReadFromDigitsAndAPoint) {
  EXPECT_EQ(parse_minor_units("1234.50", 2), 123'450);
  EXPECT_EQ(parse_minor_units("1234.5", 2), 123'450);
  EXPECT_EQ(parse_minor_units("1990", 0), 1990);
  EXPECT_EQ(parse_minor_units("0.001", 3), 1);
  EXPECT_EQ(parse_minor_units("-3.20", 2), -320);
  EXPECT_EQ(parse_minor_units("90071992547409.91", 2), minor_units_max);
}

TEST(Amount, OfAnyOtherFormIsRefused) {
  for (const auto* text : {"", ".", "1.", ".5", "1,5", "1.234", "1e3", " 1", "1 ", "+1", "--1",
                           "90071992547409.92", "99999999999999999999", "0x1", "1.2.3"})
    EXPECT_FALSE(parse_minor_units(text, 2)) << text;
  EXPECT_FALSE(parse_minor_units("1.0", 0));
}

TEST(Amount, IsWrittenInMajorUnits) {
  EXPECT_EQ(format_major({123'450, currency("MXN")}), "1234.50");
  EXPECT_EQ(format_major({5, currency("MXN")}), "0.05");
  EXPECT_EQ(format_major({-5, currency("MXN")}), "-0.05");
  EXPECT_EQ(format_major({1990, currency("CLP")}), "1990");
  EXPECT_EQ(format_major({1, currency("CLF")}), "0.0001");
}

TEST(Amount, ReadsWhatItWrote) {
  std::mt19937_64 random(11);
  for (const auto* code : {"CLP", "MXN", "KWD", "CLF"})
    for (int i = 0; i < 2000; ++i) {
      const auto units = static_cast<std::int64_t>(random() >> (11 + random() % 50));
      const Money money{i % 2 == 0 ? units : -units, currency(code)};
      EXPECT_EQ(parse_minor_units(format_major(money), money.currency.exponent()),
                money.minor_units);
    }
}

TEST(Quantity, IsReadAndWrittenInThousandths) {
  const std::pair<const char*, std::int64_t> texts[] = {
      {"1", 1000}, {"1.5", 1500}, {"0.125", 125}, {"12.55", 12'550}, {"0", 0}, {"7.000", 7000}};
  for (const auto& [text, thousandths] : texts)
    EXPECT_EQ(Quantity::parse(text), Quantity{thousandths}) << text;
  for (const auto* text : {"-1", "+1", "1e3", "1.2345", "", "uno"})
    EXPECT_FALSE(Quantity::parse(text)) << text;
  EXPECT_EQ(Quantity{1500}.text(), "1.5");
  EXPECT_EQ(Quantity{2000}.text(), "2");
  EXPECT_EQ(Quantity{10}.text(), "0.01");
}

TEST(HalfEven, RoundsAHalfToTheEvenNeighbour) {
  EXPECT_EQ(he(1, 2), 0);
  EXPECT_EQ(he(3, 2), 2);
  EXPECT_EQ(he(5, 2), 2);
  EXPECT_EQ(he(-1, 2), 0);
  EXPECT_EQ(he(-3, 2), -2);
  EXPECT_EQ(he(-5, 2), -2);
  EXPECT_EQ(he(7, 3), 2);
  EXPECT_EQ(he(8, 3), 3);
  EXPECT_EQ(he(-7, 3), -2);
  EXPECT_EQ(he(-8, 3), -3);
}

TEST(HalfEven, RoundsTheWorkedFiguresOfTheRules) {
  EXPECT_EQ(he(Wide{46'990} * 2500, 10'000), 11'748);   // W2: 11747.5
  EXPECT_EQ(he(Wide{144'175} * 2500, 10'000), 36'044);  // W4: 36043.75
  EXPECT_EQ(he(Wide{144'175} * 1600 * 12'500, 100'000'000), 28'835);
  EXPECT_EQ(he(Wide{19'318} * 1'000'000 * 100, Wide{18'301'250} * 100), 1056);  // W3: 1055.56
  EXPECT_EQ(he(Wide{467'820} * 1500, 10'000), 70'173);                          // W6
}

TEST(HalfEven, IsNeverFartherThanAHalfAndUnbiased) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const auto numerator = static_cast<std::int64_t>(random()) >> (random() % 60);
    const auto denominator = static_cast<std::int64_t>(random() >> (1 + random() % 60)) + 1;
    const auto quotient = divide_half_even(numerator, denominator);
    const auto twice = (Wide{numerator} - quotient * denominator) * 2;
    ASSERT_LE(twice < 0 ? -twice : twice, denominator);
    if (twice == denominator || -twice == denominator) {
      ASSERT_EQ(quotient % 2, 0);
    }
    ASSERT_EQ(divide_half_even(-Wide{numerator}, denominator), -quotient);
  }
}

TEST(HalfEven, TakesProductsBeyondSixtyFourBits) {
  EXPECT_EQ(he(Wide{minor_units_max} * 1'000'000'000'000, 1'000'000'000'000), minor_units_max);
  EXPECT_THROW(he(1, 0), Bug);
}

TEST(LargestRemainder, GivesTheOddUnitsToTheLargestRemaindersThenInOrder) {
  EXPECT_EQ(lr(70'173, {296'910, 170'910}), (Shares{44'537, 25'636}));     // W6
  EXPECT_EQ(lr(5000, {35'242, 41'985, 4490}), (Shares{2156, 2569, 275}));  // W2
  EXPECT_EQ(lr(2, {1, 1, 1}), (Shares{1, 1, 0}));
  EXPECT_EQ(lr(100, {90, 100, 101}), (Shares{31, 34, 35}));
  EXPECT_EQ(lr(7, {0, 0}), (Shares{0, 0}));
  EXPECT_EQ(lr(7, {0, 5}), (Shares{0, 7}));
  EXPECT_EQ(lr(7, {}), Shares{});
}

TEST(LargestRemainder, SharesSumToTheAmountAndLieWithinOneUnitOfTheirExactValue) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 5000; ++i) {
    Shares weights(1 + random() % 12);
    for (auto& weight : weights)
      weight = static_cast<std::int64_t>(random() >> (12 + random() % 52));
    const auto sum = std::accumulate(weights.begin(), weights.end(), Wide{0});
    if (sum == 0) continue;
    const auto amount = static_cast<std::int64_t>(random() >> (11 + random() % 53));
    const auto shares = lr(amount, weights);
    ASSERT_EQ(std::accumulate(shares.begin(), shares.end(), Wide{0}), amount);
    for (std::size_t k = 0; k < shares.size(); ++k) {
      const auto distance = Wide{shares[k]} * sum - Wide{amount} * weights[k];
      ASSERT_LT(distance < 0 ? -distance : distance, sum);
    }
  }
}

}  // namespace
}  // namespace orkesta
