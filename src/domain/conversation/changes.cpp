/// Edits and deletions of what a customer said (D2).

#include <algorithm>

#include "rules.hpp"
#include "seen.hpp"

namespace orkesta::conversation {
namespace {

auto waits(const State& state, const std::string& message) -> bool {
  return std::any_of(state.waiting.begin(), state.waiting.end(),
                     [&](const WaitingMessage& one) { return one.message == message; });
}

/// The change's own key; none when it only repeats the message's.
auto own_key(const std::string& key, const std::string& target) -> std::string {
  return key == target ? std::string{} : key;
}

}  // namespace

void hear_edit(Deciding& deciding, const MessageEdited& edit) {
  const auto& state = deciding.state();
  const auto key = own_key(edit.duplicate_key, edit.target_key);
  if (was_seen(state.seen, key)) return ignore_duplicate(deciding, "edit", key);

  const auto known = was_seen(state.seen, edit.target_key);
  const auto waiting = waits(state, edit.target_key);
  deciding.record(events::MessageEdited{edit.message_id, edit.target_key, key, edit.text,
                                        deciding.at(), !known});
  if (!known) return deciding.explain("policy", "waits", "edited_before_it_came");
  if (waiting) return deciding.explain("policy", "waits", "quiet_window");
  if (state.owner != Owner::bot) return deciding.explain("policy", "silent", "owner_not_bot");
  // It was answered already: only an order that it changes is spoken of again.
  const auto& understood = deciding.heard().understanding;
  if (!understood || edit.text.opened() == nullptr) return;
  const auto said = Said{*edit.text.opened(), &*understood, "text", false};
  const auto read = read_order(deciding.context(), state.known.customer, *understood, said.text);
  if (read.lines.empty() || !sell(deciding, said, intent_of(deciding, said), read))
    deciding.explain("policy", "silent", "edit_changes_no_order");
}

void hear_deletion(Deciding& deciding, const MessageDeleted& deletion) {
  const auto& state = deciding.state();
  const auto key = own_key(deletion.duplicate_key, deletion.target_key);
  if (was_seen(state.seen, key)) return ignore_duplicate(deciding, "edit", key);

  const auto known = was_seen(state.seen, deletion.target_key);
  deciding.record(
      events::MessageDeleted{deletion.message_id, deletion.target_key, key, deciding.at(), !known});
  if (known && deciding.state().waiting.empty()) deciding.cancel_timer(timers::quiet_window);
  deciding.explain("policy", "silent", known ? "deleted" : "deleted_before_it_came");
}

}  // namespace orkesta::conversation
