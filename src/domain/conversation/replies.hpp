#pragma once

/// What we say: templates in four languages, filled with facts and nothing else. A figure, date or
/// link that is no fact of its reply is never said (O12).

#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/turn.hpp"
#include "orkesta/domain/tenant/pack.hpp"

namespace orkesta::conversation {

enum class Template {
  greeting,
  ask_need,
  thanks,
  goodbye,
  not_understood,
  offer_person,
  faq,
  faq_missing,
  card_removed,
  attachment,
  empty_message,
  clarify_product,
  confirm_product,
  clarify_size,
  clarify_colour,
  clarify_model,
  clarify_quantity,
  clarify_unit,
  bad_quantity,
  quantity_too_large,
  quote,
  quote_revised,
  quote_repeated,
  confirm_accept,
  quote_accepted,
  already_accepted,
  quote_rejected,
  what_to_change,
  quote_expired,
  nothing_to_accept,
  approval_pending,
  approval_still_pending,
  approval_granted,
  approval_refused,
  approval_expired,
  not_sold,
  not_sold_alternative,
  not_sold_rest,
  minimum_order,
  out_of_stock,
  cannot_price,
  handoff_confirmed,
  handoff_waiting,
  complaint,
  objection_price,
  objection_trust,
  objection_timing,
  discount_none,
  discount_pending,
  unsubscribed,
  order_status,
  no_order,
  contact_noted,
  privacy,
  safe,
  // Bargaining and tools: tables of their own, `phrases_selling_*.cpp`.
  objection_comparison,
  objection_per_piece,
  payment_plans,
  payment_plans_general,
  volume_suggested,
  smaller_suggested,
  objection_value,
  bonus,
  trust_resources,
  trust_faq,
  timing_validity,
  timing_ask_date,
  follow_up_agreed,
  objection_lost,
  ask_target,
  counter_met,
  concession,
  discount_above,
  tool_resources,
  tool_free,
  tool_syllabus,
  syllabus_module,
  syllabus_no_module,
  tool_roi,
  tool_bundle,
  tool_recommend,
  booking_noted,
  access_checking,
  newsletter_noted,
  ask_date,
  ask_time,
  ask_an_email,
  ask_a_phone,
  ask_hours_saved,
  ask_hour_value,
  ask_profession,
  ask_level,
  ask_seats,
  ask_coupon,
  ask_module,
  ask_plan,
  ask_which_product,
  ask_reference,
  bad_argument,
};

/// The first of the second tables.
inline constexpr auto first_selling_template = Template::objection_comparison;
inline constexpr auto last_selling_template = Template::bad_argument;

/// A place in a template and what is written there. `value`: the fact behind it, "" = the text
/// holds no datum.
struct Slot {
  std::string name;
  std::string text;
  std::string value;
  std::string source;
};

struct Saying {
  Template what;
  std::string kind;
  std::string language;  ///< es, en, pt, fr; any other speaks Spanish.
  tenant::Address form;
  std::vector<Slot> slots;
  std::vector<Fact> facts;          ///< Beside those of the slots.
  std::vector<std::string> recent;  ///< Ids of what was said, newest last word first, to vary.
};

struct Written {
  Reply reply;
  std::string id;                    ///< Template and variant: `quote/0`.
  std::vector<std::string> refused;  ///< Figures of a text that was not said for them.
};

/// Fills the template. Never says the same sentence twice in a row where there is another. Where a
/// figure of the text is no fact, the `safe` sentence stands in its place and `refused` names it.
auto write_reply(const Saying& saying) -> Written;

/// Every number, date, time and link of the text that no fact holds.
auto figures_without_fact(std::string_view text, const std::vector<Fact>& facts)
    -> std::vector<std::string>;

auto name_of(Template what) -> std::string_view;

}  // namespace orkesta::conversation
