#pragma once

/// JSON that nobody has a struct for: parsed strictly and bounded (S4), read in place, and a writer
/// for JSON made by hand.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orkesta/core/limits.hpp"
#include "orkesta/core/result.hpp"

namespace orkesta::codec {

/// Why bytes are not what was asked for. `code`: `bad_json` (not JSON, or outside the limits),
/// `bad_field` (JSON of another shape), `unknown_type` (no such alternative). `path` is a JSON
/// pointer to the place ("" = the whole). `message` is for people and never holds a value (S4).
struct CodecError {
  std::string code;
  std::string path;
  std::string message;
  bool operator==(const CodecError&) const = default;
};

/// What is read before it is understood has these bounds (R12, S4).
struct JsonLimits {
  std::size_t bytes_max = limits::json_bytes_max;
  std::size_t depth_max = limits::json_depth_max;
  std::size_t string_bytes_max = limits::json_bytes_max;
  std::size_t members_max = limits::json_members_max;  ///< Of one object, and items of one array.
  std::size_t values_max = limits::json_values_max;
};
/// For what we wrote ourselves: all that a state may hold can be read back.
inline constexpr JsonLimits stored_limits{.bytes_max = limits::stored_json_bytes_max,
                                          .depth_max = limits::json_depth_max,
                                          .string_bytes_max = limits::json_bytes_max,
                                          .members_max = limits::stored_json_members_max,
                                          .values_max = limits::stored_json_values_max};

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

namespace detail {

/// One value of a parsed text. Children follow their parent; an object's are key, value, key, ….
struct JsonNode {
  const char* text = nullptr;  ///< Of strings (unescaped) and numbers (as written).
  std::uint32_t size = 0;      ///< Bytes of text, items, or members.
  std::uint32_t span = 1;      ///< Nodes to step over to pass this value.
  JsonKind kind = JsonKind::null;
  bool truth = false;
};

/// A parsed text: the bytes, unescaped in place, and the nodes that point into them.
struct JsonTape {
  std::string bytes;
  std::vector<JsonNode> nodes;
};

/// Parses into `tape`, whose memory is used again. Nothing: success.
auto parse_into(JsonTape& tape, std::string_view text, const JsonLimits& limits)
    -> std::optional<CodecError>;

}  // namespace detail

/// One value of a `Json`; cheap to copy, valid as long as that `Json` lives.
class JsonView {
 public:
  explicit JsonView(const detail::JsonNode* node) : node_(node) {}

  auto kind() const -> JsonKind { return node_->kind; }
  auto is_null() const -> bool { return kind() == JsonKind::null; }
  auto is_boolean() const -> bool { return kind() == JsonKind::boolean; }
  auto is_number() const -> bool { return kind() == JsonKind::number; }
  auto is_string() const -> bool { return kind() == JsonKind::string; }
  auto is_array() const -> bool { return kind() == JsonKind::array; }
  auto is_object() const -> bool { return kind() == JsonKind::object; }

  /// A string's text, or a number's digits as written; "" for all others.
  auto text() const -> std::string_view {
    return is_string() || is_number() ? std::string_view{node_->text, node_->size}
                                      : std::string_view{};
  }
  auto boolean() const -> bool { return node_->truth; }  ///< False unless it is `true`.
  /// A whole number without fraction or exponent that fits; nothing otherwise.
  auto integer() const -> std::optional<std::int64_t>;
  auto unsigned_integer() const -> std::optional<std::uint64_t>;
  /// Items of an array, or members of an object; 0 for all others.
  auto size() const -> std::size_t { return is_array() || is_object() ? node_->size : 0; }

  /// A member's value; nothing when there is none or this is no object.
  auto find(std::string_view name) const -> std::optional<JsonView>;
  /// A member's text when it is a string; nothing otherwise.
  auto text_of(std::string_view name) const -> std::optional<std::string_view>;
  auto integer_of(std::string_view name) const -> std::optional<std::int64_t>;
  /// Follows names from object to object.
  auto at(std::initializer_list<std::string_view> path) const -> std::optional<JsonView>;

  class Items;
  class Members;
  auto items() const -> Items;      ///< Empty unless it is an array.
  auto members() const -> Members;  ///< Pairs (name, value) as written; empty unless an object.

  /// The same value without whitespace; members keep their order, numbers their digits.
  auto write() const -> std::string;

 private:
  const detail::JsonNode* node_;
};

class JsonView::Items {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = JsonView;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = JsonView;
    explicit Iterator(const detail::JsonNode* node) : node_(node) {}
    auto operator*() const -> JsonView { return JsonView{node_}; }
    auto operator++() -> Iterator& {
      node_ += node_->span;
      return *this;
    }
    auto operator++(int) -> Iterator {
      auto before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const detail::JsonNode* node_;
  };
  Items(const detail::JsonNode* first, const detail::JsonNode* last) : first_(first), last_(last) {}
  auto begin() const -> Iterator { return Iterator{first_}; }
  auto end() const -> Iterator { return Iterator{last_}; }

 private:
  const detail::JsonNode* first_;
  const detail::JsonNode* last_;
};

class JsonView::Members {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::pair<std::string_view, JsonView>;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = value_type;
    explicit Iterator(const detail::JsonNode* node) : node_(node) {}
    auto operator*() const -> value_type {
      return {std::string_view{node_->text, node_->size}, JsonView{node_ + 1}};
    }
    auto operator++() -> Iterator& {
      node_ += 1 + node_[1].span;
      return *this;
    }
    auto operator++(int) -> Iterator {
      auto before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const detail::JsonNode* node_;
  };
  Members(const detail::JsonNode* first, const detail::JsonNode* last)
      : first_(first), last_(last) {}
  auto begin() const -> Iterator { return Iterator{first_}; }
  auto end() const -> Iterator { return Iterator{last_}; }

 private:
  const detail::JsonNode* first_;
  const detail::JsonNode* last_;
};

inline auto JsonView::items() const -> Items {
  return is_array() ? Items{node_ + 1, node_ + node_->span} : Items{node_, node_};
}
inline auto JsonView::members() const -> Members {
  return is_object() ? Members{node_ + 1, node_ + node_->span} : Members{node_, node_};
}

/// A parsed JSON text; immutable, cheap to copy, any thread may read it.
class Json {
 public:
  /// Refuses what is not strict JSON in UTF-8: comments, trailing commas or text, a BOM, a NUL
  /// (escaped ones too), a member named twice, and whatever is outside the limits.
  static auto parse(std::string_view text, const JsonLimits& limits = {})
      -> Result<Json, CodecError>;
  auto root() const -> JsonView { return JsonView{tape_->nodes.data()}; }

 private:
  explicit Json(std::shared_ptr<const detail::JsonTape> tape) : tape_(std::move(tape)) {}
  std::shared_ptr<const detail::JsonTape> tape_;
};

/// Appends `text` as a JSON string: escapes only what JSON requires; what is not UTF-8, and NUL,
/// becomes U+FFFD (one for each maximal part, as Unicode recommends), so that whatever is written
/// can be read again.
void append_string(std::string& out, std::string_view text);
void append_integer(std::string& out, std::int64_t value);
void append_unsigned(std::string& out, std::uint64_t value);

}  // namespace orkesta::codec
