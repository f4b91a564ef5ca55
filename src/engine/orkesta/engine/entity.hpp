#pragma once

/// An entity of any kind, its type forgotten: what a partition, an actor, a restore and an audit
/// drive. `host_of.hpp` makes one from a kind.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/keys.hpp"
#include "orkesta/engine/understander.hpp"
#include "orkesta/engine/work.hpp"

namespace orkesta::engine {

/// What deciding needs besides state and heard. Lives as long as the node; any thread.
struct Services {
  const Understander* understander = nullptr;  ///< Null: nothing is understood.
  KeyStore* keys = nullptr;
  std::string installation = "orkesta";  ///< Stands in `source` of every record.
};

/// Why recorded bytes could not be folded.
struct FoldError {
  enum class Reason { undecodable, wrong_entity, wrong_sequence, wrong_link, wrong_fold };
  Reason reason = Reason::undecodable;
  std::string message;
};

/// What a decision made again looks like beside the recorded one.
enum class Redecided { equal, different, other_rules, erased, dead_letter, context_unknown };

/// One living entity. Used by one thread at a time; may move between threads.
class Entity {
 public:
  virtual ~Entity() = default;
  virtual auto key() const -> const EntityKey& = 0;
  virtual auto standing() const -> Standing = 0;
  virtual auto timers() const -> const Timers& = 0;
  /// Hears all of `work`, and fires its own timers as architecture invariant 14 says. Never throws.
  /// After a failure the entity is not to be used again.
  virtual auto work(const Work& work, const Services& services) -> Worked = 0;
  /// Takes in a recorded turn; checks entity, sequence and link.
  virtual auto fold(std::string_view turn) -> Result<Done, FoldError> = 0;
  /// As a row of the state cache; personal values sealed.
  virtual auto row() const -> store::CachedState = 0;
  /// Decides the recorded turn again from the state before it (this one) and compares bytes. `turn`
  /// must be the entity's next one; does not fold it.
  virtual auto redecide(std::string_view turn, const ContextPtr& context, const Services& services)
      -> Redecided = 0;
  /// The state as a context, of the kind whose state is one; null for all others.
  virtual auto context() const -> ContextPtr = 0;
  virtual auto context_version() const -> ContextVersion = 0;
};

/// Makes entities of one kind.
class Kind {
 public:
  virtual ~Kind() = default;
  virtual auto name() const -> std::string_view = 0;
  virtual auto rules() const -> RulesVersion = 0;
  virtual auto fold() const -> FoldVersion = 0;
  virtual auto create(EntityKey key) const -> std::unique_ptr<Entity> = 0;
  /// From a row; nothing when the row is of another fold or cannot be read: fold from the first
  /// turn.
  virtual auto restore(const store::CachedState& row) const -> std::unique_ptr<Entity> = 0;
  virtual auto hears(std::string_view payload_type) const -> bool = 0;
  /// Whether these bytes are a turn of this kind, written as this release writes it (R10).
  virtual auto check(std::string_view turn) const -> Result<Done, FoldError> = 0;
};

/// The kinds of this build, by name. Filled before use, then only read.
class KindRegistry {
 public:
  void add(std::unique_ptr<Kind> kind);
  auto find(std::string_view name) const -> const Kind*;

 private:
  std::vector<std::unique_ptr<Kind>> kinds_;
};

/// `<tenant>/<kind>/<id>`; nothing when it is not three non-empty parts. The id may hold slashes.
auto parse_entity_key(std::string_view text) -> std::optional<EntityKey>;

/// Brings an entity to life: row, then the turns after it that the row does not hold.
auto revive(const Kind& kind, const EntityKey& key, const Birth& birth)
    -> Result<std::unique_ptr<Entity>, FoldError>;

}  // namespace orkesta::engine
