#pragma once

/// Verify, replay, export: what anybody can prove from the log alone. Read-only; beside a server.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "orkesta/core/digest.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::engine {

/// The first place where the log is not what it says.
struct Difference {
  log::Position at;
  std::string entity;
  Sequence sequence = 0;
  std::string what;  ///< wrong_digest, wrong_link, gap, undecodable, wrong_key, input_repeated, ….
  std::string message;
};

struct AuditScope {
  std::optional<TenantId> tenant;
  std::optional<EntityKey> entity;
};

struct Verified {
  std::uint64_t turns = 0;
  std::uint64_t entities = 0;
  std::optional<Difference> first_difference;
};
/// Chains, sequences, digests of the exact bytes, decodability, attributes, inputs unique and
/// rising.
auto verify(log::MessageLog& log, const KindRegistry& kinds) -> Result<Verified, log::LogError>;

struct Replayed {
  std::uint64_t turns = 0;
  std::uint64_t redecided = 0;
  std::uint64_t other_rules = 0;
  std::uint64_t erased = 0;        ///< A blob it needs cannot be opened any more.
  std::uint64_t dead_letters = 0;  ///< Undecidable then; not decided again.
  std::uint64_t differing = 0;
  std::optional<Difference> first_difference;
};
/// Decides every turn of its own rules again, with the understanding and context version recorded,
/// and compares bytes; folds all (P7).
auto replay(log::MessageLog& log, const KindRegistry& kinds, const Services& services,
            const AuditScope& scope = {}) -> Result<Replayed, log::LogError>;

/// Each turn of the scope: partition by partition, each in log order, until `line` says false.
struct ExportedTurn {
  log::Position at;
  EntityKey entity;
  Sequence sequence = 0;
  Digest previous;
  Digest digest;
  std::string_view turn;  ///< The exact bytes.
};
auto export_turns(log::MessageLog& log, const AuditScope& scope,
                  const std::function<bool(const ExportedTurn&)>& line)
    -> Result<std::optional<Difference>, log::LogError>;

/// The tenant's entity folded from its first turn; for time travel up to `sequence` (0 = all).
/// Nothing: there is no such entity.
auto fold_from_log(log::MessageLog& log, const KindRegistry& kinds, const EntityKey& key,
                   Sequence up_to = 0) -> Result<std::unique_ptr<Entity>, Difference>;

}  // namespace orkesta::engine
