#pragma once

/// What a tenant hears. Doors and importers make these and know nothing else of the kind.

#include <boost/describe/class.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "orkesta/core/limits.hpp"
#include "orkesta/core/personal.hpp"
#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::tenant {

/// One part of an import, in order from 1. `rows` holds only this part's rows; the settings stand
/// in the first part. All parts of an import agree in `import`, `digest` and `parts`.
struct ImportPart {
  static constexpr std::string_view type = "inbound.import_part.v1";
  std::string import;  ///< Unique for the tenant: made by whoever imports.
  std::string digest;  ///< Of the pack's content: equal content need not be imported again.
  std::string by;      ///< User id of who imports; not a customer's datum.
  std::uint32_t part = 1;
  std::uint32_t parts = 1;
  Pack rows;
  bool operator==(const ImportPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportPart, (), (import, digest, by, part, parts, rows))

/// Bytes of the tenant's that address no other entity or that no door can read: a dead letter.
struct Unreadable {
  static constexpr std::string_view type = "inbound.unreadable.v1";
  std::string reason;       ///< Code.
  std::string fingerprint;  ///< Of its bytes, to group by cause.
  std::optional<PersonalText> raw;
  bool operator==(const Unreadable&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unreadable, (), (reason, fingerprint, raw))

using Payload = std::variant<ImportPart, Unreadable>;

/// What an import says of itself in each of its parts.
struct ImportLabel {
  std::string import;
  std::string digest;
  std::string by;
};

/// Cuts a pack into the parts of one import, each of at most so many bytes once it is written and
/// sealed (a single row that is longer stands alone in its part). Rows keep their order.
auto split_import(const Pack& pack, const ImportLabel& label,
                  std::size_t bytes_max = limits::import_part_bytes_max) -> std::vector<ImportPart>;

}  // namespace orkesta::tenant
