/// Whole packs: those that ship with the project, and those that are shared with it.

#include <gtest/gtest.h>

#include <filesystem>

#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {
namespace {

namespace fs = std::filesystem;

auto text_of(const std::vector<Mistake>& mistakes) -> std::string {
  std::string text;
  for (const auto& mistake : mistakes)
    text += mistake.file + ':' + std::to_string(mistake.line) + ':' +
            std::to_string(mistake.column) + ' ' + mistake.code + ' ' + mistake.message + '\n';
  return text;
}

void expect_right(const fs::path& folder) {
  SCOPED_TRACE(folder.string());
  const auto files = load_folder(folder);
  ASSERT_TRUE(files.has_value());
  const auto read = read_pack(*files, system_zones());
  ASSERT_TRUE(read.has_value()) << text_of(read.error());
  EXPECT_EQ(text_of(read->warnings), "");
  EXPECT_EQ(read->pack.settings.id, folder.filename().string());
  EXPECT_FALSE(read->pack.prices.empty());
}

TEST(SharedPacks, AreReadWithoutAMistakeOrAWarning) {
  const fs::path shared = ORKESTA_SOURCE_DIR "/../shared/data/tenants";
  if (!fs::exists(shared)) GTEST_SKIP() << "SKIPPED: there is no " << shared;
  for (const auto* name : {"suministros-norte", "academia-ia", "zapateria-andes"})
    expect_right(shared / name);
}

}  // namespace
}  // namespace orkesta::pack
