#include "orkesta/codec/published.hpp"

#include <algorithm>
#include <boost/mp11/algorithm.hpp>

#include "orkesta/codec/schema.hpp"
#include "orkesta/core/assert.hpp"

namespace orkesta::codec {
namespace {

template <class T>
auto also_on() -> std::string {
  if constexpr (requires { T::also_on; })
    return std::string{T::also_on};
  else
    return "";
}

template <class K, class V>
void collect(std::vector<PublishedType>& all, std::string_view role) {
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, V>>(
      [&]<class A>(std::type_identity<A>) {
        const std::string type{A::type};
        const auto schema = schema_of<A>(type, type + ".json");
        const auto before = std::find_if(
            all.begin(), all.end(), [&](const PublishedType& other) { return other.type == type; });
        if (before != all.end()) {
          ORKESTA_ASSERT(before->schema == schema);  // One name, one shape, whatever the kind.
          return;
        }
        all.push_back({.kind = std::string{K::name},
                       .role = std::string{role},
                       .type = type,
                       .also_on = also_on<A>(),
                       .schema = schema});
      });
}

}  // namespace

auto published_types() -> std::vector<PublishedType> {
  std::vector<PublishedType> all;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, PublishedKinds>>(
      [&]<class K>(std::type_identity<K>) {
        collect<K, typename K::Event>(all, "event");
        collect<K, typename K::Payload>(all, "heard");
        collect<K, typename K::Effect>(all, "effect");
        collect<K, typename K::Outgoing>(all, "message");
      });
  return all;
}

}  // namespace orkesta::codec
