#pragma once

/// The HTTP server: front door, routing, admission and limits stand before every handler and cannot
/// be skipped.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "orkesta/core/result.hpp"
#include "orkesta/gateway/http.hpp"
#include "orkesta/gateway/router.hpp"

namespace orkesta::gateway {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0 picks a free one.
  unsigned threads = 2;    ///< Each with its own event loop.
  unsigned workers = 32;   ///< Threads on which handlers may block.
  std::size_t connections_max = 2'000;
  std::size_t connections_per_peer_max = 64;
  std::size_t requests_waiting_max = 1'024;  ///< Beyond it: 503 and Retry-After.
  std::chrono::milliseconds head_timeout{5'000};
  std::chrono::milliseconds body_timeout{10'000};
  std::chrono::milliseconds write_timeout{10'000};
  std::chrono::milliseconds idle_timeout{30'000};
  std::chrono::milliseconds ping_every{15'000};  ///< On live streams.
};

/// Before the body is read: who calls, and whether they may. Fast, never blocks.
using Admission = std::variant<std::optional<Claims>, Response>;
using Gate = std::function<Admission(const Route&, const Request&)>;

struct Served {
  std::string_view method;
  std::string_view pattern;  ///< "" where no route matched.
  int status = 0;
  std::chrono::microseconds took{0};
};
using OnServed = std::function<void(const Served&)>;

class Server {
 public:
  virtual ~Server() = default;  ///< Stops.
  virtual auto port() const -> std::uint16_t = 0;
  /// No new connections; what is under way may finish until `deadline`, then all is closed.
  virtual void stop(std::chrono::milliseconds deadline) = 0;
};

/// Binds and serves on its own threads. The error says what could not be bound, and why.
auto start_server(const ServerOptions& options, Router router, Gate gate, OnServed on_served)
    -> Result<std::unique_ptr<Server>, std::string>;

}  // namespace orkesta::gateway
