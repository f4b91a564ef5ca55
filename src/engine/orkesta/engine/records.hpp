#pragma once

/// Between the log's records and what codec says of them: their CloudEvents attributes.

#include <optional>
#include <string>
#include <string_view>

#include "orkesta/codec/cloudevents.hpp"
#include "orkesta/core/ids.hpp"
#include "orkesta/core/time.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::engine {

namespace attribute = codec::attribute;

/// An attribute's value, "" when there is none.
auto attribute_of(const log::Record& record, std::string_view name) -> std::string_view;

/// `<topic>/<partition>/<offset>`.
auto position_text(const log::Position& position) -> std::string;
auto parse_position(std::string_view text) -> std::optional<log::Position>;

/// A record for `inbound`. `payload`: canonical JSON with its type inline; `type` that type without
/// `orkesta.`; `id` the inbound's, unique for its addressee.
auto inbound_record(const std::string& installation, const EntityKey& to, std::string_view type,
                    const std::string& id, Timestamp at, std::string payload) -> log::Record;

}  // namespace orkesta::engine
