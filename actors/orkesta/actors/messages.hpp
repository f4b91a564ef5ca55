#pragma once

/// Every typed handle and message of this folder: its table of contents.
///
///   unit thread ──Inputs, Wake──▶ partition actor ──WorkOrder──▶ entity actors
///        ▲                          │   ▲  ◀───────WorkDone───────────┘
///        └──────── UnitInbox ◀──────┘   └── Committed, Aborted ── unit thread
///
/// Messages never leave the process. `epoch` counts a partition's aborts and restores: what carries
/// an older one is about work that was given up, and is dropped.

#include <caf/all.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "orkesta/core/time.hpp"
#include "orkesta/engine/work.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::actors {

// --- partition -----------------------------------------------------------------------------------

/// The partition is this unit's: restore it from cache and log, then say `Restored` to the unit.
struct Restore {
  std::uint64_t epoch = 0;
  Offset next_input = 0;
  log::Trying trying;
};
/// What was polled, in order.
struct Inputs {
  std::uint64_t epoch = 0;
  std::shared_ptr<std::vector<log::Delivered>> records;
};
/// The partition's input is read to its end: timers due by `now` may fire.
struct Wake {
  std::uint64_t epoch = 0;
  Timestamp now;
};
/// The oldest batch that is out was committed.
struct BatchCommitted {
  std::uint64_t epoch = 0;
  std::shared_ptr<const log::Committed> committed;
};
/// Every batch that is out is gone; inputs will come again from the last committed offset.
struct BatchesAborted {
  std::uint64_t epoch = 0;  ///< From now on.
};
/// Bring the cache up to the last commit, then say `Settled`.
struct Settle {
  std::uint64_t epoch = 0;
};
struct WorkDone {
  std::uint64_t epoch = 0;
  std::shared_ptr<engine::Worked> worked;
};

/// What became of the wave that two processes died of, perhaps, in a child process.
struct SuspectTried {
  std::uint64_t epoch = 0;
  bool survived = true;
};

using PartitionActor =
    caf::typed_actor<caf::reacts_to<Restore>, caf::reacts_to<Inputs>, caf::reacts_to<Wake>,
                     caf::reacts_to<BatchCommitted>, caf::reacts_to<BatchesAborted>,
                     caf::reacts_to<Settle>, caf::reacts_to<WorkDone>,
                     caf::reacts_to<SuspectTried>>;

// --- entity --------------------------------------------------------------------------------------

/// All that one entity has to do in one wave; answered by `WorkDone` to the partition.
struct WorkOrder {
  std::uint64_t epoch = 0;
  std::shared_ptr<const engine::Work> work;
  PartitionActor partition;
};
using EntityActor = caf::typed_actor<caf::reacts_to<WorkOrder>>;

// --- projector, executor
// ---------------------------------------------------------------------------

/// Go on; what blocks runs on the blocking pool, which sends `StepDone`.
struct Step {};
struct StepDone {
  bool worked = false;   ///< There was something to do: go on at once.
  bool failed = false;   ///< Wait before the next try.
  bool stopped = false;  ///< It cannot go on without a person.
};
using LoopActor = caf::typed_actor<caf::reacts_to<Step>, caf::reacts_to<StepDone>>;

}  // namespace orkesta::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::Restore)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::Inputs)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::Wake)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::BatchCommitted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::BatchesAborted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::Settle)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::WorkDone)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::SuspectTried)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::WorkOrder)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::Step)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(orkesta::actors::StepDone)
