#pragma once

/// The bodies of `EntityOf`. Included by host_of.hpp alone.

#include "orkesta/engine/host_of.hpp"

namespace orkesta::engine {

template <EntityKind K>
auto EntityOf<K>::work(const Work& work, const Services& services) -> Worked {
  Worked done;
  done.index = work.index;
  done.items.reserve(work.heard.size());
  const auto version = context_version();
  const HeardRecord* now = nullptr;
  try {
    for (std::size_t i = 0; i < work.heard.size(); ++i) {
      now = &work.heard[i];
      if (std::holds_alternative<FromInbound>(now->cause)) {
        fire({now->at, false}, i, work, services, done);
      }
      done.items.push_back({i, false, hear(*now, work, services)});
    }
    now = nullptr;
    if (work.horizon) fire(*work.horizon, work.heard.size(), work, services, done);
    if (work.want_row) done.row = row();
    if (context_version() != version) done.context = context();
  } catch (const support::KeysUnavailable&) {
    done.failure = WorkFailure::unavailable;
    done.because = "the key store does not answer";
  } catch (const std::exception& broken) {
    done.failure = WorkFailure::bug;
    done.failed_at = now ? now->id.text() : "*";
    done.because = key_text_ + ": " + broken.what();
  }
  done.standing = standing();
  return done;
}

template <EntityKind K>
void EntityOf<K>::fire(Horizon horizon, std::size_t before, const Work& work,
                       const Services& services, Worked& done) {
  for (std::size_t fired = 0; fired < limits::engine_timers_per_work_max; ++fired) {
    const auto* next = support::earliest(timers_);
    if (!next) return;
    const auto due = next->second;
    if (horizon.inclusive ? due > horizon.until : due >= horizon.until) return;
    const auto name = next->first;
    HeardRecord record{
        .id = HeardId{key_text_ + '/' + std::to_string(sequence_ + 1) + "/timer/" + name.text()},
        .cause = FromTimer{name, due},
        .at = due,
        .payload = {},
        .input = {},
        .because = {},
        .reject = {}};
    support::cancel(timers_, name);
    done.items.push_back({before, true, hear(record, work, services)});
  }
}

template <EntityKind K>
auto EntityOf<K>::payload_of(const HeardRecord& record, const std::string& reject) const
    -> Payload {
  const auto dead = [&](std::string reason) {
    auto letter = support::unreadable<Payload>(std::move(reason), record.payload);
    ORKESTA_ASSERT(letter.has_value());  // A kind without dead letters is not hosted.
    return std::move(*letter);
  };
  if (!reject.empty()) return dead(reject);
  if (std::holds_alternative<FromTimer>(record.cause)) {
    auto timer = support::alternative<Payload>(support::timer_payload);
    ORKESTA_ASSERT(timer.has_value());  // It set one.
    return std::move(*timer);
  }
  auto read = codec::read<Payload>(record.payload);
  if (!read) return dead(read.error().code);
  return std::move(*read);
}

template <EntityKind K>
auto EntityOf<K>::hear(const HeardRecord& record, const Work& work, const Services& services)
    -> Decided {
  ORKESTA_ASSERT(services.keys != nullptr);
  auto reject = record.reject;
  for (const auto& id : work.broke_it) {
    if (!reject.empty()) break;
    if (id == Work::everything) reject = support::killed_its_process;
    if (id == record.id.text()) reject = "bug";
  }
  Turn<K> turn{.entity = key_,
               .sequence = sequence_ + 1,
               .previous = digest_,
               .rules = K::rules,
               .context = work.context.version,
               .heard = {.id = record.id,
                         .cause = record.cause,
                         .at = std::max(record.at, last_at_),
                         .payload = payload_of(record, reject),
                         .understanding = std::nullopt,
                         .entity = key_,
                         .sequence = sequence_ + 1,
                         .context = work.context.context},
               .decision = {}};
  open(turn.heard, *services.keys);
  understand(turn.heard, work.context, services);
  turn.decision = decide(turn.heard, record);
  complete(turn, state_, *services.keys);
  auto result = decided(turn, record, services);
  support::apply(timers_, turn.decision.timers);
  sequence_ = turn.sequence;
  digest_ = result.digest;
  last_at_ = turn.heard.at;
  return result;
}

/// Opens what a decision may read. A kind whose state is a context moves personal values only.
template <EntityKind K>
void EntityOf<K>::open(Heard<K>& heard, KeyStore& keys) {
  if constexpr (support::IsContext<K>) return;
  // What became of an effect may be an erasure: what it took must not stay readable here.
  if (support::type_of(heard.payload) == effects::EffectResult::type) {
    codec::close(state_);
    opened_ = false;
  }
  if (!opened_) support::open_or_throw(state_, key_.tenant, keys);
  opened_ = true;
  support::open_or_throw(heard.payload, key_.tenant, keys);
}

template <EntityKind K>
void EntityOf<K>::understand(Heard<K>& heard, const ContextSnapshot& context,
                             const Services& services) const {
  if constexpr (support::Understands<K>) {
    if (services.understander == nullptr) return;
    const auto text = K::text_to_understand(state_, heard.payload, heard.cause);
    if (!text) return;
    heard.understanding = services.understander->understand(*text, K::hints(state_, heard.payload),
                                                            heard.at, context);
    // Sealed before the decision, which copies what it needs of it: deciding again finds the same
    // blobs. An origin of its own, so that the decision's values keep their ordinals.
    const codec::SealScope scope{
        .tenant = key_.tenant,
        .subject = subject_,
        .origin = key_text_ + '/' + std::to_string(heard.sequence) + "/understanding"};
    if (!codec::seal(heard.understanding, scope, *services.keys)) throw support::KeysUnavailable{};
  }
}

/// Decides; when the kind's code fails, once more from a state made of its own bytes (perhaps only
/// this memory was damaged); then what was heard becomes a dead letter in its place (R13).
template <EntityKind K>
auto EntityOf<K>::decide(Heard<K>& heard, const HeardRecord& record) -> Decision<K> {
  const auto attempt = [&]() -> std::optional<Decision<K>> {
    try {
      auto decision = K::decide(state_, heard);
      check(decision);
      return decision;
    } catch (const std::exception&) {
      return std::nullopt;
    }
  };
  if (auto first = attempt()) return std::move(*first);
  if (auto again = codec::read<State>(codec::write(state_), {.limits = codec::stored_limits})) {
    state_ = std::move(*again);
    opened_ = false;
    if (auto second = attempt()) return std::move(*second);
  }
  heard.understanding.reset();
  auto dead = support::unreadable<Payload>("bug", record.payload);
  ORKESTA_ASSERT(dead.has_value());
  heard.payload = std::move(*dead);
  if (auto third = attempt()) return std::move(*third);
  heard.payload =
      std::move(*support::unreadable<Payload>(std::string{support::undecidable}, record.payload));
  return {};
}

template <EntityKind K>
void EntityOf<K>::check(const Decision<K>& decision) const {
  for (const auto& message : decision.messages) ORKESTA_ASSERT(message.to.tenant == key_.tenant);
  if constexpr (!support::Sends<K>) ORKESTA_ASSERT(decision.replies.empty());
}

/// Seals what is fresh, evolves the state and adds a send for each reply: afterwards the turn is
/// what will be written.
template <EntityKind K>
void EntityOf<K>::complete(Turn<K>& turn, State& after, KeyStore& keys) const {
  const codec::SealScope scope{.tenant = key_.tenant,
                               .subject = subject_,
                               .origin = key_text_ + '/' + std::to_string(turn.sequence)};
  ORKESTA_ASSERT(codec::is_sealed(turn.heard.understanding));
  if (!codec::seal(turn, scope, keys)) throw support::KeysUnavailable{};
  for (const auto& event : turn.decision.events) K::evolve(after, event);
  if constexpr (support::Sends<K>) {
    for (std::uint32_t i = 0; i < turn.decision.replies.size(); ++i) {
      turn.decision.effects.push_back({EffectId{derive_id(key_, turn.sequence, i) + ":send"},
                                       turn.heard.at + limits::engine_send_deadline,
                                       K::send_message(after, turn.decision.replies[i], i)});
    }
    ORKESTA_ASSERT(codec::is_sealed(turn.decision.effects));
  }
}

template <EntityKind K>
auto EntityOf<K>::decided(const Turn<K>& turn, const HeardRecord& record,
                          const Services& services) const -> Decided {
  Decided result{.entity = key_,
                 .sequence = turn.sequence,
                 .digest = {},
                 .at = turn.heard.at,
                 .context = turn.context,
                 .cause = turn.heard.cause,
                 .input = record.input,
                 .because = record.because,
                 .turn = codec::encode_turn(turn),
                 .outputs = {},
                 .messages = {},
                 .dead_letter = !support::reason_of(turn.heard.payload).empty()};
  result.digest = codec::digest_of(result.turn);
  add_outputs(turn, services.installation, result);
  for (std::uint32_t i = 0; i < turn.decision.messages.size(); ++i) {
    const auto& message = turn.decision.messages[i];
    result.messages.push_back({message.to,
                               {.id = HeardId{key_text_ + '/' + std::to_string(turn.sequence) +
                                              "/message/" + std::to_string(i)},
                                .cause = FromMessage{key_, turn.sequence, i},
                                .at = turn.heard.at,
                                .payload = codec::write(message.what),
                                .input = {},
                                .because = record.because,
                                .reject = {}}});
  }
  return result;
}

template <EntityKind K>
void EntityOf<K>::add_outputs(const Turn<K>& turn, const std::string& installation,
                              Decided& decided) const {
  const auto at = turn.heard.at;
  for (const auto& effect : turn.decision.effects) {
    std::visit(
        [&]<class E>(const E& what) {
          std::string value;
          auto topic = log::topic::effects;
          if constexpr (std::same_as<E, effects::SendMessage>) {
            topic = log::topic::outbound;
            value = codec::write(effects::Outbound{effect.id.text(), effect.deadline, turn.sequence,
                                                   what, turn.decision.replies.at(what.reply)});
          } else {
            value = "{\"effect\":" + codec::write(effect.id) +
                    ",\"deadline\":" + codec::write(effect.deadline) +
                    ",\"sent_by\":" + std::to_string(turn.sequence) +
                    ",\"what\":" + codec::write(effect.what) + '}';
          }
          decided.outputs.push_back(
              {topic, support::effect_record(installation, key_, turn.sequence, at, E::type,
                                             effect.id, std::move(value))});
        },
        effect.what);
  }
  for (std::size_t i = 0; i < turn.decision.events.size(); ++i) {
    std::visit(
        [&]<class E>(const E& event) {
          if constexpr (requires { E::also_on; }) {
            auto plain = event;
            support::forget_personal(plain);
            const typename K::Event copy{std::move(plain)};
            decided.outputs.push_back(
                {log::Topic{E::also_on}, support::event_copy(installation, key_, turn.sequence, i,
                                                             at, E::type, codec::write(copy))});
          }
        },
        turn.decision.events[i]);
  }
}

template <EntityKind K>
void EntityOf<K>::take_in(const Turn<K>& turn) {
  for (const auto& event : turn.decision.events) K::evolve(state_, event);
  if (const auto* timer = std::get_if<FromTimer>(&turn.heard.cause)) {
    support::cancel(timers_, timer->name);
  }
  support::apply(timers_, turn.decision.timers);
  sequence_ = turn.sequence;
  last_at_ = turn.heard.at;
  opened_ = false;
}

template <EntityKind K>
auto EntityOf<K>::fold(std::string_view bytes) -> Result<Done, FoldError> {
  using Reason = FoldError::Reason;
  auto turn = codec::decode_turn<K>(bytes);
  if (!turn) {
    return Failure{FoldError{Reason::undecodable, turn.error().path + ": " + turn.error().message}};
  }
  if (turn->entity != key_) return Failure{FoldError{Reason::wrong_entity, turn->entity.text()}};
  if (turn->sequence != sequence_ + 1) {
    return Failure{FoldError{Reason::wrong_sequence, "turn " + std::to_string(turn->sequence) +
                                                         " of " + key_text_ + " follows turn " +
                                                         std::to_string(sequence_)}};
  }
  if (turn->previous != digest_) {
    return Failure{FoldError{Reason::wrong_link, "turn " + std::to_string(turn->sequence) + " of " +
                                                     key_text_ + " names another predecessor"}};
  }
  take_in(*turn);
  digest_ = codec::digest_of(bytes);
  return Done{};
}

template <EntityKind K>
auto EntityOf<K>::row() const -> store::CachedState {
  const auto* next = support::earliest(timers_);
  std::string body = "{\"at\":" + codec::write(last_at_) + ",\"timers\":";
  codec::write_to(body, timers_);
  body += ",\"state\":";
  codec::write_to(body, state_);
  body += '}';
  return {.entity = key_,
          .sequence = sequence_,
          .digest = digest_,
          .fold = K::fold,
          .next_due = next ? std::optional{next->second} : std::nullopt,
          .state = std::move(body)};
}

template <EntityKind K>
auto EntityOf<K>::load(const store::CachedState& row) -> bool {
  const auto json = codec::Json::parse(row.state, codec::stored_limits);
  if (!json) return false;
  const auto at = json->root().find("at");
  const auto timers = json->root().find("timers");
  const auto state = json->root().find("state");
  if (!at || !timers || !state) return false;
  auto last_at = codec::read_view<Timestamp>(*at);
  auto names = codec::read_view<Timers>(*timers);
  auto restored = codec::read_view<State>(*state);
  if (!last_at || !names || !restored) return false;
  last_at_ = *last_at;
  timers_ = std::move(*names);
  state_ = std::move(*restored);
  sequence_ = row.sequence;
  digest_ = row.digest;
  opened_ = false;
  return true;
}

template <EntityKind K>
auto EntityOf<K>::redecide(std::string_view bytes, const ContextPtr& context,
                           const Services& services) -> Redecided {
  auto recorded = codec::decode_turn<K>(bytes);
  if (!recorded || recorded->sequence != sequence_ + 1) return Redecided::different;
  if (recorded->rules != K::rules) return Redecided::other_rules;
  if (support::reason_of(recorded->heard.payload) == support::undecidable) {
    return Redecided::dead_letter;
  }
  if (recorded->context != 0 && !context) return Redecided::context_unknown;
  support::RecordedKeys keys(*services.keys, support::keys_of(*recorded));
  auto state = state_;
  recorded->heard.context = context;
  if constexpr (!support::IsContext<K>) {
    if (!codec::open(state, key_.tenant, keys) ||
        !codec::open(recorded->heard, key_.tenant, keys)) {
      return Redecided::erased;
    }
  }
  try {
    recorded->decision = K::decide(state, recorded->heard);
    complete(*recorded, state, keys);
  } catch (const support::KeysUnavailable&) {
    return Redecided::erased;
  } catch (const std::exception&) {
    return keys.missed() ? Redecided::erased : Redecided::different;
  }
  if (codec::encode_turn(*recorded) == bytes) return Redecided::equal;
  return keys.missed() ? Redecided::erased : Redecided::different;
}

}  // namespace orkesta::engine
