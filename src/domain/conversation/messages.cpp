/// A customer's message: heard once, and answered now, later with its neighbours, or by a person.

#include <algorithm>

#include "rules.hpp"
#include "seen.hpp"

namespace orkesta::conversation {
namespace {

auto text_of(const PersonalText& text) -> std::string {
  return text.opened() == nullptr ? std::string{} : *text.opened();
}

auto customer_of(const tenant::Context& context, const Contact& contact) -> std::string {
  if (contact.customer && context.customer(*contact.customer) != nullptr) return *contact.customer;
  for (const auto& identity : contact.identities)
    if (const auto* known = context.customer_by_identity(identity)) return known->id;
  return {};
}

struct Entry {
  std::string kind = "organic";
  std::optional<std::string> campaign;
  std::optional<std::string> product;
  std::optional<bool> late;
};

auto is_within(const tenant::Campaign& campaign, Timestamp at) -> bool {
  return (!campaign.valid_from || *campaign.valid_from <= at) &&
         (!campaign.valid_until || at < *campaign.valid_until);
}

void add_hashtag(Entry& entry, const tenant::Context& context, const std::string& hashtag,
                 Timestamp at) {
  const auto wanted = tenant::fold_case(hashtag);
  for (const auto& campaign : context.pack.campaigns) {
    if (tenant::fold_case(campaign.hashtag) != wanted) continue;
    entry.kind = "ad";
    if (campaign.kind == tenant::HashtagKind::campaign) entry.campaign = campaign.campaign;
    if (!entry.campaign && !campaign.campaign.empty()) entry.campaign = campaign.campaign;
    if (!campaign.product.empty()) entry.product = campaign.product;
    if (!is_within(campaign, at)) entry.late = true;
  }
}

auto entry_of(const Deciding& deciding) -> Entry {
  auto entry = Entry{};
  const auto& understood = deciding.heard().understanding;
  if (!understood) return entry;
  for (const auto& entity : understood->entities)
    if (entity.type == "hashtag")
      add_hashtag(entry, deciding.context(), text_of(entity.text), deciding.at());
  return entry;
}

void open_thread(Deciding& deciding, const CustomerMessage& message) {
  const auto& state = deciding.state();
  if (!state.started) {
    auto entry = entry_of(deciding);
    const auto customer = customer_of(deciding.context(), message.contact);
    deciding.record(events::ConversationStarted{
        message.origin.channel, message.origin.account, message.origin.thread, entry.kind,
        entry.campaign, entry.product, entry.late,
        customer.empty() ? std::nullopt : std::optional{customer}, deciding.at()});
  } else if (state.erased) {
    deciding.record(events::ConversationReopened{"wrote_again", message.origin.thread});
  } else if (!state.closed.empty()) {
    deciding.record(events::ConversationReopened{"wrote_again", std::nullopt});
  }
}

/// Whether the channel calls the customer otherwise than before. A name that the customer gave
/// stays; one that cannot be opened any more tells nothing.
auto is_new_name(const Known& known, const PersonalText& name) -> bool {
  if (!known.name) return true;
  const auto* before = known.name->opened();
  const auto* now = name.opened();
  return !known.name_said && before != nullptr && now != nullptr && *before != *now;
}

/// What the channel tells of who writes, where it is news.
void learn_contact(Deciding& deciding, const Contact& contact) {
  const auto& known = deciding.state().known;
  if (deciding.state().consent.status == "declined") return;
  auto learned = events::ContactLearned{};
  const auto customer = customer_of(deciding.context(), contact);
  if (!customer.empty() && customer != known.customer) learned.customer = customer;
  if (contact.name && is_new_name(known, *contact.name)) learned.name = contact.name;
  if (contact.email && !known.email) learned.email = contact.email;
  if (contact.phone && !known.phone) learned.phone = contact.phone;
  learned.evidence = "channel";
  if (learned.customer || learned.name || learned.email || learned.phone)
    deciding.record(std::move(learned));
}

auto received(const Deciding& deciding, const CustomerMessage& message) -> events::MessageReceived {
  auto event = events::MessageReceived{};
  event.message_id = message.message_id;
  event.message = message.duplicate_key;
  event.kind = message.kind;
  event.text = message.text;
  event.sent_at = message.sent_at;
  event.arrived_at = deciding.at();
  event.card_removed = message.card_removed;
  event.text_cut = message.text_cut;
  if (const auto& understood = deciding.heard().understanding) {
    event.sentiment = understood->sentiment.name;
    if (!understood->intents.empty()) {
      event.intent = understood->intents.front().name;
      event.confidence = understood->intents.front().confidence;
    }
  }
  return event;
}

/// An edit or a deletion that came before its message (D2).
auto early_change(const State& state, const std::string& message) -> std::optional<EarlyChange> {
  const auto at = std::find_if(state.early.begin(), state.early.end(),
                               [&](const EarlyChange& one) { return one.message == message; });
  if (at == state.early.end()) return std::nullopt;
  return *at;
}

void apply_early(Deciding& deciding, const CustomerMessage& message, const EarlyChange& change) {
  if (change.deleted)
    deciding.record(events::MessageDeleted{message.message_id, message.duplicate_key, "",
                                           deciding.at(), false});
  else
    deciding.record(events::MessageEdited{message.message_id, message.duplicate_key, "",
                                          change.text, deciding.at(), false});
}

}  // namespace

void ignore_duplicate(Deciding& deciding, std::string_view what, const std::string& key) {
  deciding.explain("policy", "ignored", "duplicate");
  deciding.record(events::DuplicateIgnored{std::string{what}, key});
}

void hear_message(Deciding& deciding, const CustomerMessage& message) {
  if (was_seen(deciding.state().seen, message.duplicate_key))
    return ignore_duplicate(deciding, "message", message.duplicate_key);

  open_thread(deciding, message);
  learn_contact(deciding, message.contact);
  const auto early = early_change(deciding.state(), message.duplicate_key);
  const auto& understood = deciding.heard().understanding;
  const auto said = Said{text_of(early && !early->deleted ? early->text : message.text),
                         understood ? &*understood : nullptr, message.kind, message.card_removed};

  const auto deleted = early && early->deleted;
  const auto by_person = deciding.state().owner == Owner::person;
  const auto at_once = deciding.state().waiting.empty() &&
                       (deciding.policy().quiet_window_s == 0 || is_whole(deciding, said));
  auto event = received(deciding, message);
  if (!deleted && !by_person && !at_once) {
    event.waits_until = window_end(deciding);
    deciding.set_timer(timers::quiet_window, *event.waits_until);
    deciding.explain("policy", "waits", "quiet_window");
  }
  deciding.record(std::move(event));
  if (early) apply_early(deciding, message, *early);
  if (deleted) return deciding.explain("policy", "silent", "deleted_before_it_came");
  if (by_person) return deciding.explain("policy", "silent", "owner_person");
  if (at_once) converse(deciding, said);
}

}  // namespace orkesta::conversation
