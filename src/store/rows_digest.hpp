#pragma once

#include <string_view>

#include "orkesta/store/read_store.hpp"
#include "sqlite.hpp"

namespace orkesta::store {

/// Adds as one number of 256 bits: the order of what is summed makes no difference, and two equal
/// rows do not cancel each other out as they would under exclusive or.
void add_to(Digest& sum, const Digest& more);

/// Columns whose name ends in `_lookup` hold keyed hashes of personal values and come and go with
/// keys: they are no part of a digest.
auto is_lookup(std::string_view column) -> bool;

/// All rows of the table, added to `sum`; `named` is what it is called in the digest.
auto add_table(sqlite::Connection& connection, const std::string& table, const std::string& named,
               RowsDigest& sum) -> Result<Done, StoreError>;

}  // namespace orkesta::store
