#include "json_lines.hpp"

namespace orkesta::cli {
namespace {

constexpr codec::JsonLimits line_limits{.bytes_max = 4u << 20,
                                        .depth_max = 32,
                                        .string_bytes_max = 1u << 20,
                                        .members_max = 10'000,
                                        .values_max = 200'000};

auto is_blank(std::string_view line) -> bool {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

void echo_id(const codec::JsonView& line, codec::JsonWriter& json) {
  const auto id = line.find("id");
  if (id && !id->is_object() && !id->is_array()) json.key("id").raw(id->write());
}

auto error_line(const codec::JsonView* line, const BadLine& bad) -> std::string {
  codec::JsonWriter json;
  json.begin_object();
  if (line != nullptr) echo_id(*line, json);
  write_error(json.key("error"), bad.code, bad.message);
  return json.end_object().text();
}

/// The answer to one line, or the error in its place.
auto answered(std::string_view text, const Answer& answer, bool& was_bad) -> std::string {
  const auto json = codec::Json::parse(text, line_limits);
  was_bad = !json || !json->root().is_object();
  if (!json) return error_line(nullptr, {"bad_json", json.error().message});
  const auto line = json->root();
  if (was_bad) return error_line(nullptr, {"bad_json", "a line is a JSON object"});
  codec::JsonWriter written;
  written.begin_object();
  echo_id(line, written);
  if (const auto done = answer(line, written))
    return written.end_object().text();
  else {
    was_bad = true;
    return error_line(&line, done.error());
  }
}

}  // namespace

void write_error(codec::JsonWriter& json, std::string_view code, std::string_view message) {
  json.begin_object().field("code", code).field("message", message).end_object();
}

auto answer_lines(std::istream& in, std::ostream& out, const Answer& answer) -> Exit {
  bool all_read = true;
  for (std::string line; std::getline(in, line);) {
    if (is_blank(line)) continue;
    bool was_bad = false;
    out << answered(line, answer, was_bad) << '\n';
    all_read = all_read && !was_bad;
    if (in.rdbuf()->in_avail() <= 0) out.flush();
  }
  out.flush();
  return all_read ? Exit::done : Exit::partly;
}

}  // namespace orkesta::cli
