#include "orkesta/door/door.hpp"

#include "orkesta/codec/cloudevents.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/door/mask.hpp"

namespace orkesta::door {
namespace {

using conversation::Payload;

auto error_of(log::LogError error) -> DoorError {
  if (error == log::LogError::disk_full) return DoorError::disk_full;
  if (error == log::LogError::too_large) return DoorError::too_large;
  return DoorError::log_unavailable;
}

auto conversation_key(const TenantId& tenant, EntityId id) -> EntityKey {
  return {tenant, "conversation", std::move(id)};
}

auto tenant_key(const TenantId& tenant) -> EntityKey {
  return {tenant, "tenant", EntityId{tenant.text()}};
}

template <class AnyPayload>
auto sealed_record(KeyStore& keys, std::string_view installation, const EntityKey& entity,
                   const HeardId& heard, AnyPayload payload) -> Result<log::Record, KeyError> {
  const codec::SealScope scope{entity.tenant, entity.kind + '/' + entity.id.text(), heard.text()};
  ORKESTA_TRY(codec::seal(payload, scope, keys));
  const auto type = std::visit([](const auto& alternative) { return alternative.type; }, payload);
  const auto event = codec::inbound_event(installation, type, heard, entity);
  return log::Record{entity.text(), codec::write_attributes(event), codec::write(payload)};
}

auto raw_of(std::string_view raw) -> std::optional<PersonalText> {
  if (raw.empty()) return std::nullopt;
  auto masked = mask_cards(raw.substr(0, limits::raw_envelope_bytes_max));
  return PersonalText::fresh(std::move(masked.text));
}

}  // namespace

auto describe(DoorError error) -> std::string_view {
  switch (error) {
    case DoorError::log_unavailable:
      return "the message log does not accept records now: send it again";
    case DoorError::disk_full:
      return "the log's disk is full: free space, then send it again";
    case DoorError::keys_unavailable:
      return "the key store does not answer: send it again";
    case DoorError::too_large:
      return "the record is larger than the log accepts";
  }
  return "unknown";
}

auto heard_id_of(const Payload& payload) -> std::optional<HeardId> {
  const auto named = [](std::string_view kind, const std::string& key) {
    return std::optional<HeardId>{HeardId{std::string(kind) + key}};
  };
  const auto optional_key = [&](std::string_view kind, const std::string& key) {
    return key.empty() ? std::nullopt : named(kind, key);
  };
  return std::visit(
      Overloaded{
          [&](const conversation::CustomerMessage& p) { return named("m-", p.duplicate_key); },
          [&](const conversation::MessageEdited& p) { return named("e-", p.duplicate_key); },
          [&](const conversation::MessageDeleted& p) { return named("d-", p.duplicate_key); },
          [&](const conversation::Command& p) { return optional_key("c-", p.duplicate_key); },
          [&](const conversation::Notification& p) { return optional_key("n-", p.duplicate_key); },
          [&](const effects::EffectResult& p) {
            return named("r-", p.effect + '/' + std::to_string(p.sent_by));
          },
          [&](const conversation::TimerFired&) { return std::optional<HeardId>{}; },
          [&](const conversation::Unreadable& p) { return optional_key("u-", p.fingerprint); },
      },
      payload);
}

auto record_of(KeyStore& keys, std::string_view installation, const EntityKey& entity,
               const HeardId& heard, Payload payload) -> Result<log::Record, KeyError> {
  return sealed_record(keys, installation, entity, heard, std::move(payload));
}

auto record_of(KeyStore& keys, std::string_view installation, const EntityKey& entity,
               const HeardId& heard, tenant::Payload payload) -> Result<log::Record, KeyError> {
  return sealed_record(keys, installation, entity, heard, std::move(payload));
}

auto Door::append(const EntityKey& entity, log::Record record) -> Result<Accepted, DoorError> {
  const auto partition = log::partition_of(entity.tenant, log_.partitions());
  auto position = log_.append(log::topic::inbound, partition, std::move(record));
  if (!position) return Failure{error_of(position.error())};
  return Accepted{entity, *position};
}

auto Door::append_payload(const EntityKey& entity, const HeardId& heard, Payload payload)
    -> Result<Accepted, DoorError> {
  auto record = record_of(keys_, installation_, entity, heard, std::move(payload));
  if (!record) return Failure{DoorError::keys_unavailable};
  return append(entity, std::move(*record));
}

auto Door::command(const EntityKey& entity, const HeardId& heard, conversation::Command command)
    -> Result<Accepted, DoorError> {
  for (auto* const words : {&command.text, &command.note})  // Operators copy what customers wrote.
    if (*words && (*words)->opened())
      *words = PersonalText::fresh(mask_cards(*(*words)->opened()).text);
  return append_payload(entity, heard, std::move(command));
}

auto Door::deliver(const TenantId& tenant, const Line& line, const connect::ChannelEvent& event,
                   std::string_view raw, const Known& known)
    -> Result<std::optional<Accepted>, DoorError> {
  // Whatever was drafted goes to the thread's conversation; without keys nothing is written.
  const auto to_thread = [&](const std::string& thread,
                             auto drafted) -> Result<std::optional<Accepted>, DoorError> {
    const auto id = conversation_id(keys_, tenant, line, thread);
    if (!id || !drafted) return Failure{DoorError::keys_unavailable};
    Payload payload = std::move(*drafted);
    const auto heard = heard_id_of(payload);
    ORKESTA_ASSERT(heard.has_value());
    ORKESTA_TRY_LET(accepted,
                    append_payload(conversation_key(tenant, *id), *heard, std::move(payload)));
    return std::optional<Accepted>{std::move(accepted)};
  };
  return std::visit(
      Overloaded{
          [&](const connect::IncomingMessage& said) {
            auto drafted = draft(keys_, tenant, line, said, known);
            if (drafted) drafted->raw = raw_of(raw);
            return to_thread(said.thread, std::move(drafted));
          },
          [&](const connect::IncomingEdit& said) {
            return to_thread(said.thread, draft(keys_, tenant, line, said));
          },
          [&](const connect::IncomingDeletion& said) {
            return to_thread(said.thread, draft(keys_, tenant, line, said));
          },
          [&](const connect::StaffMessage& said) {
            auto key = command_key(keys_, tenant, line.channel + '/' + said.message_id);
            Result<conversation::Command, KeyError> drafted = Failure{KeyError::unavailable};
            if (key)
              drafted =
                  conversation::Command{.command = conversation::CommandType::take,
                                        .duplicate_key = *key,
                                        .by = said.by,
                                        .text = std::nullopt,
                                        .note = PersonalText::fresh(mask_cards(said.text).text),
                                        .approval = std::nullopt,
                                        .discount_bp = std::nullopt};
            return to_thread(said.thread, std::move(drafted));
          },
          [&](const connect::Ignored&) -> Result<std::optional<Accepted>, DoorError> {
            return std::optional<Accepted>{};
          },
          [&](const connect::Unknown& unknown) -> Result<std::optional<Accepted>, DoorError> {
            const auto fingerprint = codec::sha256(raw).hex().substr(0, 16);
            auto kept = raw_of(raw);
            // Erasing a conversation or a customer must not take this with it, nor the other way
            // round.
            if (kept) kept = PersonalText::fresh(*kept->opened(), "unreadable/" + fingerprint);
            auto record =
                record_of(keys_, installation_, tenant_key(tenant), HeardId{"u-" + fingerprint},
                          tenant::Unreadable{unknown.reason, fingerprint, kept});
            if (!record) return Failure{DoorError::keys_unavailable};
            ORKESTA_TRY_LET(accepted, append(tenant_key(tenant), std::move(*record)));
            return std::optional<Accepted>{std::move(accepted)};
          },
      },
      event);
}

}  // namespace orkesta::door
