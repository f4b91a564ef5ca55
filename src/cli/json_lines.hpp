#pragma once

// JSON lines in, JSON lines out: one answer for each line, in the same order (the program's
// contract).

#include <functional>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>

#include "exit_status.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/codec/json_writer.hpp"

namespace orkesta::cli {

/// A line that could not be read: an error takes its place, and the exit status becomes `partly`.
struct BadLine {
  std::string code;
  std::string message;
};
/// Writes the members of the answer into an object that stands open, behind the line's `id`.
using Answer =
    std::function<Result<Done, BadLine>(const codec::JsonView& line, codec::JsonWriter& answer)>;

/// Reads until the input ends. Flushes whenever the input pauses.
auto answer_lines(std::istream& in, std::ostream& out, const Answer& answer) -> Exit;

/// `{"code","message"}` into `json`.
void write_error(codec::JsonWriter& json, std::string_view code, std::string_view message);

}  // namespace orkesta::cli
