#include "record_bytes.hpp"

#include <array>

#include "orkesta/core/limits.hpp"

namespace orkesta::log {
namespace {

constexpr char version = 1;

void put_number(std::uint64_t number, std::string& into) {
  while (number >= 0x80) {
    into.push_back(static_cast<char>((number & 0x7f) | 0x80));
    number >>= 7;
  }
  into.push_back(static_cast<char>(number));
}

/// Takes lengths and texts off the front; remembers when there was too little.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : left_(bytes) {}

  auto number() -> std::size_t {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (left_.empty()) break;
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return number;
    }
    good_ = false;
    return 0;
  }
  auto text(std::size_t size) -> std::string_view {
    if (size > left_.size()) {
      good_ = false;
      return {};
    }
    const auto text = left_.substr(0, size);
    left_.remove_prefix(size);
    return text;
  }
  auto rest() const -> std::string_view { return left_; }
  auto good() const -> bool { return good_; }

 private:
  std::string_view left_;
  bool good_ = true;
};

}  // namespace

void encode_record(const Record& record, std::string& into) {
  into.push_back(version);
  put_number(record.key.size(), into);
  put_number(record.attributes.size(), into);
  for (const auto& [name, value] : record.attributes) {
    put_number(name.size(), into);
    put_number(value.size(), into);
  }
  into += record.key;
  for (const auto& [name, value] : record.attributes) {
    into += name;
    into += value;
  }
  into += record.value;
}

auto decode_record(std::string_view bytes) -> std::optional<Record> {
  if (bytes.empty() || bytes.front() != version) return std::nullopt;
  auto taker = Taker(bytes.substr(1));
  const auto key_size = taker.number();
  const auto count = taker.number();
  if (!taker.good() || count > limits::log_attributes_max) return std::nullopt;

  std::array<std::pair<std::size_t, std::size_t>, limits::log_attributes_max> sizes;
  for (std::size_t i = 0; i < count; ++i) {
    sizes[i].first = taker.number();
    sizes[i].second = taker.number();
  }
  Record record;
  record.key = taker.text(key_size);
  record.attributes.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = taker.text(sizes[i].first);
    const auto value = taker.text(sizes[i].second);
    record.attributes.emplace_back(name, value);
  }
  if (!taker.good()) return std::nullopt;
  record.value = taker.rest();
  return record;
}

auto size_of(const Record& record) -> std::size_t {
  auto size = record.key.size() + record.value.size();
  for (const auto& [name, value] : record.attributes) size += name.size() + value.size();
  return size;
}

}  // namespace orkesta::log
