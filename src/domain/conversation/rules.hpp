#pragma once

/// The conversation's rules, one file for each concern. Each takes the decision being made and adds
/// to it; those that answer `bool` say whether the matter was theirs.

#include <string>
#include <string_view>
#include <vector>

#include "deciding.hpp"
#include "order_reading.hpp"

namespace orkesta::conversation {

/// What the customer said, all of it, to be answered now.
struct Said {
  std::string text;
  const Understanding* understanding = nullptr;
  std::string kind = "text";
  bool card_removed = false;
};

/// The intent that the dialogue reads into it: a bare "acepto" means what is awaited.
struct Intent {
  std::string_view name = "other";
  Confidence confidence = 0;
};
auto intent_of(const Deciding& deciding, const Said& said) -> Intent;
/// At or above `clarify`: worth acting on where nothing is lost by it.
auto is_likely(const Deciding& deciding, const Intent& intent) -> bool;
/// At or above `auto`.
auto is_sure(const Deciding& deciding, const Intent& intent) -> bool;
auto is_faq(std::string_view intent) -> bool;

// messages.cpp, changes.cpp, burst.cpp
void hear_message(Deciding& deciding, const CustomerMessage& message);
void hear_edit(Deciding& deciding, const MessageEdited& edit);
void hear_deletion(Deciding& deciding, const MessageDeleted& deletion);
void ignore_duplicate(Deciding& deciding, std::string_view what, const std::string& key);
/// Needs nothing more to be answered (D3).
auto is_whole(const Deciding& deciding, const Said& said) -> bool;
/// When the window that this message opens or renews closes.
auto window_end(const Deciding& deciding) -> Timestamp;
void close_window(Deciding& deciding);
/// What waits, as one text.
auto joined(const std::vector<WaitingMessage>& waiting) -> std::string;

// converse.cpp, intents.cpp, handoff.cpp
void converse(Deciding& deciding, const Said& said);
auto answer_intent(Deciding& deciding, const Said& said, const Intent& intent) -> bool;
auto answer_faq(Deciding& deciding, std::string_view intent) -> bool;
void answer_order_status(Deciding& deciding);
void hand_off(Deciding& deciding, std::string_view reason);
void unsubscribe(Deciding& deciding);

// selling.cpp, clarifying.cpp, quoting.cpp
struct Wanted {
  std::vector<events::DraftLine> lines;
  std::vector<std::string> coupons;
  std::string currency;
};
auto wanted_before(const Deciding& deciding) -> Wanted;
/// The order that this text makes, changes or completes; false when it does none of these.
auto sell(Deciding& deciding, const Said& said, const Intent& intent, const OrderRead& read)
    -> bool;
auto complete_order(Deciding& deciding, const Said& said, const OrderRead& read) -> bool;
/// The one question that the order needs answered next.
void ask_about(Deciding& deciding, Wanted wanted, std::size_t line);
/// Something counted is not sold: a quote holds all that was asked for, or the customer agrees.
void ask_for_rest(Deciding& deciding, const Wanted& wanted);
/// The quantity that the text names apart from any product; "" = none.
auto quantity_in(const Said& said) -> std::string;
void price_order(Deciding& deciding, const Wanted& wanted);

void repeat_quote(Deciding& deciding);
void accept_quote(Deciding& deciding);
/// Asks whether the open quote is accepted.
void confirm_acceptance(Deciding& deciding);
void reject_quote(Deciding& deciding, std::string_view because);
void expire_quote(Deciding& deciding);
void offer_quote(Deciding& deciding, pricing::Quote quote, std::string_view approval, Template how);

// approvals.cpp
void request_approval(Deciding& deciding, std::string_view what, std::vector<std::string> reasons,
                      pricing::PriceRequest request, std::optional<pricing::Quote> proposal);
void grant_approval(Deciding& deciding, const Command& command);
void refuse_approval(Deciding& deciding, const Command& command);
void expire_approval(Deciding& deciding, std::string_view approval);
void withdraw_approvals(Deciding& deciding, std::string_view because);
auto request_of(const Deciding& deciding, const Wanted& wanted) -> pricing::PriceRequest;
/// What the request asks for, as matched products: as priced where it is, else as said.
auto matched(const Wanted& wanted, const pricing::Quote* quote) -> events::ProductsMatched;
auto wanted_by(const pricing::PriceRequest& request) -> Wanted;

// commands.cpp, outcomes.cpp, timers.cpp
void hear_command(Deciding& deciding, const Command& command);
void hear_notification(Deciding& deciding, const Notification& notification);
void hear_result(Deciding& deciding, const effects::EffectResult& result);
void hear_timer(Deciding& deciding);
void hear_unreadable(Deciding& deciding, const Unreadable& unreadable);
/// A person who holds the thread keeps it so long after the last word; 0 = until it is released.
void watch_takeover(Deciding& deciding);

}  // namespace orkesta::conversation
