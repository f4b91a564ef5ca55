#pragma once

#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {

struct Place {
  int line = 1;
  int column = 1;
};

/// A value as it stands in a file: trimmed, with its place. Empty = not given.
struct Field {
  std::string text;
  Place place;
  bool column_missing = false;  ///< Already reported; nothing more is said about its rows.
  auto given() const -> bool { return !text.empty(); }
};

/// Collects what is wrong.
class Report {
 public:
  void wrong(Mistake mistake) { mistakes_.push_back(std::move(mistake)); }
  void warn(Mistake warning) { warnings_.push_back(std::move(warning)); }
  auto mistakes() const -> const std::vector<Mistake>& { return mistakes_; }
  auto warnings() const -> const std::vector<Mistake>& { return warnings_; }

 private:
  std::vector<Mistake> mistakes_;
  std::vector<Mistake> warnings_;
};

/// The report, for one file.
class FileReport {
 public:
  FileReport(Report& report, std::string file) : report_(&report), file_(std::move(file)) {}
  void wrong(Place place, std::string code, std::string message) const {
    report_->wrong({file_, place.line, place.column, std::move(code), std::move(message)});
  }
  void warn(Place place, std::string code, std::string message) const {
    report_->warn({file_, place.line, place.column, std::move(code), std::move(message)});
  }

 private:
  Report* report_;
  std::string file_;
};

}  // namespace orkesta::pack
