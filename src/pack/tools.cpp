/// tools.toml: what a conversation may call, and what it may send.

#include <algorithm>
#include <array>

#include "reader.hpp"
#include "toml_table.hpp"

namespace orkesta::pack {
namespace {

constexpr std::array<std::string_view, 30> intents = {"booking_request",
                                                      "complaint",
                                                      "contact_info",
                                                      "discount_request",
                                                      "faq_hours",
                                                      "faq_location",
                                                      "faq_payment_methods",
                                                      "faq_shipping",
                                                      "free_resources",
                                                      "goodbye",
                                                      "greeting",
                                                      "human_handoff",
                                                      "objection_price",
                                                      "objection_timing",
                                                      "objection_trust",
                                                      "order_confirm",
                                                      "order_status",
                                                      "other",
                                                      "payment_request",
                                                      "payment_status",
                                                      "price_query",
                                                      "privacy_accept",
                                                      "privacy_decline",
                                                      "product_query",
                                                      "quote_request",
                                                      "return_refund",
                                                      "support_warranty",
                                                      "syllabus_request",
                                                      "thanks",
                                                      "unsubscribe"};
constexpr std::array<std::string_view, 10> actions = {
    "send_resource", "answer", "compute", "price",    "pay",
    "query",         "book",   "handoff", "schedule", "record"};
constexpr std::array<std::string_view, 8> plain_types = {"string", "money", "date", "time",
                                                         "email",  "phone", "sku",  "lines"};

template <class Range>
auto holds(const Range& names, std::string_view name) -> bool {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `int a..b`, both with or without a sign, a not above b.
auto is_int_range(std::string_view text) -> bool {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) return false;
  const auto number = [](std::string_view part) -> std::optional<std::int64_t> {
    const bool negative = part.starts_with('-');
    const auto value = parse_whole(negative ? part.substr(1) : part);
    return value && negative ? std::optional(-*value) : value;
  };
  const auto low = number(trimmed(text.substr(0, dots)));
  const auto high = number(trimmed(text.substr(dots + 2)));
  return low && high && *low <= *high;
}

auto is_argument_type(std::string_view text) -> bool {
  if (holds(plain_types, text)) return true;
  if (text.starts_with("int ")) return is_int_range(text.substr(4));
  if (!text.starts_with("enum ")) return false;
  const auto bars = std::count(text.begin(), text.end(), '|');
  return split(text.substr(5), '|').size() == static_cast<std::size_t>(bars) + 1;
}

}  // namespace

void Reader::read_tools() {
  const auto* text = file("tools.toml");
  if (text == nullptr) return;
  const FileReport report(report_, "tools.toml");
  const Checks checks(report);
  const auto parsed = parse_toml(*text, report);
  if (!parsed) return;
  TomlTable root(*parsed, checks, report);
  const auto format = root.number("format", "bad_choice");
  if (format.given() && format.text != "1")
    checks.wrong(format, "bad_choice", "This program reads format 1.");
  const auto resources = read_resources(root, checks);
  Names names;
  for (auto& table : root.tables("tool")) {
    read_tool(table, checks, resources, names);
    table.finish();
  }
  root.finish();
}

auto Reader::read_resources(TomlTable& root, const Checks& checks) -> Names {
  Names names;
  for (auto& table : root.tables("resource")) {
    tenant::Resource resource;
    const auto id = table.text("id", "bad_id");
    resource.id = checks.required_id(id, "id");
    checks.once(id, resource.id, names);
    const auto kind = table.text("kind");
    resource.kind = kind.text;
    if (kind.text != "link" && kind.text != "file")
      checks.wrong(kind, "bad_choice", "A resource is a link or a file.");
    resource.title = table.text("title").text;
    resource.language = checks.language(table.text("language"));
    const auto url = table.text("url", "bad_url");
    resource.url = url.text;
    if (!is_https_url(url.text)) checks.wrong(url, "bad_url", "The link must begin with https://.");
    pack_.resources.push_back(std::move(resource));
    table.finish();
  }
  return names;
}

void Reader::read_tool(TomlTable& table, const Checks& checks, const Names& resources,
                       Names& names) {
  tenant::Tool tool;
  const auto name = table.text("name", "bad_id");
  tool.name = checks.required_id(name, "name");
  checks.once(name, tool.name, names);
  tool.description = table.text("description").text;
  for (const auto& intent : table.list("intents")) {
    if (!holds(intents, intent.text))
      checks.wrong(intent, "bad_choice", "There is no intent '" + intent.text + "'.");
    tool.intents.push_back(intent.text);
  }
  const auto action = table.text("action");
  tool.action = action.text;
  if (!holds(actions, action.text))
    checks.wrong(action, "bad_choice", "There is no action '" + action.text + "'.");
  for (const auto& resource : table.list("resources"))
    tool.resources.push_back(checks.reference(resource, &resources, "resource"));
  tool.enabled = table.flag("enabled", true);
  if (auto arguments = table.table("arguments"))
    for (const auto& key : arguments->keys()) {
      const auto type = arguments->text(key.text);
      tenant::ToolArgument argument{key.text, type.text, type.text.ends_with('?')};
      if (argument.optional) argument.argument_type.pop_back();
      argument.argument_type = trimmed(argument.argument_type);
      if (!is_argument_type(argument.argument_type))
        checks.wrong(type, "bad_choice", "'" + type.text + "' is no type of an argument.");
      tool.arguments.push_back(std::move(argument));
    }
  pack_.tools.push_back(std::move(tool));
}

}  // namespace orkesta::pack
