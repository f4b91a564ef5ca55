#pragma once

// A tenant's pack on its way into the log.

#include <memory>
#include <string>
#include <vector>

#include "installation.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/pack/pack.hpp"

namespace orkesta::cli {

/// A pack that was read and has no mistake.
struct LoadedPack {
  std::string id;  ///< Of the tenant.
  std::vector<pack::PackFile> files;
  tenant::Pack pack;
  std::vector<pack::Mistake> warnings;
};

auto read_files(std::vector<pack::PackFile> files)
    -> Result<LoadedPack, std::vector<pack::Mistake>>;
/// Reads a folder; every mistake is said on stderr, a JSON line each.
auto load_pack(const std::string& folder) -> Result<LoadedPack, Trouble>;
auto mistake_json(const pack::Mistake& mistake) -> std::string;

/// The pack as a context that nobody imported, for commands that read a pack in place.
auto context_of(LoadedPack loaded) -> std::shared_ptr<const tenant::Context>;

/// One inbound of the tenant's entity: its id, and the sealed record.
struct ImportInbound {
  HeardId id;
  log::Record record;
};
/// The parts of an import, in order; customers' data sealed under each customer. `unique` tells
/// this import from every other of the same content.
auto import_records(const LoadedPack& loaded, KeyStore& keys, const std::string& by,
                    const std::string& unique) -> Result<std::vector<ImportInbound>, Trouble>;

/// Imports through the door of an open installation; answers where the last part lies.
auto import_into(log::MessageLog& log, KeyStore& keys, const LoadedPack& loaded,
                 const std::string& by) -> Result<log::Position, Trouble>;

inline constexpr std::string_view installation_name = "orkesta";

}  // namespace orkesta::cli
