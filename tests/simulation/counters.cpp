// Counters that add, tell one another and wait, in a world where everything fails.

#include <algorithm>
#include <set>

#include "counter_kind.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/kinds.hpp"
#include "world.hpp"

namespace orkesta::simulation {
namespace {

constexpr std::int64_t deadly_amount = 666;  ///< Kills the process that decides it.

struct Expected {
  std::int64_t total = 0;
  std::int64_t fired = 0;
  std::int64_t sent = 0;
  bool operator==(const Expected&) const = default;
};

auto counter_kinds() -> const engine::KindRegistry& {
  static const auto registry = [] {
    auto made = std::make_unique<engine::KindRegistry>();
    made->add(engine::host_of<counter::Kind>());
    made->add(engine::partition_kind());
    return made;
  }();
  return *registry;
}

class CounterWorld final : public World {
 public:
  CounterWorld(std::uint64_t seed, const engine::PlantedBugs& planted, Met& met)
      : World(seed, counter_kinds(), nullptr, planted, met) {}

 private:
  auto deadly(const engine::Work& work) const -> bool override {
    return std::any_of(work.heard.begin(), work.heard.end(), [](const auto& heard) {
      return heard.payload.find("\"amount\":666,") != std::string::npos;
    });
  }

  void somebody_acts() override {
    counter::Add wish{.amount = static_cast<std::int64_t>(1 + any(100)),
                      .duplicate_key = "m" + std::to_string(++messages_)};
    const auto peer = [&] { return "c" + std::to_string(any(6)); };
    if (chance(30)) wish.tell.push_back(peer());
    if (chance(10)) wish.tell.push_back(peer());
    if (chance(20)) wish.hops = static_cast<std::int64_t>(any(9));
    if (chance(30)) wish.timer_ms = static_cast<std::int64_t>(2 * any(3000) + 1);
    if (chance(15)) wish.cancel_timer = !wish.timer_ms;
    if (chance(20)) wish.reply = "gracias";
    if (chance(3)) wish.poison = true;
    if (chance(3)) wish.break_evolve = true;
    if (chance(1)) wish.amount = deadly_amount;
    met_.poison += wish.poison || wish.break_evolve ? 1 : 0;
    clock_.move_to(clock_.now() + std::chrono::milliseconds{2 * any(500)});
    const auto to = "c" + std::to_string(any(6));
    if (chance(10)) {
      ++met_.disordered;
      late_.emplace_back(to, wish);
      return;
    }
    deliver(to, wish);
    if (!late_.empty() && chance(40)) {
      deliver(late_.back().first, late_.back().second);
      late_.pop_back();
    }
    if (chance(15)) {
      ++met_.duplicates;
      deliver(to, wish);
    }
  }

  void deliver(const std::string& id, const counter::Add& wish) {
    World::deliver(entity(id), counter::Add::type, wish.duplicate_key,
                   codec::write(counter::Kind::Payload{wish}));
  }
  auto entity(const std::string& id) const -> EntityKey { return {demo_, "counter", EntityId{id}}; }

  /// What the inbounds in the log must have led to, computed without the engine.
  auto expected() -> std::map<std::string, Expected> {
    std::map<std::string, Expected> all;
    std::map<std::string, std::int64_t> due;
    std::map<std::string, std::set<std::string>> seen;
    const auto fire = [&](const std::string& id, std::int64_t now) {
      const auto timer = due.find(id);
      if (timer == due.end() || timer->second >= now) return;
      ++all[id].fired;
      due.erase(timer);
    };
    for (const auto& inbound : records(log::topic::inbound)) {
      const auto id = inbound.record.key.substr(inbound.record.key.rfind('/') + 1);
      const auto at = inbound.accepted.milliseconds;
      fire(id, at);
      const auto payload = codec::read<counter::Kind::Payload>(inbound.record.value);
      const auto* wish = payload ? std::get_if<counter::Add>(&*payload) : nullptr;
      if (wish == nullptr) {
        ++all[id].sent;
        continue;
      }
      const auto bad = wish->poison || wish->break_evolve || wish->amount == deadly_amount;
      if (seen[id].contains(wish->duplicate_key) || bad) continue;
      seen[id].insert(wish->duplicate_key);
      all[id].total += wish->amount;
      if (wish->timer_ms) due[id] = at + *wish->timer_ms;
      if (wish->cancel_timer) due.erase(id);
      for (const auto& peer : wish->tell) {
        for (std::int64_t hop = 0; hop <= wish->hops; ++hop) {
          all[hop % 2 == 0 ? peer : id].total += wish->amount;
        }
      }
    }
    for (auto& [id, one] : all) fire(id, clock_.now().milliseconds + 1);
    return all;
  }

  auto broken_outcome() -> std::optional<std::string> override {
    const auto sends = records(log::topic::outbound).size();
    std::int64_t sent = 0;
    for (const auto& [id, wanted] : expected()) {
      sent += wanted.sent;
      const auto folded = engine::fold_from_log(*log_, kinds_, entity(id));
      if (!folded) return id + " is missing";
      const auto json = codec::Json::parse((*folded)->row().state);
      const auto state = codec::read_view<counter::State>(*json->root().find("state"));
      met_.timers += static_cast<int>(state->fired);
      const Expected got{state->total, state->fired, state->sent};
      if (got == wanted) continue;
      return id + ": total " + std::to_string(got.total) + " not " + std::to_string(wanted.total) +
             ", fired " + std::to_string(got.fired) + " not " + std::to_string(wanted.fired);
    }
    if (static_cast<std::size_t>(sent) != sends) return "a send has no result, or two";
    const auto again = replayed();
    if (!again || again->differing > 0) return "a replay decides otherwise";
    return std::nullopt;
  }

  int messages_ = 0;
  std::vector<std::pair<std::string, counter::Add>> late_;
};

}  // namespace

auto run_counters(std::uint64_t seed, const engine::PlantedBugs& planted, Met& met)
    -> std::optional<std::string> {
  return CounterWorld(seed, planted, met).run(120);
}

}  // namespace orkesta::simulation
