#pragma once

/// The disposable state cache of a partition's entities: written behind the commits, never ahead.
/// Losing it costs time, never data: whoever restores folds the turns after `covered`.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/digest.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/store/error.hpp"

namespace orkesta::store {

/// An entity as it stood after turn `sequence`.
struct CachedState {
  EntityKey entity;
  Sequence sequence = 0;
  Digest digest;                      ///< Of that turn.
  FoldVersion fold = 0;               ///< Of its kind, when the state was written.
  std::optional<Timestamp> next_due;  ///< Of its earliest timer.
  std::string state;                  ///< Canonical JSON; personal values sealed.
  bool operator==(const CachedState&) const = default;
};

struct DueEntity {
  EntityKey entity;
  Timestamp due;
  bool operator==(const DueEntity&) const = default;
};

/// Any thread may call it; calls for one partition wait on one another. `corrupt`: that partition's
/// cache is of no use any more: `drop` it and fold its turns again.
class StateCache {
 public:
  virtual ~StateCache() = default;

  /// The entity's row; nothing when it was never written (or the cache was dropped).
  virtual auto load(Partition partition, const EntityKey& entity)
      -> Result<std::optional<CachedState>, StoreError> = 0;

  /// Writes the rows and moves `covered` in one transaction. `covered_before`: every turn of the
  /// partition before this offset is held by a row, this call's included. It may stand still; a
  /// smaller one than before is ignored, and so is a row of a smaller sequence than the one there.
  virtual auto write(Partition partition, std::span<const CachedState> states,
                     Offset covered_before) -> Result<Done, StoreError> = 0;

  /// Where to start reading turns; 0 for an empty cache.
  virtual auto covered(Partition partition) -> Result<Offset, StoreError> = 0;

  /// Entities whose next timer is due at or before `until`, by due time, then by key; at most
  /// `limit`.
  virtual auto due(Partition partition, Timestamp until, std::size_t limit)
      -> Result<std::vector<DueEntity>, StoreError> = 0;
  /// The earliest due time of the partition.
  virtual auto next_due(Partition partition) -> Result<std::optional<Timestamp>, StoreError> = 0;

  /// Every row of the partition in order of the keys, `limit` at a time; for checks and for
  /// counting. `after` is the last key seen.
  virtual auto scan(Partition partition, const std::optional<EntityKey>& after, std::size_t limit)
      -> Result<std::vector<CachedState>, StoreError> = 0;

  /// Forgets the partition: rows and `covered`.
  virtual auto drop(Partition partition) -> Result<Done, StoreError> = 0;
};

struct StateCacheOptions {
  std::string folder;  ///< Made when missing; one file a partition.
  /// Told once for each file that was damaged or of another version and was therefore dropped.
  std::function<void(std::string_view)> say;
};
auto open_state_cache(const StateCacheOptions& options)
    -> Result<std::unique_ptr<StateCache>, StoreError>;

/// For tests, the simulation and `chat` without a data folder.
auto memory_state_cache() -> std::unique_ptr<StateCache>;

}  // namespace orkesta::store
