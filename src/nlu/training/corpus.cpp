#include "training/corpus.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "orkesta/nlu/text.hpp"

namespace orkesta::nlu::training {
namespace {

[[noreturn]] void stop(const std::string& why) {
  std::cerr << why << '\n';
  std::exit(2);
}

template <class Names>
void check_labels(const std::vector<Line>& lines, const Names& names, const std::string& what) {
  for (const auto& line : lines) {
    if (std::find(names.begin(), names.end(), line.label) == names.end()) {
      stop(what + ": no such label: " + line.label + " (" + line.text + ")");
    }
  }
}

void append(std::vector<Line>& to, std::vector<Line> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

auto data_files(const std::string& folder) -> std::vector<std::string> {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".tsv") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void read_lexicon(const std::string& path, Corpus& corpus) {
  std::map<std::uint64_t, std::uint32_t> words;
  for (const auto& line : read_lines(path)) {  // lang, class, words with bars between.
    auto& names = corpus.class_names;
    auto found = std::find(names.begin(), names.end(), line.label);
    if (found == names.end()) found = names.insert(names.end(), line.label);
    const auto bit = static_cast<std::uint32_t>(found - names.begin());
    if (bit >= 32) stop(path + ": more than 32 classes");
    std::istringstream rest{line.text};
    for (std::string word; std::getline(rest, word, '|');) {
      for (const auto& token : tokenize(word)) words[hash_word(token.folded)] |= 1U << bit;
    }
  }
  for (const auto& [word, classes] : words) corpus.lexicon.push_back({word, classes});
}

}  // namespace

auto read_file(const std::string& path) -> std::string {
  std::ifstream file{path, std::ios::binary};
  if (!file) stop("cannot read " + path);
  return {std::istreambuf_iterator<char>{file}, {}};
}

auto read_lines(const std::string& path) -> std::vector<Line> {
  std::istringstream file{read_file(path)};
  std::vector<Line> lines;
  std::string text;
  std::getline(file, text);
  for (std::size_t number = 2; std::getline(file, text); ++number) {
    const auto first = text.find('\t');
    const auto second = first == std::string::npos ? first : text.find('\t', first + 1);
    if (second == std::string::npos) stop(path + ":" + std::to_string(number) + ": not 3 columns");
    lines.push_back({text.substr(0, first), text.substr(first + 1, second - first - 1),
                     text.substr(second + 1)});
  }
  return lines;
}

auto digest_of_data(const std::string& folder) -> Checksum {
  std::string all;
  for (const auto& name : data_files(folder)) {
    const auto bytes = read_file(folder + "/" + name);
    all += name + '\n' + std::to_string(bytes.size()) + '\n' + bytes;
  }
  return checksum(all);
}

auto read_corpus(const std::string& folder) -> Corpus {
  Corpus corpus;
  for (const auto& name : data_files(folder)) {
    const auto path = folder + "/" + name;
    if (name.starts_with("intents")) append(corpus.intents, read_lines(path));
    if (name.starts_with("sentiment")) append(corpus.sentiments, read_lines(path));
    if (name.starts_with("language")) append(corpus.languages, read_lines(path));
    if (name.starts_with("lexicon")) read_lexicon(path, corpus);
    if (name.starts_with("slots")) {
      for (auto& line : read_lines(path)) {
        std::istringstream rest{line.text};
        auto& values = corpus.slots[line.lang + '/' + line.label];
        for (std::string value; std::getline(rest, value, '|');) values.push_back(value);
      }
    }
  }
  check_labels(corpus.intents, intent_names, "intents");
  check_labels(corpus.sentiments, sentiment_names, "sentiments");
  corpus.digest = digest_of_data(folder);
  return corpus;
}

}  // namespace orkesta::nlu::training
