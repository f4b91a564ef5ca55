#include "import.hpp"

#include <iostream>

#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/domain/tenant/messages.hpp"
#include "orkesta/door/door.hpp"
#include "orkesta/engine/context_source.hpp"

namespace orkesta::cli {
namespace {

/// Equal files, equal digest.
auto content_of(const std::vector<pack::PackFile>& files) -> std::string {
  std::string bytes;
  for (const auto& file : files) bytes += codec::join_components({file.name, file.text});
  return codec::sha256(bytes).hex();
}

auto sentence(pack::PackError error) -> std::string_view {
  switch (error) {
    case pack::PackError::no_folder:
      return "is not a folder";
    case pack::PackError::unreadable:
      return "holds a file that cannot be read";
    case pack::PackError::too_many_files:
      return "holds too many files";
    case pack::PackError::too_large:
      return "is larger than a pack may be";
  }
  return "cannot be read";
}

}  // namespace

auto mistake_json(const pack::Mistake& mistake) -> std::string { return codec::write(mistake); }

auto read_files(std::vector<pack::PackFile> files)
    -> Result<LoadedPack, std::vector<pack::Mistake>> {
  ORKESTA_TRY_LET(read, pack::read_pack(files, pack::system_zones()));
  auto id = read.pack.settings.id;
  return LoadedPack{std::move(id), std::move(files), std::move(read.pack),
                    std::move(read.warnings)};
}

auto load_pack(const std::string& folder) -> Result<LoadedPack, Trouble> {
  auto files = pack::load_folder(folder);
  if (!files)
    return Failure{
        Trouble{Exit::not_found, "not_found", folder + ' ' + std::string(sentence(files.error()))}};
  auto loaded = read_files(std::move(*files));
  if (loaded) return std::move(*loaded);
  for (const auto& mistake : loaded.error()) std::cerr << mistake_json(mistake) << '\n';
  return Failure{Trouble{
      Exit::usage, "bad_pack",
      folder + ": " + std::to_string(loaded.error().size()) + " mistakes; nothing was imported"}};
}

auto context_of(LoadedPack loaded) -> std::shared_ptr<const tenant::Context> {
  return std::make_shared<const tenant::Context>(TenantId{loaded.id}, 1, std::move(loaded.pack));
}

auto import_records(const LoadedPack& loaded, KeyStore& keys, const std::string& by,
                    const std::string& unique) -> Result<std::vector<ImportInbound>, Trouble> {
  const TenantId tenant{loaded.id};
  const Trouble no_keys{Exit::failed, "keys", "the key store does not answer"};
  bool all_hashed = true;
  const pack::IdentityHash hash = [&](std::string_view kind, std::string_view value) {
    auto hashed = door::identity_hash(keys, tenant, kind, value);
    all_hashed = all_hashed && hashed.has_value();
    return hashed ? *hashed : std::string{};
  };
  // Read again, now that the tenant's own keys are known: customers are found by keyed hashes.
  auto read = pack::read_pack(loaded.files, pack::system_zones(), hash);
  if (!read || !all_hashed) return Failure{no_keys};
  const auto digest = content_of(loaded.files);
  const tenant::ImportLabel label{"import-" + digest.substr(0, 12) + '-' + unique, digest, by};
  const auto entity = engine::tenant_entity(tenant);
  std::vector<ImportInbound> records;
  for (auto& part : tenant::split_import(read->pack, label)) {
    const HeardId id{label.import + '/' + std::to_string(part.part)};
    auto record =
        door::record_of(keys, installation_name, entity, id, tenant::Payload{std::move(part)});
    if (!record) return Failure{no_keys};
    records.push_back({id, std::move(*record)});
  }
  return records;
}

auto import_into(log::MessageLog& log, KeyStore& keys, const LoadedPack& loaded,
                 const std::string& by) -> Result<log::Position, Trouble> {
  const TenantId tenant{loaded.id};
  const auto partition = log::partition_of(tenant, log.partitions());
  const auto range = log.range(log::topic::inbound, partition);
  ORKESTA_TRY_LET(records,
                  import_records(loaded, keys, by, std::to_string(range ? range->next : 0)));
  door::Door door(log, keys, std::string(installation_name));
  log::Position last;
  for (auto& part : records) {
    auto taken = door.append(engine::tenant_entity(tenant), std::move(part.record));
    if (!taken)
      return Failure{Trouble{Exit::failed, "log", std::string(door::describe(taken.error()))}};
    last = taken->position;
  }
  return last;
}

}  // namespace orkesta::cli
