// Every type that a turn can hold, against the bytes that were written once (R10, R17), and against
// its published schema. README.md says how the files come and when they may change.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "orkesta/codec/json.hpp"
#include "orkesta/codec/published.hpp"
#include "orkesta/core/assert.hpp"
#include "samples.hpp"

namespace orkesta::codec {
namespace {

namespace fs = std::filesystem;

const fs::path golden_folder = fs::path{ORKESTA_SOURCE_DIR} / "tests/golden/events";
const fs::path schema_folder = fs::path{ORKESTA_SOURCE_DIR} / "schemas/events";

auto updating() -> bool { return std::getenv("ORKESTA_UPDATE_GOLDEN") != nullptr; }

auto content_of(const fs::path& path) -> std::string {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_file(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << content;
}

auto lines_of(const std::string& text) -> std::vector<std::string> {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// Reads as the variant that holds the type and writes again; the error's text when it cannot.
using Rewrite = std::function<std::string(std::string_view)>;

struct Published {
  std::string bytes;  ///< Two lines, as a new golden file holds them.
  Rewrite rewrite;
};

template <class V>
auto rewrite_as(std::string_view line) -> std::string {
  const auto value = decode_payload<V>(line);
  return value ? encode_payload(*value)
               : value.error().code + ' ' + value.error().path + ' ' + value.error().message;
}

/// By name. Two kinds that publish one name give it one shape.
template <class K, class V>
void collect(std::map<std::string, Published>& all) {
  boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, V>>(
      [&]<class A>(std::type_identity<A>) {
        support::Counting full(true);
        support::Counting least(false);
        const auto bytes = encode_payload(V{support::sample<A>(full)}) + '\n' +
                           encode_payload(V{support::sample<A>(least)}) + '\n';
        const std::string type{A::type};
        const auto [known, is_new] = all.try_emplace(type, Published{bytes, rewrite_as<V>});
        ORKESTA_ASSERT(is_new || known->second.bytes == bytes);
      });
}

auto published() -> const std::map<std::string, Published>& {
  static const auto all = [] {
    std::map<std::string, Published> made;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, PublishedKinds>>(
        [&]<class K>(std::type_identity<K>) {
          collect<K, typename K::Event>(made);
          collect<K, typename K::Payload>(made);
          collect<K, typename K::Effect>(made);
          collect<K, typename K::Outgoing>(made);
        });
    return made;
  }();
  return all;
}

struct Type {
  std::string name;
  friend void PrintTo(const Type& type, std::ostream* out) { *out << type.name; }
};

auto types() -> std::vector<Type> {
  std::vector<Type> names;
  for (const auto& [name, value] : published()) names.push_back({name});
  return names;
}

auto test_name(const testing::TestParamInfo<Type>& type) -> std::string {
  auto name = type.param.name;
  for (auto& c : name) c = c == '.' ? '_' : c;
  return name;
}

class Golden : public testing::TestWithParam<Type> {
 protected:
  auto path() const -> fs::path { return golden_folder / (GetParam().name + ".json"); }
  auto type() const -> const Published& { return published().at(GetParam().name); }
};

TEST_P(Golden, BytesReadAndWriteToTheSameBytes) {
  if (updating() && !fs::exists(path())) write_file(path(), type().bytes);
  ASSERT_TRUE(fs::exists(path())) << "ORKESTA_UPDATE_GOLDEN=1 makes what is missing";
  const auto lines = lines_of(content_of(path()));
  ASSERT_EQ(lines.size(), 2u);
  for (const auto& line : lines)
    EXPECT_EQ(type().rewrite(line), line) << "bytes like these lie in logs: add optional fields "
                                             "only, or a new version and an upcaster";
}

INSTANTIATE_TEST_SUITE_P(Events, Golden, testing::ValuesIn(types()), test_name);

class Schema : public testing::TestWithParam<PublishedType> {};

TEST_P(Schema, IsTheOneThatIsPublished) {
  const auto path = schema_folder / (GetParam().type + ".json");
  if (updating()) write_file(path, GetParam().schema);
  EXPECT_EQ(content_of(path), GetParam().schema) << "ORKESTA_UPDATE_GOLDEN=1 writes it anew";
}

INSTANTIATE_TEST_SUITE_P(Events, Schema, testing::ValuesIn(published_types()),
                         [](const testing::TestParamInfo<PublishedType>& type) {
                           return test_name({Type{type.param.type}, type.index});
                         });

TEST(GoldenFiles, OfFormerVersionsAreStillReadable) {
  for (const auto& entry : fs::directory_iterator(golden_folder)) {
    const auto name = entry.path().stem().string();
    if (published().contains(name)) continue;
    SCOPED_TRACE(name);
    for (const auto& line : lines_of(content_of(entry.path()))) {
      bool readable = false;
      for (const auto& [type, today] : published())
        readable = readable || Json::parse(today.rewrite(line)).has_value();
      EXPECT_TRUE(readable) << "no upcaster raises it";
    }
  }
}

TEST(Published, EverySchemaHasItsGoldenBytes) {
  for (const auto& entry : fs::directory_iterator(schema_folder))
    EXPECT_TRUE(fs::exists(golden_folder / entry.path().filename())) << entry.path();
}

TEST(Published, EveryNameHasOneShape) {
  std::map<std::string, int> counts;
  for (const auto& type : published_types()) ++counts[type.type];
  EXPECT_EQ(counts.size(), published_types().size());
  EXPECT_EQ(counts.size(), published().size());
}

}  // namespace
}  // namespace orkesta::codec
