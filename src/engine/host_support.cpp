#include "orkesta/engine/host_support.hpp"

#include <algorithm>

#include "orkesta/codec/cloudevents.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::engine::support {
namespace {

auto place_of(Timers& timers, const TimerName& name) -> Timers::iterator {
  return std::lower_bound(
      timers.begin(), timers.end(), name,
      [](const auto& timer, const auto& wanted) { return timer.first < wanted; });
}

}  // namespace

void cancel(Timers& timers, const TimerName& name) {
  const auto at = place_of(timers, name);
  if (at != timers.end() && at->first == name) timers.erase(at);
}

void apply(Timers& timers, const std::vector<TimerChange>& changes) {
  for (const auto& change : changes) {
    std::visit(Overloaded{[&](const SetTimer& set) {
                            const auto at = place_of(timers, set.name);
                            if (at != timers.end() && at->first == set.name)
                              at->second = set.due;
                            else
                              timers.emplace(at, set.name, set.due);
                          },
                          [&](const CancelTimer& gone) { cancel(timers, gone.name); }},
               change);
  }
}

auto earliest(const Timers& timers) -> const std::pair<TimerName, Timestamp>* {
  const auto first =
      std::min_element(timers.begin(), timers.end(), [](const auto& left, const auto& right) {
        return std::pair{left.second, left.first} < std::pair{right.second, right.first};
      });
  return first == timers.end() ? nullptr : &*first;
}

auto effect_record(const std::string& installation, const EntityKey& entity, Sequence sequence,
                   Timestamp at, std::string_view type, const EffectId& effect, std::string value)
    -> log::Record {
  const auto event = codec::effect_event(installation, type, effect, entity, sequence, at);
  return {entity.text(), codec::write_attributes(event), std::move(value)};
}

auto event_copy(const std::string& installation, const EntityKey& entity, Sequence sequence,
                std::size_t index, Timestamp at, std::string_view type, std::string value)
    -> log::Record {
  const auto event = codec::copy_event(installation, type, entity, sequence, index, at);
  return {entity.text(), codec::write_attributes(event), std::move(value)};
}

auto fingerprint(std::string_view bytes) -> std::string {
  return codec::sha256(bytes).hex().substr(0, 16);
}

auto dead_letter_raw(std::string_view bytes) -> std::string {
  return std::string{bytes.substr(0, limits::engine_dead_letter_raw_bytes_max)};
}

auto RecordedKeys::current(const TenantId& tenant, const Subject& subject)
    -> Result<SubjectKey, KeyError> {
  const auto number = numbers_.find(subject);
  // A subject that the recorded turn did not seal for: the decision differs; number 1 will show it.
  ORKESTA_TRY_LET(key, keys_.find(tenant, subject, number == numbers_.end() ? 1 : number->second));
  if (key) return *key;
  missed_ = true;
  return Failure{KeyError::unavailable};
}

auto RecordedKeys::find(const TenantId& tenant, const Subject& subject, KeyNumber number)
    -> Result<std::optional<SubjectKey>, KeyError> {
  auto found = keys_.find(tenant, subject, number);
  if (found && !*found) missed_ = true;
  return found;
}

auto RecordedKeys::destroy(const TenantId&, const Subject&) -> Result<Done, KeyError> {
  ORKESTA_UNREACHABLE();
}

auto RecordedKeys::secret(const TenantId& tenant, std::string_view name)
    -> Result<std::array<std::uint8_t, 32>, KeyError> {
  return keys_.secret(tenant, name);
}

}  // namespace orkesta::engine::support
