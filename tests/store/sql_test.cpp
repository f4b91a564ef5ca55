/// The statements themselves: what is true of every one of them.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "orkesta/store/read_store.hpp"
#include "support.hpp"

namespace orkesta::store {
namespace {

const std::filesystem::path sql_folder = std::filesystem::path(ORKESTA_SOURCE_DIR) / "schemas/sql";

auto read_all(const std::filesystem::path& path) -> std::string {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

auto names_in(const std::filesystem::path& folder) -> std::set<std::string> {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".sql") names.insert(entry.path().stem());
  }
  return names;
}

auto names_of(std::span<const std::pair<std::string_view, std::string_view>> embedded)
    -> std::set<std::string> {
  std::set<std::string> names;
  for (const auto& [name, sql] : embedded) names.insert(std::string(name));
  return names;
}

/// Every SELECT has a tenant of its own to keep to.
auto binds_the_tenant(const std::string& sql) -> bool {
  const auto code = code_of(sql);
  const auto count = [&](const char* pattern) {
    const std::regex wanted(pattern, std::regex::icase);
    return std::distance(std::sregex_iterator(code.begin(), code.end(), wanted),
                         std::sregex_iterator());
  };
  return count("\\bselect\\b") > 0 && count("\\btenant = :tenant\\b") == count("\\bselect\\b") &&
         count("\\b(insert|update|delete|drop|alter|create|attach|pragma)\\b") == 0;
}

TEST(Questions, EveryFileBindsTheTenantInEverySelect) {  // S7
  const auto names = names_in(sql_folder / "questions");
  ASSERT_FALSE(names.empty());
  for (const auto& name : names) {
    EXPECT_TRUE(binds_the_tenant(read_all(sql_folder / "questions" / (name + ".sql")))) << name;
  }
}

TEST(Questions, AFileWithoutTheTenantWouldBeFound) {
  EXPECT_FALSE(binds_the_tenant("SELECT * FROM quotes WHERE quote = :quote"));
  EXPECT_FALSE(binds_the_tenant("SELECT * FROM quotes -- WHERE tenant = :tenant"));
  EXPECT_FALSE(binds_the_tenant(
      "SELECT * FROM quotes WHERE tenant = :tenant AND quote IN (SELECT quote FROM messages)"));
  EXPECT_FALSE(binds_the_tenant("DELETE FROM quotes WHERE tenant = :tenant"));
  EXPECT_TRUE(binds_the_tenant("SELECT * FROM quotes WHERE tenant = :tenant"));
}

TEST(Questions, EachNamesTheProjectionWhosePositionItsAnswerHas) {
  const auto store = open_sqlite_store({}).value();
  const auto known = store->projections();
  for (const auto& [name, sql] : embedded_questions()) {
    const auto first = std::string(sql.substr(0, sql.find('\n')));
    ASSERT_TRUE(first.starts_with("-- reads: ")) << name;
    EXPECT_NE(std::find(known.begin(), known.end(), first.substr(10)), known.end()) << name;
  }
}

TEST(Statements, EveryFileIsInTheProgram) {
  EXPECT_EQ(names_of(embedded_questions()), names_in(sql_folder / "questions"));
  EXPECT_EQ(names_of(embedded_migrations()), names_in(sql_folder));
}

TEST(Migrations, AreNumberedWithoutGap) {
  int number = 0;
  for (const auto& [name, sql] : embedded_migrations()) {
    const auto digits = std::to_string(++number);
    EXPECT_TRUE(name.starts_with(std::string(4 - digits.size(), '0') + digits + '_')) << name;
  }
}

/// `sha256sum -c` understands the lock: one line a migration that was merged.
TEST(Migrations, OnceMergedAreNeverEdited) {
  const auto command = "cd '" + sql_folder.string() + "' && sha256sum --quiet -c migrations.lock";
  EXPECT_EQ(std::system(command.c_str()), 0) << "add a new migration instead";
  const auto lock = read_all(sql_folder / "migrations.lock");
  for (const auto& name : names_in(sql_folder)) {
    EXPECT_NE(lock.find("  " + name + ".sql\n"), std::string::npos) << name << " is not locked";
  }
}

TEST(Migrations, EveryReadModelsKeyBeginsWithTheTenant) {  // S7
  std::size_t tables = 0;
  for (const auto& [name, sql] : embedded_migrations()) {
    const auto code = code_of(sql);
    const std::regex table("CREATE TABLE (\\w+) \\(([^;]*)\\);");
    for (std::sregex_iterator at(code.begin(), code.end(), table), end; at != end; ++at) {
      if ((*at)[1].str().starts_with("projection_")) continue;
      ++tables;
      EXPECT_NE((*at)[2].str().find("PRIMARY KEY (tenant, "), std::string::npos) << (*at)[1];
    }
  }
  EXPECT_GE(tables, 12u);
}

TEST(Migrations, AFileOfAnotherVersionIsRefused) {
  const TempFolder folder;
  const auto path = folder.file("rows.sqlite");
  ASSERT_TRUE(open_sqlite_store({.path = path}));
  ASSERT_TRUE(open_sqlite_store({.path = path})) << "again: nothing to do";
  const auto command = "sqlite3 '" + path + "' \"INSERT INTO migrations VALUES ('9999_x', '')\"";
  if (std::system("command -v sqlite3 > /dev/null") != 0) GTEST_SKIP() << "no sqlite3 here";
  ASSERT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(open_sqlite_store({.path = path}).error(), StoreError::incompatible);
}

TEST(Migrations, AFileThatIsNoDatabaseIsCorruptAndLeftAsItIs) {
  const TempFolder folder;
  const auto path = folder.file("rows.sqlite");
  const std::string text(5000, 'x');
  std::ofstream(path) << text;
  EXPECT_EQ(open_sqlite_store({.path = path}).error(), StoreError::corrupt);
  EXPECT_EQ(read_all(path), text);
}

}  // namespace
}  // namespace orkesta::store
