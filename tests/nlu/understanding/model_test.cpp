#include "orkesta/nlu/model.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "understanding/model_file.hpp"

namespace orkesta::nlu {
namespace {

auto bytes_of(const std::filesystem::path& path) -> std::string {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}
auto shipped() -> std::string {
  return bytes_of(ORKESTA_SOURCE_DIR "/src/nlu/models/understanding-2.bin");
}

/// As src/nlu/training/corpus.cpp digests the data: names, sizes and bytes, in order of names.
auto digest_of_data() -> std::string {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator{ORKESTA_SOURCE_DIR "/src/nlu/data"}) {
    if (entry.path().extension() == ".tsv") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::string all;
  for (const auto& path : paths) {
    const auto bytes = bytes_of(path);
    all += path.filename().string();
    all += '\n';
    all += std::to_string(bytes.size());
    all += '\n';
    all += bytes;
  }
  return hex(checksum(all));
}

/// Why these bytes are refused; nothing when they are taken.
auto refusal(const std::string& bytes) -> std::optional<ModelError> {
  const auto loaded = Models::load(bytes);
  return loaded ? std::nullopt : std::optional{loaded.error()};
}

TEST(ModelFileBytes, TheShippedModelWasTrainedFromTheDataBesideIt) {
  EXPECT_EQ(built_in_models().data_digest(), digest_of_data())
      << "train again: see src/nlu/README.md";
}

TEST(ModelFileBytes, TheProgramHoldsTheShippedFile) {
  EXPECT_EQ(built_in_models().file(), *read_model(shipped()));
}

TEST(ModelFileBytes, WrittenAndReadTheyAreTheSame) {
  const auto bytes = shipped();
  EXPECT_EQ(write_model(*read_model(bytes)), bytes);
}

TEST(ModelFileBytes, OneWrongByteIsFound) {
  auto bytes = shipped();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  EXPECT_EQ(refusal(bytes), ModelError::corrupt);
}

TEST(ModelFileBytes, WhatIsCutOrOfAnotherKindIsRefusedByName) {
  const auto bytes = shipped();
  EXPECT_EQ(refusal(""), ModelError::not_a_model);
  EXPECT_EQ(refusal("something else"), ModelError::not_a_model);
  EXPECT_EQ(refusal(bytes.substr(0, 10)), ModelError::truncated);
  EXPECT_EQ(refusal(bytes.substr(0, bytes.size() / 2)), ModelError::truncated);
  EXPECT_EQ(refusal(bytes + "x"), ModelError::truncated);
  auto later = bytes;
  later[8] = 9;
  EXPECT_EQ(refusal(later), ModelError::unknown_version);
}

}  // namespace
}  // namespace orkesta::nlu
