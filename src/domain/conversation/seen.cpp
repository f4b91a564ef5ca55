#include "seen.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "orkesta/core/limits.hpp"

namespace orkesta::conversation {
namespace {

auto parsed(std::string_view key) -> std::optional<std::uint64_t> {
  if (key.size() != 16) return std::nullopt;
  auto value = std::uint64_t{0};
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), value, 16);
  if (error != std::errc{} || end != key.data() + key.size()) return std::nullopt;
  return value;
}

}  // namespace

auto day_of(Timestamp at) -> std::int64_t {
  constexpr std::int64_t day_ms = 86'400'000;
  const auto days = at.milliseconds / day_ms;
  return at.milliseconds % day_ms < 0 ? days - 1 : days;
}

void remember(std::vector<SeenDay>& seen, std::string_view key, Timestamp at) {
  const auto value = parsed(key);
  if (!value) return;
  const auto day = day_of(at);
  const auto oldest = day - limits::conversation_seen_days;
  std::erase_if(seen, [oldest](const SeenDay& one) { return one.day < oldest; });
  if (seen.empty() || seen.back().day < day) seen.push_back({day, {}});
  seen.back().keys.push_back(*value);
}

auto was_seen(const std::vector<SeenDay>& seen, std::string_view key) -> bool {
  const auto value = parsed(key);
  if (!value) return false;
  return std::any_of(seen.begin(), seen.end(), [&](const SeenDay& one) {
    return std::find(one.keys.begin(), one.keys.end(), *value) != one.keys.end();
  });
}

}  // namespace orkesta::conversation
