#pragma once

/// A committed turn as people and programs see it: in `orkesta chat`, on the live stream, in a
/// tail.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "orkesta/codec/json_writer.hpp"
#include "orkesta/core/digest.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/position_codec.hpp"

namespace orkesta::gateway {

struct SeenTurn {
  EntityKey entity;
  Sequence sequence = 0;
  Digest digest;
  log::Position at;
  std::string_view bytes;
};

/// Where a conversation stood before the turn of this sequence; nothing: not known.
using StageBefore = std::function<std::optional<conversation::Stage>(const EntityKey&, Sequence)>;
/// Where the bytes of a turn say that the conversation went; nothing: it stayed.
auto stage_moved_to(std::string_view turn) -> std::optional<conversation::Stage>;

/// One thread at a time.
class TurnView {
 public:
  /// `before` is asked once for a conversation that is first seen in its midst; without it, such a
  /// turn's stage is left out until the conversation moves.
  TurnView(KeyStore& keys, const store::PositionCodec& positions, StageBefore before = {})
      : keys_(keys), positions_(positions), before_(std::move(before)) {}

  /// The members of one turn, `"conversation"` (or `"entity"`) first, into an object that stands
  /// open. `personal` false: values of persons are left out as "[hidden]". False: the bytes are not
  /// a turn of this build; the members that need no reading stand all the same.
  auto write(codec::JsonWriter& json, const SeenTurn& turn, bool personal = true) -> bool;

 private:
  KeyStore& keys_;
  const store::PositionCodec& positions_;
  StageBefore before_;
  /// Where each conversation that passed by stands: turns tell changes only.
  std::map<std::string, std::optional<conversation::Stage>> stages_;
};

}  // namespace orkesta::gateway
