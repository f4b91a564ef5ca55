#pragma once

/// Values of any described type, made by reflection: whole ones for golden files, and random ones
/// for properties. The same generator and seed give the same value on every machine.

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "orkesta/codec/reflect.hpp"
#include "orkesta/core/digest.hpp"
#include "orkesta/core/money.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/core/turn.hpp"

namespace orkesta::support {

namespace reflect = codec::reflect;

/// Where a sample's choices come from.
class Choices {
 public:
  virtual ~Choices() = default;
  virtual auto present() -> bool = 0;       ///< Has an optional a value?
  virtual auto items() -> std::size_t = 0;  ///< Of a container.
  virtual auto text() -> std::string = 0;
  virtual auto word() -> std::string = 0;                   ///< Not empty, without slashes.
  virtual auto number() -> std::uint64_t = 0;               ///< All 64 bits; cut to the type.
  virtual auto pick(std::size_t count) -> std::size_t = 0;  ///< Below `count`.
};

/// Everything present and counted up, or nothing that may be absent.
class Counting : public Choices {
 public:
  explicit Counting(bool full) : full_(full) {}
  auto present() -> bool override { return full_; }
  auto items() -> std::size_t override { return full_ ? 2 : 0; }
  auto text() -> std::string override { return "text " + std::to_string(++count_); }
  auto word() -> std::string override { return "word-" + std::to_string(++count_); }
  auto number() -> std::uint64_t override { return ++count_; }
  auto pick(std::size_t count) -> std::size_t override { return count_ % count; }

 private:
  bool full_;
  std::uint64_t count_ = 0;
};

/// Anything that the type can hold, the ugly more often than life has it.
class Random : public Choices {
 public:
  explicit Random(std::uint64_t seed) : generator_(seed) {}
  auto present() -> bool override { return pick(2) == 0; }
  auto items() -> std::size_t override { return pick(4); }
  auto text() -> std::string override {
    static const std::array<std::string, 16> parts{
        "a",    "\"",           "\\", "/", "\n", "\x01", "\x7f",         "ñ",
        "🧤", "\xE2\x80\xA8", "{",  "]", ",",  " ",    "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"};
    std::string made;
    for (auto left = pick(12); left > 0; --left) made += parts[pick(parts.size())];
    return made;
  }
  auto word() -> std::string override { return "w" + std::to_string(pick(1000)); }
  auto number() -> std::uint64_t override {
    switch (pick(4)) {
      case 0:
        return pick(10);
      case 1:
        return std::numeric_limits<std::uint64_t>::max() - pick(3);
      case 2:
        return (std::uint64_t{1} << 63) - pick(2);
      default:
        return generator_();
    }
  }
  auto pick(std::size_t count) -> std::size_t override { return generator_() % count; }

 private:
  std::mt19937_64 generator_;
};

template <class T>
auto sample(Choices& choices) -> T;

namespace detail {

inline auto bounded(Choices& choices, std::int64_t bound) -> std::int64_t {
  return static_cast<std::int64_t>(choices.number() % static_cast<std::uint64_t>(bound));
}

template <class T, class... D>
auto sample_struct(Choices& choices, boost::mp11::mp_list<D...>) -> T {
  return T{sample<reflect::MemberType<D>>(choices)...};  // Braces: evaluated in this order.
}

template <class V, std::size_t... i>
auto sample_variant(Choices& choices, std::index_sequence<i...>) -> V {
  using Make = V (*)(Choices&);
  const std::array<Make, sizeof...(i)> makers{+[](Choices& from) {
    return V{std::in_place_index<i>, sample<std::variant_alternative_t<i, V>>(from)};
  }...};
  return makers[choices.pick(sizeof...(i))](choices);
}

template <class C>
auto sample_items(Choices& choices) -> C {
  C made;
  for (auto left = choices.items(); left > 0; --left)
    made.insert(made.end(), sample<typename C::value_type>(choices));
  return made;
}

template <class M>
auto sample_map(Choices& choices) -> M {
  M made;
  for (auto left = choices.items(); left > 0; --left) {
    auto key = sample<typename M::key_type>(choices);
    made.emplace(std::move(key), sample<typename M::mapped_type>(choices));
  }
  return made;
}

template <class A, std::size_t... i>
auto sample_array(Choices& choices, std::index_sequence<i...>) -> A {
  return A{(static_cast<void>(i), sample<typename A::value_type>(choices))...};
}

template <class T>
auto sample_enum(Choices& choices) -> T {
  std::vector<T> all;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
      [&](auto d) { all.push_back(d.value); });
  return all[choices.pick(all.size())];
}

inline auto sample_seal(Choices& choices) -> Sealed {
  Sealed seal{.subject = "conversation/" + choices.word(),
              .key = static_cast<KeyNumber>(1 + choices.pick(3)),
              .origin = choices.word() + "#0",
              .blob = ""};
  for (int i = 0; i < 17; ++i) seal.blob += static_cast<char>(choices.number() & 0xff);
  return seal;
}

/// Types with a text of their own.
template <class T>
auto sample_text(Choices& choices) -> T {
  if constexpr (std::same_as<T, std::string>) {
    return choices.text();
  } else if constexpr (reflect::AnyId<T>) {
    return T{choices.word()};
  } else if constexpr (std::same_as<T, Timestamp>) {
    return {1'763'481'600'000 + bounded(choices, 100'000'000'000)};
  } else if constexpr (std::same_as<T, Date>) {
    return date_of_days(20'000 + bounded(choices, 10'000));
  } else if constexpr (std::same_as<T, Quantity>) {
    return {bounded(choices, 10'000'000)};
  } else if constexpr (std::same_as<T, Currency>) {
    const std::array<std::string_view, 3> codes{"MXN", "CLP", "EUR"};
    return *Currency::parse(codes[choices.pick(codes.size())]);
  } else if constexpr (std::same_as<T, EntityKey>) {
    return {TenantId{choices.word()}, choices.word(), EntityId{choices.word()}};
  } else {
    static_assert(std::same_as<T, Digest>, "this type has no sample");
    T digest;
    for (auto& byte : digest.bytes) byte = static_cast<std::uint8_t>(choices.number() & 0xff);
    return digest;
  }
}

}  // namespace detail

template <class T>
auto sample(Choices& choices) -> T {
  if constexpr (std::same_as<T, bool>) {
    return choices.pick(2) == 0;
  } else if constexpr (reflect::Integer<T>) {
    return static_cast<T>(choices.number());
  } else if constexpr (reflect::Duration<T>) {
    return T{static_cast<typename T::rep>(choices.number())};
  } else if constexpr (std::same_as<T, std::monostate>) {
    return {};
  } else if constexpr (reflect::DescribedEnum<T>) {
    return detail::sample_enum<T>(choices);
  } else if constexpr (reflect::Optional<T>) {
    return choices.present() ? T{sample<typename T::value_type>(choices)} : T{};
  } else if constexpr (reflect::PersonalValue<T>) {
    return T::closed(detail::sample_seal(choices));
  } else if constexpr (reflect::Variant<T>) {
    return detail::sample_variant<T>(choices, std::make_index_sequence<std::variant_size_v<T>>{});
  } else if constexpr (reflect::Pair<T>) {
    auto first = sample<std::remove_const_t<typename T::first_type>>(choices);
    return T{std::move(first), sample<typename T::second_type>(choices)};
  } else if constexpr (reflect::Map<T>) {
    return detail::sample_map<T>(choices);
  } else if constexpr (reflect::Array<T>) {
    return detail::sample_array<T>(choices, std::make_index_sequence<std::tuple_size_v<T>>{});
  } else if constexpr (reflect::Vector<T> || reflect::Set<T>) {
    return detail::sample_items<T>(choices);
  } else if constexpr (reflect::Described<T>) {
    return detail::sample_struct<T>(
        choices, boost::mp11::mp_rename<reflect::Members<T>, boost::mp11::mp_list>{});
  } else {
    return detail::sample_text<T>(choices);
  }
}

/// A turn of any kind, sealed throughout.
template <class K>
auto sample_turn(Choices& choices) -> Turn<K> {
  const auto key =
      EntityKey{TenantId{choices.word()}, std::string{K::name}, EntityId{choices.word()}};
  const auto sequence = choices.number();
  const auto at = sample<Timestamp>(choices);
  Decision<K> decision{.events = sample<std::vector<typename K::Event>>(choices),
                       .replies = sample<std::vector<Reply>>(choices),
                       .effects = {},
                       .messages = {},
                       .timers = sample<std::vector<TimerChange>>(choices),
                       .explanation = sample<Explanation>(choices)};
  for (auto left = choices.items(); left > 0; --left)
    decision.effects.push_back({EffectId{choices.word()}, at, sample<typename K::Effect>(choices)});
  for (auto left = choices.items(); left > 0; --left)
    decision.messages.push_back({key, sample<typename K::Outgoing>(choices)});
  return {.entity = key,
          .sequence = sequence,
          .previous = sample<Digest>(choices),
          .rules = K::rules,
          .context = choices.number(),
          .heard = {.id = HeardId{choices.word()},
                    .cause = sample<Cause>(choices),
                    .at = at,
                    .payload = sample<typename K::Payload>(choices),
                    .understanding = sample<std::optional<Understanding>>(choices),
                    .entity = key,
                    .sequence = sequence,
                    .context = nullptr},
          .decision = std::move(decision)};
}

}  // namespace orkesta::support
