#include "training/report.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "orkesta/nlu/text.hpp"
#include "orkesta/nlu/understand.hpp"
#include "training/corpus.hpp"

namespace orkesta::nlu::training {
namespace {

constexpr Date reference_day = {2025, 6, 10};

struct Judged {
  std::string lang;
  std::string wanted;
  std::string given;
  Confidence confidence = 0;
};

auto share(std::size_t part, std::size_t whole) -> double {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

auto accuracy(const std::vector<Judged>& all, const std::string& lang) -> double {
  std::size_t right = 0;
  std::size_t seen = 0;
  for (const auto& one : all) {
    if (!lang.empty() && one.lang != lang) continue;
    ++seen;
    right += one.wanted == one.given ? 1 : 0;
  }
  return share(right, seen);
}

auto f1(std::size_t hits, std::size_t given, std::size_t wanted) -> double {
  return share(2 * hits, given + wanted);
}

auto macro_f1(const std::vector<Judged>& all, bool each) -> double {
  std::map<std::string, std::array<std::size_t, 3>> counts;  // Hits, given, wanted.
  for (const auto& one : all) {
    ++counts[one.given][1];
    ++counts[one.wanted][2];
    if (one.given == one.wanted) ++counts[one.wanted][0];
  }
  double sum = 0;
  for (const auto& [label, count] : counts) {
    const auto value = f1(count[0], count[1], count[2]);
    sum += value;
    if (each) std::cout << "  " << std::setw(20) << label << " F1 " << value << '\n';
  }
  return sum / static_cast<double>(counts.size());
}

auto calibration_error(const std::vector<Judged>& all) -> double {
  std::array<double, 10> sure{};
  std::array<double, 10> right{};
  for (const auto& one : all) {
    const auto bin = static_cast<std::size_t>(std::min(one.confidence / 1000, 9));
    sure[bin] += one.confidence / 10000.0;
    right[bin] += one.given == one.wanted ? 1 : 0;
  }
  double sum = 0;
  for (std::size_t bin = 0; bin < sure.size(); ++bin) sum += std::abs(sure[bin] - right[bin]);
  return sum / static_cast<double>(all.size());
}

/// The share of messages above the lowest threshold with at most one wrong in twenty.
void approvable(std::vector<Judged> all) {
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
  std::size_t right = 0;
  std::size_t best = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    right += all[i].given == all[i].wanted ? 1 : 0;
    const bool border = i + 1 == all.size() || all[i + 1].confidence < all[i].confidence;
    if (border && right * 20 >= (i + 1) * 19) best = i + 1;
  }
  std::cout << "  approvable at 95 %: " << share(best, all.size());
  if (best > 0) std::cout << " (confidence >= " << all[best - 1].confidence << ")";
  std::cout << '\n';
}

void confusions(const std::vector<Judged>& all) {
  std::map<std::string, std::size_t> counts;
  for (const auto& one : all) {
    if (one.given != one.wanted) ++counts[one.wanted + " -> " + one.given];
  }
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [pair, count] : counts) order.emplace_back(count, pair);
  std::sort(order.rbegin(), order.rend());
  for (std::size_t i = 0; i < order.size() && i < 14; ++i) {
    std::cout << "  " << order[i].first << " x " << order[i].second << '\n';
  }
}

void by_language(const std::vector<Judged>& all) {
  for (const auto* const lang : {"", "es", "en", "pt", "fr"}) {
    std::cout << "  accuracy " << (*lang == 0 ? "all" : lang) << ": " << accuracy(all, lang)
              << '\n';
  }
}

/// The folder's files of that kind, in order of names.
auto files_of(const std::string& folder, std::string_view kind) -> std::vector<std::string> {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    const bool rows = entry.path().extension() == ".tsv" || entry.path().extension() == ".jsonl";
    if (rows && name.find(kind) != std::string::npos) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

auto lines_of(const std::string& folder, std::string_view kind) -> std::vector<Line> {
  std::vector<Line> lines;
  for (const auto& path : files_of(folder, kind)) {
    for (auto& line : read_lines(path)) lines.push_back(std::move(line));
  }
  return lines;
}

void report_intents(const Models& models, const std::string& folder, bool show) {
  std::vector<Judged> intents;
  std::vector<Judged> languages;
  std::vector<Judged> short_ones;
  for (const auto& line : lines_of(folder, "intents")) {
    const auto seen = understand(models, line.text, {}, reference_day, "");
    intents.push_back({line.lang, line.label, seen.intents[0].name, seen.intents[0].confidence});
    languages.push_back({line.lang, line.lang, seen.language.name, seen.language.confidence});
    if (decode(line.text).size() <= 20) short_ones.push_back(languages.back());
    if (show && seen.intents[0].name != line.label) {
      std::cout << line.lang << ' ' << line.label << " -> " << seen.intents[0].name << ' '
                << seen.intents[0].confidence << ": " << line.text << '\n';
    }
  }
  std::cout << "intents, " << intents.size() << " messages\n";
  by_language(intents);
  std::cout << "  macro-F1 " << macro_f1(intents, true) << "\n  ECE " << calibration_error(intents)
            << '\n';
  approvable(intents);
  confusions(intents);
  std::cout << "language\n";
  by_language(languages);
  std::cout << "  at most 20 characters (" << short_ones.size() << "): " << accuracy(short_ones, "")
            << "\n  ECE " << calibration_error(languages) << '\n';
  confusions(languages);
}

void report_sentiment(const Models& models, const std::string& folder, bool show) {
  std::vector<Judged> all;
  for (const auto& line : lines_of(folder, "sentiment")) {
    const auto seen = understand(models, line.text, {}, reference_day, "");
    all.push_back({line.lang, line.label, seen.sentiment.name, seen.sentiment.confidence});
    if (show && seen.sentiment.name != line.label) {
      std::cout << line.label << " -> " << seen.sentiment.name << ": " << line.text << '\n';
    }
  }
  std::cout << "sentiment, " << all.size() << " messages\n";
  by_language(all);
  std::cout << "  macro-F1 " << macro_f1(all, true) << "\n  ECE " << calibration_error(all) << '\n';
  confusions(all);
}

/// A value as text, so that 2 and 2.0 are one.
auto value_text(const rapidjson::Value& value) -> std::string {
  if (value.IsString()) return value.GetString();
  std::ostringstream out;
  out << std::setprecision(12) << value.GetDouble();
  return out.str();
}

auto value_text(const std::string& json) -> std::string {
  rapidjson::Document document;
  document.Parse(json.c_str());
  return document.HasParseError() ? json : value_text(document);
}

struct Counts {
  std::size_t hits = 0;
  std::size_t given = 0;
  std::size_t wanted = 0;
};

auto overlap(const rapidjson::Value& wanted, const Entity& given) -> bool {
  const auto start = std::max(wanted["start"].GetInt(), given.start);
  const auto end = std::min(wanted["end"].GetInt(), given.end);
  return 2 * (end - start) >= wanted["end"].GetInt() - wanted["start"].GetInt();
}

auto same(const rapidjson::Value& wanted, const Entity& given) -> bool {
  if (wanted["type"].GetString() != given.type) return false;
  if (given.type == "product") return overlap(wanted, given);
  return wanted["start"].GetInt() == given.start && wanted["end"].GetInt() == given.end &&
         value_text(wanted["value"]) == value_text(*given.value.opened());
}

void report_entities(const Models& models, const std::string& folder, bool show) {
  std::map<std::string, Counts> counts;
  std::string all;
  for (const auto& path : files_of(folder, "entities")) all += read_file(path);
  std::istringstream file{all};
  for (std::string text; std::getline(file, text);) {
    rapidjson::Document line;
    line.Parse(text.c_str());
    const auto day = parse_date(line["ref_date"].GetString()).value_or(reference_day);
    const auto seen = understand(models, line["text"].GetString(), {}, day, "");
    bool wrong = false;
    std::vector<bool> used(seen.entities.size());
    for (const auto& wanted : line["entities"].GetArray()) {
      ++counts[wanted["type"].GetString()].wanted;
      bool found = false;
      for (std::size_t i = 0; i < used.size() && !found; ++i) {
        found = !used[i] && same(wanted, seen.entities[i]);
        if (found) used[i] = true;
      }
      if (found) ++counts[wanted["type"].GetString()].hits;
      wrong = wrong || !found;
    }
    for (const auto& given : seen.entities) ++counts[given.type].given;
    wrong = wrong || seen.entities.size() != line["entities"].Size();
    if (!show || !wrong) continue;
    std::cout << line["text"].GetString() << '\n';
    for (const auto& given : seen.entities) {
      std::cout << "    " << given.type << " [" << *given.text.opened() << "] "
                << *given.value.opened() << '\n';
    }
  }
  Counts plain;
  std::cout << "entities\n";
  for (const auto& [type, count] : counts) {
    std::cout << "  " << std::setw(10) << type << " F1 "
              << f1(count.hits, count.given, count.wanted) << " (" << count.hits << " hits, "
              << count.given << " given, " << count.wanted << " wanted)\n";
    if (type == "product") continue;
    plain.hits += count.hits;
    plain.given += count.given;
    plain.wanted += count.wanted;
  }
  std::cout << "  micro-F1 without product: " << f1(plain.hits, plain.given, plain.wanted) << '\n';
}

}  // namespace

void report(const Models& models, const std::string& folder, bool show) {
  std::cout << std::fixed << std::setprecision(3);
  report_intents(models, folder, show);
  report_sentiment(models, folder, show);
  report_entities(models, folder, show);
}

}  // namespace orkesta::nlu::training
