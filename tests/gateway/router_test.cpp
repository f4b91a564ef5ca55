#include "orkesta/gateway/router.hpp"

#include <gtest/gtest.h>

namespace orkesta::gateway {
namespace {

auto route(std::string method, std::string pattern) -> Route {
  return {std::move(method), std::move(pattern), {}, 0, nullptr, nullptr};
}

const Router router({route("GET", "/api/v1/conversations"),
                     route("GET", "/api/v1/conversations/{id}"),
                     route("POST", "/api/v1/approvals/{id}"), route("GET", "/api/v1/approvals")});

TEST(Router, CapturesTheSegmentThatThePatternNames) {
  const auto match = router.find("GET", "/api/v1/conversations/abc");
  ASSERT_NE(match.route, nullptr);
  EXPECT_EQ(match.captured.at("id"), "abc");
}

TEST(Router, AnUnknownPathHasNoMethods) {
  EXPECT_TRUE(router.find("GET", "/api/v1/secrets").allowed.empty());
}

TEST(Router, AnotherMethodNamesThoseThatThePathHas) {  // S3
  const auto match = router.find("DELETE", "/api/v1/approvals/abc");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allowed, std::vector<std::string>{"POST"});
}

TEST(Router, APrefixOrALongerPathIsAnother) {
  EXPECT_EQ(router.find("GET", "/api/v1").route, nullptr);
  EXPECT_EQ(router.find("GET", "/api/v1/conversations/abc/x").route, nullptr);
  EXPECT_EQ(router.find("GET", "/api/v1/conversations/").route, nullptr);
}

}  // namespace
}  // namespace orkesta::gateway
