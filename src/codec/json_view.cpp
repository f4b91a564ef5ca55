#include "orkesta/codec/json_view.hpp"

#include <charconv>

namespace orkesta::codec {
namespace {

template <class Number>
auto number_of(std::string_view digits) -> std::optional<Number> {
  Number value{};
  const auto* const end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

void append_view(std::string& out, const JsonView& view);

void append_members(std::string& out, const JsonView& object) {
  char before = '{';
  for (const auto [name, value] : object.members()) {
    out += before;
    append_string(out, name);
    out += ':';
    append_view(out, value);
    before = ',';
  }
  if (before == '{') out += '{';
  out += '}';
}

void append_items(std::string& out, const JsonView& array) {
  char before = '[';
  for (const auto item : array.items()) {
    out += before;
    append_view(out, item);
    before = ',';
  }
  if (before == '[') out += '[';
  out += ']';
}

/// Recurses as deep as the parser's limit allowed.
void append_view(std::string& out, const JsonView& view) {
  switch (view.kind()) {
    case JsonKind::null:
      out += "null";
      return;
    case JsonKind::boolean:
      out += view.boolean() ? "true" : "false";
      return;
    case JsonKind::number:
      out += view.text();
      return;
    case JsonKind::string:
      append_string(out, view.text());
      return;
    case JsonKind::array:
      append_items(out, view);
      return;
    case JsonKind::object:
      append_members(out, view);
      return;
  }
}

}  // namespace

auto JsonView::integer() const -> std::optional<std::int64_t> {
  if (!is_number() || text() == "-0") return std::nullopt;
  return number_of<std::int64_t>(text());
}

auto JsonView::unsigned_integer() const -> std::optional<std::uint64_t> {
  if (!is_number()) return std::nullopt;
  return number_of<std::uint64_t>(text());
}

auto JsonView::find(std::string_view name) const -> std::optional<JsonView> {
  for (const auto [member, value] : members())
    if (member == name) return value;
  return std::nullopt;
}

auto JsonView::text_of(std::string_view name) const -> std::optional<std::string_view> {
  const auto value = find(name);
  if (!value || !value->is_string()) return std::nullopt;
  return value->text();
}

auto JsonView::integer_of(std::string_view name) const -> std::optional<std::int64_t> {
  const auto value = find(name);
  return value ? value->integer() : std::nullopt;
}

auto JsonView::at(std::initializer_list<std::string_view> path) const -> std::optional<JsonView> {
  auto here = std::optional{*this};
  for (const auto name : path) {
    here = here->find(name);
    if (!here) return std::nullopt;
  }
  return here;
}

auto JsonView::write() const -> std::string {
  std::string out;
  append_view(out, *this);
  return out;
}

}  // namespace orkesta::codec
