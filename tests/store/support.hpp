#pragma once

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include <unistd.h>

namespace orkesta::store {

/// A folder of its own that goes with the test.
class TempFolder {
 public:
  TempFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "orkesta-store-XXXXXX").string();
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

}  // namespace orkesta::store
