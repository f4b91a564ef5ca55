#pragma once

/// CloudEvents 1.0 attributes of our records (events design, "What is heard"). `specversion` and
/// `datacontenttype` are the same for all and are the Kafka binding's to add.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orkesta/codec/json_view.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/core/time.hpp"

namespace orkesta::codec {

/// Names without `ce_`, in the order of writing; the shape of the log's records.
using AttributeList = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::string_view specification_version = "1.0";
inline constexpr std::string_view data_content_type = "application/json";
inline constexpr std::string_view turn_type = "orkesta.turn.v1";
inline constexpr std::string_view type_prefix = "orkesta.";

/// The names of the attributes that our records carry: lower-case letters and digits, as
/// CloudEvents wants them.
namespace attribute {
inline constexpr std::string_view type = "type", source = "source", id = "id", subject = "subject",
                                  time = "time", input = "input";
/// Of turns, our own: the digest of the value; the input up to which, with this turn, all that
/// inputs caused is written; and the input that a turn without one of its own goes back to.
inline constexpr std::string_view digest = "digest", completes = "completes", cause = "cause";
}  // namespace attribute

/// Where what a turn heard lies: `inbound/3/1742`.
struct InputPosition {
  std::string topic;
  Partition partition = 0;
  Offset offset = 0;
  bool operator==(const InputPosition&) const = default;
  auto text() const -> std::string;
  static auto parse(std::string_view text) -> std::optional<InputPosition>;
};

struct CloudEvent {
  std::string type;                    ///< `orkesta.` and the name.
  std::string source;                  ///< `/orkesta/<installation>`.
  std::string id;                      ///< With the source: the key of duplicates.
  std::string subject;                 ///< Entity key; "" = none.
  std::optional<Timestamp> time;       ///< `heard.at`; what is not accepted yet has none.
  std::optional<InputPosition> input;  ///< Of turns.
  AttributeList others;                ///< Extensions, kept as they came.
  bool operator==(const CloudEvent&) const = default;
  /// The type without `orkesta.`; as it is when it has no such prefix.
  auto name() const -> std::string_view;
};

auto source_of(std::string_view installation) -> std::string;

/// What each record of ours says of itself.
auto inbound_event(std::string_view installation, std::string_view payload_type, const HeardId& id,
                   const EntityKey& entity, std::optional<Timestamp> at = std::nullopt)
    -> CloudEvent;
auto turn_event(std::string_view installation, const EntityKey& entity, Sequence sequence,
                Timestamp at, const std::optional<InputPosition>& input) -> CloudEvent;
/// `sequence` is that of the turn that sends it this time: a second sending has another id.
auto effect_event(std::string_view installation, std::string_view effect_type, const EffectId& id,
                  const EntityKey& entity, Sequence sequence, Timestamp at) -> CloudEvent;
/// A copy of the `index`-th event of a turn, for the operator's own systems.
auto copy_event(std::string_view installation, std::string_view event_type, const EntityKey& entity,
                Sequence sequence, std::size_t index, Timestamp at) -> CloudEvent;

/// In the order type, source, id, subject, time, input, others.
auto write_attributes(const CloudEvent& event) -> AttributeList;
/// Refuses what lacks a type, source or id, or whose time, subject or input is malformed. A name
/// that comes twice counts once: the first (Kafka headers may repeat).
auto read_attributes(const AttributeList& attributes) -> Result<CloudEvent, CodecError>;

/// The first of that name.
auto find_attribute(const AttributeList& attributes, std::string_view name)
    -> std::optional<std::string_view>;

}  // namespace orkesta::codec
