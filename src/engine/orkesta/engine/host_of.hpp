#pragma once

/// Makes the engine's entities from a kind: `host_of<conversation::Kind>()`. Include it where kinds
/// are registered, and in tests.
///
/// Beside what `EntityKind` asks for, a kind may have:
///   text_to_understand(state, payload, cause), hints(state, payload)   its words are understood;
///   send_message(state after, reply, index)                            its replies are sent;
///   context_of(state, tenant), found by argument, and state.version    its state is a context;
///   events with `also_on`                                              are copied to that topic;
///   payloads `inbound.timer.v1`, `inbound.unreadable.v1`               it has timers, dead
///   letters.

#include <algorithm>
#include <concepts>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/codec/turn.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/core/turn.hpp"
#include "orkesta/domain/effects.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/engine/host_support.hpp"

namespace orkesta::engine {
namespace support {

template <class K>
concept Understands = requires(const typename K::State& state, const typename K::Payload& payload,
                               const Cause& cause) {
  K::text_to_understand(state, payload, cause);
  K::hints(state, payload);
};
template <class K>
concept Sends = requires(const typename K::State& state, const Reply& reply) {
  { K::send_message(state, reply, 0U) } -> std::same_as<effects::SendMessage>;
};
template <class K>
concept IsContext = requires(const typename K::State& state, const TenantId& tenant) {
  { context_of(state, tenant) } -> std::convertible_to<ContextPtr>;
  { state.version } -> std::convertible_to<ContextVersion>;
};

/// The alternative of a payload that has this type, default-made; nothing when it has none.
template <class Payload, std::size_t i = 0>
auto alternative(std::string_view type) -> std::optional<Payload> {
  if constexpr (i < std::variant_size_v<Payload>) {
    using A = std::variant_alternative_t<i, Payload>;
    if (A::type == type) return Payload{std::in_place_index<i>};
    return alternative<Payload, i + 1>(type);
  } else {
    return std::nullopt;
  }
}

inline constexpr std::string_view timer_payload = "inbound.timer.v1";
inline constexpr std::string_view unreadable_payload = "inbound.unreadable.v1";
/// The reason of a dead letter that even the kind's own answer to dead letters failed on.
inline constexpr std::string_view undecidable = "undecidable";

/// The reason of a dead letter that a child process died of (R13).
inline constexpr std::string_view killed_its_process = "killed_its_process";

/// What a kind hears of something that cannot be decided.
template <class Payload>
auto unreadable(std::string reason, std::string_view bytes) -> std::optional<Payload> {
  auto made = alternative<Payload>(unreadable_payload);
  if (!made) return std::nullopt;
  std::visit(
      [&]<class A>(A& payload) {
        if constexpr (A::type == unreadable_payload) {
          const auto print = fingerprint(bytes);
          payload.raw = PersonalText::fresh(dead_letter_raw(bytes));
          payload.reason = std::move(reason);
          payload.fingerprint = print;
        }
      },
      *made);
  return made;
}

template <class Payload>
auto reason_of(const Payload& payload) -> std::string_view {
  return std::visit(
      []<class A>(const A& alternative) -> std::string_view {
        if constexpr (A::type == unreadable_payload) return alternative.reason;
        return {};
      },
      payload);
}

template <class Payload>
auto type_of(const Payload& payload) -> std::string_view {
  return std::visit([]<class A>(const A&) -> std::string_view { return A::type; }, payload);
}

template <class T>
void forget_personal(T& value) {
  auto forget = []<class P>(Personal<P>& personal) {
    personal = {};
    return true;
  };
  codec::detail::each_personal(value, forget);
}

template <class T>
auto keys_of(T& value) -> std::map<Subject, KeyNumber> {
  std::map<Subject, KeyNumber> numbers;
  auto note = [&](const auto& personal) {
    if (personal.sealed()) numbers[personal.sealed()->subject] = personal.sealed()->key;
    return true;
  };
  codec::detail::each_personal(value, note);
  return numbers;
}

template <class T>
void open_or_throw(T& value, const TenantId& tenant, KeyStore& keys) {
  const auto opened = codec::open(value, tenant, keys);
  // `corrupt` is left closed: a blob that somebody forged must not stop its partition.
  if (!opened && opened.error() == KeyError::unavailable) throw KeysUnavailable{};
}

}  // namespace support

/// A living entity of kind K.
template <EntityKind K>
class EntityOf final : public Entity {
 public:
  using State = typename K::State;
  using Payload = typename K::Payload;

  explicit EntityOf(EntityKey key)
      : key_(std::move(key)),
        key_text_(key_.text()),
        subject_(std::string{K::name} + '/' + key_.id.text()) {}

  auto key() const -> const EntityKey& override { return key_; }
  auto timers() const -> const Timers& override { return timers_; }
  auto standing() const -> Standing override {
    const auto* next = support::earliest(timers_);
    return {sequence_, digest_, last_at_, next ? std::optional{next->second} : std::nullopt};
  }

  auto work(const Work& work, const Services& services) -> Worked override;
  auto fold(std::string_view turn) -> Result<Done, FoldError> override;
  auto row() const -> store::CachedState override;
  auto redecide(std::string_view turn, const ContextPtr& context, const Services& services)
      -> Redecided override;
  auto context() const -> ContextPtr override {
    if constexpr (support::IsContext<K>) {
      if (state_.version == 0) return nullptr;
      auto closed = state_;  // A context holds no opened value: erasures need not look for it.
      codec::close(closed);
      return context_of(closed, key_.tenant);
    }
    return nullptr;
  }
  auto context_version() const -> ContextVersion override {
    if constexpr (support::IsContext<K>) return state_.version;
    return 0;
  }

  /// From a row's body; false when it cannot be read.
  auto load(const store::CachedState& row) -> bool;

 private:
  auto hear(const HeardRecord& record, const Work& work, const Services& services) -> Decided;
  auto payload_of(const HeardRecord& record, const std::string& reject) const -> Payload;
  void open(Heard<K>& heard, KeyStore& keys);
  void understand(Heard<K>& heard, const ContextSnapshot& context, const Services& services) const;
  auto decide(Heard<K>& heard, const HeardRecord& record) -> Decision<K>;
  void check(const Decision<K>& decision) const;
  void complete(Turn<K>& turn, State& after, KeyStore& keys) const;
  auto decided(const Turn<K>& turn, const HeardRecord& record, const Services& services) const
      -> Decided;
  void add_outputs(const Turn<K>& turn, const std::string& installation, Decided& decided) const;
  void fire(Horizon horizon, std::size_t before, const Work& work, const Services& services,
            Worked& done);
  void take_in(const Turn<K>& turn);

  EntityKey key_;
  std::string key_text_;
  Subject subject_;
  State state_;
  bool opened_ = false;  ///< The state's personal values are open as far as they can be.
  Sequence sequence_ = 0;
  Digest digest_;
  Timestamp last_at_;
  Timers timers_;  ///< By name.
};

template <EntityKind K>
class KindOf final : public Kind {
 public:
  auto name() const -> std::string_view override { return K::name; }
  auto rules() const -> RulesVersion override { return K::rules; }
  auto fold() const -> FoldVersion override { return K::fold; }
  auto create(EntityKey key) const -> std::unique_ptr<Entity> override {
    return std::make_unique<EntityOf<K>>(std::move(key));
  }
  auto restore(const store::CachedState& row) const -> std::unique_ptr<Entity> override {
    auto entity = std::make_unique<EntityOf<K>>(row.entity);
    if (row.fold != K::fold || !entity->load(row)) return nullptr;
    return entity;
  }
  auto hears(std::string_view payload_type) const -> bool override {
    return support::alternative<typename K::Payload>(payload_type).has_value();
  }
  auto check(std::string_view turn) const -> Result<Done, FoldError> override {
    const auto read = codec::decode_turn<K>(turn);
    if (read) return Done{};
    return Failure{
        FoldError{FoldError::Reason::undecodable, read.error().path + ": " + read.error().message}};
  }
};

template <EntityKind K>
auto host_of() -> std::unique_ptr<Kind> {
  return std::make_unique<KindOf<K>>();
}

}  // namespace orkesta::engine

#include "orkesta/engine/host_of_inline.hpp"
