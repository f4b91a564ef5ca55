#pragma once

/// What was heard before, by day (R2).

#include <string_view>
#include <vector>

#include "orkesta/core/time.hpp"
#include "orkesta/domain/conversation/state.hpp"

namespace orkesta::conversation {

/// Keys are kept for at least eight days: the day itself and the nine before it.
inline constexpr std::int64_t seen_days = 9;

auto day_of(Timestamp at) -> std::int64_t;
/// Remembers a key of 16 hex digits; anything else names nothing and is not remembered. Days that are
/// older than any duplicate can be are forgotten.
void remember(std::vector<SeenDay>& seen, std::string_view key, Timestamp at);
auto was_seen(const std::vector<SeenDay>& seen, std::string_view key) -> bool;

}  // namespace orkesta::conversation
