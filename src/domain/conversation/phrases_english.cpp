#include "phrases.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::array phrases{std::to_array<Phrase>(
    {{Template::greeting, "Hello! This is the assistant of <business>. What product do you need?",
      "Hello again! How can I help you?"},
     {Template::ask_need, "Of course. Which product do you need, and how many?",
      "Sure. Please tell me the product and the quantity."},
     {Template::thanks, "You are very welcome!",
      "My pleasure. Is there anything else I can help you with?"},
     {Template::goodbye, "See you soon! We are here whenever you need us.", "Have a nice day."},
     {Template::not_understood,
      "Sorry, I did not quite get that. Which product are you looking for, or how can I help?",
      "Sorry, that was not clear to me. Could you say it another way?"},
     {Template::offer_person,
      "I think I am not understanding you well. Would you rather talk to a person?", ""},
     {Template::faq, "Here is what you asked for: <answer>", ""},
     {Template::faq_missing,
      "I do not have that information at hand. Would you like to talk to a person?", ""},
     {Template::card_removed,
      "For your safety, please do not write card details in this chat: I have already removed "
      "the number. How else can I help you?",
      ""},
     {Template::attachment,
      "I received your file, but I can only read text here. Could you write what you need?", ""},
     {Template::empty_message, "Hello! Could you write in words how I can help you?",
      "I cannot read any text in your message. What do you need?"},
     {Template::clarify_product, "Which of these are you looking for?\n<options>",
      "To be sure, which one do you mean?\n<options>"},
     {Template::confirm_product, "Do you mean <product>?",
      "To confirm: are you looking for <product>?"},
     {Template::clarify_size, "What size of <product> do you need?\n<options>",
      "I still need the size of <product>. We have:\n<options>\nWhich one?"},
     {Template::clarify_colour, "What colour of <product> do you need?\n<options>",
      "I still need the colour of <product>. We have:\n<options>\nWhich one?"},
     {Template::clarify_model, "Which model of <product> do you need?\n<options>",
      "There are several models of <product>:\n<options>\nWhich one?"},
     {Template::clarify_quantity, "How much of <product> do you need? It is sold by <unit>.",
      "I only need the quantity of <product>. It is sold by <unit>. How much would it be?"},
     {Template::clarify_unit,
      "In which unit do you need <product>? It is sold like this:\n<options>",
      "I do not know that unit for <product>. Which of these would it be?\n<options>"},
     {Template::bad_quantity,
      "I cannot quote that quantity of <product>: it has to be greater than zero. It is sold by "
      "<unit>. What quantity do you need?",
      "I cannot take that quantity of <product>, as it is not greater than zero. It is sold by "
      "<unit>. How much would it be?"},
     {Template::quantity_too_large,
      "That quantity of <product> is more than I can quote. It is sold by <unit>. What quantity do "
      "you need?",
      "I cannot quote so much of <product>. It is sold by <unit>. How much would it be?"},
     {Template::quote,
      "Here is your quote <number>:\n<lines>\nTotal with taxes: <total>\nValid until "
      "<valid>.<notes>\nDo you confirm it?",
      ""},
     {Template::quote_revised,
      "Your quote <number>, updated:\n<lines>\nTotal with taxes: <total>\nValid until "
      "<valid>.<notes>\nDo you confirm it like this?",
      ""},
     {Template::quote_repeated,
      "Your quote <number> is valid until <valid>:\n<lines>\nTotal with taxes: <total>\nDo "
      "you confirm it?",
      "Quote <number> is for <total>, with taxes, and is valid until <valid>. Do you confirm "
      "it?"},
     {Template::confirm_accept, "Do you confirm quote <number> for <total>?", ""},
     {Template::quote_accepted,
      "Done! I have confirmed your order of quote <number> for <total>. We will contact you "
      "shortly about payment and delivery.",
      ""},
     {Template::already_accepted,
      "Your order of quote <number> for <total> is already confirmed. Is there anything else "
      "I can help you with?",
      ""},
     {Template::quote_rejected,
      "All right, I have cancelled quote <number>. If you need anything later, I am here.", ""},
     {Template::what_to_change, "No problem. What would you like to change in quote <number>?", ""},
     {Template::quote_expired,
      "Quote <number> has expired and I cannot take it as it is. Shall I update it with the "
      "prices of today?",
      ""},
     {Template::nothing_to_accept,
      "You have no open quote yet. Which product do you need, and how many?", ""},
     {Template::approval_pending,
      "I received your order. A person of our team has to authorise it; as soon as they "
      "answer, I will tell you here.",
      ""},
     {Template::approval_still_pending,
      "Your order is still being reviewed by our team. As soon as they answer, I will tell "
      "you here.",
      "I am still waiting for the answer of our team about your order. I will tell you as "
      "soon as I have it."},
     {Template::approval_granted,
      "Good news! Your order was authorised. Quote <number>:\n<lines>\nTotal with taxes: "
      "<total>\nValid until <valid>.<notes>\nDo you confirm it?",
      ""},
     {Template::approval_refused,
      "I asked our team, and for now your request cannot be authorised. Shall I quote another "
      "quantity or another product?",
      ""},
     {Template::approval_expired,
      "I am sorry: I did not get the authorisation of our team in time. Shall I ask for it "
      "again?",
      ""},
     {Template::not_sold, "We do not carry that product. Can I help you with anything else?",
      "Sorry, we do not sell that product. Are you looking for anything else?"},
     {Template::not_sold_alternative,
      "We do not carry that. The closest we have:\n<options>\nWould one of them do?", ""},
     {Template::not_sold_rest, "We do not carry part of what you ask for. Shall I quote the rest?",
      ""},
     {Template::minimum_order,
      "The minimum order is <limit> before taxes, and yours is below it. What else would you "
      "like to add?",
      ""},
     {Template::out_of_stock,
      "We do not have enough <product> in stock. There are <stock>. Shall I quote that "
      "quantity?",
      ""},
     {Template::cannot_price,
      "I cannot quote that order as it is. Could you tell me the products and quantities "
      "again?",
      ""},
     {Template::handoff_confirmed,
      "Of course. I have told our team: a person will answer you in this same chat.",
      "All right, I am passing you to a person of our team. They will answer you here."},
     {Template::handoff_waiting,
      "Our team already has your request. A person will answer you here.",
      "I have already told a person of our team; they will answer you here as soon as they "
      "can."},
     {Template::complaint,
      "I am very sorry about that. Would you like a person of our team to look into it?", ""},
     {Template::objection_price,
      "I understand. The price improves with the quantity where a product has volume prices. "
      "Shall I quote another quantity or another option?",
      "I see. Would you like me to quote another quantity or a similar product?"},
     {Template::objection_trust,
      "It is natural to want to be sure. We are <business>. What would you like to know "
      "before you decide?",
      ""},
     {Template::objection_timing,
      "No hurry. Everything is noted here; write to me whenever you like.", ""},
     {Template::discount_none,
      "Volume prices and current promotions are applied by themselves in the quote. Which "
      "product do you need, and how many?",
      ""},
     {Template::discount_pending,
      "I cannot give discounts myself. I have asked our team; as soon as they answer, I will "
      "tell you here.",
      ""},
     {Template::unsubscribed,
      "Done, we will not send you any more messages. If you ever need anything, write to us.", ""},
     {Template::order_status,
      "Your order of quote <number> for <total> is confirmed and in process.", ""},
     {Template::no_order,
      "I do not find a confirmed order in this chat. Would you like a person of our team to "
      "check it?",
      ""},
     {Template::contact_noted, "Thank you, I have noted your details. Which product do you need?",
      "Noted, thank you. How else can I help you?"},
     {Template::privacy, "Understood, I respect your decision about your data.", ""},
     {Template::safe,
      "I am glad to help. Could you tell me which product and what quantity you need?",
      "Could you tell me a little more about what you need?"}})};
static_assert(is_complete(phrases));

}  // namespace

auto english() -> std::span<const Phrase> { return phrases; }

}  // namespace orkesta::conversation
