/// Keys that anybody can derive who knows the id: for chat, tests and the simulation.

#include <filesystem>

#include "erasure_journal.hpp"
#include "hash.hpp"
#include "key_cache.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/store/key_store.hpp"

namespace orkesta::store {
namespace {

class DerivedKeys final : public KeyStore {
 public:
  DerivedKeys(std::string id, std::unique_ptr<ErasureJournal> journal)
      : id_("orkesta derived keys, not secret: " + std::move(id)),
        journal_(std::move(journal)),
        cache_(limits::keys_cached_max) {}

  auto current(const TenantId& tenant, const Subject& subject)
      -> Result<SubjectKey, KeyError> override {
    if (const auto cached = cache_.find(tenant, subject)) return *cached;
    const auto epoch = cache_.epoch();
    const auto made = derive(tenant, subject, journal_->up_to(tenant, subject) + 1);
    cache_.put(tenant, subject, made, epoch);
    return made;
  }

  auto find(const TenantId& tenant, const Subject& subject, KeyNumber number)
      -> Result<std::optional<SubjectKey>, KeyError> override {
    ORKESTA_TRY_LET(newest, current(tenant, subject));
    if (newest.number != number) return std::optional<SubjectKey>{};
    return std::optional<SubjectKey>{newest};
  }

  auto destroy(const TenantId& tenant, const Subject& subject) -> Result<Done, KeyError> override {
    ORKESTA_TRY(journal_->remember(tenant, subject, journal_->up_to(tenant, subject) + 1));
    cache_.forget(tenant, subject);
    return Done{};
  }

  auto secret(const TenantId& tenant, std::string_view name)
      -> Result<std::array<std::uint8_t, 32>, KeyError> override {
    auto what = std::string("secret");
    what += '\0';
    what += tenant.text();
    what += '\0';
    what += name;
    return hmac_sha256(id_, what);
  }

 private:
  auto derive(const TenantId& tenant, const Subject& subject, KeyNumber number) const
      -> SubjectKey {
    auto what = std::string("key");
    what += '\0';
    what += tenant.text();
    what += '\0';
    what += subject;
    what += '\0';
    what += std::to_string(number);
    return {.number = number, .bytes = hmac_sha512(id_, what)};
  }

  const std::string id_;
  const std::unique_ptr<ErasureJournal> journal_;
  KeyCache cache_;
};

}  // namespace

auto derived_keys(const std::string& id, const std::string& folder)
    -> Result<std::unique_ptr<KeyStore>, KeyError> {
  if (!folder.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return Failure{KeyError::unavailable};
  }
  auto journal = ErasureJournal::open(folder.empty() ? "" : folder + "/keys.destroyed");
  if (!journal) return Failure{journal.error()};
  return std::unique_ptr<KeyStore>(std::make_unique<DerivedKeys>(id, std::move(*journal)));
}

}  // namespace orkesta::store
