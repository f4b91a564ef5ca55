#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <set>

#include "report.hpp"

namespace orkesta::pack {

/// A table of a pack (RFC 4180), its columns found by name.
class Sheet {
 public:
  /// Reads the text and reports what breaks its form. Rows of a wrong form are left out.
  Sheet(std::string_view text, const FileReport& report);

  /// Reports columns that must be there and are not.
  void require(std::initializer_list<std::string_view> columns);
  /// Warns of columns that none of these names, nor any that is required.
  void know(std::initializer_list<std::string_view> columns) const;

  /// All values of a column, those of wrong rows too, as far as they could be read: what other
  /// files may refer to. Nothing when that is not known: the column is missing, or a quote never
  /// ends.
  auto names(std::string_view column) const -> std::optional<std::set<std::string, std::less<>>>;

  auto size() const -> std::size_t { return rows_.size(); }
  /// A row's cell; an optional column that is absent gives an empty one.
  auto field(std::size_t row, std::string_view column) const -> Field;

 private:
  std::vector<Field> header_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::vector<std::string> required_;
  std::vector<std::vector<Field>> rows_;
  std::vector<std::vector<Field>> wrong_rows_;  ///< As far as they could be read.
  bool whole_ = true;                           ///< False: a quoted cell swallowed the rest.
  FileReport report_;
};

}  // namespace orkesta::pack
