#pragma once

/// JSON made by hand: answers of the API, lines of the batch commands, schemas.

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "orkesta/codec/json_write.hpp"
#include "orkesta/core/ids.hpp"

namespace orkesta::codec {

/// Writes values one after the other and puts the commas. The caller pairs begin and end, and gives
/// each member of an object its key; `take` asserts that all is closed.
class JsonWriter {
 public:
  auto begin_object() -> JsonWriter& { return open('{'); }
  auto end_object() -> JsonWriter& { return close('}'); }
  auto begin_array() -> JsonWriter& { return open('['); }
  auto end_array() -> JsonWriter& { return close(']'); }
  auto key(std::string_view name) -> JsonWriter&;

  auto null() -> JsonWriter& { return raw("null"); }
  /// JSON that somebody else wrote; not looked at.
  auto raw(std::string_view json) -> JsonWriter&;
  /// Basis points as a number from 0 to 1: 9870 is `0.987`. No floating point is involved.
  auto fraction(Confidence basis_points) -> JsonWriter&;
  /// Text, number, truth value, or any type that `write` knows; personal values as `write_opened`
  /// shows them.
  template <class T>
  auto value(const T& what) -> JsonWriter& {
    separate();
    if constexpr (std::convertible_to<const T&, std::string_view>)
      append_string(text_, what);
    else
      write_value<Personals::opened>(text_, what);
    return *this;
  }
  /// As `value`, with personal values sealed.
  template <class T>
  auto sealed(const T& what) -> JsonWriter& {
    separate();
    write_value<Personals::sealed>(text_, what);
    return *this;
  }
  template <class T>
  auto field(std::string_view name, const T& what) -> JsonWriter& {
    return key(name).value(what);
  }
  /// A member that is left out when there is no value.
  template <class T>
  auto field_if(std::string_view name, const std::optional<T>& what) -> JsonWriter& {
    return what ? field(name, *what) : *this;
  }

  auto text() const -> const std::string& { return text_; }
  auto take() -> std::string;

 private:
  void separate();
  auto open(char bracket) -> JsonWriter&;
  auto close(char bracket) -> JsonWriter&;

  std::string text_;
  int depth_ = 0;
  bool comma_ = false;  ///< The next value or key stands behind another one.
};

/// The same JSON over several lines, two spaces a level, for files that people review.
auto pretty(const JsonView& view) -> std::string;

}  // namespace orkesta::codec
