#pragma once

/// The tables of a pack, so that rules over all of them are written once.

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <type_traits>
#include <vector>

#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::tenant {

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public>;

/// Calls `take(name, member pointer)` for each table of a pack, in order; not for the settings.
template <class Take>
void for_each_table(Take&& take) {
  boost::mp11::mp_for_each<MembersOf<Pack>>([&](auto member) {
    using Table = std::remove_cvref_t<decltype(std::declval<Pack>().*member.pointer)>;
    if constexpr (IsVector<Table>::value) take(member.name, member.pointer);
  });
}

}  // namespace orkesta::tenant
