// The published documents against the code: every route and every event, no more and no fewer.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "orkesta/codec/json_view.hpp"
#include "orkesta/gateway/api.hpp"

namespace orkesta::gateway {
namespace {

auto document(const std::string& name) -> codec::Json {
  std::ostringstream text;
  text << std::ifstream(ORKESTA_SOURCE_DIR "/schemas/" + name).rdbuf();
  auto json = codec::Json::parse(text.str());
  EXPECT_TRUE(json.has_value()) << name;
  return *json;
}

auto routes() -> std::vector<Route> { return api_routes(std::make_shared<const ApiServices>()); }

auto lower_case(std::string text) -> std::string {
  for (auto& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

TEST(OpenApi, ListsExactlyTheRoutesOfTheTable) {
  std::set<std::string> documented;
  const auto openapi = document("openapi.json");
  for (const auto [path, methods] : openapi.root().find("paths")->members())
    for (const auto [method, operation] : methods.members())
      documented.insert(std::string(method) + ' ' + std::string(path));
  std::set<std::string> served;
  for (const auto& route : routes()) served.insert(lower_case(route.method) + ' ' + route.pattern);
  EXPECT_EQ(documented, served);
}

TEST(OpenApi, NamesTheRolesThatTheTableAdmits) {  // S6
  const auto openapi = document("openapi.json");
  for (const auto& route : routes()) {
    const auto operation = openapi.root().at({"paths", route.pattern, lower_case(route.method)});
    ASSERT_TRUE(operation.has_value()) << route.pattern;
    std::set<std::string> documented;
    for (const auto role : operation->find("x-roles")->items()) documented.emplace(role.text());
    EXPECT_EQ(documented,
              std::set<std::string>(route.access.roles.begin(), route.access.roles.end()))
        << route.method << ' ' << route.pattern;
  }
}

TEST(OpenApi, EveryReferenceLeadsSomewhere) {
  std::ifstream file(ORKESTA_SOURCE_DIR "/schemas/openapi.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto openapi = document("openapi.json");
  const std::string mark = "\"#/components/";
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
    const auto from = at + mark.size();
    const auto path = text.substr(from, text.find('"', from) - from);
    const auto slash = path.find('/');
    EXPECT_TRUE(openapi.root().at({"components", path.substr(0, slash), path.substr(slash + 1)}))
        << path;
  }
}

TEST(Routes, EveryOneBehindATokenNamesItsRoles) {  // Denied by default.
  for (const auto& route : routes())
    EXPECT_EQ(route.access.kind == Access::Kind::token, !route.access.roles.empty())
        << route.pattern;
}

TEST(AsyncApi, HasAMessageForEverySchemaOfAnEvent) {
  std::set<std::string> schemas{"orkesta.turn.v1"};
  for (const auto& entry :
       std::filesystem::directory_iterator(ORKESTA_SOURCE_DIR "/schemas/events"))
    if (entry.path().extension() == ".json") schemas.insert(entry.path().stem().string());
  std::set<std::string> documented;
  const auto asyncapi = document("asyncapi.json");
  for (const auto [name, message] : asyncapi.root().at({"components", "messages"})->members())
    documented.emplace(name);
  EXPECT_EQ(documented, schemas);
}

}  // namespace
}  // namespace orkesta::gateway
