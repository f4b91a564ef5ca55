#pragma once

/// The published language as data: every type that a turn can hold, of every kind of entity.

#include <boost/mp11/list.hpp>
#include <string>
#include <vector>

#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/domain/tenant/kind.hpp"

namespace orkesta::codec {

/// The kinds whose events, payloads, effects and messages are published. A new kind joins here, and
/// its golden files and schemas follow (tests/golden).
using PublishedKinds = boost::mp11::mp_list<conversation::Kind, tenant::Kind>;

struct PublishedType {
  std::string kind;     ///< `conversation`; of what several kinds share, the first of them.
  std::string role;     ///< `event`, `heard`, `effect` or `message`.
  std::string type;     ///< Its wire name, and that of the files of its schema and golden bytes.
  std::string also_on;  ///< The topic that gets copies; "" = none.
  std::string schema;   ///< JSON Schema, as in schemas/events/<type>.json.
};

/// All of them, each name once and of one shape, in the order of the kinds and of their variants.
auto published_types() -> std::vector<PublishedType>;

}  // namespace orkesta::codec
