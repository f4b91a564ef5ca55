#include "csv.hpp"

#include <algorithm>

#include "values.hpp"

namespace orkesta::pack {
namespace {

/// Walks through a text and knows where it stands.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  auto done() const -> bool { return at_ >= text_.size(); }
  auto peek() const -> char { return text_[at_]; }
  auto place() const -> Place { return place_; }
  auto at_line_end() const -> bool {
    return done() || peek() == '\n' || (peek() == '\r' && text_.substr(at_, 2) == "\r\n");
  }
  auto take() -> char {
    const char c = text_[at_++];
    if (c == '\n') {
      place_ = {place_.line + 1, 1};
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++place_.column;
    }
    return c;
  }
  void take_line_end() {
    while (!done() && take() != '\n') {
    }
  }
  void skip_line() {
    while (!at_line_end()) take();
    take_line_end();
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  Place place_;
};

/// Reads one cell; false when its quotes are wrong (reported, the rest of the line not read).
auto read_quoted(Cursor& cursor, Field& cell, const FileReport& report) -> bool {
  cursor.take();
  for (;;) {
    if (cursor.done()) {
      report.wrong(cell.place, "bad_csv", "The quoted cell is never closed.");
      return false;
    }
    const char c = cursor.take();
    if (c != '"') {
      cell.text += c;
    } else if (!cursor.done() && cursor.peek() == '"') {
      cell.text += cursor.take();
    } else {
      break;
    }
  }
  if (cursor.at_line_end() || cursor.peek() == ',') return true;
  report.wrong(cursor.place(), "bad_csv", "After a closing quote comes a comma or the line's end.");
  return false;
}

auto read_plain(Cursor& cursor, Field& cell, const FileReport& report) -> bool {
  while (!cursor.at_line_end() && cursor.peek() != ',') {
    if (cursor.peek() == '"') {
      report.wrong(cursor.place(), "bad_csv", "A cell with a quote in it must be quoted.");
      return false;
    }
    cell.text += cursor.take();
  }
  return true;
}

struct Line {
  std::vector<Field> cells;
  Place place;
  bool is_right = true;
};

auto read_line(Cursor& cursor, const FileReport& report) -> Line {
  Line line;
  line.place = cursor.place();
  for (;;) {
    Field cell;
    cell.place = cursor.place();
    const bool quoted = !cursor.done() && cursor.peek() == '"';
    line.is_right = quoted ? read_quoted(cursor, cell, report) : read_plain(cursor, cell, report);
    if (!line.is_right) {
      cursor.skip_line();
      return line;
    }
    if (!quoted) {  // The place is that of the first character that counts.
      const auto blanks = cell.text.find_first_not_of(" \t");
      if (blanks != std::string::npos) cell.place.column += static_cast<int>(blanks);
    }
    cell.text = trimmed(cell.text);
    line.cells.push_back(std::move(cell));
    if (cursor.at_line_end()) {
      cursor.take_line_end();
      return line;
    }
    cursor.take();  // The comma.
  }
}

}  // namespace

Sheet::Sheet(std::string_view text, const FileReport& report) : report_(report) {
  Cursor cursor(text);
  auto header = read_line(cursor, report);
  header_ = std::move(header.cells);
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (!columns_.emplace(header_[i].text, i).second)
      report.wrong(header_[i].place, "duplicate",
                   "The column '" + header_[i].text + "' stands here twice.");
  while (!cursor.done()) {
    auto line = read_line(cursor, report);
    if (line.is_right && line.cells.size() == 1 && !line.cells[0].given()) continue;  // Blank.
    if (line.is_right && line.cells.size() == header_.size()) {
      rows_.push_back(std::move(line.cells));
      continue;
    }
    if (line.is_right && header.is_right)
      report.wrong(line.place, "bad_csv",
                   "The line has " + std::to_string(line.cells.size()) + " cells, the header " +
                       std::to_string(header_.size()) + ".");
    whole_ = whole_ && (line.is_right || !cursor.done());
    wrong_rows_.push_back(std::move(line.cells));
  }
  if (!header.is_right) whole_ = false;
}

void Sheet::require(std::initializer_list<std::string_view> columns) {
  for (const auto column : columns) {
    required_.emplace_back(column);
    if (!columns_.contains(column))
      report_.wrong({}, "missing_column", "The column '" + std::string(column) + "' is missing.");
  }
}

void Sheet::know(std::initializer_list<std::string_view> columns) const {
  for (const auto& field : header_) {
    const auto is_it = [&](std::string_view column) { return column == field.text; };
    if (std::any_of(columns.begin(), columns.end(), is_it) ||
        std::any_of(required_.begin(), required_.end(), is_it))
      continue;
    report_.warn(field.place, "unknown_column", "Nobody reads the column '" + field.text + "'.");
  }
}

auto Sheet::names(std::string_view column) const
    -> std::optional<std::set<std::string, std::less<>>> {
  const auto at = columns_.find(column);
  const auto needed = std::find(required_.begin(), required_.end(), column) != required_.end();
  if (!whole_ || (at == columns_.end() && needed)) return std::nullopt;
  std::set<std::string, std::less<>> names;
  if (at == columns_.end()) return names;
  for (const auto* rows : {&rows_, &wrong_rows_})
    for (const auto& row : *rows) {
      if (at->second >= row.size()) return std::nullopt;
      if (row[at->second].given()) names.insert(row[at->second].text);
    }
  return names;
}

auto Sheet::field(std::size_t row, std::string_view column) const -> Field {
  const auto at = columns_.find(column);
  if (at != columns_.end()) return rows_[row][at->second];
  Field absent;
  absent.place.line = rows_[row].front().place.line;
  absent.column_missing = std::find(required_.begin(), required_.end(), column) != required_.end();
  return absent;
}

}  // namespace orkesta::pack
