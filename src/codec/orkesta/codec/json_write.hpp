#pragma once

/// How each type is written. Used through json.hpp.

#include <string>
#include <string_view>

#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json_view.hpp"
#include "orkesta/codec/reflect.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/digest.hpp"
#include "orkesta/core/money.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/core/turn.hpp"

namespace orkesta::codec {

/// How personal values are written: as they are stored, as people read them, or not at all (copies
/// for the operator's own systems).
enum class Personals { sealed, opened, left_out };

inline constexpr std::string_view erased_text = "[erased]";

/// `{"sealed":["subject",key,"origin","base64"]}`
void append_sealed(std::string& out, const Sealed& seal);
void append_timestamp(std::string& out, Timestamp at);

template <Personals P, class T>
void write_value(std::string& out, const T& value);

namespace detail {

/// Appends what separates a member from the one before.
class Separator {
 public:
  explicit Separator(char first) : next_(first) {}
  void operator()(std::string& out) {
    out += next_;
    next_ = ',';
  }
  /// Ends the object or array, which may have stayed empty.
  void close(std::string& out, char last, char first) const {
    if (next_ == first) out += first;
    out += last;
  }

 private:
  char next_;
};

/// Whether the member is left out.
template <Personals P, class M>
auto absent(const M& member) -> bool {
  if constexpr (reflect::Optional<M>)
    return !member || absent<P>(*member);
  else if constexpr (reflect::PersonalValue<M>)
    return P == Personals::left_out || (!member.opened() && !member.sealed());
  else if constexpr (reflect::Vector<M>)
    return P == Personals::left_out && reflect::PersonalValue<typename M::value_type>;
  else
    return false;
}

template <Personals P, class T>
void write_members(std::string& out, const T& value, Separator& separate) {
  boost::mp11::mp_for_each<reflect::Members<T>>([&](auto d) {
    using D = decltype(d);
    const auto& member = value.*D::pointer;
    if (absent<P>(member)) return;
    separate(out);
    constexpr const auto& key = reflect::member_key<D>;
    out.append(key.data(), key.size());
    write_value<P>(out, member);
  });
}

/// `"type":"…"` and the fields, inside an object that somebody else opened.
template <Personals P, reflect::Typed A>
void write_typed(std::string& out, const A& alternative, Separator& separate) {
  separate(out);
  out += "\"type\":\"";
  out += A::type;
  out += '"';
  write_members<P>(out, alternative, separate);
}

template <Personals P, class V>
void write_inline(std::string& out, const V& variant, Separator& separate) {
  std::visit([&](const auto& alternative) { write_typed<P>(out, alternative, separate); }, variant);
}

template <Personals P, class T>
void write_struct(std::string& out, const T& value) {
  Separator separate('{');
  write_members<P>(out, value, separate);
  separate.close(out, '}', '{');
}

template <Personals P, class V>
void write_variant(std::string& out, const V& variant) {
  std::visit(
      [&]<class A>(const A& alternative) {
        if constexpr (reflect::Typed<A>) {
          Separator separate('{');
          write_typed<P>(out, alternative, separate);
          out += '}';
        } else {
          write_value<P>(out, alternative);
        }
      },
      variant);
}

template <Personals P, class C>
void write_items(std::string& out, const C& container) {
  Separator separate('[');
  for (const auto& item : container) {
    separate(out);
    write_value<P>(out, item);
  }
  separate.close(out, ']', '[');
}

template <Personals P, class K, class V>
void write_map(std::string& out, const std::map<K, V>& map) {
  if constexpr (reflect::NameLike<K>) {
    Separator separate('{');
    for (const auto& [name, value] : map) {
      separate(out);
      write_value<P>(out, name);
      out += ':';
      write_value<P>(out, value);
    }
    separate.close(out, '}', '{');
  } else {
    write_items<P>(out, map);
  }
}

template <Personals P, class T>
void write_personal(std::string& out, const Personal<T>& personal) {
  if constexpr (P == Personals::opened) {
    if (personal.opened()) return write_value<P>(out, *personal.opened());
    return personal.sealed() ? append_string(out, erased_text) : void(out += "null");
  } else if constexpr (P == Personals::left_out) {
    out += "null";
  } else {
    // What is not sealed yet would stand in the log in clear for ever (invariant 10).
    ORKESTA_ASSERT(!personal.is_fresh());
    if (personal.sealed()) return append_sealed(out, *personal.sealed());
    out += "null";
  }
}

/// Types that are written as one string or number.
template <class T>
concept Scalar = std::same_as<T, bool> || reflect::Integer<T> || reflect::AnyId<T> ||
    reflect::DescribedEnum<T> || reflect::Duration<T> || std::same_as<T, std::string> ||
    std::same_as<T, std::string_view> || std::same_as<T, Timestamp> || std::same_as<T, Date> ||
    std::same_as<T, Quantity> || std::same_as<T, Currency> || std::same_as<T, EntityKey> ||
    std::same_as<T, Digest> || std::same_as<T, std::monostate>;

template <Scalar T>
void write_scalar(std::string& out, const T& value) {
  if constexpr (std::same_as<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::unsigned_integral<T>) {
    append_unsigned(out, value);
  } else if constexpr (std::integral<T>) {
    append_integer(out, value);
  } else if constexpr (reflect::Duration<T>) {
    append_integer(out, value.count());
  } else if constexpr (reflect::DescribedEnum<T>) {
    const auto name = reflect::enumerator_name(value);
    ORKESTA_ASSERT(!name.empty());
    append_string(out, name);
  } else if constexpr (reflect::AnyId<T>) {
    append_string(out, value.text());
  } else if constexpr (std::same_as<T, Timestamp>) {
    append_timestamp(out, value);
  } else if constexpr (std::same_as<T, Date>) {
    append_string(out, format_date(value));
  } else if constexpr (std::same_as<T, Quantity>) {
    value.is_whole() ? append_integer(out, value.thousandths / 1000)
                     : append_string(out, value.text());
  } else if constexpr (std::same_as<T, Currency>) {
    append_string(out, value.code());
  } else if constexpr (std::same_as<T, EntityKey>) {
    append_string(out, value.text());
  } else if constexpr (std::same_as<T, Digest>) {
    append_string(out, value.hex());
  } else if constexpr (std::same_as<T, std::monostate>) {
    out += "null";
  } else {
    append_string(out, value);
  }
}

/// A request or message with its address or id beside the fields of what it says.
template <Personals P, class K>
void write_wrapped(std::string& out, const Effect<K>& effect) {
  Separator separate('{');
  separate(out);
  out += "\"id\":";
  write_value<P>(out, effect.id);
  separate(out);
  out += "\"deadline\":";
  write_value<P>(out, effect.deadline);
  write_inline<P>(out, effect.what, separate);
  out += '}';
}
template <Personals P, class K>
void write_wrapped(std::string& out, const Message<K>& message) {
  Separator separate('{');
  separate(out);
  out += "\"to\":";
  write_value<P>(out, message.to);
  write_inline<P>(out, message.what, separate);
  out += '}';
}
template <Personals P, class K>
void write_wrapped(std::string& out, const Decision<K>& decision) {
  out += "{\"events\":";
  write_value<P>(out, decision.events);
  out += ",\"replies\":";
  write_value<P>(out, decision.replies);
  out += ",\"effects\":";
  write_value<P>(out, decision.effects);
  out += ",\"messages\":";
  write_value<P>(out, decision.messages);
  out += ",\"timers\":";
  write_value<P>(out, decision.timers);
  out += ",\"explanation\":";
  write_value<P>(out, decision.explanation);
  out += '}';
}
template <Personals P, class K>
void write_wrapped(std::string& out, const Heard<K>& heard) {
  out += "{\"id\":";
  write_value<P>(out, heard.id);
  out += ",\"cause\":";
  write_value<P>(out, heard.cause);
  out += ",\"at\":";
  write_value<P>(out, heard.at);
  out += ",\"payload\":";
  write_value<P>(out, heard.payload);
  if (heard.understanding) {
    out += ",\"understanding\":";
    write_value<P>(out, *heard.understanding);
  }
  out += '}';
}
template <Personals P, class K>
void write_wrapped(std::string& out, const Turn<K>& turn) {
  out += "{\"tenant\":";
  write_value<P>(out, turn.entity.tenant);
  out += ",\"kind\":";
  write_value<P>(out, turn.entity.kind);
  out += ",\"entity\":";
  write_value<P>(out, turn.entity.id);
  out += ",\"sequence\":";
  write_value<P>(out, turn.sequence);
  out += ",\"previous\":";
  write_value<P>(out, turn.previous);
  out += ",\"rules\":";
  write_value<P>(out, turn.rules);
  out += ",\"context\":";
  write_value<P>(out, turn.context);
  out += ",\"heard\":";
  write_value<P>(out, turn.heard);
  out += ",\"decision\":";
  write_value<P>(out, turn.decision);
  out += '}';
}

template <class T>
concept Wrapped = reflect::is_a<T, Effect> || reflect::is_a<T, Message> ||
    reflect::is_a<T, Decision> || reflect::is_a<T, Heard> || reflect::is_a<T, Turn>;

}  // namespace detail

/// The table of shapes.
template <Personals P, class T>
void write_value(std::string& out, const T& value) {
  if constexpr (detail::Scalar<T>) {
    detail::write_scalar(out, value);
  } else if constexpr (reflect::Optional<T>) {
    value ? write_value<P>(out, *value) : void(out += "null");  // A member is left out instead.
  } else if constexpr (reflect::PersonalValue<T>) {
    detail::write_personal<P>(out, value);
  } else if constexpr (reflect::Variant<T>) {
    detail::write_variant<P>(out, value);
  } else if constexpr (reflect::Map<T>) {
    detail::write_map<P>(out, value);
  } else if constexpr (reflect::Pair<T>) {
    out += '[';
    write_value<P>(out, value.first);
    out += ',';
    write_value<P>(out, value.second);
    out += ']';
  } else if constexpr (reflect::Vector<T> || reflect::Set<T> || reflect::Array<T>) {
    detail::write_items<P>(out, value);
  } else if constexpr (detail::Wrapped<T>) {
    detail::write_wrapped<P>(out, value);
  } else {
    static_assert(reflect::Described<T>, "describe the type with BOOST_DESCRIBE_STRUCT");
    detail::write_struct<P>(out, value);
  }
}

}  // namespace orkesta::codec
