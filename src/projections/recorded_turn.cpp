#include "orkesta/projections/recorded_turn.hpp"

#include "orkesta/codec/json_view.hpp"
#include "orkesta/codec/turn.hpp"

namespace orkesta::projections {
namespace {

auto text_of(const codec::CodecError& error) -> std::string {
  return error.code + " at " + (error.path.empty() ? "/" : error.path) + ": " + error.message;
}

auto text_at(const codec::JsonView& from, std::initializer_list<std::string_view> path)
    -> std::string {
  const auto found = from.at(path);
  return found ? std::string(found->text()) : std::string();
}

/// The dead letters of a turn whose kind this layer does not know: the event's name and fields are
/// the same in every kind.
auto rejections_in(const codec::JsonView& turn) -> std::vector<Rejection> {
  std::vector<Rejection> found;
  const auto events = turn.at({"decision", "events"});
  if (!events) return found;
  std::size_t place = 0;
  for (const auto event : events->items()) {
    if (event.text_of("type") == std::string_view{"inbound.rejected.v1"}) {
      found.push_back({.place = place,
                       .reason = text_at(event, {"reason"}),
                       .fingerprint = text_at(event, {"fingerprint"}),
                       .heard = text_at(event, {"heard"}),
                       .by = text_at(event, {"by"}),
                       .owner = text_at(event, {"owner"})});
    }
    ++place;
  }
  return found;
}

}  // namespace

auto OwnedTurn::read(std::string bytes, const TurnPlace& place) -> Result<OwnedTurn, std::string> {
  OwnedTurn made;
  made.bytes_ = std::make_unique<const std::string>(std::move(bytes));
  auto head = codec::peek_turn(*made.bytes_);
  if (!head) return Failure{"not a turn: " + text_of(head.error())};
  if (head->entity.kind == conversation::Kind::name) {
    auto turn = codec::decode_turn<conversation::Kind>(*made.bytes_);
    if (!turn) return Failure{"not a conversation's turn: " + text_of(turn.error())};
    made.conversation_ = std::make_unique<const Turn<conversation::Kind>>(std::move(*turn));
    made.turn_ =
        std::make_unique<const RecordedTurn>(recorded(*made.conversation_, *made.bytes_, place));
    return made;
  }
  const auto json = codec::Json::parse(*made.bytes_);
  if (!json) return Failure{"not a turn: " + text_of(json.error())};
  made.turn_ = std::make_unique<const RecordedTurn>(
      RecordedTurn{.entity = head->entity,
                   .sequence = head->sequence,
                   .at = head->at,
                   .heard = text_at(json->root(), {"heard", "payload", "type"}),
                   .heard_id = head->heard_id,
                   .cause = text_at(json->root(), {"heard", "cause", "type"}),
                   .rules = head->rules,
                   .context = head->context,
                   .bytes = *made.bytes_,
                   .place = place,
                   .rejections = rejections_in(json->root())});
  return made;
}

}  // namespace orkesta::projections
