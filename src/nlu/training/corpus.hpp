#pragma once

/// The corpus of src/nlu/data.

#include <string>
#include <vector>

#include "training/grammar.hpp"
#include "understanding/model_file.hpp"

namespace orkesta::nlu::training {

/// A line as written: `lang`, label, text with alternatives.
struct Line {
  std::string lang;
  std::string label;
  std::string text;
};

struct Corpus {
  std::vector<Line> intents;
  std::vector<Line> sentiments;
  std::vector<Line> languages;
  Slots slots;
  std::vector<LexiconEntry> lexicon;
  std::vector<std::string> class_names;
  Checksum digest{};
};

/// Reads every file of the folder that the corpus names; stops the program with a message that
/// names file and line when one is wrong.
auto read_corpus(const std::string& folder) -> Corpus;
/// The digest of the folder's files: names and bytes, in order of names.
auto digest_of_data(const std::string& folder) -> Checksum;
auto read_file(const std::string& path) -> std::string;
/// A TSV of three columns below a header line.
auto read_lines(const std::string& path) -> std::vector<Line>;

}  // namespace orkesta::nlu::training
