// Sessions over Boost.Beast: the only file that instantiates them.
#include "orkesta/gateway/server.hpp"

#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "event_queue.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/gateway/front_door.hpp"
#include "request_id.hpp"

namespace orkesta::gateway {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using asio::awaitable;
using asio::use_awaitable;
using Clock = std::chrono::steady_clock;

/// What all sessions of a server share.
struct Shared {
  Shared(const ServerOptions& given, Router table, Gate admit, OnServed served)
      : options(given),
        router(std::move(table)),
        gate(std::move(admit)),
        on_served(std::move(served)),
        workers(given.workers) {}

  const ServerOptions options;
  const Router router;
  const Gate gate;
  const OnServed on_served;
  asio::thread_pool workers;
  std::atomic<std::size_t> waiting{0};
  std::atomic<bool> stopping{false};
  std::mutex mutex;
  std::size_t connections = 0;
  std::map<std::string, std::size_t> by_peer;

  auto enter(const std::string& peer) -> bool {
    const std::lock_guard lock(mutex);
    auto& mine = by_peer[peer];
    if (connections >= options.connections_max || mine >= options.connections_per_peer_max)
      return false;
    ++connections;
    ++mine;
    return true;
  }
  void leave(const std::string& peer) {
    const std::lock_guard lock(mutex);
    --connections;
    if (const auto found = by_peer.find(peer); --found->second == 0) by_peer.erase(found);
  }
  auto open_connections() -> std::size_t {
    const std::lock_guard lock(mutex);
    return connections;
  }
};

/// Counts a request in flight on the workers as long as it lives (R12).
class Waiting {
 public:
  explicit Waiting(Shared& shared) : shared_(shared), turn_(++shared.waiting) {}
  ~Waiting() { --shared_.waiting; }
  Waiting(const Waiting&) = delete;
  auto operator=(const Waiting&) -> Waiting& = delete;
  auto admitted() const -> bool { return turn_ <= shared_.options.requests_waiting_max; }

 private:
  Shared& shared_;
  std::size_t turn_;
};

/// Cancels what the stream waits for when the time is up, and remembers that it did. Beast's own
/// time-out closes the socket, and nobody could be answered 408 any more (S1).
class Deadline {
 public:
  Deadline(beast::tcp_stream& stream, std::chrono::milliseconds after)
      : timer_(stream.get_executor(), after), passed_(std::make_shared<bool>(false)) {
    stream.expires_never();
    timer_.async_wait([&stream, passed = passed_](const boost::system::error_code& error) {
      if (error) return;  // Called off, and the stream may be gone.
      *passed = true;
      stream.cancel();
    });
  }
  auto passed() const -> bool { return *passed_; }

 private:
  asio::steady_timer timer_;
  std::shared_ptr<bool> passed_;
};

class Session {
 public:
  Session(tcp::socket socket, std::shared_ptr<Shared> shared, std::string peer)
      : stream_(std::move(socket)), shared_(std::move(shared)), peer_(std::move(peer)) {}

  /// Requests, one after the other, until the peer or a rule ends it.
  auto run() -> awaitable<void> {
    for (std::size_t i = 0; i < limits::http_requests_per_connection_max; ++i) {
      if (shared_->stopping || !co_await read_bytes_of_head()) break;
      if (!co_await serve_one()) break;
    }
    boost::system::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

 private:
  /// False: nobody speaks any more, or too slowly, or too much; answered where there is somebody.
  auto read_bytes_of_head() -> awaitable<bool> {
    boost::system::error_code error;
    if (buffer_.empty()) {  // Idle until the first byte, then the head's own deadline.
      stream_.expires_after(shared_->options.idle_timeout);
      std::array<char, 4096> first{};
      const auto bytes = co_await stream_.async_read_some(
          asio::buffer(first), asio::redirect_error(use_awaitable, error));
      if (error) co_return false;
      buffer_.append(first.data(), bytes);
    }
    const Deadline deadline(stream_, shared_->options.head_timeout);
    head_bytes_ = co_await asio::async_read_until(
        stream_, asio::dynamic_buffer(buffer_, limits::http_head_bytes_max + 4096), "\r\n\r\n",
        asio::redirect_error(use_awaitable, error));
    if (!error) co_return true;
    if (deadline.passed()) {
      co_await answer(error_response(408, "timeout", "the request came too slowly", ""), false);
    } else if (error == asio::error::not_found) {
      co_await answer(error_response(431, "head_too_large", "the head is too large", ""), false);
    }
    co_return false;
  }

  /// One request whose head stands in the buffer. False: the connection ends with it.
  auto serve_one() -> awaitable<bool> {
    const auto began = Clock::now();
    Request request;
    request.request_id = new_request_id();
    request.remote = peer_;
    auto read = read_head(std::string_view(buffer_).substr(0, head_bytes_));
    if (read.refused) {
      const auto& refused = *read.refused;
      co_await answer(error_response(refused.status, refused.code,
                                     "the request's head is not acceptable", request.request_id),
                      false);
      report(request, "", refused.status, began);
      co_return false;
    }
    const auto& head = *read.head;
    const Route* route = nullptr;
    auto refusal = admit(head, request, route);
    const auto pattern = route ? std::string_view{route->pattern} : std::string_view{};
    bool goes_on = head.keep_alive;
    if (!refusal && route->handle) {
      if (!co_await read_body(head, *route, request, refusal)) co_return false;
    } else if (refusal) {
      goes_on = goes_on && !head.chunked && head.content_length.value_or(0) == 0;
      buffer_.erase(0, head_bytes_);  // A body that nobody reads ends the connection.
    } else {
      buffer_.erase(0, head_bytes_);
    }
    if (!refusal && route->stream) {
      co_await run_stream(*route, request, began);
      co_return false;
    }
    // Not a conditional expression: g++ 12 copies temporaries around co_await in one byte by byte.
    if (!refusal) refusal = co_await handle(*route, request);
    const auto& response = *refusal;
    const bool written = co_await answer(response, goes_on, request.method == "HEAD");
    report(request, pattern, response.status, began);
    co_return written&& goes_on;
  }

  /// Everything that is decided by the head alone. Nothing: go on with `route`.
  auto admit(const Head& head, Request& request, const Route*& route) -> std::optional<Response> {
    const auto refuse = [&](int status, std::string_view code, std::string_view message) {
      return error_response(status, code, message, request.request_id);
    };
    request.method = head.method;
    auto target = read_target(head.target);
    if (!target) return refuse(400, "bad_target", "the path or the query is not acceptable");
    request.path = std::move(target->path);
    for (auto& [name, value] : target->query) request.query.emplace(name, std::move(value));
    for (const auto& [name, value] : head.headers) request.headers.emplace(name, value);
    auto match = shared_->router.find(request.method, request.path);
    if (match.allowed.empty()) return refuse(404, "not_found", "there is nothing here");
    if (match.route == nullptr) return method_not_allowed(match, request.request_id);
    route = match.route;
    request.captured = std::move(match.captured);
    if (head.content_length.value_or(0) > route->body_bytes_max)
      return refuse(413, "too_large", "the body is larger than this route accepts");
    auto admission = shared_->gate(*route, request);
    if (auto* const response = std::get_if<Response>(&admission)) return std::move(*response);
    request.claims = std::move(std::get<std::optional<Claims>>(admission));
    const bool has_body = head.chunked || head.content_length.value_or(0) > 0;
    if (has_body && request.method == "GET") return refuse(400, "bad_body", "GET has no body");
    if (has_body && !is_json(request.header("content-type")))
      return refuse(415, "content_type", "send application/json");
    return std::nullopt;
  }

  static auto method_not_allowed(const Router::Match& match, const std::string& id) -> Response {
    auto response = error_response(405, "method_not_allowed", "another method is needed", id);
    std::string allowed;
    for (const auto& method : match.allowed) allowed += (allowed.empty() ? "" : ", ") + method;
    response.headers.emplace_back("Allow", allowed);
    return response;
  }

  static auto is_json(std::string_view content_type) -> bool {
    return content_type.substr(0, content_type.find(';')) == "application/json";
  }

  /// Reads the body through Beast's parser, no further than the route's limit. False: cut off.
  auto read_body(const Head& head, const Route& route, Request& request,
                 std::optional<Response>& refusal) -> awaitable<bool> {
    http::request_parser<http::string_body> parser;
    parser.body_limit(route.body_bytes_max);
    parser.header_limit(static_cast<std::uint32_t>(limits::http_head_bytes_max + 4096));
    boost::system::error_code error;
    parser.put(asio::buffer(buffer_.data(), head_bytes_), error);
    buffer_.erase(0, head_bytes_);
    const auto size = head.content_length.value_or(route.body_bytes_max);
    const std::chrono::milliseconds at_one_kib_a_second{size * 1000 / 1024};
    const Deadline deadline(stream_, shared_->options.body_timeout + at_one_kib_a_second);
    beast::flat_buffer rest;
    const auto already = rest.prepare(buffer_.size());
    std::memcpy(already.data(), buffer_.data(), buffer_.size());
    rest.commit(buffer_.size());
    buffer_.clear();
    if (!error || error == http::error::need_more) error = {};
    if (!error && !parser.is_done())
      co_await http::async_read(stream_, rest, parser, asio::redirect_error(use_awaitable, error));
    if (error == http::error::body_limit) {
      refusal = error_response(413, "too_large", "the body is larger than this route accepts",
                               request.request_id);
      co_await answer(*refusal, false);
      co_return false;
    }
    if (error) {
      const bool slow = deadline.passed();
      co_await answer(error_response(slow ? 408 : 400, slow ? "timeout" : "bad_body",
                                     "the body did not arrive whole", request.request_id),
                      false);
      co_return false;
    }
    request.body = std::move(parser.get().body());
    const auto left = rest.data();
    buffer_.assign(static_cast<const char*>(left.data()), left.size());
    co_return true;
  }

  /// On a worker, since handlers may block; back on the session's own thread afterwards.
  auto handle(const Route& route, const Request& request) -> awaitable<Response> {
    const Waiting waiting(*shared_);
    if (!waiting.admitted()) {
      auto busy = error_response(503, "overloaded", "try again soon", request.request_id);
      busy.headers.emplace_back("Retry-After", "1");
      co_return busy;
    }
    co_return co_await asio::co_spawn(
        shared_->workers, [&]() -> awaitable<Response> { co_return route.handle(request); },
        use_awaitable);
  }

  auto answer(const Response& response, bool keep_alive, bool head_only = false)
      -> awaitable<bool> {
    http::response<http::string_body> message;
    message.version(11);
    message.result(static_cast<unsigned>(response.status));
    message.set(http::field::content_type, response.content_type);
    message.set(http::field::cache_control, "no-store");
    message.set("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : response.headers) message.set(name, value);
    message.keep_alive(keep_alive);
    message.body() = head_only ? std::string{} : response.body;
    message.prepare_payload();
    stream_.expires_after(shared_->options.write_timeout);
    boost::system::error_code error;
    co_await http::async_write(stream_, message, asio::redirect_error(use_awaitable, error));
    co_return !error;
  }

  auto write(std::string_view bytes) -> awaitable<bool> {
    stream_.expires_after(shared_->options.write_timeout);
    boost::system::error_code error;
    co_await asio::async_write(stream_, asio::buffer(bytes),
                               asio::redirect_error(use_awaitable, error));
    co_return !error;
  }

  /// Server-sent events until the client, the token or the server ends it.
  auto run_stream(const Route& route, const Request& request, Clock::time_point began)
      -> awaitable<void> {
    auto alarm = std::make_shared<asio::steady_timer>(stream_.get_executor());
    const std::weak_ptr<asio::steady_timer> weak = alarm;
    auto queue = std::make_shared<EventQueue>(limits::stream_frames_max, [weak] {
      if (const auto timer = weak.lock())
        asio::post(timer->get_executor(), [timer] { timer->cancel(); });
    });
    if (auto refusal = route.stream(request, queue)) {
      co_await answer(*refusal, false);
      report(request, route.pattern, refusal->status, began);
      co_return;
    }
    report(request, route.pattern, 200, began);
    bool alive = co_await write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
        "X-Accel-Buffering: no\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
        ": hello\n\n");
    while (alive && !shared_->stopping) {
      if (const auto frame = queue->take()) {
        alive = co_await write(*frame);
        continue;
      }
      if (!queue->is_open()) break;
      boost::system::error_code woken;
      alarm->expires_after(shared_->options.ping_every);
      if (const auto again = queue->take()) {  // Came in between: its wake found no one waiting.
        alive = co_await write(*again);
        continue;
      }
      co_await alarm->async_wait(asio::redirect_error(use_awaitable, woken));
      if (!woken) alive = co_await write(": ping\n\n");
    }
    queue->close();
  }

  void report(const Request& request, std::string_view pattern, int status,
              Clock::time_point began) {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
    if (shared_->on_served) shared_->on_served(Served{request.method, pattern, status, took});
  }

  beast::tcp_stream stream_;
  std::shared_ptr<Shared> shared_;
  std::string peer_;
  std::string buffer_;
  std::size_t head_bytes_ = 0;
};

auto run_session(tcp::socket socket, std::shared_ptr<Shared> shared) -> awaitable<void> {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) co_return;
  const auto peer = endpoint.address().to_string();
  if (!shared->enter(peer)) co_return;
  socket.set_option(tcp::no_delay(true), error);
  {
    Session session(std::move(socket), shared, peer);
    co_await session.run();
  }
  shared->leave(peer);
}

auto accept_all(tcp::acceptor& acceptor, std::shared_ptr<Shared> shared) -> awaitable<void> {
  while (!shared->stopping) {
    boost::system::error_code error;
    auto socket = co_await acceptor.async_accept(asio::redirect_error(use_awaitable, error));
    if (error == asio::error::operation_aborted || !acceptor.is_open()) co_return;
    if (error) continue;
    asio::co_spawn(acceptor.get_executor(), run_session(std::move(socket), shared), asio::detached);
  }
}

/// One event loop with its own listener on the shared port.
struct Loop {
  Loop() : context(1), acceptor(context) {}
  asio::io_context context;
  tcp::acceptor acceptor;
  std::thread thread;

  void listen(const tcp::endpoint& endpoint) {
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    using reuse_port = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
    acceptor.set_option(reuse_port(true));
    acceptor.bind(endpoint);
    acceptor.listen(1024);
  }
};

class BeastServer : public Server {
 public:
  explicit BeastServer(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
  ~BeastServer() override { stop(std::chrono::milliseconds{0}); }

  void listen() {
    auto endpoint =
        tcp::endpoint(asio::ip::make_address(shared_->options.address), shared_->options.port);
    for (unsigned i = 0; i < std::max(1U, shared_->options.threads); ++i) {
      auto loop = std::make_unique<Loop>();
      loop->listen(endpoint);
      endpoint = loop->acceptor.local_endpoint();
      loops_.push_back(std::move(loop));
    }
    port_ = endpoint.port();
    for (const auto& loop : loops_) {
      asio::co_spawn(loop->context, accept_all(loop->acceptor, shared_), asio::detached);
      loop->thread = std::thread([context = &loop->context] { context->run(); });
    }
  }

  auto port() const -> std::uint16_t override { return port_; }

  void stop(std::chrono::milliseconds deadline) override {
    if (stopped_) return;
    stopped_ = true;
    shared_->stopping = true;
    for (const auto& loop : loops_)
      asio::post(loop->context, [acceptor = &loop->acceptor] {
        boost::system::error_code ignored;
        acceptor->close(ignored);
      });
    const auto until = Clock::now() + deadline;
    while (shared_->waiting > 0 && Clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    for (const auto& loop : loops_) loop->context.stop();
    for (const auto& loop : loops_)
      if (loop->thread.joinable()) loop->thread.join();
    shared_->workers.join();
  }

 private:
  std::shared_ptr<Shared> shared_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::uint16_t port_ = 0;
  bool stopped_ = false;
};

}  // namespace

auto start_server(const ServerOptions& options, Router router, Gate gate, OnServed on_served)
    -> Result<std::unique_ptr<Server>, std::string> {
  try {
    auto server = std::make_unique<BeastServer>(std::make_shared<Shared>(
        options, std::move(router), std::move(gate), std::move(on_served)));
    server->listen();
    return std::unique_ptr<Server>(std::move(server));
  } catch (const boost::system::system_error& error) {  // An address that cannot be bound.
    return Failure{"cannot listen on " + options.address + ':' + std::to_string(options.port) +
                   ": " + error.code().message()};
  }
}

}  // namespace orkesta::gateway
