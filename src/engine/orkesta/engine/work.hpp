#pragma once

/// What passes between a partition and its entities: plain values, so that an actor, a thread or a
/// plain call may stand between them.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "orkesta/core/digest.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/core/turn.hpp"
#include "orkesta/engine/context_registry.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/state_cache.hpp"

namespace orkesta::engine {

/// Something to be heard, not read yet. `payload`: canonical JSON with its `type` inline.
struct HeardRecord {
  HeardId id;
  Cause cause;
  Timestamp at;  ///< When the log accepted it; of a message: its sender's `at`.
  std::string payload;
  std::string input;    ///< `<topic>/<partition>/<offset>` of an inbound; "" for all others.
  std::string because;  ///< `input` of the inbound that led here; "" when a timer did.
  std::string reject;   ///< A reason code: record a dead letter instead of deciding (R13).
};

/// A message on its way to another entity of the same tenant.
struct Delivery {
  EntityKey to;
  HeardRecord heard;
};

/// A record for another topic than `turns`.
struct Output {
  log::Topic topic;
  log::Record record;
};

/// A turn, decided and serialised but not committed.
struct Decided {
  EntityKey entity;
  Sequence sequence = 0;
  Digest digest;
  Timestamp at;
  ContextVersion context = 0;
  Cause cause;
  std::string input;    ///< As heard.
  std::string because;  ///< As heard.
  std::string turn;     ///< Those bytes are stored, hashed and shown (R10).
  std::vector<Output> outputs;
  std::vector<Delivery> messages;
  bool dead_letter = false;  ///< What was heard could not be decided.
};

/// Timers by name, of one entity.
using Timers = std::vector<std::pair<TimerName, Timestamp>>;

/// Where an entity stands after its work.
struct Standing {
  Sequence sequence = 0;
  Digest digest;
  Timestamp last_at;
  std::optional<Timestamp> next_due;
};

/// What a passive entity is made of: its row, if it has one, and the turns after it, oldest first.
struct Birth {
  std::optional<store::CachedState> row;
  std::vector<std::string> turns;
};

/// How far an entity's own timers fire: before anything it hears in this work that an inbound
/// caused they do so by themselves; after the last of it, as this says.
struct Horizon {
  Timestamp until;
  bool inclusive = false;  ///< Whether a timer due at `until` itself fires.
};

/// All that one entity has to do in one wave, in order.
struct Work {
  static constexpr std::string_view everything = "*";  ///< In `broke_it`: a process died of it.
  std::size_t index = 0;  ///< Of the wave.
  EntityKey entity;
  std::optional<Birth> birth{};  ///< Set when the entity is not alive.
  std::vector<HeardRecord> heard{};
  std::optional<Horizon> horizon{};
  ContextSnapshot context{};
  std::vector<std::string>
      broke_it{};         ///< Ids of what is to be a dead letter: it broke the entity.
  bool want_row = false;  ///< Hand back a row as of the end of this work.
};

enum class WorkFailure {
  none,
  unavailable,  ///< A key could not be asked for: abort and try the same again later.
  broken_log,   ///< The turns or the row do not fit together: the partition stops (R15).
  bug,  ///< `evolve` or the encoding failed on `failed_at`: drop the entity, reject that one.
};

struct Worked {
  struct Item {
    std::size_t before = 0;  ///< Index in `Work::heard` that it answers, or fired before.
    bool fired = false;      ///< A timer's turn.
    Decided decided;
  };
  std::size_t index = 0;
  std::vector<Item> items;
  Standing standing;
  std::optional<store::CachedState> row;
  ContextPtr context;  ///< Set when the entity's state is a context and its version rose.
  WorkFailure failure = WorkFailure::none;
  std::string failed_at;  ///< Id of what was heard.
  std::string because;    ///< Of the failure, for operators: no person's words.
};

}  // namespace orkesta::engine
