#include "orkesta/gateway/live_hub.hpp"

#include <deque>

#include "orkesta/codec/cloudevents.hpp"
#include "orkesta/codec/hash.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/engine/entity.hpp"
#include "orkesta/gateway/turn_view.hpp"

namespace orkesta::gateway {
namespace {

constexpr std::chrono::milliseconds look_every{250};  // Should a wake be missed.

auto frame_of(const LiveTurn& turn) -> std::shared_ptr<const std::string> {
  return std::make_shared<const std::string>("id: " + turn.position +
                                             "\nevent: turn\ndata: " + turn.json + "\n\n");
}

auto wall_clock() -> Timestamp {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
}

}  // namespace

/// A listener, its cursor and its own view of the turns that passed.
struct LiveHub::Held {
  Listener listener;
  std::shared_ptr<EventStream> stream;
  std::unique_ptr<log::Reader> reader;
  TurnView view;
  std::deque<log::Delivered> pending;  ///< Read; whether they may be shown is not known yet.
};

namespace {

/// Whether the listener's rights let it see this turn; nothing: not known yet.
auto may_see(const LiveHub::Listener& listener, const log::Delivered& delivered)
    -> std::optional<bool> {
  if (!listener.sees) return true;
  const auto entity = engine::parse_entity_key(delivered.record.key);
  if (!entity || entity->tenant != listener.tenant) return false;
  if (entity->kind != conversation::Kind::name) return false;
  return listener.sees(*entity, delivered.at.offset);
}

/// The turn at `record`, when it is this tenant's.
auto live_turn(TurnView& view, const LiveHub::Listener& listener, const log::Delivered& delivered,
               const store::PositionCodec& positions) -> std::optional<LiveTurn> {
  const auto entity = engine::parse_entity_key(delivered.record.key);
  if (!entity || entity->tenant != listener.tenant) return std::nullopt;
  const auto id = codec::find_attribute(delivered.record.attributes, "id").value_or("");
  const auto slash = id.rfind('/');
  const auto sequence = slash == std::string_view::npos
                            ? 0U
                            : std::strtoull(std::string(id.substr(slash + 1)).c_str(), nullptr, 10);
  const SeenTurn seen{*entity, sequence, codec::digest_of(delivered.record.value), delivered.at,
                      delivered.record.value};
  codec::JsonWriter json;
  json.begin_object();
  view.write(json, seen, listener.personal);
  const store::Position at{store::PositionOf::turn, delivered.at.partition, delivered.at.offset};
  return LiveTurn{delivered.at.offset, positions.encode(listener.tenant, at),
                  json.end_object().text()};
}

}  // namespace

LiveHub::LiveHub(log::MessageLog& log, KeyStore& keys, const store::PositionCodec& positions)
    : log_(log), keys_(keys), positions_(positions), thread_([this] { run(); }) {}

LiveHub::~LiveHub() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

auto LiveHub::subscribe(Listener listener, std::shared_ptr<EventStream> stream) -> bool {
  const std::lock_guard lock(mutex_);
  if (held_.size() >= limits::stream_listeners_max) return false;
  held_.push_back(
      {std::move(listener), std::move(stream), nullptr, TurnView(keys_, positions_), {}});
  count_ = held_.size();
  news_ = true;
  woken_.notify_all();
  return true;
}

void LiveHub::wake() {
  {
    const std::lock_guard lock(mutex_);
    news_ = true;
  }
  woken_.notify_one();
}

auto LiveHub::end_of(const TenantId& tenant) -> Offset {
  const auto range = log_.range(log::topic::turns, log::partition_of(tenant, log_.partitions()));
  return range ? range->next : 0;
}

auto LiveHub::read(const Listener& listener, std::size_t limit)
    -> Result<std::vector<LiveTurn>, log::LogError> {
  const auto partition = log::partition_of(listener.tenant, log_.partitions());
  ORKESTA_TRY_LET(
      reader, log_.read({log::topic::turns, partition, listener.next}, log::Until::end_at_opening));
  TurnView view(keys_, positions_);
  std::vector<LiveTurn> turns;
  while (turns.size() < limit) {
    ORKESTA_TRY_LET(records, reader->next(std::chrono::milliseconds{0}));
    if (records.empty()) break;
    for (const auto& record : records) {
      if (turns.size() >= limit) break;
      const auto sees = may_see(listener, record);
      if (!sees) return turns;
      if (auto turn = *sees ? live_turn(view, listener, record, positions_) : std::nullopt)
        turns.push_back(std::move(*turn));
    }
  }
  return turns;
}

/// What is new for one listener. False: it is gone, or has to go.
auto LiveHub::feed(Held& held) -> bool {
  if (!held.stream->is_open() || wall_clock() >= held.listener.until) return false;
  if (!held.reader) {
    const auto partition = log::partition_of(held.listener.tenant, log_.partitions());
    auto reader =
        log_.read({log::topic::turns, partition, held.listener.next}, log::Until::for_ever);
    if (!reader) return false;
    held.reader = std::move(*reader);
  }
  if (held.pending.empty()) {
    auto records = held.reader->next(std::chrono::milliseconds{0});
    if (!records) return false;
    held.pending.assign(std::make_move_iterator(records->begin()),
                        std::make_move_iterator(records->end()));
  }
  for (; !held.pending.empty(); held.pending.pop_front()) {
    const auto& record = held.pending.front();
    const auto sees = may_see(held.listener, record);
    if (!sees) break;  // The read model comes after the log; we look again.
    if (!*sees) continue;
    if (const auto turn = live_turn(held.view, held.listener, record, positions_))
      if (!held.stream->send(frame_of(*turn))) return false;
  }
  return true;
}

void LiveHub::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    woken_.wait_for(lock, look_every, [&] { return news_ || stop_; });
    news_ = false;
    // Listeners are added at the end only, so the list may be walked while others subscribe.
    for (auto held = held_.begin(); held != held_.end() && !stop_;) {
      lock.unlock();
      const bool stays = feed(*held);
      lock.lock();
      held = stays ? std::next(held) : held_.erase(held);
    }
    count_ = held_.size();
  }
}

}  // namespace orkesta::gateway
