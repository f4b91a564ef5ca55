#include "understanding/fixed.hpp"

#include <array>
#include <cmath>
#include <numeric>

namespace orkesta::nlu {
namespace {

TEST(Fixed, TheExponentialIsRightToFiveDigits) {
  for (int tenths = 0; tenths <= 150; ++tenths) {
    const auto wanted = std::exp(-tenths / 10.0);
    const auto given = static_cast<double>(exp_negative(tenths * fixed_one / 10)) / (1 << 30);
    EXPECT_NEAR(given, wanted, 2e-5) << tenths;
  }
}

TEST(Fixed, TheExponentialOfFarAwayIsNothing) {
  EXPECT_EQ(exp_negative(41 * fixed_one), 0);
  EXPECT_EQ(exp_negative(std::int64_t{1} << 60), 0);
}

TEST(Fixed, TheInverseRootIsRightToFourDigits) {
  EXPECT_EQ(inverse_root(0), 0);
  EXPECT_EQ(inverse_root(1), fixed_one);
  EXPECT_EQ(inverse_root(4), fixed_one / 2);
  EXPECT_NEAR(static_cast<double>(inverse_root(1000)) / 65536.0, 0.0316227, 1e-4);
}

TEST(Fixed, SharesSumToOneButForRounding) {
  const std::array<Fixed, 4> logits = {fixed_one, 2 * fixed_one, -fixed_one, 0};
  const auto shares = softmax(logits);
  EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0), confidence_max, 2);
  EXPECT_EQ(shares[1], 6439);  // e^2 / (e + e^2 + 1/e + 1).
}

}  // namespace
}  // namespace orkesta::nlu
