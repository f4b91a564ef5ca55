#pragma once

// What the server tells its operator while it runs: one JSON object a line on stderr. No personal
// data and no secrets: who writes a line names ids, counts and codes, never what somebody said.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace orkesta::cli {

enum class Level { debug, info, warning, error };

/// Whether this is the name of a level: debug, info, warning, error.
auto is_level(std::string_view name) -> bool;
/// From now on lines below this level are left out; before it is called, all are.
void open_journal(std::string_view level);

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;
/// `{"at","level","event","message"?,…fields}`. Any thread; never throws, never waits for long.
void note(Level level, std::string_view event, std::string_view message, Fields fields = {});

}  // namespace orkesta::cli
