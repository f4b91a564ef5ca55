#include "counter_kind.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace orkesta::counter {
namespace {

auto neighbour(const EntityKey& self, const std::string& id) -> EntityKey {
  return {self.tenant, std::string{Kind::name}, EntityId{id}};
}

auto add(const State& state, const Heard<Kind>& heard, const Add& wish) -> Decision<Kind> {
  Decision<Kind> decision;
  const auto known = std::find(state.seen.begin(), state.seen.end(), wish.duplicate_key);
  if (!wish.duplicate_key.empty() && known != state.seen.end()) {
    decision.events.emplace_back(DuplicateIgnored{});
    return decision;
  }
  ORKESTA_ASSERT(!wish.poison);
  if (wish.kill) std::abort();
  decision.events.emplace_back(
      Added{wish.amount, wish.duplicate_key, wish.note, wish.break_evolve});
  for (const auto& id : wish.tell) {
    std::optional<PersonalText> note;
    if (wish.note && wish.note->opened()) note = PersonalText::fresh(*wish.note->opened());
    decision.messages.push_back({neighbour(heard.entity, id), Told{wish.amount, wish.hops, note}});
  }
  if (wish.timer_ms) {
    decision.timers.emplace_back(
        SetTimer{TimerName{"t"}, heard.at + std::chrono::milliseconds{*wish.timer_ms}});
  }
  if (wish.cancel_timer) decision.timers.emplace_back(CancelTimer{TimerName{"t"}});
  if (!wish.reply.empty()) {
    decision.replies.push_back({PersonalText::fresh(wish.reply), "answer", {}, std::nullopt});
  }
  decision.explanation.push_back({"counter", "added", std::nullopt, "asked", {}});
  return decision;
}

auto told(const Heard<Kind>& heard, const Told& news) -> Decision<Kind> {
  if (news.amount == deadly_when_told) std::abort();
  Decision<Kind> decision;
  decision.events.emplace_back(Added{news.amount, "", news.note, false});
  const auto* sender = std::get_if<FromMessage>(&heard.cause);
  if (sender != nullptr && news.hops > 0) {
    decision.messages.push_back({sender->sender, Told{news.amount, news.hops - 1, news.note}});
  }
  return decision;
}

auto just(Kind::Event event) -> Decision<Kind> {
  Decision<Kind> decision;
  decision.events.push_back(std::move(event));
  return decision;
}

}  // namespace

auto Kind::decide(const State& state, const Heard<Kind>& heard) -> Decision<Kind> {
  return std::visit(
      Overloaded{[&](const Add& wish) { return add(state, heard, wish); },
                 [&](const Told& news) { return told(heard, news); },
                 [&](const effects::EffectResult& result) { return just(Sent{result.effect}); },
                 [&](const conversation::TimerFired&) {
                   const auto& timer = std::get<FromTimer>(heard.cause);
                   return just(Fired{timer.name.text()});
                 },
                 [&](const conversation::Unreadable& letter) {
                   return just(Rejected{letter.reason, letter.fingerprint});
                 }},
      heard.payload);
}

auto Kind::evolve(State& state, const Event& event) -> void {
  std::visit(Overloaded{[&](const Added& added) {
                          ORKESTA_ASSERT(!added.break_evolve);
                          state.total += added.amount;
                          if (!added.duplicate_key.empty())
                            state.seen.push_back(added.duplicate_key);
                          if (added.note) state.note = added.note;
                        },
                        [&](const DuplicateIgnored&) {}, [&](const Fired&) { ++state.fired; },
                        [&](const Sent&) { ++state.sent; }, [&](const Rejected&) {}},
             event);
}

auto Kind::send_message(const State&, const Reply&, std::uint32_t index) -> effects::SendMessage {
  return {.reply = index,
          .channel = "chat",
          .account = "main",
          .thread = PersonalText::closed({"counter/x", 1, "x#0", std::string(17, 'x')}),
          .owner_epoch = 0};
}

}  // namespace orkesta::counter
