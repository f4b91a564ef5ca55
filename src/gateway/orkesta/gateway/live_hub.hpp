#pragma once

/// The live stream's source: every committed turn, in the tenant's one order, to whoever listens.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "orkesta/core/keys.hpp"
#include "orkesta/gateway/http.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/position_codec.hpp"

namespace orkesta::gateway {

/// One turn as a frame: `id:` its position, `event: turn`, `data:` its JSON.
struct LiveTurn {
  Offset offset = 0;
  std::string position;
  std::string json;
};

/// Reads `turns` on a thread of its own; a slow listener never holds it up: it is let go and
/// resumes by its cursor (S21). Any thread may subscribe.
class LiveHub {
 public:
  LiveHub(log::MessageLog& log, KeyStore& keys, const store::PositionCodec& positions);
  ~LiveHub();

  struct Listener {
    TenantId tenant;
    bool personal = true;  ///< Whether persons' words are shown.
    Offset next = 0;       ///< The first turn wanted.
    Timestamp until;       ///< The token's end: then the stream closes.
    /// Whether a conversation's turn at this offset may be shown; nothing: it cannot be told yet,
    /// ask again. Absent: every turn of the tenant is shown; else conversations alone are (S6).
    std::function<std::optional<bool>(const EntityKey&, Offset)> sees = {};
  };
  /// False: too many listeners.
  auto subscribe(Listener listener, std::shared_ptr<EventStream> stream) -> bool;
  /// Something was committed.
  void wake();

  /// The tenant's turns from `next` on, at most `limit`, for those who cannot hold a stream open.
  auto read(const Listener& listener, std::size_t limit)
      -> Result<std::vector<LiveTurn>, log::LogError>;
  auto end_of(const TenantId& tenant) -> Offset;  ///< The next turn's offset.
  auto listeners() const -> std::size_t { return count_; }

 private:
  struct Held;
  void run();
  auto feed(Held& held) -> bool;

  log::MessageLog& log_;
  KeyStore& keys_;
  const store::PositionCodec& positions_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  bool news_ = false;
  bool stop_ = false;
  std::list<Held> held_;
  std::atomic<std::size_t> count_{0};
  std::thread thread_;
};

}  // namespace orkesta::gateway
