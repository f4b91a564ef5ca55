#pragma once

// A whole node over a data folder: what `server run` serves, and what writing commands start for as
// long as they need it.

#include <memory>
#include <string>

#include "import.hpp"
#include "installation.hpp"
#include "orkesta/actors/node.hpp"
#include "orkesta/connect/secrets.hpp"
#include "orkesta/engine/clock_guard.hpp"

namespace orkesta::cli {

class LocalServer {
 public:
  struct Options {
    connect::SecretSource secrets;  ///< Empty: no channel can send.
    std::function<void(std::string_view)> say;
  };
  /// Takes the folder's lock, restores every partition; ready when it returns.
  static auto open(const std::string& data, Options options)
      -> Result<std::unique_ptr<LocalServer>, Trouble>;
  static auto open(const std::string& data) -> Result<std::unique_ptr<LocalServer>, Trouble> {
    return open(data, Options{});
  }
  ~LocalServer();

  /// Imports unless the tenant has this content already; answers when the version stands.
  auto import(const LoadedPack& loaded, const std::string& by) -> Result<Done, Trouble>;
  /// Waits until every read model has absorbed the inbound at `position`.
  auto wait_for(const log::Position& position) -> Result<Done, Trouble>;

  /// As doors have it: it takes nothing in while the clock is wrong.
  auto log() -> log::MessageLog& { return *intake_; }
  auto keys() -> KeyStore& { return *parts_.keys; }
  auto rows() -> store::ReadStore& { return *parts_.rows; }
  auto node() -> actors::Node& { return *node_; }
  auto clock() -> engine::ClockGuard& { return clock_; }

 private:
  LocalServer() = default;
  auto start(const std::string& data, Options options) -> Result<Done, Trouble>;

  engine::ClockGuard clock_{engine::system_clocks()};
  Installation parts_;
  std::unique_ptr<log::MessageLog> intake_;
  engine::ExecutorRegistry executors_;
  std::unique_ptr<actors::Node> node_;
};

/// The system's clock, in the log's unit.
auto wall_clock() -> Timestamp;

}  // namespace orkesta::cli
