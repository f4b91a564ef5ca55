#pragma once

/// Canonical JSON of described types (R10): one value, one sequence of bytes, on every machine.
///
/// Members in the order of their description, no whitespace, no floats; an empty optional is left
/// out; a variant is an object whose first member is `type`; names, times, amounts and ids as the
/// published contracts say. The exact shape of each type is the table in write_value
/// (json_write.hpp).

#include <string>
#include <string_view>

#include "orkesta/codec/json_read.hpp"
#include "orkesta/codec/json_view.hpp"
#include "orkesta/codec/json_write.hpp"
#include "orkesta/core/result.hpp"

namespace orkesta::codec {

/// Canonical bytes. Personal values are written sealed; a fresh one (not sealed yet) is a bug of
/// the caller.
template <class T>
auto write(const T& value) -> std::string {
  std::string out;
  write_value<Personals::sealed>(out, value);
  return out;
}

/// As `write`, appended.
template <class T>
void write_to(std::string& out, const T& value) {
  write_value<Personals::sealed>(out, value);
}

/// As `write`, for people: a personal value is written in clear, or as "[erased]" when it cannot be
/// opened. Never what is stored or hashed.
template <class T>
auto write_opened(const T& value) -> std::string {
  std::string out;
  write_value<Personals::opened>(out, value);
  return out;
}

/// As `write` without any personal field: what may be copied to topics that others read.
template <class T>
auto write_public(const T& value) -> std::string {
  std::string out;
  write_value<Personals::left_out>(out, value);
  return out;
}

/// Reads what `write` wrote. Members may come in any order; unknown ones are passed over (their
/// bytes are kept where they lie, R17); a missing one is an error unless it is an optional, a
/// container or a personal value. Events of older versions are raised by the upcasters.
template <class T>
auto read(std::string_view text, const ReadOptions& options = {}) -> Result<T, CodecError> {
  const detail::BorrowedTape tape;
  if (auto error = detail::parse_into(*tape, text, options.limits))
    return Failure{std::move(*error)};
  return read_view<T>(JsonView{tape->nodes.data()}, options);
}

/// As `read` for what people and programs send us: an unknown member is `bad_field` (S4).
template <class T>
auto read_strict(std::string_view text, const JsonLimits& limits = {}) -> Result<T, CodecError> {
  return read<T>(text, ReadOptions{.strict = true, .limits = limits});
}

/// The `type` of an event, payload or effect, without reading the rest when it comes first.
auto type_of(std::string_view text) -> Result<std::string, CodecError>;

/// An event, payload, effect or outgoing message by itself.
template <reflect::Variant V>
auto encode_payload(const V& payload) -> std::string {
  return write(payload);
}
template <reflect::Variant V>
auto decode_payload(std::string_view text) -> Result<V, CodecError> {
  return read<V>(text);
}

}  // namespace orkesta::codec
