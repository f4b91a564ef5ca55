#pragma once

/// A committed turn as people and programs see it: in `orkesta chat`, on the live stream, in a
/// tail.

#include <map>
#include <string>
#include <string_view>

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

/// One thread at a time.
class TurnView {
 public:
  TurnView(KeyStore& keys, const store::PositionCodec& positions)
      : keys_(keys), positions_(positions) {}

  /// The members of one turn, `"conversation"` (or `"entity"`) first, into an object that stands
  /// open. `personal` false: values of persons are left out as "[hidden]". False: the bytes are not
  /// a turn of this build; the members that need no reading stand all the same.
  auto write(codec::JsonWriter& json, const SeenTurn& turn, bool personal = true) -> bool;

 private:
  KeyStore& keys_;
  const store::PositionCodec& positions_;
  /// Where each conversation that passed by stands: turns tell changes only.
  std::map<std::string, conversation::Stage> stages_;
};

}  // namespace orkesta::gateway
