#pragma once

/// What can have happened to a tenant, in the order in which its people would tell it.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/domain/rejected.hpp"
#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::tenant {

/// A part of an import came in, in its order. A first part begins a new import; one that was under
/// way is given up.
struct ImportPartReceived {
  static constexpr std::string_view type = "import.part_received.v1";
  std::string import;
  std::string digest;
  std::string by;
  std::uint32_t part = 1;
  std::uint32_t parts = 1;
  Pack rows;
  bool operator==(const ImportPartReceived&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportPartReceived, (), (import, digest, by, part, parts, rows))

/// The import under way came to nothing; the context stays as it was.
struct ImportAbandoned {
  static constexpr std::string_view type = "import.abandoned.v1";
  std::string import;
  std::string because;  ///< As in the rejection: part_missing, part_differs, bad_pack.
  bool operator==(const ImportAbandoned&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportAbandoned, (), (import, because))

/// A first context stands.
struct TenantCreated {
  static constexpr std::string_view type = "tenant.created.v1";
  ContextVersion version = 0;
  std::string name;
  std::string country;
  std::string zone;
  std::string currency;
  std::vector<std::string> languages;
  bool operator==(const TenantCreated&) const = default;
};
BOOST_DESCRIBE_STRUCT(TenantCreated, (), (version, name, country, zone, currency, languages))

/// A table of the context whose rows are not what they were.
struct TableChange {
  std::string table;
  std::uint64_t rows_before = 0;
  std::uint64_t rows_after = 0;
  bool operator==(const TableChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(TableChange, (), (table, rows_before, rows_after))

// One event for each section of a context that changed; `version` is the new context's.
struct CatalogImported {
  static constexpr std::string_view type = "catalog.imported.v1";  ///< products, aliases.
  ContextVersion version = 0;
  std::vector<TableChange> tables;
  bool operator==(const CatalogImported&) const = default;
};
BOOST_DESCRIBE_STRUCT(CatalogImported, (), (version, tables))
struct PricesChanged {
  static constexpr std::string_view type = "prices.changed.v1";  ///< prices, promotions, taxes, fx.
  ContextVersion version = 0;
  std::vector<TableChange> tables;
  bool operator==(const PricesChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(PricesChanged, (), (version, tables))
struct PolicyChanged {
  static constexpr std::string_view type = "policy.changed.v1";  ///< settings.
  ContextVersion version = 0;
  std::vector<TableChange> tables;
  bool operator==(const PolicyChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(PolicyChanged, (), (version, tables))
struct FlowChanged {
  static constexpr std::string_view type = "flow.changed.v1";  ///< campaigns, resources, tools.
  ContextVersion version = 0;
  std::vector<TableChange> tables;
  bool operator==(const FlowChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(FlowChanged, (), (version, tables))
struct KnowledgeChanged {
  static constexpr std::string_view type = "knowledge.changed.v1";  ///< faq, knowledge.
  ContextVersion version = 0;
  std::vector<TableChange> tables;
  bool operator==(const KnowledgeChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(KnowledgeChanged, (), (version, tables))
/// Of a customer's row what is plain counts, identities too; a name alone that changed is not told.
struct CustomersChanged {
  static constexpr std::string_view type = "customers.changed.v1";
  ContextVersion version = 0;
  std::vector<TableChange> tables;
  bool operator==(const CustomersChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(CustomersChanged, (), (version, tables))
struct SellersChanged {
  static constexpr std::string_view type = "sellers.changed.v1";
  ContextVersion version = 0;
  std::vector<TableChange> tables;
  bool operator==(const SellersChanged&) const = default;
};
BOOST_DESCRIBE_STRUCT(SellersChanged, (), (version, tables))

/// All parts are in: what they hold together is the context from now on.
struct ImportCompleted {
  static constexpr std::string_view type = "import.completed.v1";
  std::string import;
  std::string digest;
  std::string by;
  ContextVersion version = 0;
  bool operator==(const ImportCompleted&) const = default;
};
BOOST_DESCRIBE_STRUCT(ImportCompleted, (), (import, digest, by, version))

/// Reasons of an import: bad_part, import_not_begun, other_import_between, part_missing,
/// part_differs, bad_pack, too_many_rows.
using orkesta::InboundRejected;

using Event = std::variant<ImportPartReceived, ImportAbandoned, TenantCreated, CatalogImported,
                           PricesChanged, PolicyChanged, FlowChanged, KnowledgeChanged,
                           CustomersChanged, SellersChanged, ImportCompleted, InboundRejected>;

}  // namespace orkesta::tenant
