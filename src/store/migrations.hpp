#pragma once

#include "sqlite.hpp"

namespace orkesta::store {

/// Applies what the file lacks, each migration in a transaction of its own. `incompatible`: the
/// file has one that is not ours, or ours with other bytes.
auto migrate(sqlite::Connection& connection) -> Result<Done, StoreError>;
/// Whether the file has exactly ours.
auto check_migrated(sqlite::Connection& connection) -> Result<Done, StoreError>;

}  // namespace orkesta::store
