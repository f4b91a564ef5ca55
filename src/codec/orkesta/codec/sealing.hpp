#pragma once

/// Sealing personal values, once, and opening them while their key exists (S13, invariant 10).
///
/// AES-256-SIV (RFC 5297) over one format byte and the value's canonical JSON; associated data,
/// each a component of its own: tenant, subject, key number, origin. Deterministic: the same value
/// under the same key and origin is the same blob, so that a replay yields the same bytes.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "orkesta/codec/json.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/core/personal.hpp"
#include "orkesta/core/turn.hpp"

namespace orkesta::codec {

/// Whose key seals, and where: `origin` is the inbound's id, or the entity's key and the turn's
/// sequence. One origin seals one value (a payload, a turn): its fresh fields are told apart by
/// their ordinal alone.
struct SealScope {
  TenantId tenant;
  Subject subject;  ///< Of values that name none themselves.
  std::string origin;
};

namespace detail {

/// AES-256-SIV under one key, prepared once and copied for each use. One thread at a time.
class SivKey {
 public:
  explicit SivKey(const std::array<std::uint8_t, 64>& key);
  ~SivKey();
  SivKey(SivKey&&) noexcept;
  auto operator=(SivKey&&) noexcept -> SivKey&;
  /// Tag (16 bytes) and ciphertext. Neither the plaintext nor a component may be empty.
  auto seal(std::span<const std::string_view> associated, std::string_view plain) const
      -> std::string;
  /// Nothing: the blob is not what was sealed with this key and these components.
  auto open(std::span<const std::string_view> associated, std::string_view blob) const
      -> std::optional<std::string>;

 private:
  struct Prepared;
  std::unique_ptr<Prepared> prepared_;
};

/// The keys that one call has looked up, each once.
class KeyRing {
 public:
  KeyRing(const TenantId& tenant, KeyStore& keys);
  ~KeyRing();
  KeyRing(const KeyRing&) = delete;
  auto operator=(const KeyRing&) -> KeyRing& = delete;
  auto seal(const Subject& subject, std::string origin, std::string_view json)
      -> Result<Sealed, KeyError>;
  /// The value's JSON; nothing where the key is destroyed; `corrupt` where it does not verify.
  auto open(const Sealed& sealed) -> Result<std::optional<std::string>, KeyError>;

 private:
  struct Ring;
  std::unique_ptr<Ring> ring_;
};

/// Calls `visit` with each Personal inside, in the order of their bytes. `visit` answers false to
/// stop; so does this.
template <class T, class Visit>
auto each_personal(T& value, Visit& visit) -> bool;

template <class T>
concept Plain = std::is_arithmetic_v<T> || std::is_enum_v<T> || reflect::AnyId<T> ||
    reflect::Duration<T> || std::same_as<T, std::string> || std::same_as<T, std::string_view> ||
    std::same_as<T, Timestamp> || std::same_as<T, Date> || std::same_as<T, Quantity> ||
    std::same_as<T, Currency> || std::same_as<T, EntityKey> || std::same_as<T, Digest> ||
    std::same_as<T, std::monostate>;

template <class T, class Visit>
auto each_personal_inside(T& value, Visit& visit) -> bool {
  bool go_on = true;
  boost::mp11::mp_for_each<reflect::Members<std::remove_const_t<T>>>(
      [&](auto d) { go_on = go_on && each_personal(value.*decltype(d)::pointer, visit); });
  return go_on;
}

template <class C, class Visit>
auto each_personal_among(C& items, Visit& visit) -> bool {
  for (auto& item : items)
    if (!each_personal(item, visit)) return false;
  return true;
}

template <class K, class Visit>
auto each_personal_of(Decision<K>& decision, Visit& visit) -> bool {
  return each_personal(decision.events, visit) && each_personal(decision.replies, visit) &&
         each_personal(decision.effects, visit) && each_personal(decision.messages, visit);
}
template <class K, class Visit>
auto each_personal_of(Effect<K>& effect, Visit& visit) -> bool {
  return each_personal(effect.what, visit);
}
template <class K, class Visit>
auto each_personal_of(Message<K>& message, Visit& visit) -> bool {
  return each_personal(message.what, visit);
}
template <class K, class Visit>
auto each_personal_of(Heard<K>& heard, Visit& visit) -> bool {
  return each_personal(heard.payload, visit) && each_personal(heard.understanding, visit);
}
template <class K, class Visit>
auto each_personal_of(Turn<K>& turn, Visit& visit) -> bool {
  return each_personal(turn.heard, visit) && each_personal(turn.decision, visit);
}

template <class T, class Visit>
auto each_personal(T& value, Visit& visit) -> bool {
  using U = std::remove_const_t<T>;
  if constexpr (Plain<U>) {
    return true;
  } else if constexpr (reflect::PersonalValue<U>) {
    return visit(value);
  } else if constexpr (reflect::Optional<U>) {
    return !value || each_personal(*value, visit);
  } else if constexpr (reflect::Variant<U>) {
    return std::visit([&](auto& alternative) { return each_personal(alternative, visit); }, value);
  } else if constexpr (reflect::Pair<U>) {
    return each_personal(value.first, visit) && each_personal(value.second, visit);
  } else if constexpr (reflect::Set<U>) {
    return true;  // What is compared by value is not personal.
  } else if constexpr (reflect::Vector<U> || reflect::Array<U> || reflect::Map<U>) {
    return each_personal_among(value, visit);
  } else if constexpr (Wrapped<U>) {
    return each_personal_of(value, visit);
  } else {
    static_assert(reflect::Described<U>, "describe the type with BOOST_DESCRIBE_STRUCT");
    return each_personal_inside(value, visit);
  }
}

}  // namespace detail

/// Seals every fresh value inside `value` (a payload, decision, turn, state …), in the order of
/// their bytes: the n-th gets the origin `<scope.origin>#<n>`, n from 0. Values sealed before stay
/// as they are. On an error some may be sealed; calling again would give the others other ordinals:
/// start again from the unsealed value.
template <class T>
auto seal(T& value, const SealScope& scope, KeyStore& keys) -> Result<Done, KeyError> {
  detail::KeyRing ring(scope.tenant, keys);
  std::optional<KeyError> error;
  std::size_t ordinal = 0;
  auto seal_one = [&](auto& personal) {
    if (!personal.is_fresh()) return true;
    const auto& subject =
        personal.wanted_subject().empty() ? scope.subject : personal.wanted_subject();
    auto sealed = ring.seal(subject, scope.origin + '#' + std::to_string(ordinal++),
                            write(*personal.opened()));
    if (sealed)
      personal.set_sealed(std::move(*sealed));
    else
      error = sealed.error();
    return !error;
  };
  detail::each_personal(value, seal_one);
  if (error) return Failure{*error};
  return Done{};
}

/// Opens every sealed value whose key exists; what was erased stays closed. `corrupt`: a blob does
/// not verify (other bytes, another place, another key of that number).
template <class T>
auto open(T& value, const TenantId& tenant, KeyStore& keys) -> Result<Done, KeyError> {
  detail::KeyRing ring(tenant, keys);
  std::optional<KeyError> error;
  auto open_one = [&]<class P>(Personal<P>& personal) {
    if (!personal.sealed() || personal.opened()) return true;
    auto json = ring.open(*personal.sealed());
    if (!json) {
      error = json.error();
      return false;
    }
    if (!*json) return true;
    auto opened = read<P>(**json);
    if (opened)
      personal.set_opened(std::move(*opened));
    else
      error = KeyError::corrupt;
    return !error;
  };
  detail::each_personal(value, open_one);
  if (error) return Failure{*error};
  return Done{};
}

/// Forgets what was opened; fresh values stay (they have nothing else).
template <class T>
void close(T& value) {
  auto close_one = [](auto& personal) {
    if (personal.sealed()) personal.forget_opened();
    return true;
  };
  detail::each_personal(value, close_one);
}

/// Whether nothing fresh is left: what may be written.
template <class T>
auto is_sealed(T& value) -> bool {
  auto sealed = [](auto& personal) { return !personal.is_fresh(); };
  return detail::each_personal(value, sealed);
}

/// Opens one seal that stands by itself (a row's column); nothing where the key is destroyed.
template <class P>
auto open_one(const Sealed& sealed, const TenantId& tenant, KeyStore& keys)
    -> Result<std::optional<P>, KeyError> {
  auto personal = Personal<P>::closed(sealed);
  ORKESTA_TRY(open(personal, tenant, keys));
  return personal.opened() ? std::optional<P>{*personal.opened()} : std::nullopt;
}

}  // namespace orkesta::codec
