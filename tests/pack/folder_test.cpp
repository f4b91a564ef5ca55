#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "orkesta/core/limits.hpp"
#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {
namespace {

namespace fs = std::filesystem;

class Folder : public testing::Test {
 protected:
  Folder()
      : path_(fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "knowledge");
  }
  ~Folder() override { fs::remove_all(path_); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  const fs::path path_;
};

TEST_F(Folder, GivesThePacksFilesByNameAndNothingElse) {
  for (const auto* name :
       {"tenant.toml", "prices.csv", "faq.md", "knowledge/b.md", "knowledge/a.md", "README.md",
        ".hidden.csv", "prices.csv~", "knowledge/deep/c.md", "knowledge/.d.md", "notes/e.csv"})
    write(name, name);
  const auto files = load_folder(path_);
  ASSERT_TRUE(files.has_value());
  EXPECT_EQ(*files, (std::vector<PackFile>{{"faq.md", "faq.md"},
                                           {"knowledge/a.md", "knowledge/a.md"},
                                           {"knowledge/b.md", "knowledge/b.md"},
                                           {"prices.csv", "prices.csv"},
                                           {"tenant.toml", "tenant.toml"}}));
}

TEST_F(Folder, ThatIsNoneIsAnError) {
  EXPECT_EQ(load_folder(path_ / "nowhere").error(), PackError::no_folder);
  write("file", "");
  EXPECT_EQ(load_folder(path_ / "file").error(), PackError::no_folder);
}

TEST_F(Folder, WithTooManyFilesIsAnError) {
  for (std::size_t i = 0; i <= limits::pack_files_max; ++i)
    write("knowledge/" + std::to_string(i) + ".md", "");
  EXPECT_EQ(load_folder(path_).error(), PackError::too_many_files);
}

TEST_F(Folder, ThatIsTooLargeIsAnError) {
  write("prices.csv", "");
  fs::resize_file(path_ / "prices.csv", limits::pack_bytes_max + 1);  // Sparse: never read.
  EXPECT_EQ(load_folder(path_).error(), PackError::too_large);
}

}  // namespace
}  // namespace orkesta::pack
