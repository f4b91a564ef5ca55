#pragma once

/// What was heard before, by day (R2).

#include <string_view>
#include <vector>

#include "orkesta/core/time.hpp"
#include "orkesta/domain/conversation/state.hpp"

namespace orkesta::conversation {

auto day_of(Timestamp at) -> std::int64_t;
/// Remembers a key of 16 hex digits; anything else names nothing and is not remembered. Days that
/// are older than any duplicate can be are forgotten.
void remember(std::vector<SeenDay>& seen, std::string_view key, Timestamp at);
auto was_seen(const std::vector<SeenDay>& seen, std::string_view key) -> bool;

}  // namespace orkesta::conversation
