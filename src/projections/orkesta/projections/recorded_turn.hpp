#pragma once

/// A committed turn as the read models see it.

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "orkesta/core/digest.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/core/turn.hpp"
#include "orkesta/domain/conversation/kind.hpp"

namespace orkesta::projections {

/// Where a turn lies in the log, and in which zone its tenant lives.
struct TurnPlace {
  Partition partition = 0;
  Offset offset = 0;
  Digest digest;               ///< Of its bytes, as its record says.
  const Zone* zone = nullptr;  ///< Of the context version that the turn names; null: UTC.
};

/// A dead letter within a turn of any kind (`inbound.rejected.v1`).
struct Rejection {
  std::size_t place = 0;  ///< Among the turn's events.
  std::string reason;
  std::string fingerprint;
  std::string heard;
  std::string by;
  std::string owner;
  bool operator==(const Rejection&) const = default;
};

/// Points into the turn and its bytes: lives no longer than they do.
struct RecordedTurn {
  EntityKey entity;
  Sequence sequence = 0;
  Timestamp at;
  std::string heard;  ///< `inbound.message.v1`, ….
  std::string heard_id;
  std::string cause;  ///< inbound, timer, message.
  RulesVersion rules = 0;
  ContextVersion context = 0;
  std::string_view bytes;
  TurnPlace place;
  std::vector<Rejection> rejections;
  const Turn<conversation::Kind>* conversation = nullptr;  ///< Null: of another kind.
};

namespace detail {

template <class E>
void add_rejection(std::vector<Rejection>& found, std::size_t place, const E& event) {
  if constexpr (E::type == std::string_view{"inbound.rejected.v1"}) {
    auto& made = found.emplace_back();
    made.place = place;
    made.reason = event.reason;
    made.fingerprint = event.fingerprint;
    made.heard = event.heard;
    if constexpr (requires { event.by; }) made.by = event.by;
    if constexpr (requires { event.owner; }) made.owner = event.owner;
  }
}

}  // namespace detail

/// A decoded turn of any kind; `bytes` are its own.
template <class K>
auto recorded(const Turn<K>& turn, std::string_view bytes, const TurnPlace& place) -> RecordedTurn {
  auto made = RecordedTurn{.entity = turn.entity,
                           .sequence = turn.sequence,
                           .at = turn.heard.at,
                           .heard = {},
                           .heard_id = turn.heard.id.text(),
                           .cause = {},
                           .rules = turn.rules,
                           .context = turn.context,
                           .bytes = bytes,
                           .place = place,
                           .rejections = {}};
  const auto type_of = []<class T>(const T&) { return std::string(T::type); };
  made.heard = std::visit(type_of, turn.heard.payload);
  made.cause = std::visit(type_of, turn.heard.cause);
  for (std::size_t i = 0; i < turn.decision.events.size(); ++i) {
    std::visit([&](const auto& event) { detail::add_rejection(made.rejections, i, event); },
               turn.decision.events[i]);
  }
  if constexpr (std::is_same_v<K, conversation::Kind>) made.conversation = &turn;
  return made;
}

/// A turn out of its bytes, owned. Of kinds that no read model looks into, what every turn has.
class OwnedTurn {
 public:
  /// The error says what is wrong with the bytes.
  static auto read(std::string bytes, const TurnPlace& place) -> Result<OwnedTurn, std::string>;
  auto turn() const -> const RecordedTurn& { return *turn_; }

 private:
  std::unique_ptr<const std::string> bytes_;
  std::unique_ptr<const Turn<conversation::Kind>> conversation_;
  std::unique_ptr<const RecordedTurn> turn_;
};

}  // namespace orkesta::projections
