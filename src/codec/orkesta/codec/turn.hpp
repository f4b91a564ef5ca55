#pragma once

/// A turn's bytes: written once, then stored, hashed, shown and verified as they are (R10).

#include <string>
#include <string_view>
#include <utility>

#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/core/turn.hpp"

namespace orkesta::codec {

/// `{"tenant","kind","entity","sequence","previous","rules","context","heard":{"id","cause","at",
/// "payload","understanding"?},"decision":{"events","replies","effects","messages","timers",
/// "explanation"}}`; an effect is `{"id","deadline","type",…}`, a message `{"to","type",…}`.
/// Every personal value must be sealed.
template <class K>
auto encode_turn(const Turn<K>& turn) -> std::string {
  std::string out;
  out.reserve(4096);
  write_to(out, turn);
  return out;
}

/// The turn behind its bytes. `heard.entity` and `heard.sequence` are filled in; `heard.context` is
/// null. A turn of another kind is `bad_field` at `/kind`.
template <class K>
auto decode_turn(std::string_view bytes, const ReadOptions& options = {})
    -> Result<Turn<K>, CodecError>;

/// What a turn says of itself before anybody decodes its payload.
struct TurnHead {
  EntityKey entity;
  Sequence sequence = 0;
  Digest previous;
  RulesVersion rules = 0;
  ContextVersion context = 0;
  Timestamp at;
  std::string heard_id;
  bool operator==(const TurnHead&) const = default;
};

/// Reads the head alone, without parsing what follows (bytes that are no canonical turn are parsed
/// whole). It judges the head, not the rest.
auto peek_turn(std::string_view bytes) -> Result<TurnHead, CodecError>;

namespace detail {

template <class K>
auto read_turn(Reading& reading, const JsonView& view) -> std::optional<Turn<K>> {
  if (!view.is_object()) return reading.refuse("must be an object");
  MemberCursor members(view);
  const auto member = [&]<class M>(std::type_identity<M>, std::string_view name) {
    return read_member<M>(reading, members, name);
  };
  auto tenant = member(std::type_identity<TenantId>{}, "tenant");
  if (!tenant) return std::nullopt;
  auto kind = member(std::type_identity<std::string>{}, "kind");
  if (!kind) return std::nullopt;
  if (*kind != std::string_view{K::name}) {
    reading.refuse("is another kind");
    return reading.inside("kind");
  }
  auto entity = member(std::type_identity<EntityId>{}, "entity");
  const auto sequence = entity ? member(std::type_identity<Sequence>{}, "sequence") : std::nullopt;
  const auto previous = sequence ? member(std::type_identity<Digest>{}, "previous") : std::nullopt;
  const auto rules = previous ? member(std::type_identity<RulesVersion>{}, "rules") : std::nullopt;
  const auto context =
      rules ? member(std::type_identity<ContextVersion>{}, "context") : std::nullopt;
  if (!context) return std::nullopt;
  auto heard = member(std::type_identity<Heard<K>>{}, "heard");
  if (!heard) return std::nullopt;
  auto decision = member(std::type_identity<Decision<K>>{}, "decision");
  if (!decision) return std::nullopt;
  const EntityKey key{std::move(*tenant), std::move(*kind), std::move(*entity)};
  heard->entity = key;
  heard->sequence = *sequence;
  return Turn<K>{.entity = key,
                 .sequence = *sequence,
                 .previous = *previous,
                 .rules = *rules,
                 .context = *context,
                 .heard = std::move(*heard),
                 .decision = std::move(*decision)};
}

}  // namespace detail

template <class K>
auto decode_turn(std::string_view bytes, const ReadOptions& options)
    -> Result<Turn<K>, CodecError> {
  const detail::BorrowedTape tape;
  if (auto error = detail::parse_into(*tape, bytes, options.limits))
    return Failure{std::move(*error)};
  detail::Reading reading(options);
  auto turn = detail::read_turn<K>(reading, JsonView{tape->nodes.data()});
  if (!turn) return Failure{std::move(reading.error())};
  return std::move(*turn);
}

}  // namespace orkesta::codec
