#pragma once

/// What a projection wants done to its read model.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/personal.hpp"

namespace orkesta {

/// SQL NULL, integer, text. Blobs and sealed values are text (canonical JSON or base64).
using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Columns = std::vector<std::pair<std::string, Value>>;

struct Upsert {  ///< Insert, or replace just these columns of the row.
  std::string table;
  Columns key;  ///< Without `tenant`: the store binds it.
  Columns columns;
  bool operator==(const Upsert&) const = default;
};
struct Add {  ///< Adds to a number; a missing row counts as zeros.
  std::string table;
  Columns key;
  std::string column;
  std::int64_t delta = 0;
  bool operator==(const Add&) const = default;
};
struct Remove {
  std::string table;
  Columns key;
  bool operator==(const Remove&) const = default;
};
using RowChange = std::variant<Upsert, Add, Remove>;

}  // namespace orkesta
