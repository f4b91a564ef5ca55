#pragma once

/// What a tenant remembers: its context, and the import that is under way.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/turn.hpp"
#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::tenant {

/// Parts 1 to `received` of an import, put together.
struct PendingImport {
  std::string import;
  std::string digest;
  std::string by;
  std::uint32_t parts = 1;
  std::uint32_t received = 0;
  Pack rows;
  bool operator==(const PendingImport&) const = default;
};
BOOST_DESCRIBE_STRUCT(PendingImport, (), (import, digest, by, parts, received, rows))

/// Raise `Kind::fold` when it changes.
struct State {
  ContextVersion version = 0;  ///< 0 = nothing was imported yet.
  std::string digest;          ///< Of the content that is the context.
  std::optional<Pack> pack;    ///< There is one from version 1 on.
  std::optional<PendingImport> pending;
  bool operator==(const State&) const = default;
};
BOOST_DESCRIBE_STRUCT(State, (), (version, digest, pack, pending))

/// The state as the context that everybody shares; null before the first import. Copies the pack
/// and builds its look-ups: call it once for each version.
auto context_of(const State& state, const TenantId& tenant) -> ContextPtr;

}  // namespace orkesta::tenant
