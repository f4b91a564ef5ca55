#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "orkesta/log/message_log.hpp"

namespace orkesta::log {

/// Appends a record's bytes: version (1), then as LEB128 the length of the key, the number of
/// attributes and each one's two lengths; then key, names and values in that order; the rest is the
/// value, as it came (R10).
void encode_record(const Record& record, std::string& into);

/// Nothing when these are not the bytes of a record.
auto decode_record(std::string_view bytes) -> std::optional<Record>;

/// Key, attributes and value together, as the limit counts them.
auto size_of(const Record& record) -> std::size_t;

}  // namespace orkesta::log
