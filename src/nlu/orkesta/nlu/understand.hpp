#pragma once

/// What a message says: language, intents, sentiment, entities. Pure, and the same bytes from any
/// compiler: the arithmetic is that of integers.

#include <string>
#include <string_view>

#include "orkesta/core/time.hpp"
#include "orkesta/core/understanding.hpp"
#include "orkesta/nlu/model.hpp"

namespace orkesta::nlu {

/// What the conversation knows before the message is read. They shift the odds, none decides alone.
struct Hints {
  std::string last_language;       ///< Of the conversation; "" when nothing was said yet.
  std::string tenant_language;     ///< "" = es.
  bool quote_awaited = false;      ///< A quote stands open: `acepto` means the order.
  bool consent_awaited = false;    ///< Consent was asked: `acepto` means the terms.
  bool payment_awaited = false;    ///< An order waits for its payment.
  bool image_attached = false;     ///< Perhaps a receipt.
  bool catalogue_matches = false;  ///< Something in the message is sold here.
  std::string asked_last;  ///< What was asked: name, email, phone, quantity, date …; or "".
};

/// Understands one message. Never throws on any bytes; a text above `text_code_points_max` is cut.
/// `reference` is the day of the message, against which `mañana` is read; `tenant_currency` an ISO
/// code or "": amounts whose text leaves the currency open stay without one. Mentions are left
/// empty: whoever holds the catalogue's index fills them.
auto understand(const Models& models, std::string_view text, const Hints& hints,
                const Date& reference, std::string_view tenant_currency) -> Understanding;

}  // namespace orkesta::nlu
