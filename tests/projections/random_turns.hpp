#pragma once

/// A log of random turns of two tenants, by seed.

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/turn.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/projections/recorded_turn.hpp"
#include "samples.hpp"

namespace orkesta::projections {

using ConversationTurn = Turn<conversation::Kind>;

/// Few names, so that turns meet in the same rows; numbers that a life can have.
class Lifelike : public support::Random {
 public:
  using Random::Random;
  auto items() -> std::size_t override { return pick(5); }
  auto word() -> std::string override { return "w" + std::to_string(pick(6)); }
  auto text() -> std::string override {
    return pick(4) == 0 ? Random::text() : "t" + std::to_string(pick(6));
  }
  auto number() -> std::uint64_t override { return pick(400'000'000); }
};

struct Recorded {
  ConversationTurn turn;
  std::string bytes;
  TurnPlace place;
  auto view() const -> RecordedTurn { return recorded(turn, bytes, place); }
};

/// Mexico's summer time is gone, but its pack's zone was not always so: an offset that changes in
/// the middle of the turns' days.
inline auto changing_zone() -> const Zone& {
  static const Zone zone{"Test/Changing", -6 * 3600, {{Timestamp{1'763'681'600'000}, -5 * 3600}}};
  return zone;
}

/// Turns at offsets 0, 1, 2, …; an entity's sequences are gapless. Ids of a tenant begin with its
/// name, so that a row that strays is seen.
inline auto random_log(std::uint64_t seed, std::size_t count) -> std::deque<Recorded> {
  Lifelike choices(seed);
  std::deque<Recorded> log;
  std::map<EntityKey, Sequence> last;
  for (Offset offset = 0; offset < count; ++offset) {
    auto turn = support::sample_turn<conversation::Kind>(choices);
    const std::string tenant = choices.pick(2) == 0 ? "demo" : "other";
    turn.entity = EntityKey{TenantId{tenant}, "conversation",
                            EntityId{tenant + '-' + std::to_string(choices.pick(5))}};
    turn.sequence = ++last[turn.entity];
    turn.heard.entity = turn.entity;
    turn.heard.sequence = turn.sequence;
    auto bytes = codec::encode_turn(turn);
    const auto digest = codec::sha256(bytes);
    const auto* zone = tenant == "demo" ? &changing_zone() : nullptr;
    log.push_back({std::move(turn), std::move(bytes), {3, offset, digest, zone}});
  }
  return log;
}

}  // namespace orkesta::projections
