#include "tool_arguments.hpp"

#include <algorithm>
#include <charconv>

#include "orkesta/core/time.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::size_t text_bytes_max = 200;

auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }

auto whole(std::string_view text) -> std::optional<std::int64_t> {
  auto number = std::int64_t{0};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

auto trimmed(std::string_view text) -> std::string_view {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// `int a..b`.
auto is_in_range(std::string_view range, std::string_view value) -> bool {
  const auto dots = range.find("..");
  const auto number = whole(value);
  const auto low = whole(trimmed(range.substr(0, dots)));
  const auto high = whole(trimmed(range.substr(dots + 2)));
  return number && low && high && *low <= *number && *number <= *high;
}

auto is_among(std::string_view choices, std::string_view value) -> bool {
  while (!choices.empty()) {
    const auto bar = choices.find('|');
    if (trimmed(choices.substr(0, bar)) == value) return true;
    if (bar == choices.npos) break;
    choices.remove_prefix(bar + 1);
  }
  return false;
}

auto is_time(std::string_view text) -> bool {
  if (text.size() != 5 || text[2] != ':') return false;
  const auto hours = whole(text.substr(0, 2));
  const auto minutes = whole(text.substr(3));
  return hours && minutes && *hours >= 0 && *hours < 24 && *minutes >= 0 && *minutes < 60;
}

auto is_email(std::string_view text) -> bool {
  const auto at = text.find('@');
  if (at == text.npos || at == 0 || text.find('@', at + 1) != text.npos) return false;
  const auto domain = text.substr(at + 1);
  const auto dot = domain.rfind('.');
  return text.find(' ') == text.npos && dot != domain.npos && dot > 0 && domain.size() - dot > 2 &&
         domain.find("..") == domain.npos;
}

auto is_phone(std::string_view text) -> bool {
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  const auto rest = text.find_first_not_of("0123456789 +-().");
  return digits >= 8 && digits <= 15 && rest == text.npos;
}

/// A day that exists and is not over.
auto is_date(const Deciding& deciding, std::string_view text) -> bool {
  const auto date = parse_date(text);
  return date && to_local(deciding.context().pack.settings.zone, deciding.at()).date <= *date;
}

/// `GUA-M=50 caja;CUB=20`.
auto are_lines(const tenant::Context& context, std::string_view text) -> bool {
  if (text.empty()) return false;
  while (!text.empty()) {
    const auto end = text.find(';');
    const auto line = text.substr(0, end);
    const auto equals = line.find('=');
    if (equals == line.npos || context.product(line.substr(0, equals)) == nullptr) return false;
    const auto counted = line.substr(equals + 1);
    if (!Quantity::parse(counted.substr(0, counted.find(' ')))) return false;
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  return true;
}

auto is_sold(const tenant::Context& context, std::string_view sku) -> bool {
  const auto* product = context.product(sku);
  return product != nullptr && product->active;
}

auto fits(const Deciding& deciding, std::string_view type, std::string_view value) -> bool {
  const auto& context = deciding.context();
  if (value.empty() || value.size() > text_bytes_max) return false;
  if (type.starts_with("int ")) return is_in_range(type.substr(4), value);
  if (type.starts_with("enum ")) return is_among(type.substr(5), value);
  if (type == "money") return parse_minor_units(value, context.currency.exponent()).has_value();
  if (type == "date") return is_date(deciding, value);
  if (type == "time") return is_time(value);
  if (type == "email") return is_email(value);
  if (type == "phone") return is_phone(value);
  if (type == "sku") return is_sold(context, value);
  if (type == "lines") return are_lines(context, value);
  return type == "string";
}

auto escaped(std::string_view text) -> std::string {
  constexpr std::string_view hex = "0123456789abcdef";
  auto written = std::string{};
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      written += '\\';
      written += c;
    } else if (byte < 0x20U) {
      written += "\\u00";
      written += hex[byte >> 4U];
      written += hex[byte & 15U];
    } else {
      written += c;
    }
  }
  return written;
}

auto hex_digit(char c) -> int { return is_digit(c) ? c - '0' : c - 'a' + 10; }

/// The string that begins behind the quote at `at`; leaves `at` behind its end.
auto read_string(std::string_view json, std::size_t& at) -> std::string {
  auto text = std::string{};
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] != '\\' || at + 1 >= json.size()) {
      text += json[at];
    } else if (json[at + 1] == 'u' && at + 5 < json.size()) {
      text += static_cast<char>(hex_digit(json[at + 4]) * 16 + hex_digit(json[at + 5]));
      at += 5;
    } else {
      text += json[++at];
    }
  }
  ++at;
  return text;
}

}  // namespace

auto value_of(const Arguments& arguments, std::string_view name) -> std::string_view {
  const auto found = std::find_if(arguments.begin(), arguments.end(),
                                  [name](const Argument& one) { return one.name == name; });
  return found == arguments.end() ? std::string_view{} : std::string_view{found->value};
}

auto check_arguments(const Deciding& deciding, const tenant::Tool& tool, const Arguments& arguments)
    -> Verdict {
  for (const auto& given : arguments) {
    const auto declared =
        std::any_of(tool.arguments.begin(), tool.arguments.end(),
                    [&](const tenant::ToolArgument& one) { return one.name == given.name; });
    if (!declared) return {"bad_arguments", nullptr};
  }
  for (const auto& wanted : tool.arguments) {
    const auto value = value_of(arguments, wanted.name);
    if (!value.empty() && !fits(deciding, wanted.argument_type, value))
      return {"bad_arguments", &wanted};
  }
  for (const auto& wanted : tool.arguments)
    if (!wanted.optional && value_of(arguments, wanted.name).empty())
      return {"missing_arguments", &wanted};
  return {};
}

auto arguments_json(const Arguments& arguments) -> std::string {
  auto json = std::string{"{"};
  for (const auto& one : arguments) {
    if (json.size() > 1) json += ',';
    json += '"' + escaped(one.name) + "\":\"" + escaped(one.value) + '"';
  }
  return json + '}';
}

auto arguments_from(std::string_view json) -> Arguments {
  auto arguments = Arguments{};
  for (auto at = json.find('"'); at != json.npos; at = json.find('"', at)) {
    auto name = read_string(json, at);
    at = json.find('"', at);
    if (at == json.npos) break;
    arguments.push_back({std::move(name), read_string(json, at)});
  }
  return arguments;
}

}  // namespace orkesta::conversation
