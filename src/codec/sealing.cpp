#include "orkesta/codec/sealing.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <limits>
#include <map>
#include <utility>

#include "openssl_handles.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/purity.hpp"  // Last: it poisons what libraries name.

namespace orkesta::codec {
namespace {

constexpr int tag_bytes = 16;
/// Stands before the JSON: which form the plaintext has. It also keeps it from being empty, which
/// OpenSSL 3.0 cannot seal.
constexpr char format_json = 1;

auto bytes_of(std::string_view text) -> const unsigned char* {
  return reinterpret_cast<const unsigned char*>(text.data());
}

auto siv_cipher() -> const EVP_CIPHER* {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-SIV", nullptr);
  ORKESTA_ASSERT(cipher != nullptr);
  return cipher;
}

auto size_of(std::string_view text) -> int {
  ORKESTA_ASSERT(text.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  return static_cast<int>(text.size());
}

auto prepare(const std::array<std::uint8_t, 64>& key, bool encrypts) -> CipherContext {
  CipherContext context{EVP_CIPHER_CTX_new()};
  ORKESTA_ASSERT(context != nullptr);
  ORKESTA_ASSERT(EVP_CipherInit_ex2(context.get(), siv_cipher(), key.data(), nullptr,
                                    encrypts ? 1 : 0, nullptr) == 1);
  return context;
}

/// A copy for one use, fed with the associated data. OpenSSL passes over an empty component as if
/// it were not there (CVE-2023-2975), so there is none.
auto begin(const CipherContext& prepared, std::span<const std::string_view> associated)
    -> CipherContext {
  CipherContext context{EVP_CIPHER_CTX_new()};
  ORKESTA_ASSERT(context != nullptr);
  ORKESTA_ASSERT(EVP_CIPHER_CTX_copy(context.get(), prepared.get()) == 1);
  for (const auto component : associated) {
    ORKESTA_ASSERT(!component.empty());
    int size = 0;
    ORKESTA_ASSERT(EVP_CipherUpdate(context.get(), nullptr, &size, bytes_of(component),
                                    size_of(component)) == 1);
  }
  return context;
}

}  // namespace

namespace detail {

/// Either direction is prepared when it is first needed: most keys serve one of them.
struct SivKey::Prepared {
  std::array<std::uint8_t, 64> key;
  CipherContext sealing;
  CipherContext opening;

  explicit Prepared(const std::array<std::uint8_t, 64>& bytes) : key(bytes) {}
  ~Prepared() { OPENSSL_cleanse(key.data(), key.size()); }
  Prepared(const Prepared&) = delete;
  auto operator=(const Prepared&) -> Prepared& = delete;
  auto to_seal() -> const CipherContext& {
    if (!sealing) sealing = prepare(key, true);
    return sealing;
  }
  auto to_open() -> const CipherContext& {
    if (!opening) opening = prepare(key, false);
    return opening;
  }
};

SivKey::SivKey(const std::array<std::uint8_t, 64>& key)
    : prepared_(std::make_unique<Prepared>(key)) {}
SivKey::~SivKey() = default;
SivKey::SivKey(SivKey&&) noexcept = default;
auto SivKey::operator=(SivKey&&) noexcept -> SivKey& = default;

auto SivKey::seal(std::span<const std::string_view> associated, std::string_view plain) const
    -> std::string {
  ORKESTA_ASSERT(!plain.empty());
  const auto context = begin(prepared_->to_seal(), associated);
  std::string blob(tag_bytes + plain.size(), '\0');
  auto* const out = reinterpret_cast<unsigned char*>(blob.data());
  int size = 0;
  int rest = 0;
  ORKESTA_ASSERT(EVP_CipherUpdate(context.get(), out + tag_bytes, &size, bytes_of(plain),
                                  size_of(plain)) == 1);
  ORKESTA_ASSERT(size == size_of(plain));
  ORKESTA_ASSERT(EVP_CipherFinal_ex(context.get(), out + tag_bytes + size, &rest) == 1);
  ORKESTA_ASSERT(rest == 0);
  ORKESTA_ASSERT(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, out) == 1);
  return blob;
}

auto SivKey::open(std::span<const std::string_view> associated, std::string_view blob) const
    -> std::optional<std::string> {
  if (blob.size() <= tag_bytes) return std::nullopt;
  for (const auto component : associated)
    if (component.empty()) return std::nullopt;
  const auto context = begin(prepared_->to_open(), associated);
  std::string tag{blob.substr(0, tag_bytes)};
  const auto sealed = blob.substr(tag_bytes);
  std::string plain(sealed.size(), '\0');
  auto* const out = reinterpret_cast<unsigned char*>(plain.data());
  int size = 0;
  int rest = 0;
  ORKESTA_ASSERT(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) ==
                 1);
  // The tag is checked by the update; OpenSSL clears what it wrote when it does not fit.
  if (EVP_CipherUpdate(context.get(), out, &size, bytes_of(sealed), size_of(sealed)) != 1 ||
      size != size_of(sealed) || EVP_CipherFinal_ex(context.get(), out + size, &rest) != 1) {
    OPENSSL_cleanse(plain.data(), plain.size());
    return std::nullopt;
  }
  return plain;
}

struct KeyRing::Ring {
  struct Current {
    KeyNumber number;
    const SivKey* key;
  };
  TenantId tenant;
  KeyStore& keys;
  std::map<std::pair<Subject, KeyNumber>, std::optional<SivKey>> known;  // Empty: destroyed.
  std::map<Subject, Current> current;

  auto remember(const Subject& subject, SubjectKey& key) -> const SivKey* {
    auto& held = known[{subject, key.number}];
    held.emplace(key.bytes);
    OPENSSL_cleanse(key.bytes.data(), key.bytes.size());
    return &*held;
  }
  auto to_seal_with(const Subject& subject) -> Result<Current, KeyError> {
    const auto before = current.find(subject);
    if (before != current.end()) return before->second;
    auto key = keys.current(tenant, subject);
    if (!key) return Failure{key.error()};
    ORKESTA_ASSERT(key->number > 0);
    const Current made{key->number, remember(subject, *key)};
    current.emplace(subject, made);
    return made;
  }
  auto to_open_with(const Subject& subject, KeyNumber number) -> Result<const SivKey*, KeyError> {
    const auto before = known.find({subject, number});
    if (before != known.end()) return before->second ? &*before->second : nullptr;
    auto key = keys.find(tenant, subject, number);
    if (!key) return Failure{key.error()};
    if (*key) {
      ORKESTA_ASSERT((*key)->number == number);
      return remember(subject, **key);
    }
    known[{subject, number}] = std::nullopt;
    return nullptr;
  }
};

KeyRing::KeyRing(const TenantId& tenant, KeyStore& keys)
    : ring_(std::make_unique<Ring>(Ring{tenant, keys, {}, {}})) {}
KeyRing::~KeyRing() = default;

auto KeyRing::seal(const Subject& subject, std::string origin, std::string_view json)
    -> Result<Sealed, KeyError> {
  ORKESTA_TRY_LET(with, ring_->to_seal_with(subject));
  const auto number = std::to_string(with.number);
  const std::string_view associated[] = {ring_->tenant.text(), subject, number, origin};
  std::string plain{format_json};
  plain += json;
  auto blob = with.key->seal(associated, plain);
  OPENSSL_cleanse(plain.data(), plain.size());
  return Sealed{
      .subject = subject, .key = with.number, .origin = std::move(origin), .blob = std::move(blob)};
}

auto KeyRing::open(const Sealed& sealed) -> Result<std::optional<std::string>, KeyError> {
  ORKESTA_TRY_LET(key, ring_->to_open_with(sealed.subject, sealed.key));
  if (key == nullptr) return std::optional<std::string>{};
  const auto number = std::to_string(sealed.key);
  const std::string_view associated[] = {ring_->tenant.text(), sealed.subject, number,
                                         sealed.origin};
  auto plain = key->open(associated, sealed.blob);
  if (!plain || plain->front() != format_json) return Failure{KeyError::corrupt};
  plain->erase(0, 1);
  return plain;
}

}  // namespace detail
}  // namespace orkesta::codec
