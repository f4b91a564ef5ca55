#pragma once

/// What was understood of a message; recorded in the turn, so that a replay needs no model.

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/money.hpp"
#include "orkesta/core/personal.hpp"

namespace orkesta {

/// Something named with a confidence: a language, an intent, a sentiment.
struct Guess {
  std::string name;
  Confidence confidence = 0;
  bool operator==(const Guess&) const = default;
};
BOOST_DESCRIBE_STRUCT(Guess, (), (name, confidence))

/// A datum found in the text. `start`/`end`: code points, half open. The words stay personal; their
/// place and type are plain.
struct Entity {
  std::string
      type;  ///< product, quantity, size, amount, date, email, phone, name, invoice, hashtag.
  std::int32_t start = 0;
  std::int32_t end = 0;
  PersonalText text;
  PersonalText value;                   ///< Normalised; JSON text of a string or number.
  std::optional<std::string> currency;  ///< Of an amount, where the text tells it.
  bool operator==(const Entity&) const = default;
};
BOOST_DESCRIBE_STRUCT(Entity, (), (type, start, end, text, value, currency))

/// A product that a mention may mean.
struct Candidate {
  Sku sku;
  Confidence confidence = 0;
  std::optional<std::uint32_t> alias;  ///< Row of the context's aliases, when an alias named it.
  bool operator==(const Candidate&) const = default;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (sku, confidence, alias))

/// A product mentioned in the message, before anybody has chosen among its candidates.
struct Mention {
  std::int32_t start = 0;  ///< Of the product's words; code points, half open.
  std::int32_t end = 0;
  /// As said, in `unit`, perhaps negative or beyond all measure; nothing when no number was said.
  std::optional<Quantity> quantity;
  std::string unit;                   ///< A unit's name of the pack; "" when none was said.
  bool unit_unknown = false;          ///< A container was named that the pack does not know.
  std::vector<Candidate> candidates;  ///< Best first, at most 5; none = nothing like it is sold.
  std::int32_t candidates_more = 0;   ///< How many equally good ones were cut.
  std::vector<Sku> nearest;  ///< Where none fits: what is sold and comes nearest, at most 3.
  bool operator==(const Mention&) const = default;
};
BOOST_DESCRIBE_STRUCT(Mention, (),
                      (start, end, quantity, unit, unit_unknown, candidates, candidates_more,
                       nearest))

/// What is known before a message is read: inputs of understanding. They shift the odds, none
/// decides alone.
struct UnderstandingHints {
  std::string last_language;       ///< Of the conversation; "" when nothing was said yet.
  std::string tenant_language;     ///< "" = es.
  bool quote_awaited = false;      ///< A quote is open: a bare `acepto` accepts it.
  bool consent_awaited = false;    ///< Consent was asked: `acepto` means the terms.
  bool payment_awaited = false;    ///< An order waits for its payment.
  bool image_attached = false;     ///< Perhaps a receipt.
  bool catalogue_matches = false;  ///< Something in the message is sold here.
  /// What we asked: product, size, colour, model, quantity, unit, name, email, phone …; or "".
  std::string asked_last;
  bool operator==(const UnderstandingHints&) const = default;
};
BOOST_DESCRIBE_STRUCT(UnderstandingHints, (),
                      (last_language, tenant_language, quote_awaited, consent_awaited,
                       payment_awaited, image_attached, catalogue_matches, asked_last))

struct Understanding {
  Guess language;              ///< es, en, pt, fr, und.
  std::vector<Guess> intents;  ///< Best first, three of the 30.
  /// Each thing that the message asks for, in its order, where it asks for several; else none.
  std::vector<Guess> requests;
  Guess sentiment;  ///< positive, neutral, negative.
  std::vector<Entity> entities;
  std::vector<Mention> mentions;
  /// Coupons as the pack spells them, and codes of the customer's that it does not know.
  std::vector<std::string> coupons;
  std::optional<std::string> currency;      ///< ISO code in which the customer wishes to pay.
  std::optional<Quantity> count;            ///< The first number that counts something.
  std::optional<UnderstandingHints> hints;  ///< With what knowledge it was read.
  std::string model;                        ///< Name and version of what understood it.
  bool operator==(const Understanding&) const = default;
};
BOOST_DESCRIBE_STRUCT(Understanding, (),
                      (language, intents, requests, sentiment, entities, mentions, coupons,
                       currency, count, hints, model))

}  // namespace orkesta
