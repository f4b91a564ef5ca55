#include "rows_view.hpp"

#include <array>

#include "orkesta/codec/json.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/core/money.hpp"

namespace orkesta::gateway {
namespace {

using codec::JsonWriter;

constexpr std::array conversation_table = std::to_array<Member>({
    {"id", "conversation"},
    {"channel", "channel"},
    {"account", "account"},
    {"name", "name", Shape::personal},
    {"email", "email", Shape::personal},
    {"phone", "phone", Shape::personal},
    {"customer", "customer"},
    {"stage", "stage"},
    {"stage_at", "stage_at", Shape::time},
    {"status", "status"},
    {"outcome", "outcome"},
    {"owner", "owner"},
    {"owner_by", "owner_by"},
    {"handoff_reason", "handoff_reason"},
    {"language", "language"},
    {"intent", "intent"},
    {"sentiment", "sentiment"},
    {"campaign", "campaign"},
    {"started_at", "started_at", Shape::time},
    {"last_at", "last_at", Shape::time},
    {"last_text", "last_text", Shape::personal},
    {"messages_in", "messages_in", Shape::number},
    {"messages_out", "messages_out", Shape::number},
    {"messages_waiting", "messages_waiting", Shape::number},
    {"turns", "turns", Shape::number},
    {"dead_letters", "dead_letters", Shape::number},
    {"approvals_open", "approvals_open", Shape::number},
    {"quote", "quote"},
    {"quote_number", "quote_number"},
    {"quote_status", "quote_status"},
    {"quote_total", "quote_total", Shape::money, "quote_currency"},
    {"orders", "orders", Shape::number},
});
constexpr std::array message_table = std::to_array<Member>({
    {"message", "message"},
    {"sequence", "sequence", Shape::number},
    {"direction", "direction"},
    {"author", "author"},
    {"author_id", "author_id"},
    {"kind", "kind"},
    {"text", "text", Shape::personal},
    {"template", "template"},
    {"intent", "intent"},
    {"sentiment", "sentiment"},
    {"at", "at", Shape::time},
    {"state", "state"},
});
constexpr std::array quote_table = std::to_array<Member>({
    {"id", "quote"},
    {"conversation", "conversation"},
    {"number", "number"},
    {"version", "version", Shape::number},
    {"status", "status"},
    {"customer", "customer"},
    {"approval", "approval"},
    {"gross", "gross", Shape::money, "currency"},
    {"discount", "discount", Shape::money, "currency"},
    {"subtotal", "subtotal", Shape::money, "currency"},
    {"tax", "tax", Shape::money, "currency"},
    {"total", "total", Shape::money, "currency"},
    {"offered_at", "offered_at", Shape::time},
    {"valid_until", "valid_until", Shape::time},
    {"decided_at", "decided_at", Shape::time},
    {"because", "because"},
    {"order", "placed_order"},
    {"sequence", "sequence", Shape::number},
    {"quote", "body", Shape::json},
});
constexpr std::array approval_table = std::to_array<Member>({
    {"id", "approval"},
    {"conversation", "conversation"},
    {"what", "what"},
    {"reasons", "reasons", Shape::json},
    {"status", "status"},
    {"requested_at", "requested_at", Shape::time},
    {"expires_at", "expires_at", Shape::time},
    {"decided_at", "decided_at", Shape::time},
    {"decided_by", "decided_by"},
    {"note", "note", Shape::personal},
    {"limit", "limit_amount", Shape::money, "limit_currency"},
    {"total", "total", Shape::money, "currency"},
    {"because", "because"},
    {"sequence", "sequence", Shape::number},
    {"proposal", "proposal", Shape::json},
});
constexpr std::array dead_letter_table = std::to_array<Member>({
    {"entity", "entity"},
    {"sequence", "sequence", Shape::number},
    {"at", "at", Shape::time},
    {"heard", "heard"},
    {"heard_id", "heard_id"},
    {"reason", "reason"},
    {"fingerprint", "fingerprint"},
    {"by", "asked_by"},
    {"owner", "owner"},
});
constexpr std::array turn_table = std::to_array<Member>({
    {"sequence", "sequence", Shape::number},
    {"at", "at", Shape::time},
    {"heard", "heard"},
    {"cause", "cause"},
    {"rules", "rules", Shape::number},
    {"context", "context", Shape::number},
    {"digest", "digest"},
});

void write_personal(JsonWriter& json, std::string_view name, const std::string& sealed,
                    const TenantId& tenant, KeyStore& keys) {
  auto value = codec::read<PersonalText>(sealed);
  if (!value) return;
  // What cannot be opened prints as erased: an error of the key store is not told apart here.
  static_cast<void>(codec::open(*value, tenant, keys).has_value());
  json.field(name, *value);
}

}  // namespace

const std::span<const Member> conversation_members{conversation_table};
const std::span<const Member> message_members{message_table};
const std::span<const Member> quote_members{quote_table};
const std::span<const Member> approval_members{approval_table};
const std::span<const Member> dead_letter_members{dead_letter_table};
const std::span<const Member> turn_members{turn_table};

void write_row(JsonWriter& json, const store::Rows& rows, std::size_t row,
               std::span<const Member> members, const TenantId& tenant, KeyStore* keys) {
  for (const auto& member : members) {
    const auto text = rows.text(row, member.column);
    const auto number = rows.number(row, member.column);
    switch (member.shape) {
      case Shape::text:
        json.field(member.name, text);
        break;
      case Shape::number:
        json.field(member.name, number);
        break;
      case Shape::time:
        if (number != 0) json.field(member.name, Timestamp{number});
        break;
      case Shape::money:
        if (const auto currency = Currency::parse(rows.text(row, member.other)))
          json.field(member.name, Money{number, *currency});
        break;
      case Shape::personal:
        if (keys != nullptr && !text.empty())
          write_personal(json, member.name, text, tenant, *keys);
        break;
      case Shape::json:
        if (!text.empty()) json.key(member.name).raw(text);
        break;
    }
  }
}

}  // namespace orkesta::gateway
