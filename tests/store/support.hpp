#pragma once

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <unistd.h>

namespace orkesta::store {

/// A folder of its own that goes with the test.
class TempFolder {
 public:
  TempFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "orkesta-store-XXXXXX").string();
    const auto* made = ::mkdtemp(pattern.data());
    EXPECT_NE(made, nullptr);
    path_ = pattern;
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  auto operator=(const TempFolder&) -> TempFolder& = delete;
  auto path() const -> const std::string& { return path_; }
  auto file(const std::string& name) const -> std::string { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// A statement without its comments.
inline auto code_of(std::string_view sql) -> std::string {
  std::string code;
  while (!sql.empty()) {
    const auto end = std::min(sql.find('\n'), sql.size());
    const auto line = sql.substr(0, end);
    code += line.substr(0, line.find("--"));
    code += '\n';
    sql.remove_prefix(std::min(end + 1, sql.size()));
  }
  return code;
}

/// Whether `:name` stands in the statement, as a whole word.
inline auto has_parameter(std::string_view sql, const std::string& name) -> bool {
  const auto code = code_of(sql);
  const auto wanted = ':' + name;
  for (auto at = code.find(wanted); at != std::string::npos; at = code.find(wanted, at + 1)) {
    const auto after = code[at + wanted.size()];
    if (after != '_' && !std::isalnum(static_cast<unsigned char>(after))) return true;
  }
  return false;
}

}  // namespace orkesta::store
