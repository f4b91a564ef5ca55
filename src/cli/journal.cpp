#include "journal.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <memory>

#include "local_server.hpp"
#include "orkesta/codec/json_writer.hpp"

namespace orkesta::cli {
namespace {

constexpr std::array<std::string_view, 4> level_names = {"debug", "info", "warning", "error"};

auto level_of(Level level) -> spdlog::level::level_enum {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

/// The lines are whole already: the library adds level, order and one write a line.
auto logger() -> spdlog::logger& {
  static const auto made = [] {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto log = std::make_shared<spdlog::logger>("orkesta", std::move(sink));
    log->set_pattern("%v");
    log->set_level(spdlog::level::off);
    log->flush_on(spdlog::level::debug);
    return log;
  }();
  return *made;
}

}  // namespace

auto is_level(std::string_view name) -> bool {
  for (const auto known : level_names)
    if (known == name) return true;
  return false;
}

void open_journal(std::string_view level) {
  for (std::size_t i = 0; i < level_names.size(); ++i)
    if (level_names[i] == level) logger().set_level(level_of(static_cast<Level>(i)));
}

void note(Level level, std::string_view event, std::string_view message, Fields fields) {
  if (!logger().should_log(level_of(level))) return;
  codec::JsonWriter json;
  json.begin_object().field("at", wall_clock());
  json.field("level", level_names[static_cast<std::size_t>(level)]).field("event", event);
  if (!message.empty()) json.field("message", message);
  for (const auto& [name, value] : fields) json.field(name, value);
  const auto line = json.end_object().text();
  logger().log(level_of(level), spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace orkesta::cli
