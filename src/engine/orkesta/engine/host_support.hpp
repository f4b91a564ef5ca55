#pragma once

/// What `host_of.hpp` needs and no template needs to be. Private to it.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orkesta/core/keys.hpp"
#include "orkesta/core/turn.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/engine/work.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::engine::support {

/// A key could not be asked for. Leaves `Entity::work` as `WorkFailure::unavailable`.
struct KeysUnavailable {};

/// Sets and cancels timers; a later change of a name wins.
void apply(Timers& timers, const std::vector<TimerChange>& changes);
void cancel(Timers& timers, const TimerName& name);
/// The one that is due first; of equal ones the first by name.
auto earliest(const Timers& timers) -> const std::pair<TimerName, Timestamp>*;

auto effect_record(const std::string& installation, const EntityKey& entity, Sequence sequence,
                   Timestamp at, std::string_view type, const EffectId& effect, std::string value)
    -> log::Record;
auto event_copy(const std::string& installation, const EntityKey& entity, Sequence sequence,
                std::size_t index, Timestamp at, std::string_view type, std::string value)
    -> log::Record;

/// The first 16 hex digits of the bytes' digest: groups dead letters by cause.
auto fingerprint(std::string_view bytes) -> std::string;
auto dead_letter_raw(std::string_view bytes) -> std::string;

/// Seals with the very keys that a recorded turn was sealed with, and makes none.
class RecordedKeys final : public KeyStore {
 public:
  RecordedKeys(KeyStore& keys, std::map<Subject, KeyNumber> numbers)
      : keys_(keys), numbers_(std::move(numbers)) {}
  auto current(const TenantId& tenant, const Subject& subject)
      -> Result<SubjectKey, KeyError> override;
  auto find(const TenantId& tenant, const Subject& subject, KeyNumber number)
      -> Result<std::optional<SubjectKey>, KeyError> override;
  auto destroy(const TenantId& tenant, const Subject& subject) -> Result<Done, KeyError> override;
  auto secret(const TenantId& tenant, std::string_view name)
      -> Result<std::array<std::uint8_t, 32>, KeyError> override;
  auto missed() const -> bool { return missed_; }  ///< A key is destroyed.

 private:
  KeyStore& keys_;
  std::map<Subject, KeyNumber> numbers_;
  bool missed_ = false;
};

}  // namespace orkesta::engine::support
