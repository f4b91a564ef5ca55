// The client against sockets of this test on loopback: what is certain, and what is in doubt (R5).
#include "orkesta/connect/http_client.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace orkesta::connect {
namespace {

/// Answers one connection with these bytes, then closes it.
class OneAnswer {
 public:
  explicit OneAnswer(std::string bytes) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 1);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, answer = std::move(bytes)] {
      const int client = ::accept(listener_, nullptr, nullptr);
      char request[4096];
      const auto count = ::recv(client, request, sizeof request, 0);
      received_.assign(request, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
      ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
      ::close(client);
    });
  }
  ~OneAnswer() {
    if (thread_.joinable()) thread_.join();
    ::close(listener_);
  }
  auto url() const -> std::string { return "http://127.0.0.1:" + std::to_string(port_) + "/x"; }
  auto received() -> const std::string& {
    thread_.join();
    return received_;
  }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::string received_;
  std::thread thread_;
};

auto ask(const std::string& url) -> Result<HttpResponse, HttpError> {
  HttpClient client;
  HttpRequest request;
  request.url = url;
  request.timeout = std::chrono::milliseconds{2000};
  return client.perform(request);
}

TEST(HttpClient, ReadsStatusHeadersAndBody) {
  OneAnswer server("HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}");
  const auto response = ask(server.url());
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->status, 429);
  EXPECT_EQ(response->header("retry-after"), "7");
  EXPECT_EQ(response->body, "{}");
}
TEST(HttpClient, NobodyThereIsCertain) {
  EXPECT_EQ(ask("http://127.0.0.1:1/x").error(), HttpError::not_connected);
}
TEST(HttpClient, AnAnswerCutOffIsInDoubt) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
  EXPECT_EQ(ask(server.url()).error(), HttpError::in_doubt);
}
TEST(HttpClient, AnAnswerAboveTheLimitIsInDoubt) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n" +
                   std::string(2'000'000, 'x'));
  EXPECT_EQ(ask(server.url()).error(), HttpError::in_doubt);
}
TEST(HttpClient, ARedirectIsNotFollowed) {  // S11
  OneAnswer server(
      "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(ask(server.url())->status, 302);
}
TEST(HttpClient, OtherSchemesAreRefused) {
  EXPECT_EQ(ask("file:///etc/hostname").error(), HttpError::bad_url);
}

}  // namespace
}  // namespace orkesta::connect
