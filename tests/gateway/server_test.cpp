// The real server on loopback, spoken to in raw bytes.
#include "orkesta/gateway/server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace orkesta::gateway {
namespace {

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval limit{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { ::close(socket_); }
  void send(const std::string& bytes) { ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  auto receive_until(const std::string& mark) -> std::string {
    while (received_.find(mark) == std::string::npos && receive_some()) {
    }
    return received_;
  }
  auto receive_all() -> std::string {
    while (receive_some()) {
    }
    return received_;
  }

 private:
  auto receive_some() -> bool {
    char bytes[4096];
    const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }
  int socket_;
  std::string received_;
};

class RunningServer : public testing::Test {
 protected:
  void SetUp() override { restart({}); }
  void restart(ServerOptions options) {
    options.threads = 1;
    Route echo{"POST", "/echo", {Access::Kind::open, {}}, 1000, nullptr, nullptr};
    echo.handle = [](const Request& request) { return json_response(200, request.body); };
    Route closed{"GET", "/closed", {}, 0, nullptr, nullptr};
    closed.handle = [](const Request&) { return json_response(200, "{}"); };
    Route live{"GET", "/live", {Access::Kind::open, {}}, 0, nullptr, nullptr};
    live.stream = [this](const Request&, std::shared_ptr<EventStream> events) {
      events_ = std::move(events);
      return std::optional<Response>{};
    };
    const Gate gate = [](const Route& route, const Request& request) -> Admission {
      if (route.access.kind == Access::Kind::open) return std::optional<Claims>{};
      return error_response(401, "unauthorized", "a token is needed", request.request_id);
    };
    server_.reset();
    auto started = start_server(options, Router({echo, closed, live}), gate, nullptr);
    ASSERT_TRUE(started.has_value()) << started.error();
    server_ = std::move(*started);
  }
  auto ask(const std::string& request) -> std::string {
    Client client(server_->port());
    client.send(request);
    return client.receive_all();
  }
  static auto post(const std::string& body, const std::string& headers = "") -> std::string {
    return "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
           "application/json\r\n" +
           headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  std::shared_ptr<EventStream> events_;
  std::unique_ptr<Server> server_;
};

TEST_F(RunningServer, AnswersWithTheHandlersBody) {
  const auto answer = ask(post(R"({"a":1})"));
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ")) << answer;
  EXPECT_TRUE(answer.ends_with(R"({"a":1})")) << answer;
}

TEST_F(RunningServer, TwoRequestsInOnePacketAreAnsweredInOrder) {
  const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  Client client(server_->port());
  client.send(head + "Content-Length: 3\r\n\r\n[1]" + head +
              "Connection: close\r\nContent-Length: 3\r\n\r\n[2]");
  const auto answers = client.receive_all();
  EXPECT_LT(answers.find("[1]"), answers.find("[2]"));
  EXPECT_NE(answers.find("[2]"), std::string::npos);
}

TEST_F(RunningServer, AChunkedBodyIsRead) {
  const auto answer = ask(
      "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n");
  EXPECT_TRUE(answer.ends_with("[1,2]")) << answer;
}

TEST_F(RunningServer, ABodyAboveTheRoutesLimitIs413) {
  EXPECT_TRUE(ask(post(std::string(1001, ' '))).starts_with("HTTP/1.1 413 "));
}

TEST_F(RunningServer, AChunkedBodyAboveTheLimitIs413) {
  const auto answer = ask(
      "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" +
      std::string(2000, ' ') + "\r\n0\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 413 ")) << answer;
}

TEST_F(RunningServer, AnotherContentTypeIs415) {
  EXPECT_TRUE(
      ask("POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: text/xml\r\n"
          "Content-Length: 1\r\n\r\nx")
          .starts_with("HTTP/1.1 415 "));
}

TEST_F(RunningServer, AnUnknownPathIs404AndAnotherMethod405) {
  EXPECT_TRUE(ask("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                  .starts_with("HTTP/1.1 404 "));
  const auto answer = ask("TRACE /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 405 "));
  EXPECT_NE(answer.find("Allow: POST"), std::string::npos);
}

TEST_F(RunningServer, TheGateStandsBeforeTheHandler) {
  EXPECT_TRUE(ask("GET /closed HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                  .starts_with("HTTP/1.1 401 "));
}

TEST_F(RunningServer, AMalformedHeadIsAnsweredAndTheConnectionEnds) {
  const auto answer =
      ask("GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\nGET /closed HTTP/1.1\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 400 "));
  EXPECT_EQ(answer.find("HTTP/1.1 401"), std::string::npos);
}

TEST_F(RunningServer, ASlowHeadIs408) {  // T27
  restart({.head_timeout = std::chrono::milliseconds{100}});
  Client client(server_->port());
  client.send("GET /echo HT");
  EXPECT_TRUE(client.receive_all().starts_with("HTTP/1.1 408 "));
}

TEST_F(RunningServer, ConnectionsOfOnePeerHaveALimit) {
  restart({.connections_per_peer_max = 1});
  Client first(server_->port());
  first.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 2\r\n\r\n[]");
  first.receive_until("[]");
  EXPECT_EQ(ask(post("[]")), "");
}

TEST_F(RunningServer, AStreamCarriesFramesAndEndsWhenItsReaderIsTooSlow) {  // S21
  Client client(server_->port());
  client.send("GET /live HTTP/1.1\r\nHost: a\r\n\r\n");
  client.receive_until(": hello\n\n");
  ASSERT_TRUE(events_);
  EXPECT_TRUE(events_->send(std::make_shared<const std::string>("id: 1\ndata: {}\n\n")));
  EXPECT_NE(client.receive_until("data: {}\n\n").find("id: 1"), std::string::npos);
  const auto large = std::make_shared<const std::string>(std::string(1u << 20, ' ') + "\n\n");
  bool accepted = true;
  for (int i = 0; i < 3000 && accepted; ++i) accepted = events_->send(large);
  EXPECT_FALSE(accepted);
}

TEST_F(RunningServer, StopEndsWhatIsOpen) {
  Client client(server_->port());
  client.send("GET /live HTTP/1.1\r\nHost: a\r\n\r\n");
  client.receive_until(": hello\n\n");
  server_->stop(std::chrono::milliseconds{100});
  server_.reset();
  EXPECT_FALSE(events_->is_open() && events_->send(std::make_shared<const std::string>("x")) &&
               client.receive_all().ends_with("x"));
}

}  // namespace
}  // namespace orkesta::gateway
