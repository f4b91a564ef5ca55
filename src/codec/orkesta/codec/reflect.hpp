#pragma once

/// What the codec asks of a type at compile time. Private to the codec's own templates; others use
/// json.hpp, turn.hpp, sealing.hpp.

#include <array>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/personal.hpp"

namespace orkesta::codec::reflect {

/// A member's name in JSON: its C++ name, but for words that C++ keeps for itself.
constexpr auto json_name(std::string_view member) -> std::string_view {
  if (member == "template_id") return "template";
  if (member.ends_with('_')) member.remove_suffix(1);
  return member;
}

template <class T, template <class...> class Template>
inline constexpr bool is_a = false;
template <template <class...> class Template, class... Args>
inline constexpr bool is_a<Template<Args...>, Template> = true;

template <class T>
concept Optional = is_a<T, std::optional>;
template <class T>
concept Vector = is_a<T, std::vector>;
template <class T>
concept Map = is_a<T, std::map>;
template <class T>
concept Set = is_a<T, std::set>;
template <class T>
concept Pair = is_a<T, std::pair>;
template <class T>
concept Variant = is_a<T, std::variant>;
template <class T>
concept PersonalValue = is_a<T, Personal>;
template <class T>
concept AnyId = is_a<T, Id>;
template <class T>
concept Duration = is_a<T, std::chrono::duration>;

template <class T>
inline constexpr bool is_array = false;
template <class T, std::size_t n>
inline constexpr bool is_array<std::array<T, n>> = true;
template <class T>
concept Array = is_array<T>;

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

/// An integer that is a number to people: neither a truth value nor a character.
template <class T>
concept Integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

/// A struct that names itself: `static constexpr std::string_view type`. (A data member of that
/// name does not count.)
template <class T>
concept Typed = Described<T> && requires {
  requires std::same_as<decltype(&T::type), const std::string_view*>;
};

/// Keys of maps that become members of an object; other maps become arrays of pairs.
template <class T>
concept NameLike = std::same_as<T, std::string> || AnyId<T>;

template <Described T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                         boost::describe::mod_inherited>;

template <class Pointer>
struct MemberOf;
template <class Class, class Type>
struct MemberOf<Type Class::*> {
  using type = Type;
};
/// The type of the member that descriptor `D` describes.
template <class D>
using MemberType = typename MemberOf<std::remove_cv_t<decltype(D::pointer)>>::type;

template <class D>
inline constexpr std::string_view member_name = json_name(D::name);

/// `"name":`, ready to be appended.
template <class D>
inline constexpr auto member_key = [] {
  constexpr auto name = member_name<D>;
  std::array<char, name.size() + 3> key{};
  key[0] = '"';
  for (std::size_t i = 0; i < name.size(); ++i) key[i + 1] = name[i];
  key[name.size() + 1] = '"';
  key[name.size() + 2] = ':';
  return key;
}();

/// What may be missing from an object: a field that was added later must be one of these, or its
/// event needs a new version and an upcaster (R17).
template <class T>
concept MayBeAbsent = Optional<T> || Vector<T> || Map<T> || Set<T> || PersonalValue<T>;

/// Whether a described struct has a member of that name.
template <Described T>
constexpr auto has_member(std::string_view name) -> bool {
  bool found = false;
  boost::mp11::mp_for_each<Members<T>>(
      [&](auto d) { found = found || member_name<decltype(d)> == name; });
  return found;
}

/// The name of an enumerator; empty when the value is none of them.
template <DescribedEnum E>
constexpr auto enumerator_name(E value) -> std::string_view {
  std::string_view name;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (d.value == value) name = d.name;
  });
  return name;
}

template <DescribedEnum E>
constexpr auto enumerator_of(std::string_view name) -> std::optional<E> {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (name == d.name) found = d.value;
  });
  return found;
}

}  // namespace orkesta::codec::reflect
