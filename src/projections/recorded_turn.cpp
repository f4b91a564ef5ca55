#include "orkesta/projections/recorded_turn.hpp"

#include "orkesta/codec/turn.hpp"

namespace orkesta::projections {
namespace {

auto text_of(const codec::CodecError& error) -> std::string {
  return error.code + " at " + (error.path.empty() ? "/" : error.path) + ": " + error.message;
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
    made.turn_ = std::make_unique<const RecordedTurn>(
        recorded(*made.conversation_, *made.bytes_, place));
    return made;
  }
  made.turn_ = std::make_unique<const RecordedTurn>(
      RecordedTurn{.entity = head->entity,
                   .sequence = head->sequence,
                   .at = head->at,
                   .heard = {},
                   .heard_id = head->heard_id,
                   .cause = {},
                   .rules = head->rules,
                   .context = head->context,
                   .bytes = *made.bytes_,
                   .place = place,
                   .rejections = {}});
  return made;
}

}  // namespace orkesta::projections
