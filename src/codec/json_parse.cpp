#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "orkesta/codec/json_view.hpp"
#include "orkesta/core/purity.hpp"  // Last: it poisons what libraries name.

namespace orkesta::codec {
namespace {

using detail::JsonNode;
using detail::JsonTape;

/// Behind the first byte of a cut UTF-8 sequence RapidJSON takes (and puts back) as many more as
/// that byte promises, the text's end or not.
constexpr std::size_t bytes_read_beyond_max = 3;
constexpr std::size_t names_compared_max = 16;  // Above it names are sorted to find a double one.

/// Receives RapidJSON's events and lays the nodes out; answers false to stop the parser, with the
/// reason in `refusal`.
class TapeBuilder {
 public:
  /// `escapes`: whether the text has `\u` anywhere; without it no string can hold a NUL or half a
  /// pair that the text's own bytes do not show.
  TapeBuilder(std::vector<JsonNode>& nodes, const JsonLimits& limits, bool escapes)
      : nodes_(nodes), limits_(limits), escapes_(escapes) {
    nodes_.clear();
  }

  auto Null() -> bool { return add({.kind = JsonKind::null}); }
  auto Bool(bool truth) -> bool { return add({.kind = JsonKind::boolean, .truth = truth}); }
  auto Int(int) -> bool { return refuse("a number was not kept as text"); }
  auto Uint(unsigned) -> bool { return refuse("a number was not kept as text"); }
  auto Int64(std::int64_t) -> bool { return refuse("a number was not kept as text"); }
  auto Uint64(std::uint64_t) -> bool { return refuse("a number was not kept as text"); }
  auto Double(double) -> bool { return refuse("a number was not kept as text"); }
  auto RawNumber(const char* text, rapidjson::SizeType size, bool) -> bool {
    return add({.text = text, .size = size, .kind = JsonKind::number});
  }
  auto String(const char* text, rapidjson::SizeType size, bool) -> bool {
    if (size > limits_.string_bytes_max) return refuse("a string is too long");
    if (escapes_ && std::memchr(text, 0, size) != nullptr) return refuse("a string holds a NUL");
    if (escapes_ && holds_surrogate({text, size}))
      return refuse("a string holds half a surrogate pair");
    return add({.text = text, .size = size, .kind = JsonKind::string});
  }
  auto Key(const char* text, rapidjson::SizeType size, bool copy) -> bool {
    return String(text, size, copy);
  }
  auto StartObject() -> bool { return open(JsonKind::object); }
  auto StartArray() -> bool { return open(JsonKind::array); }
  auto EndArray(rapidjson::SizeType count) -> bool { return close(count); }
  auto EndObject(rapidjson::SizeType count) -> bool {
    const auto object = open_[depth_ - 1];
    return close(count) && (names_differ(object, count) || refuse("a member is named twice"));
  }

  auto refusal() const -> const char* { return refusal_; }

 private:
  auto refuse(const char* reason) -> bool {
    refusal_ = reason;
    return false;
  }
  auto add(const JsonNode& node) -> bool {
    if (nodes_.size() >= limits_.values_max) return refuse("too many values");
    nodes_.push_back(node);
    return true;
  }
  auto open(JsonKind kind) -> bool {
    if (depth_ >= std::min(limits_.depth_max, open_.size())) return refuse("nested too deeply");
    open_[depth_++] = nodes_.size();
    return add({.kind = kind});
  }
  auto close(rapidjson::SizeType count) -> bool {
    if (count > limits_.members_max) return refuse("too many members");
    auto& node = nodes_[open_[--depth_]];
    node.size = count;
    node.span = static_cast<std::uint32_t>(nodes_.size() - open_[depth_]);
    return true;
  }

  /// RapidJSON refuses them as bytes, and `\ud800`, but lets a lone `\udc00` through.
  static auto holds_surrogate(std::string_view text) -> bool {
    for (auto at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1))
      if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) return true;
    return false;
  }
  auto names_differ(std::size_t object, std::size_t count) -> bool {
    return count <= names_compared_max ? few_names_differ(object) : many_names_differ(object);
  }
  static auto name_of(const JsonNode& key) -> std::string_view { return {key.text, key.size}; }
  auto few_names_differ(std::size_t object) const -> bool {
    const auto end = nodes_.size();
    for (auto i = object + 1; i < end; i += 1 + nodes_[i + 1].span)
      for (auto j = i + 1 + nodes_[i + 1].span; j < end; j += 1 + nodes_[j + 1].span)
        if (nodes_[i].size == nodes_[j].size && name_of(nodes_[i]) == name_of(nodes_[j]))
          return false;
    return true;
  }
  auto many_names_differ(std::size_t object) -> bool {
    names_.clear();
    for (auto i = object + 1; i < nodes_.size(); i += 1 + nodes_[i + 1].span)
      names_.push_back(name_of(nodes_[i]));
    std::sort(names_.begin(), names_.end());
    return std::adjacent_find(names_.begin(), names_.end()) == names_.end();
  }

  std::vector<JsonNode>& nodes_;
  const JsonLimits& limits_;
  const bool escapes_;
  std::array<std::size_t, 64> open_{};
  std::size_t depth_ = 0;
  std::vector<std::string_view> names_;
  const char* refusal_ = nullptr;
};

auto bad_json(std::string message) -> CodecError {
  return {.code = "bad_json", .path = "", .message = std::move(message)};
}

auto parse_error(const rapidjson::ParseResult& result) -> CodecError {
  return bad_json(std::string{rapidjson::GetParseError_En(result.Code())} + " (byte " +
                  std::to_string(result.Offset()) + ')');
}

}  // namespace

namespace detail {

auto parse_into(JsonTape& tape, std::string_view text, const JsonLimits& limits)
    -> std::optional<CodecError> {
  if (text.size() > limits.bytes_max) return bad_json("the text is too long");
  if (text.starts_with("\xEF\xBB\xBF")) return bad_json("the text starts with a BOM");
  if (text.find('\0') != std::string_view::npos) return bad_json("the text holds a NUL");

  tape.bytes.reserve(text.size() + bytes_read_beyond_max);
  tape.bytes.assign(text);
  tape.bytes.append(bytes_read_beyond_max, '\0');
  // Numbers stay text: nothing passes through floating point. Iterative: 100,000 open brackets
  // must not reach the stack's end (S4).
  constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag |
                             rapidjson::kParseValidateEncodingFlag |
                             rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::InsituStringStream stream(tape.bytes.data());
  TapeBuilder builder(tape.nodes, limits, text.find("\\u") != std::string_view::npos);
  thread_local rapidjson::Reader reader;
  const auto result = reader.Parse<flags>(stream, builder);
  if (builder.refusal() != nullptr) return bad_json(builder.refusal());
  if (result.IsError()) return parse_error(result);
  return std::nullopt;
}

}  // namespace detail

auto Json::parse(std::string_view text, const JsonLimits& limits) -> Result<Json, CodecError> {
  auto tape = std::make_shared<JsonTape>();
  if (auto error = detail::parse_into(*tape, text, limits)) return Failure{std::move(*error)};
  return Json{std::move(tape)};
}

}  // namespace orkesta::codec
