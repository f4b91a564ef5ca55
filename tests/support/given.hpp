#pragma once

/// Given/when/then for a conversation: plays the engine's part (sequence, clock, timers, folding)
/// around the pure kind, so that a test is a dialogue.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "orkesta/core/assert.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "support/small_shop.hpp"

namespace orkesta::support {

using conversation::Kind;

/// What the model would have understood.
struct Understood {
  Understanding value;

  explicit Understood(std::string intent, Confidence confidence = 9500) {
    value.language = {"es", 9900};
    value.intents = {{std::move(intent), confidence}};
    value.sentiment = {"neutral", 9000};
    value.model = "by-hand/1";
  }
  auto in(std::string language) && -> Understood&& {
    value.language.name = std::move(language);
    return std::move(*this);
  }
  /// A mention: quantity "" = none was said.
  auto of(std::vector<std::string> skus, const std::string& quantity, std::string unit = "",
          Confidence confidence = 9700) && -> Understood&& {
    auto mention = Mention{};
    mention.quantity = Quantity::parse(quantity);
    mention.unit = std::move(unit);
    if (mention.quantity && !value.count) value.count = mention.quantity;
    for (auto& sku : skus) mention.candidates.push_back({Sku{std::move(sku)}, confidence, {}});
    value.mentions.push_back(std::move(mention));
    return std::move(*this);
  }
  /// A number that counts something.
  auto counting(const std::string& quantity) && -> Understood&& {
    const bool negative = quantity.starts_with('-');
    value.count = Quantity::parse(negative ? quantity.substr(1) : quantity);
    if (negative) value.count->thousandths *= -1;
    return std::move(*this);
  }
  /// What its parts ask for, each surely.
  auto also(const std::vector<std::string>& requests) && -> Understood&& {
    for (const auto& name : requests) value.requests.push_back({name, 9500});
    return std::move(*this);
  }
  auto called(std::string name) && -> Understood&& {
    value.entities.push_back({"name", 0, 1, PersonalText::fresh(std::move(name)), {}, {}});
    return std::move(*this);
  }
  /// Something found in the text, as its normalised JSON text.
  auto with(std::string type, const std::string& found) && -> Understood&& {
    auto text = PersonalText::fresh(found);
    value.entities.push_back(
        {std::move(type), 0, 1, std::move(text), PersonalText::fresh('"' + found + '"'), {}});
    return std::move(*this);
  }
  auto hashtag(std::string text) && -> Understood&& {
    value.entities.push_back({"hashtag", 0, 1, PersonalText::fresh(std::move(text)), {}, {}});
    return std::move(*this);
  }
};

/// 16 hex digits for a readable id.
inline auto key_of(const std::string& id) -> std::string {
  constexpr std::string_view digits = "0123456789abcdef";
  auto hash = std::uint64_t{1469598103934665603ULL};
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  auto text = std::string(16, '0');
  for (auto& digit : text) {
    digit = digits[hash & 15U];
    hash >>= 4U;
  }
  return text;
}

class Talk {
 public:
  explicit Talk(tenant::Pack pack = small_pack()) : context_(context_of(std::move(pack))) {}

  auto says(const std::string& text, Understood understood) -> Talk& {
    return says(text, std::move(understood), "m" + std::to_string(++messages_));
  }
  auto says(const std::string& text, Understood understood, const std::string& id) -> Talk& {
    return hears(message(text, id), std::move(understood).value);
  }
  auto says_unread(conversation::CustomerMessage said) -> Talk& {
    return hears(std::move(said), std::nullopt);
  }
  auto message(const std::string& text, const std::string& id) const
      -> conversation::CustomerMessage {
    auto said = conversation::CustomerMessage{};
    said.origin = {"whatsapp", "main", PersonalText::fresh("555-0100")};
    said.duplicate_key = key_of(id);
    said.message_id = PersonalText::fresh(id);
    said.kind = "text";
    said.text = PersonalText::fresh(text);
    said.contact.identities = identities_;
    if (!name_.empty()) said.contact.name = PersonalText::fresh(name_);
    if (!customer_.empty()) said.contact.customer = customer_;
    return said;
  }
  /// As the channel calls whoever writes, from now on.
  auto named(std::string name) -> Talk& {
    name_ = std::move(name);
    return *this;
  }
  /// The channel knows the row of customers.csv.
  auto as_customer(std::string id) -> Talk& {
    customer_ = std::move(id);
    return *this;
  }
  auto known_as(std::vector<std::string> identities) -> Talk& {
    identities_ = std::move(identities);
    return *this;
  }
  auto commands(conversation::CommandType type, std::string by, std::string text = "") -> Talk& {
    auto command = conversation::Command{};
    command.command = type;
    command.by = std::move(by);
    if (!text.empty()) command.text = PersonalText::fresh(std::move(text));
    return hears(std::move(command), std::nullopt);
  }
  auto edits(const std::string& id, const std::string& text, Understood understood) -> Talk& {
    return hears(conversation::MessageEdited{{"whatsapp", "main", PersonalText::fresh("555-0100")},
                                             key_of(id + "/edit/" + text),
                                             key_of(id),
                                             PersonalText::fresh(id),
                                             PersonalText::fresh(text)},
                 std::move(understood).value);
  }
  auto deletes(const std::string& id) -> Talk& {
    return hears(conversation::MessageDeleted{{"whatsapp", "main", PersonalText::fresh("555-0100")},
                                              key_of(id + "/delete"),
                                              key_of(id),
                                              PersonalText::fresh(id)},
                 std::nullopt);
  }

  /// What the next firing of a window is understood as.
  auto understood_then(Understood understood) -> Talk& {
    window_ = std::move(understood).value;
    return *this;
  }
  /// The clock moves, due timers fire in order.
  auto after(std::chrono::milliseconds span) -> Talk& {
    const auto until = now_ + span;
    for (auto due = next_due(until); due != timers_.end(); due = next_due(until)) {
      const auto [name, at] = *due;
      timers_.erase(due);
      now_ = std::max(now_, at);
      hears(conversation::TimerFired{}, window_, FromTimer{TimerName{name}, at});
    }
    now_ = until;
    return *this;
  }
  auto hears(conversation::Payload payload, std::optional<Understanding> understanding,
             Cause cause = FromInbound{}) -> Talk& {
    auto heard = Heard<Kind>{HeardId{"in/" + std::to_string(sequence_ + 1)},
                             std::move(cause),
                             now_,
                             std::move(payload),
                             std::move(understanding),
                             EntityKey{TenantId{"small-shop"}, "conversation", EntityId{"c1"}},
                             sequence_ + 1,
                             context_};
    turn(Kind::decide(state_, heard));
    decided_.push_back({heard, last_});
    return *this;
  }

  // --- then ------------------------------------------------------------------------------------
  auto state() const -> const conversation::State& { return state_; }
  auto last() const -> const Decision<Kind>& { return last_; }
  auto at() const -> Timestamp { return now_; }
  auto has_timer(const std::string& name) const -> bool { return timers_.contains(name); }

  /// Names of the last turn's events, without version.
  auto events() const -> std::vector<std::string> {
    auto names = std::vector<std::string>{};
    for (const auto& event : last_.events) names.push_back(name_of(event));
    return names;
  }
  auto has(const std::string& name) const -> bool {
    const auto all = events();
    return std::find(all.begin(), all.end(), name) != all.end();
  }
  template <class E>
  auto the() const -> const E& {
    for (const auto& event : last_.events)
      if (const auto* found = std::get_if<E>(&event)) return *found;
    throw Bug{std::string{"no event "} + std::string{E::type} + " in the last turn"};
  }
  auto times(const std::string& name) const -> std::size_t {
    return static_cast<std::size_t>(std::count(history_.begin(), history_.end(), name));
  }
  /// All that was said in the last turn.
  auto reply() const -> std::string {
    auto text = std::string{};
    for (const auto& one : last_.replies) text += *one.text.opened() + "\n";
    return text;
  }
  auto replies() const -> bool { return !last_.replies.empty(); }
  auto replies_with(const std::string& piece) const -> bool {
    return reply().find(piece) != std::string::npos;
  }
  auto moves() const -> const std::vector<std::pair<conversation::Stage, conversation::Stage>>& {
    return moves_;
  }
  struct Decided {
    Heard<Kind> heard;
    Decision<Kind> decision;
  };
  auto decided() const -> const std::vector<Decided>& { return decided_; }

  static auto name_of(const conversation::Event& event) -> std::string {
    const auto type = std::visit([]<class E>(const E&) { return E::type; }, event);
    return std::string{type.substr(0, type.rfind(".v"))};
  }

 private:
  auto next_due(Timestamp until) -> std::map<std::string, Timestamp>::iterator {
    const auto next = std::min_element(timers_.begin(), timers_.end(),
                                       [](auto& a, auto& b) { return a.second < b.second; });
    return next != timers_.end() && next->second <= until ? next : timers_.end();
  }
  void turn(Decision<Kind> decision) {
    ++sequence_;
    for (const auto& event : decision.events) {
      Kind::evolve(state_, event);
      history_.push_back(name_of(event));
      if (const auto* change = std::get_if<conversation::events::StageChanged>(&event))
        moves_.emplace_back(change->from, change->to);
    }
    for (const auto& timer : decision.timers)
      std::visit(Overloaded{[&](const SetTimer& set) { timers_[set.name.text()] = set.due; },
                            [&](const CancelTimer& gone) { timers_.erase(gone.name.text()); }},
                 timer);
    last_ = std::move(decision);
  }

  ContextPtr context_;
  conversation::State state_;
  Timestamp now_{1'795'536'000'000};  // 2026-11-24T16:00:00Z.
  Sequence sequence_ = 0;
  Decision<Kind> last_;
  std::map<std::string, Timestamp> timers_;
  std::vector<std::string> history_;
  std::vector<std::pair<conversation::Stage, conversation::Stage>> moves_;
  std::vector<std::string> identities_;
  std::string name_;
  std::string customer_;
  std::vector<Decided> decided_;
  std::optional<Understanding> window_;
  int messages_ = 0;
};

}  // namespace orkesta::support
