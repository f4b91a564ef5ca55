#pragma once

/// How each type is read. Used through json.hpp.

#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>

#include "orkesta/codec/json_view.hpp"
#include "orkesta/codec/reflect.hpp"
#include "orkesta/codec/upcast.hpp"
#include "orkesta/core/digest.hpp"
#include "orkesta/core/money.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/core/turn.hpp"

namespace orkesta::codec {

struct ReadOptions {
  bool strict = false;  ///< Unknown members are `bad_field`.
  JsonLimits limits = {};
  const Upcasters* upcasters = &shipped_upcasters();
};

/// `{"sealed":["subject",key,"origin","base64"]}`; nothing when it is not one.
auto read_sealed(const JsonView& view) -> std::optional<Sealed>;
/// `<tenant>/<kind>/<id>`, none of them empty.
auto parse_entity_key(std::string_view text) -> std::optional<EntityKey>;

namespace detail {

/// A tape of this thread's, lent for one read, so that reading allocates no nodes anew. A read
/// inside a read gets one of its own.
class BorrowedTape {
 public:
  BorrowedTape();
  ~BorrowedTape();
  BorrowedTape(const BorrowedTape&) = delete;
  auto operator=(const BorrowedTape&) -> BorrowedTape& = delete;
  auto operator*() const -> JsonTape& { return *tape_; }
  auto operator->() const -> const JsonTape* { return tape_; }

 private:
  JsonTape* tape_;
};

/// What one read carries along: its options, and the error on the way out.
class Reading {
 public:
  explicit Reading(const ReadOptions& options) : options_(options) {}
  auto options() const -> const ReadOptions& { return options_; }
  auto refuse(std::string_view message, std::string_view code = "bad_field") -> std::nullopt_t;
  /// Names the member or item that the error came out of.
  auto inside(std::string_view name) -> std::nullopt_t;
  auto inside(std::size_t index) -> std::nullopt_t { return inside(std::to_string(index)); }
  auto error() -> CodecError& { return error_; }

 private:
  const ReadOptions& options_;
  CodecError error_;
};

template <class T>
auto read_value(Reading& reading, const JsonView& view) -> std::optional<T>;

/// Finds members by name, fastest in the order in which they were written.
class MemberCursor {
 public:
  explicit MemberCursor(const JsonView& object)
      : members_(object.members()), next_(members_.begin()) {}
  auto find(std::string_view name) -> std::optional<JsonView> {
    for (auto at = next_; at != members_.end(); ++at)
      if (const auto [found, value] = *at; found == name) return taken(at, value);
    for (auto at = members_.begin(); at != next_; ++at)
      if (const auto [found, value] = *at; found == name) return taken(at, value);
    return std::nullopt;
  }

 private:
  auto taken(JsonView::Members::Iterator at, const JsonView& value) -> JsonView {
    next_ = ++at;
    return value;
  }
  JsonView::Members members_;
  JsonView::Members::Iterator next_;
};

template <class M>
auto read_member(Reading& reading, MemberCursor& members, std::string_view name)
    -> std::optional<M> {
  const auto view = members.find(name);
  if constexpr (reflect::MayBeAbsent<M>) {
    if (!view || view->is_null()) return M{};
  }
  if (!view) {
    reading.refuse("is missing");
    return reading.inside(name);
  }
  auto value = read_value<M>(reading, *view);
  if (!value) reading.inside(name);
  return value;
}

/// In strict reading, whether every member is described (or one of `others`).
template <class T>
auto only_known(Reading& reading, const JsonView& object,
                std::initializer_list<std::string_view> others) -> bool {
  if (!reading.options().strict) return true;
  for (const auto [name, value] : object.members()) {
    bool known = reflect::has_member<T>(name);
    for (const auto other : others) known = known || name == other;
    if (known) continue;
    reading.refuse("is not known here");
    reading.inside(name);
    return false;
  }
  return true;
}

/// Members into a value that exists, whatever their order of declaration.
template <class T, class... D>
auto fill(Reading& reading, const JsonView& object, boost::mp11::mp_list<D...>)
    -> std::optional<T> {
  std::optional<T> made{std::in_place};
  [[maybe_unused]] MemberCursor members(object);
  [[maybe_unused]] const auto read_into = [&]<class M>(M& member, std::string_view name) {
    auto value = read_member<M>(reading, members, name);
    if (value) member = std::move(*value);
    return value.has_value();
  };
  if (!(read_into((*made).*D::pointer, reflect::member_name<D>) && ...)) return std::nullopt;
  return made;
}

/// A struct that cannot be empty is made at once from all its members: they are described in the
/// order of their declaration, and all of them.
template <class T, class... D>
auto brace(Reading& reading, const JsonView& object, boost::mp11::mp_list<D...>)
    -> std::optional<T> {
  MemberCursor members(object);
  std::tuple<std::optional<reflect::MemberType<D>>...> slots;
  return std::apply(
      [&](auto&... slot) -> std::optional<T> {
        if (!((slot =
                   read_member<reflect::MemberType<D>>(reading, members, reflect::member_name<D>))
                  .has_value() &&
              ...))
          return std::nullopt;
        return T{std::move(*slot)...};
      },
      slots);
}

template <class T>
auto read_struct(Reading& reading, const JsonView& view,
                 std::initializer_list<std::string_view> others = {}) -> std::optional<T> {
  if (!view.is_object()) return reading.refuse("must be an object");
  if (!only_known<T>(reading, view, others)) return std::nullopt;
  using Described = boost::mp11::mp_rename<reflect::Members<T>, boost::mp11::mp_list>;
  if constexpr (std::is_default_constructible_v<T>)
    return fill<T>(reading, view, Described{});
  else
    return brace<T>(reading, view, Described{});
}

/// The alternative of that `type`; the outer optional is empty when the variant has none.
template <class V, std::size_t i = 0>
auto read_alternative(Reading& reading, const JsonView& view, std::string_view type,
                      std::initializer_list<std::string_view> others)
    -> std::optional<std::optional<V>> {
  if constexpr (i == std::variant_size_v<V>) {
    return std::nullopt;
  } else {
    using A = std::variant_alternative_t<i, V>;
    if constexpr (reflect::Typed<A>) {
      if (A::type == type) {
        auto value = read_struct<A>(reading, view, others);
        if (!value) return std::optional<V>{};
        return std::optional<V>{V{std::in_place_index<i>, std::move(*value)}};
      }
    }
    return read_alternative<V, i + 1>(reading, view, type, others);
  }
}

/// An object with `type`: today's alternative, or an older one that the upcasters raise.
template <class V>
auto read_typed(Reading& reading, const JsonView& view,
                std::initializer_list<std::string_view> others = {"type"}) -> std::optional<V> {
  if (!view.is_object()) return reading.refuse("must be an object");
  const auto type = view.text_of("type");
  if (!type) {
    reading.refuse("is missing or no string");
    return reading.inside("type");
  }
  if (auto value = read_alternative<V>(reading, view, *type, others)) return std::move(*value);
  const auto raised = reading.options().upcasters->raise(*type, view);
  if (!raised) {
    reading.refuse("names nothing that is known here", "unknown_type");
    return reading.inside("type");
  }
  return read_typed<V>(reading, raised->root(), others);
}

/// Alternatives without `type` are told apart by their JSON kind.
template <class V, std::size_t i = 0>
auto read_untyped(Reading& reading, const JsonView& view) -> std::optional<V> {
  if constexpr (i == std::variant_size_v<V>) {
    return reading.refuse("is of no kind that is known here");
  } else {
    using A = std::variant_alternative_t<i, V>;
    constexpr auto kind = std::same_as<A, std::monostate> ? JsonKind::null
                          : std::same_as<A, bool>         ? JsonKind::boolean
                          : reflect::Integer<A>           ? JsonKind::number
                          : reflect::Vector<A>            ? JsonKind::array
                          : reflect::Described<A>         ? JsonKind::object
                                                          : JsonKind::string;
    if (view.kind() != kind) return read_untyped<V, i + 1>(reading, view);
    auto value = read_value<A>(reading, view);
    if (!value) return std::nullopt;
    return V{std::in_place_index<i>, std::move(*value)};
  }
}

template <class V, std::size_t... i>
constexpr auto any_typed(std::index_sequence<i...>) -> bool {
  return (reflect::Typed<std::variant_alternative_t<i, V>> || ...);
}

template <class V>
auto read_variant(Reading& reading, const JsonView& view) -> std::optional<V> {
  if constexpr (any_typed<V>(std::make_index_sequence<std::variant_size_v<V>>{})) {
    if (view.is_object()) return read_typed<V>(reading, view);
  }
  return read_untyped<V>(reading, view);
}

template <class C>
auto read_items(Reading& reading, const JsonView& view) -> std::optional<C> {
  if (!view.is_array()) return reading.refuse("must be an array");
  C items;
  if constexpr (reflect::Vector<C>) items.reserve(view.size());
  std::size_t index = 0;
  for (const auto item : view.items()) {
    auto value = read_value<typename C::value_type>(reading, item);
    if (!value) return reading.inside(index);
    items.insert(items.end(), std::move(*value));
    ++index;
  }
  return items;
}

template <class T, std::size_t... i>
auto read_tuple(Reading& reading, const JsonView& view, std::index_sequence<i...>)
    -> std::optional<T> {
  if (!view.is_array() || view.size() != sizeof...(i))
    return reading.refuse("must be an array of so many items");
  auto items = view.items();
  auto at = items.begin();
  std::tuple<std::optional<std::tuple_element_t<i, T>>...> slots;
  const auto read_slot = [&]<class S>(std::optional<S>& slot, std::size_t index) {
    slot = read_value<S>(reading, *at++);
    if (!slot) reading.inside(index);
    return slot.has_value();
  };
  if (!(read_slot(std::get<i>(slots), i) && ...)) return std::nullopt;
  return T{std::move(*std::get<i>(slots))...};
}

template <class M>
auto read_map(Reading& reading, const JsonView& view) -> std::optional<M> {
  using Key = typename M::key_type;
  using Mapped = typename M::mapped_type;
  M map;
  if constexpr (reflect::NameLike<Key>) {
    if (!view.is_object()) return reading.refuse("must be an object");
    for (const auto [name, item] : view.members()) {
      auto value = read_value<Mapped>(reading, item);
      if (!value) return reading.inside(name);
      map.emplace_hint(map.end(), Key{std::string{name}}, std::move(*value));
    }
  } else {
    auto pairs = read_items<std::vector<std::pair<Key, Mapped>>>(reading, view);
    if (!pairs) return std::nullopt;
    for (auto& [key, value] : *pairs) map.emplace_hint(map.end(), std::move(key), std::move(value));
  }
  return map;
}

template <reflect::Integer T>
auto read_integer(Reading& reading, const JsonView& view) -> std::optional<T> {
  const auto fits = [](auto value) { return std::in_range<T>(value); };
  if constexpr (std::unsigned_integral<T>) {
    const auto value = view.unsigned_integer();
    if (value && fits(*value)) return static_cast<T>(*value);
  } else {
    const auto value = view.integer();
    if (value && fits(*value)) return static_cast<T>(*value);
  }
  return reading.refuse("must be a whole number in range");
}

auto read_quantity(const JsonView& view) -> std::optional<Quantity>;

/// What is written as one string.
template <class T>
auto read_text(Reading& reading, const JsonView& view) -> std::optional<T> {
  if (!view.is_string()) return reading.refuse("must be a string");
  const auto text = view.text();
  const auto checked = [&](auto parsed, std::string_view wanted) -> std::optional<T> {
    if (!parsed) return reading.refuse(wanted);
    return std::move(*parsed);
  };
  if constexpr (std::same_as<T, std::string>)
    return std::string{text};
  else if constexpr (reflect::AnyId<T>)
    return T{std::string{text}};
  else if constexpr (std::same_as<T, Timestamp>)
    return checked(parse_timestamp(text), "must be an RFC 3339 time");
  else if constexpr (std::same_as<T, Date>)
    return checked(parse_date(text), "must be a date");
  else if constexpr (std::same_as<T, Currency>)
    return checked(Currency::parse(text), "must be an ISO 4217 code");
  else if constexpr (std::same_as<T, EntityKey>)
    return checked(parse_entity_key(text), "must be an entity key");
  else if constexpr (std::same_as<T, Digest>)
    return checked(Digest::parse(text), "must be 64 hex digits");
  else {
    static_assert(reflect::DescribedEnum<T>, "this type has no text");
    return checked(reflect::enumerator_of<T>(text), "is none of the known words");
  }
}

template <class T>
auto read_personal(Reading& reading, const JsonView& view) -> std::optional<Personal<T>> {
  if (view.is_null()) return Personal<T>{};
  auto seal = read_sealed(view);
  if (!seal) return reading.refuse("must be a sealed value");
  return Personal<T>::closed(std::move(*seal));
}

template <class T>
struct Wrapper;
template <class K>
struct Wrapper<Effect<K>> {
  static auto read(Reading& reading, const JsonView& view) -> std::optional<Effect<K>> {
    MemberCursor members(view);
    auto id = read_member<EffectId>(reading, members, "id");
    if (!id) return std::nullopt;
    auto deadline = read_member<Timestamp>(reading, members, "deadline");
    if (!deadline) return std::nullopt;
    auto what = read_typed<typename K::Effect>(reading, view, {"type", "id", "deadline"});
    if (!what) return std::nullopt;
    return Effect<K>{std::move(*id), *deadline, std::move(*what)};
  }
};
template <class K>
struct Wrapper<Message<K>> {
  static auto read(Reading& reading, const JsonView& view) -> std::optional<Message<K>> {
    MemberCursor members(view);
    auto to = read_member<EntityKey>(reading, members, "to");
    if (!to) return std::nullopt;
    auto what = read_typed<typename K::Outgoing>(reading, view, {"type", "to"});
    if (!what) return std::nullopt;
    return Message<K>{std::move(*to), std::move(*what)};
  }
};
template <class K>
struct Wrapper<Decision<K>> {
  static auto read(Reading& reading, const JsonView& view) -> std::optional<Decision<K>> {
    if (!view.is_object()) return reading.refuse("must be an object");
    MemberCursor members(view);
    Decision<K> made;
    const auto into = [&]<class M>(M& member, std::string_view name) {
      auto value = read_member<M>(reading, members, name);
      if (value) member = std::move(*value);
      return value.has_value();
    };
    if (into(made.events, "events") && into(made.replies, "replies") &&
        into(made.effects, "effects") && into(made.messages, "messages") &&
        into(made.timers, "timers") && into(made.explanation, "explanation"))
      return made;
    return std::nullopt;
  }
};

/// Entity and sequence stand in the turn; whoever reads it fills them in.
template <class K>
struct Wrapper<Heard<K>> {
  static auto read(Reading& reading, const JsonView& view) -> std::optional<Heard<K>> {
    if (!view.is_object()) return reading.refuse("must be an object");
    MemberCursor members(view);
    auto id = read_member<HeardId>(reading, members, "id");
    if (!id) return std::nullopt;
    auto cause = read_member<Cause>(reading, members, "cause");
    if (!cause) return std::nullopt;
    const auto at = read_member<Timestamp>(reading, members, "at");
    if (!at) return std::nullopt;
    auto payload = read_member<typename K::Payload>(reading, members, "payload");
    if (!payload) return std::nullopt;
    auto understanding =
        read_member<std::optional<Understanding>>(reading, members, "understanding");
    if (!understanding) return std::nullopt;
    return Heard<K>{.id = std::move(*id),
                    .cause = std::move(*cause),
                    .at = *at,
                    .payload = std::move(*payload),
                    .understanding = std::move(*understanding),
                    .entity = EntityKey{TenantId{""}, "", EntityId{""}},
                    .sequence = 0,
                    .context = nullptr};
  }
};

template <class T>
concept WrappedForReading = requires {
  sizeof(Wrapper<T>);
};

/// The table of shapes, mirror of write_value.
template <class T>
auto read_value(Reading& reading, const JsonView& view) -> std::optional<T> {
  if constexpr (std::same_as<T, bool>) {
    if (view.kind() != JsonKind::boolean) return reading.refuse("must be true or false");
    return view.boolean();
  } else if constexpr (reflect::Integer<T>) {
    return read_integer<T>(reading, view);
  } else if constexpr (reflect::Duration<T>) {
    const auto count = read_integer<typename T::rep>(reading, view);
    if (!count) return std::nullopt;
    return T{*count};
  } else if constexpr (std::same_as<T, std::monostate>) {
    if (!view.is_null()) return reading.refuse("must be null");
    return std::monostate{};
  } else if constexpr (std::same_as<T, Quantity>) {
    const auto quantity = read_quantity(view);
    if (!quantity) return reading.refuse("must be a quantity with at most three decimals");
    return quantity;
  } else if constexpr (reflect::Optional<T>) {
    if (view.is_null()) return std::optional<T>{T{}};
    auto value = read_value<typename T::value_type>(reading, view);
    if (!value) return std::nullopt;
    return std::optional<T>{T{std::move(*value)}};
  } else if constexpr (reflect::PersonalValue<T>) {
    return read_personal<std::remove_cvref_t<decltype(*std::declval<T>().opened())>>(reading, view);
  } else if constexpr (reflect::Variant<T>) {
    return read_variant<T>(reading, view);
  } else if constexpr (reflect::Map<T>) {
    return read_map<T>(reading, view);
  } else if constexpr (reflect::Pair<T> || reflect::Array<T>) {
    return read_tuple<T>(reading, view, std::make_index_sequence<std::tuple_size_v<T>>{});
  } else if constexpr (reflect::Vector<T> || reflect::Set<T>) {
    return read_items<T>(reading, view);
  } else if constexpr (WrappedForReading<T>) {
    return Wrapper<T>::read(reading, view);
  } else if constexpr (reflect::Described<T>) {
    if constexpr (reflect::Typed<T>)
      return read_struct<T>(reading, view, {"type"});
    else
      return read_struct<T>(reading, view);
  } else {
    return read_text<T>(reading, view);
  }
}

}  // namespace detail

/// Reads one value of a text that is already parsed.
template <class T>
auto read_view(const JsonView& view, const ReadOptions& options = {}) -> Result<T, CodecError> {
  detail::Reading reading(options);
  auto value = detail::read_value<T>(reading, view);
  if (!value) return Failure{std::move(reading.error())};
  return std::move(*value);
}

}  // namespace orkesta::codec
