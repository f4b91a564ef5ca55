// From what a channel said to what a conversation hears: masked, cut, keyed; not sealed yet.
#include <algorithm>

#include "orkesta/codec/hash.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/door/door.hpp"
#include "orkesta/door/mask.hpp"

namespace orkesta::door {
namespace {

using conversation::Contact;
using conversation::CustomerMessage;
using conversation::MessageDeleted;
using conversation::MessageEdited;
using conversation::Origin;

auto keyed(KeyStore& keys, const TenantId& tenant, std::string_view secret,
           std::initializer_list<std::string_view> parts) -> Result<std::string, KeyError> {
  ORKESTA_TRY_LET(key, keys.secret(tenant, secret));
  return codec::siphash64(std::span(key).first<16>(), parts);
}

/// At most so many code points of UTF-8.
auto cut(std::string text, std::size_t code_points_max, bool& was_cut) -> std::string {
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++points <= code_points_max) continue;
    was_cut = true;
    text.resize(i);
    break;
  }
  return text;
}

auto digits_of(std::string_view phone) -> std::string {
  std::string digits;
  std::copy_if(phone.begin(), phone.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

auto lower_case(std::string text) -> std::string {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

auto fresh(const std::optional<std::string>& value) -> std::optional<PersonalText> {
  if (!value || value->empty()) return std::nullopt;
  return PersonalText::fresh(mask_cards(*value).text);  // People write anything anywhere (S12).
}

auto contact_of(KeyStore& keys, const TenantId& tenant, const connect::Person& person,
                const Known& known) -> Result<Contact, KeyError> {
  Contact contact;
  contact.customer = known.customer;
  if (person.phone && !digits_of(*person.phone).empty()) {
    ORKESTA_TRY_LET(hash, identity_hash(keys, tenant, "phone", *person.phone));
    contact.identities.push_back(hash);
  }
  if (person.email && !person.email->empty()) {
    ORKESTA_TRY_LET(hash, identity_hash(keys, tenant, "email", *person.email));
    contact.identities.push_back(hash);
  }
  contact.name = fresh(person.name);
  if (person.phone && !person.phone->empty()) contact.phone = PersonalText::fresh(*person.phone);
  contact.email = fresh(person.email);
  return contact;
}

auto origin_of(const Line& line, const std::string& thread) -> Origin {
  return {line.channel, line.account, PersonalText::fresh(thread)};
}

auto message_key(KeyStore& keys, const TenantId& tenant, const Line& line, std::string_view id)
    -> Result<std::string, KeyError> {
  return keyed(keys, tenant, "duplicates", {line.channel, line.account, id});
}

}  // namespace

auto conversation_id(KeyStore& keys, const TenantId& tenant, const Line& line,
                     std::string_view thread) -> Result<EntityId, KeyError> {
  ORKESTA_TRY_LET(key, keys.secret(tenant, "routing"));
  return EntityId{codec::opaque_id(codec::hmac_sha256(key, {line.channel, line.account, thread}))};
}

auto identity_hash(KeyStore& keys, const TenantId& tenant, std::string_view kind,
                   std::string_view value) -> Result<std::string, KeyError> {
  const auto normalised = kind == "phone" ? digits_of(value) : lower_case(std::string(value));
  return keyed(keys, tenant, "lookups", {kind, normalised});
}

auto command_key(KeyStore& keys, const TenantId& tenant, std::string_view idempotency_key)
    -> Result<std::string, KeyError> {
  return keyed(keys, tenant, "duplicates", {"command", "", idempotency_key});
}

auto draft(KeyStore& keys, const TenantId& tenant, const Line& line,
           const connect::IncomingMessage& message, const Known& known)
    -> Result<CustomerMessage, KeyError> {
  ORKESTA_TRY_LET(key, message_key(keys, tenant, line, message.message_id));
  ORKESTA_TRY_LET(contact, contact_of(keys, tenant, message.person, known));
  CustomerMessage drafted;
  auto masked = mask_cards(message.text);
  drafted.origin = origin_of(line, message.thread);
  drafted.duplicate_key = std::move(key);
  drafted.message_id = PersonalText::fresh(message.message_id);
  drafted.kind = message.kind;
  drafted.card_removed = masked.card_removed;
  drafted.text = PersonalText::fresh(
      cut(std::move(masked.text), limits::text_code_points_max, drafted.text_cut));
  drafted.sent_at = message.sent_at;
  drafted.contact = std::move(contact);
  return drafted;
}

auto draft(KeyStore& keys, const TenantId& tenant, const Line& line,
           const connect::IncomingEdit& edit) -> Result<MessageEdited, KeyError> {
  ORKESTA_TRY_LET(target, message_key(keys, tenant, line, edit.message_id));
  bool was_cut = false;
  auto text = cut(mask_cards(edit.text).text, limits::text_code_points_max, was_cut);
  ORKESTA_TRY_LET(own, message_key(keys, tenant, line,
                                   codec::join_components({"edit", edit.message_id, text})));
  return MessageEdited{origin_of(line, edit.thread), std::move(own), std::move(target),
                       PersonalText::fresh(edit.message_id), PersonalText::fresh(std::move(text))};
}

auto draft(KeyStore& keys, const TenantId& tenant, const Line& line,
           const connect::IncomingDeletion& deletion) -> Result<MessageDeleted, KeyError> {
  ORKESTA_TRY_LET(target, message_key(keys, tenant, line, deletion.message_id));
  ORKESTA_TRY_LET(own, message_key(keys, tenant, line,
                                   codec::join_components({"delete", deletion.message_id})));
  return MessageDeleted{origin_of(line, deletion.thread), std::move(own), std::move(target),
                        PersonalText::fresh(deletion.message_id)};
}

}  // namespace orkesta::door
