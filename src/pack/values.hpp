#pragma once

/// The texts of a pack as values; nothing when a text is none. No floating number is ever involved.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/time.hpp"
#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::pack {

inline constexpr std::int64_t whole_max = 1'000'000'000'000;

auto trimmed(std::string_view text) -> std::string_view;
/// Parts between separators, trimmed, empty ones left out.
auto split(std::string_view text, char separator) -> std::vector<std::string>;
auto is_utf8(std::string_view text) -> bool;

/// 1 to 40 of `A-Z a-z 0-9 . _ -`; with `accents` other letters too.
auto is_id(std::string_view text, bool accents = false) -> bool;
auto is_language(std::string_view text) -> bool;  ///< es, en, pt, fr.
auto is_country(std::string_view text) -> bool;   ///< ISO 3166-1 alpha-2.
auto is_email(std::string_view text) -> bool;
auto is_phone(std::string_view text) -> bool;  ///< E.164: `+` and 7 to 15 digits.
auto is_https_url(std::string_view text) -> bool;

auto parse_whole(std::string_view text, std::int64_t max = whole_max)
    -> std::optional<std::int64_t>;
/// Units with at most six decimals, above zero, at most a million; in millionths.
auto parse_rate(std::string_view text) -> std::optional<std::int64_t>;
/// `HH:MM` as a minute of the day; 24:00 where a day may end.
auto parse_clock(std::string_view text, bool end_of_day = false) -> std::optional<std::int32_t>;
auto parse_weekday(std::string_view text) -> std::optional<std::int32_t>;  ///< mon … sun.
/// `mon-fri 09:00-14:00,16:00-19:00; sat 10:00-14:00`.
auto parse_hours(std::string_view text) -> std::optional<std::vector<tenant::Hours>>;
/// An instant, or a day of the zone: its first instant, or as an end that of the day after.
auto parse_when(std::string_view text, const Zone& zone, bool is_end) -> std::optional<Timestamp>;

}  // namespace orkesta::pack
