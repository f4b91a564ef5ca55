// S1 to S3: one row for each trick that an HTTP library lets through.
#include "orkesta/gateway/front_door.hpp"

#include <gtest/gtest.h>

namespace orkesta::gateway {
namespace {

struct Trick {
  std::string name;
  std::string head;  ///< Behind the request line; the blank line is added.
  int status;
};

class FrontDoorRefuses : public testing::TestWithParam<Trick> {};

TEST_P(FrontDoorRefuses, TheTrick) {  // S2
  const auto read = read_head("POST /api/v1/inbound HTTP/1.1\r\n" + GetParam().head + "\r\n\r\n");
  ASSERT_TRUE(read.refused.has_value());
  EXPECT_EQ(read.refused->status, GetParam().status) << read.refused->code;
}

INSTANTIATE_TEST_SUITE_P(
    Tricks, FrontDoorRefuses,
    testing::Values(
        Trick{"no_host", "Content-Length: 0", 400}, Trick{"two_hosts", "Host: a\r\nHost: a", 400},
        Trick{"two_lengths", "Host: a\r\nContent-Length: 3\r\nContent-Length: 3", 400},
        Trick{"length_and_chunked", "Host: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked",
              400},
        Trick{"chunked_not_last", "Host: a\r\nTransfer-Encoding: chunked, gzip", 400},
        Trick{"identity", "Host: a\r\nTransfer-Encoding: identity", 400},
        Trick{"chunked_in_capitals", "Host: a\r\nTransfer-Encoding: CHUNKED", 400},
        Trick{"two_encodings",
              "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400},
        Trick{"signed_length", "Host: a\r\nContent-Length: +3", 400},
        Trick{"negative_length", "Host: a\r\nContent-Length: -1", 400},
        Trick{"hexadecimal_length", "Host: a\r\nContent-Length: 0x10", 400},
        Trick{"length_list", "Host: a\r\nContent-Length: 3, 3", 400},
        Trick{"empty_length", "Host: a\r\nContent-Length:", 400},
        Trick{"folded", "Host: a\r\nX-Note: one\r\n two", 400},
        Trick{"blank_before_colon", "Host: a\r\nContent-Length : 3", 400},
        Trick{"bare_line_feed", "Host: a\nX-Org-Id: b", 400},
        Trick{"bare_return", "Host: a\rX-Org-Id: b", 400},
        Trick{"control_byte", std::string("Host: a\r\nX-Note: a\x01") + "b", 400},
        Trick{"nul", std::string("Host: a\r\nX-Note: a") + '\0' + "b", 400},
        Trick{"two_tokens", "Host: a\r\nAuthorization: a\r\nAuthorization: a", 400},
        Trick{"two_tenants", "Host: a\r\nX-Org-Id: a\r\nx-org-id: b", 400},
        Trick{"two_signatures", "Host: a\r\nX-Chatwoot-Signature: a\r\nX-Chatwoot-Signature: b",
              400},
        Trick{"gzip", "Host: a\r\nContent-Encoding: gzip", 415},
        Trick{"expect", "Host: a\r\nExpect: 100-continue", 417},
        Trick{"upgrade", "Host: a\r\nUpgrade: h2c", 400}, Trick{"no_name", "Host: a\r\n: b", 400},
        Trick{"no_colon", "Host: a\r\nnonsense", 400},
        Trick{"large_head", "Host: a\r\nX-Note: " + std::string(9000, 'x'), 431}),
    [](const auto& row) { return row.param.name; });

TEST(FrontDoor, TooManyHeadersAreRefused) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 64; ++i) head += "X-" + std::to_string(i) + ": a\r\n";
  EXPECT_EQ(read_head(head + "\r\n").refused.value().status, 431);
}

TEST(FrontDoor, AnotherVersionIsRefused) {
  EXPECT_EQ(read_head("GET / HTTP/1.0\r\nHost: a\r\n\r\n").refused.value().status, 505);
}

TEST(FrontDoor, ALongTargetIsRefused) {
  const auto target = "/" + std::string(3000, 'a');
  EXPECT_EQ(read_head("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").refused.value().status,
            414);
}

TEST(FrontDoor, AnAbsoluteTargetIsRefused) {
  const auto read = read_head("GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(read.refused.value().status, 400);
}

TEST(FrontDoor, AnHonestHeadIsRead) {
  const auto read =
      read_head("POST /a?b=c HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nX-A:  b \r\n\r\n");
  ASSERT_TRUE(read.head.has_value());
  EXPECT_EQ(read.head->method, "POST");
  EXPECT_EQ(read.head->target, "/a?b=c");
  EXPECT_EQ(read.head->content_length, 12U);
  EXPECT_EQ(read.head->headers.back(), (std::pair<std::string, std::string>{"x-a", "b"}));
}

class TargetRefuses : public testing::TestWithParam<std::string> {};
TEST_P(TargetRefuses, TheSpelling) {  // A16
  EXPECT_FALSE(read_target(GetParam()).has_value());
}
INSTANTIATE_TEST_SUITE_P(Spellings, TargetRefuses,
                         testing::Values("//api", "/api//v1", "/api/./v1", "/api/../v1", "/api/..",
                                         "/api/%2e%2e/v1", "/api%2fv1", "/api/v1.", "/api/a#b",
                                         "/api?a=1&a=2", "/api?a=%00", "/api?a=%0a", "/api?a=%4",
                                         "/api?a=%zz", "/api\\v1", "api", "/a?=b"));

TEST(Target, ParametersAreDecoded) {
  const auto target = read_target("/api?text=gu%C3%A1ntes+M&limit=5");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->query[0].second, "guántes M");
  EXPECT_EQ(target->query[1].second, "5");
}

}  // namespace
}  // namespace orkesta::gateway
