#pragma once

/// A tenant's pack: a folder of TOML, CSV and Markdown that people edit, read as a whole or refused
/// as a whole with every mistake in it. The format is described in ops/tenants/README.md.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/result.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::pack {

/// One file of a pack. `name` is its path inside the folder: `tenant.toml`, `knowledge/x.md`.
struct PackFile {
  std::string name;
  std::string text;
  bool operator==(const PackFile&) const = default;
};
BOOST_DESCRIBE_STRUCT(PackFile, (), (name, text))

/// Something wrong in a pack, where, and in words for who edits it.
struct Mistake {
  std::string file;
  int line = 1;    ///< From 1.
  int column = 1;  ///< From 1, in characters; of a table's cell: where the cell begins.
  std::string code;
  std::string message;
  bool operator==(const Mistake&) const = default;
};
BOOST_DESCRIBE_STRUCT(Mistake, (), (file, line, column, code, message))

struct Read {
  tenant::Pack pack;
  std::vector<Mistake> warnings;  ///< Columns and keys that nobody reads.
};

/// The rules of a zone by its IANA name; nothing when there is no such zone.
using ZoneSource = std::function<std::optional<Zone>(std::string_view iana)>;
/// The zones of this machine (TZif files, RFC 8536), their rules carried on until 2100.
auto system_zones(std::filesystem::path folder = "/usr/share/zoneinfo") -> ZoneSource;

/// The keyed hash of a customer's identity, by which a door finds the customer. `kind` is `phone`
/// (digits of E.164, without the plus) or `email` (lower case).
using IdentityHash = std::function<std::string(std::string_view kind, std::string_view value)>;

/// Reads a pack. Fails with all its mistakes, sorted by file, line and column. Personal fields come
/// out fresh, to be sealed under `customer/<id>`. Without `hash` customers have no identities.
auto read_pack(std::span<const PackFile> files, const ZoneSource& zones,
               const IdentityHash& hash = nullptr) -> Result<Read, std::vector<Mistake>>;

BOOST_DEFINE_ENUM_CLASS(PackError, no_folder, unreadable, too_many_files, too_large)

/// The pack's files of a folder, sorted by name; files that a pack does not know are left out.
auto load_folder(const std::filesystem::path& folder) -> Result<std::vector<PackFile>, PackError>;

}  // namespace orkesta::pack
