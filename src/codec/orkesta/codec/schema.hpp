#pragma once

/// JSON Schema (2020-12) of what `write` writes, from the same description.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orkesta/codec/json_writer.hpp"
#include "orkesta/codec/reflect.hpp"

namespace orkesta::codec {

namespace detail {

template <class T>
void write_schema(JsonWriter& out);

void write_text_schema(JsonWriter& out, std::string_view format);
void write_sealed_schema(JsonWriter& out);
void write_integer_schema(JsonWriter& out, bool is_unsigned, int bits);

template <reflect::DescribedEnum E>
void write_enum_schema(JsonWriter& out) {
  out.begin_object().field("type", "string").key("enum").begin_array();
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto d) { out.value(std::string_view{d.name}); });
  out.end_array().end_object();
}

/// Members that need not be there: new ones are added that way (R17). Unknown ones are allowed.
template <reflect::Described T>
void write_object_schema(JsonWriter& out) {
  out.field("type", "object").key("properties").begin_object();
  if constexpr (reflect::Typed<T>)
    out.key("type").begin_object().field("const", T::type).end_object();
  boost::mp11::mp_for_each<reflect::Members<T>>([&]<class D>(D) {
    out.key(reflect::member_name<D>);
    write_schema<reflect::MemberType<D>>(out);
  });
  out.end_object().key("required").begin_array();
  if constexpr (reflect::Typed<T>) out.value("type");
  boost::mp11::mp_for_each<reflect::Members<T>>([&]<class D>(D) {
    if constexpr (!reflect::MayBeAbsent<reflect::MemberType<D>>) out.value(reflect::member_name<D>);
  });
  out.end_array();
}

template <class V, std::size_t... i>
void write_alternatives(JsonWriter& out, std::index_sequence<i...>) {
  out.begin_object().key("oneOf").begin_array();
  (write_schema<std::variant_alternative_t<i, V>>(out), ...);
  out.end_array().end_object();
}

template <class C>
void write_array_schema(JsonWriter& out) {
  out.begin_object().field("type", "array").key("items");
  write_schema<typename C::value_type>(out);
  out.end_object();
}

template <class T>
void write_scalar_schema(JsonWriter& out) {
  if constexpr (std::same_as<T, bool>)
    out.begin_object().field("type", "boolean").end_object();
  else if constexpr (std::same_as<T, std::monostate>)
    out.begin_object().field("type", "null").end_object();
  else if constexpr (reflect::Integer<T>)
    write_integer_schema(out, std::is_unsigned_v<T>, static_cast<int>(sizeof(T) * 8));
  else if constexpr (reflect::Duration<T>)
    write_integer_schema(out, false, 64);
  else if constexpr (reflect::DescribedEnum<T>)
    write_enum_schema<T>(out);
  else if constexpr (std::same_as<T, Quantity>)
    write_text_schema(out, "quantity");
  else if constexpr (std::same_as<T, Timestamp>)
    write_text_schema(out, "date-time");
  else if constexpr (std::same_as<T, Date>)
    write_text_schema(out, "date");
  else if constexpr (std::same_as<T, Currency>)
    write_text_schema(out, "currency");
  else if constexpr (std::same_as<T, Digest>)
    write_text_schema(out, "digest");
  else
    write_text_schema(out, "");
}

/// The table of shapes, mirror of write_value.
template <class T>
void write_schema(JsonWriter& out) {
  if constexpr (Scalar<T>)
    write_scalar_schema<T>(out);
  else if constexpr (reflect::Optional<T>)
    write_schema<typename T::value_type>(out);
  else if constexpr (reflect::PersonalValue<T>)
    write_sealed_schema(out);
  else if constexpr (reflect::Variant<T>)
    write_alternatives<T>(out, std::make_index_sequence<std::variant_size_v<T>>{});
  else if constexpr (reflect::Map<T>) {
    static_assert(reflect::NameLike<typename T::key_type>, "a map's names are text");
    out.begin_object().field("type", "object").key("additionalProperties");
    write_schema<typename T::mapped_type>(out);
    out.end_object();
  } else if constexpr (reflect::Vector<T> || reflect::Set<T> || reflect::Array<T>) {
    write_array_schema<T>(out);
  } else {
    static_assert(reflect::Described<T>, "what has no schema is not published");
    out.begin_object();
    write_object_schema<T>(out);
    out.end_object();
  }
}

}  // namespace detail

/// The schema of one described type; over several lines, ends with a newline.
template <reflect::Described T>
auto schema_of(std::string_view title, std::string_view id) -> std::string {
  JsonWriter out;
  out.begin_object()
      .field("$schema", "https://json-schema.org/draft/2020-12/schema")
      .field("$id", id)
      .field("title", title);
  detail::write_object_schema<T>(out);
  out.end_object();
  const auto json = Json::parse(out.text());
  ORKESTA_ASSERT(json.has_value());
  return pretty(json->root());
}

/// A published type: its wire name and its schema.
struct NamedSchema {
  std::string type;
  std::string schema;
};

/// The schemas of a variant's alternatives, in their order. `folder`: where they are published.
template <reflect::Variant V>
auto schemas_of(std::string_view folder) -> std::vector<NamedSchema> {
  std::vector<NamedSchema> all;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, V>>(
      [&]<class A>(std::type_identity<A>) {
        const std::string type{A::type};
        all.push_back({type, schema_of<A>(type, std::string{folder} + '/' + type + ".json")});
      });
  return all;
}

}  // namespace orkesta::codec
