// Any bytes are a message. What is found lies inside the text, and confidences are basis points.
#include "orkesta/core/assert.hpp"
#include "orkesta/nlu/mentions.hpp"
#include "orkesta/nlu/model.hpp"
#include "orkesta/nlu/text.hpp"
#include "orkesta/nlu/understand.hpp"
#include "target.hpp"

ORKESTA_FUZZ_TARGET(understand) {
  using namespace orkesta;
  const Date reference{2026, 11, 18};
  const auto length = static_cast<std::int32_t>(nlu::decode(input).size());
  const auto read = nlu::understand(nlu::built_in_models(), input, {}, reference, "MXN");
  ORKESTA_ASSERT(read.intents.size() == 3);
  for (const auto& guess : read.intents)
    ORKESTA_ASSERT(guess.confidence >= Confidence{0} && guess.confidence <= Confidence{10'000});
  for (const auto& entity : read.entities)
    ORKESTA_ASSERT(0 <= entity.start && entity.start < entity.end && entity.end <= length);
  std::int32_t behind = 0;
  for (const auto& token : nlu::tokenize(input)) {
    ORKESTA_ASSERT(behind <= token.start && token.start < token.end && token.end <= length);
    behind = token.end;
  }
  ORKESTA_ASSERT(nlu::fold(nlu::fold(input)) == nlu::fold(input));
  static_cast<void>(nlu::find_currency(input));
}
