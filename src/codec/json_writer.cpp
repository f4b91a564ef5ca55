#include "orkesta/codec/json_writer.hpp"

#include "orkesta/core/assert.hpp"

namespace orkesta::codec {
namespace {

void append_pretty(std::string& out, const JsonView& view, std::size_t level) {
  if (view.size() == 0) {
    out += view.write();
    return;
  }
  const std::string line = '\n' + std::string(2 * (level + 1), ' ');
  const bool is_array = view.is_array();
  char before = is_array ? '[' : '{';
  const auto start = [&] {
    out += before;
    out += line;
    before = ',';
  };
  for (const auto item : view.items()) {
    start();
    append_pretty(out, item, level + 1);
  }
  for (const auto [name, value] : view.members()) {
    start();
    append_string(out, name);
    out += ": ";
    append_pretty(out, value, level + 1);
  }
  out += '\n' + std::string(2 * level, ' ');
  out += is_array ? ']' : '}';
}

}  // namespace

void JsonWriter::separate() {
  if (comma_) text_ += ',';
  comma_ = true;
}

auto JsonWriter::open(char bracket) -> JsonWriter& {
  separate();
  text_ += bracket;
  ++depth_;
  comma_ = false;
  return *this;
}

auto JsonWriter::close(char bracket) -> JsonWriter& {
  ORKESTA_ASSERT(depth_ > 0);
  text_ += bracket;
  --depth_;
  comma_ = true;
  return *this;
}

auto JsonWriter::key(std::string_view name) -> JsonWriter& {
  separate();
  append_string(text_, name);
  text_ += ':';
  comma_ = false;
  return *this;
}

auto JsonWriter::raw(std::string_view json) -> JsonWriter& {
  separate();
  text_ += json;
  return *this;
}

auto JsonWriter::fraction(Confidence basis_points) -> JsonWriter& {
  ORKESTA_ASSERT(basis_points >= 0 && basis_points <= confidence_max);
  if (basis_points == confidence_max) return raw("1");
  if (basis_points == 0) return raw("0");
  auto digits = std::to_string(basis_points);
  digits.insert(0, 4 - digits.size(), '0');
  while (digits.back() == '0') digits.pop_back();
  return raw("0." + digits);
}

auto JsonWriter::take() -> std::string {
  ORKESTA_ASSERT(depth_ == 0);
  comma_ = false;
  return std::exchange(text_, {});
}

auto pretty(const JsonView& view) -> std::string {
  std::string out;
  append_pretty(out, view, 0);
  out += '\n';
  return out;
}

}  // namespace orkesta::codec
