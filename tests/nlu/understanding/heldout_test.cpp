/// Messages that nothing was trained on: what the README claims, no less.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "orkesta/nlu/understand.hpp"

namespace orkesta::nlu {
namespace {

struct Row {
  std::string lang;
  std::string label;
  std::string text;
};

auto rows_of(const std::string& name) -> std::vector<Row> {
  std::ifstream file{std::string{ORKESTA_SOURCE_DIR "/tests/nlu/heldout/"} + name};
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);  // The names of the columns.
  while (std::getline(file, line)) {
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    rows.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                    line.substr(second + 1)});
  }
  return rows;
}

struct Judged {
  Row row;
  Understanding seen;
  auto right() const -> bool { return seen.intents[0].name == row.label; }
};

auto judged(const std::vector<std::string>& files) -> std::vector<Judged> {
  std::vector<Judged> made;
  for (const auto& name : files) {
    for (const auto& row : rows_of(name))
      made.push_back({row, understand(built_in_models(), row.text, {}, {2025, 6, 10}, "")});
  }
  return made;
}

auto all_messages() -> const std::vector<Judged>& {
  static const auto all = judged({"intents-es.tsv", "intents-others.tsv", "intents-messy.tsv"});
  return all;
}

/// Percent of those that `counts` in which `holds`.
template <class Counts, class Holds>
auto share(const std::vector<Judged>& all, Counts counts, Holds holds) -> int {
  int many = 0;
  int held = 0;
  for (const auto& one : all) {
    many += counts(one) ? 1 : 0;
    held += counts(one) && holds(one) ? 1 : 0;
  }
  return many == 0 ? 0 : held * 100 / many;
}

TEST(HeldOut, IntentsAreMostlyRight) {
  const auto any = [](const Judged&) { return true; };
  const auto spanish = [](const Judged& one) { return one.row.lang == "es"; };
  const auto right = [](const Judged& one) { return one.right(); };
  EXPECT_GE(share(all_messages(), any, right), 82);
  EXPECT_GE(share(all_messages(), spanish, right), 85);
}

TEST(HeldOut, ConfidencesMeanWhatTheySay) {
  std::array<double, 10> sure{};
  std::array<double, 10> right{};
  for (const auto& one : all_messages()) {
    const auto confidence = one.seen.intents[0].confidence;
    const auto bin = static_cast<std::size_t>(std::min(confidence / 1000, 9));
    sure[bin] += confidence / 10000.0;
    right[bin] += one.right() ? 1 : 0;
  }
  double error = 0;
  for (std::size_t bin = 0; bin < sure.size(); ++bin) error += std::abs(sure[bin] - right[bin]);
  EXPECT_LE(error / static_cast<double>(all_messages().size()), 0.05);
}

TEST(HeldOut, SixInTenMayBeActedOnAtOneWrongInTwenty) {
  auto all = all_messages();
  std::stable_sort(all.begin(), all.end(), [](const Judged& a, const Judged& b) {
    return a.seen.intents[0].confidence > b.seen.intents[0].confidence;
  });
  all.resize(all.size() * 6 / 10);
  EXPECT_GE(
      share(
          all, [](const Judged&) { return true; }, [](const Judged& one) { return one.right(); }),
      95);
}

TEST(HeldOut, LanguagesAreRight) {
  const auto lettered = [](const Judged& one) { return one.seen.language.name != "und"; };
  const auto right = [](const Judged& one) { return one.seen.language.name == one.row.lang; };
  EXPECT_GE(share(all_messages(), lettered, right), 96);
}

}  // namespace
}  // namespace orkesta::nlu
