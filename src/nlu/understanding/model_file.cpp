#include "understanding/model_file.hpp"

#include <algorithm>

#include "orkesta/core/money.hpp"

namespace orkesta::nlu {
namespace {

constexpr std::string_view magic = "ORKNLU\r\n";
constexpr std::uint32_t format = 1;
constexpr std::uint32_t buckets_log2_max = 20;
constexpr std::size_t name_size_max = 64;
constexpr std::size_t lexicon_size_max = 1 << 20;

class Writer {
 public:
  template <class T>
  void number(T value) {
    auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i, bits >>= 8)
      out.push_back(static_cast<char>(bits & 0xFF));
  }
  std::string out;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  template <class T>
  auto number() -> T {
    std::uint64_t bits = 0;
    const auto taken = take(sizeof(T));
    for (std::size_t i = taken.size(); i-- > 0;)
      bits = (bits << 8) | static_cast<unsigned char>(taken[i]);
    return static_cast<T>(bits);
  }
  auto take(std::size_t size) -> std::string_view {
    if (size > rest_.size()) {
      short_ = true;
      return {};
    }
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  auto is_short() const -> bool { return short_; }
  auto left() const -> std::size_t { return rest_.size(); }

 private:
  std::string_view rest_;
  bool short_ = false;
};

/// The labels that the columns stand for: another set is another format.
auto labels() -> std::string {
  std::string made;
  const auto add = [&](const auto& names) {
    for (const auto name : names) made.append(name).push_back(',');
  };
  add(intent_names);
  add(sentiment_names);
  add(language_names);
  return made;
}

auto head_sizes() -> std::array<std::size_t, 3> {
  return {intent_count, sentiment_count, language_count};
}

}  // namespace

auto ModelFile::classes_of(std::string_view folded) const -> std::uint32_t {
  const auto wanted = hash_word(folded);
  const auto found = std::lower_bound(
      lexicon.begin(), lexicon.end(), wanted,
      [](const LexiconEntry& entry, std::uint64_t word) { return entry.word < word; });
  return found != lexicon.end() && found->word == wanted ? found->classes : 0;
}

auto checksum(std::string_view bytes) -> Checksum {
  __extension__ typedef unsigned __int128 Wide128;
  const auto prime = (static_cast<Wide128>(1) << 88) + 0x13B;
  auto sum = (static_cast<Wide128>(0x6c62272e07bb0142ULL) << 64) | 0x62b821756295c58dULL;
  for (const char byte : bytes) {
    sum ^= static_cast<unsigned char>(byte);
    sum *= prime;
  }
  Checksum made{};
  for (auto& part : made) {
    part = static_cast<std::uint8_t>(sum >> 120);
    sum <<= 8;
  }
  return made;
}

auto hex(const Checksum& sum) -> std::string {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string made;
  for (const auto byte : sum) {
    made.push_back(digits[byte >> 4]);
    made.push_back(digits[byte & 0xF]);
  }
  return made;
}

auto hash_word(std::string_view folded) -> std::uint64_t {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char byte : folded) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

auto write_model(const ModelFile& file) -> std::string {
  Writer writer;
  writer.out = magic;
  writer.number(format);
  const auto names = checksum(labels());
  writer.out.append(names.begin(), names.end());
  writer.number(static_cast<std::uint32_t>(file.name.size()));
  writer.out.append(file.name);
  writer.out.append(file.data_digest.begin(), file.data_digest.end());
  writer.number(file.buckets_log2);
  for (const auto& head : file.heads) {
    writer.number(head.unit);
    for (const auto bias : head.bias) writer.number(bias);
  }
  writer.number(static_cast<std::uint32_t>(file.lexicon.size()));
  for (const auto& entry : file.lexicon) {
    writer.number(entry.word);
    writer.number(entry.classes);
  }
  for (const auto weight : file.weights) writer.out.push_back(static_cast<char>(weight));
  const auto sum = checksum(writer.out);
  writer.out.append(sum.begin(), sum.end());
  return std::move(writer.out);
}

auto read_model(std::string_view bytes) -> Result<ModelFile, ModelError> {
  if (bytes.substr(0, magic.size()) != magic) return Failure{ModelError::not_a_model};
  constexpr auto sum_size = sizeof(Checksum);
  if (bytes.size() < magic.size() + sum_size + 4) return Failure{ModelError::truncated};
  Reader reader{bytes.substr(magic.size(), bytes.size() - magic.size() - sum_size)};
  if (reader.number<std::uint32_t>() != format) return Failure{ModelError::unknown_version};
  const auto sum = checksum(bytes.substr(0, bytes.size() - sum_size));
  const auto told = bytes.substr(bytes.size() - sum_size);
  const bool intact = std::equal(sum.begin(), sum.end(), told.begin(), [](std::uint8_t a, char b) {
    return a == static_cast<unsigned char>(b);
  });

  const auto names = checksum(labels());
  const auto names_told = reader.take(names.size());
  ModelFile file;
  const auto name_size = reader.number<std::uint32_t>();
  if (name_size > name_size_max) return Failure{ModelError::corrupt};
  file.name = reader.take(name_size);
  const auto digest = reader.take(sum_size);
  if (reader.is_short()) return Failure{ModelError::truncated};
  std::transform(digest.begin(), digest.end(), file.data_digest.begin(),
                 [](char byte) { return static_cast<std::uint8_t>(byte); });
  file.buckets_log2 = reader.number<std::uint32_t>();
  if (file.buckets_log2 > buckets_log2_max) return Failure{ModelError::corrupt};
  for (std::size_t h = 0; h < file.heads.size(); ++h) {
    file.heads[h].unit = reader.number<std::int64_t>();
    for (std::size_t i = 0; i < head_sizes()[h]; ++i) {
      file.heads[h].bias.push_back(reader.number<std::int32_t>());
    }
  }
  const auto lexicon_size = reader.number<std::uint32_t>();
  if (lexicon_size > lexicon_size_max) return Failure{ModelError::corrupt};
  for (std::size_t i = 0; i < lexicon_size && !reader.is_short(); ++i) {
    const auto word = reader.number<std::uint64_t>();
    file.lexicon.push_back({word, reader.number<std::uint32_t>()});
  }
  const auto weights = reader.take((std::size_t{1} << file.buckets_log2) * column_count);
  if (reader.is_short() || reader.left() > 0) return Failure{ModelError::truncated};
  if (!intact) return Failure{ModelError::corrupt};
  if (!std::equal(names.begin(), names.end(), names_told.begin(),
                  [](std::uint8_t a, char b) { return a == static_cast<unsigned char>(b); })) {
    return Failure{ModelError::unknown_version};
  }
  file.weights.resize(weights.size());
  std::transform(weights.begin(), weights.end(), file.weights.begin(),
                 [](char byte) { return static_cast<std::int8_t>(byte); });
  return file;
}

}  // namespace orkesta::nlu
