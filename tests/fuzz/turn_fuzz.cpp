// A turn that can be read is written again as a turn of the same meaning, and what its head says is
// what the whole says. Payloads, events and effects of every type go through the upcasters.
#include "orkesta/codec/turn.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/domain/tenant/kind.hpp"
#include "target.hpp"

namespace orkesta {
namespace {

template <class K>
void try_turn(std::string_view input) {
  const auto turn = codec::decode_turn<K>(input);
  if (!turn) return;
  const auto head = codec::peek_turn(input);
  ORKESTA_ASSERT(head.has_value());
  ORKESTA_ASSERT(head->entity == turn->entity && head->sequence == turn->sequence);
  ORKESTA_ASSERT(head->previous == turn->previous && head->rules == turn->rules);
  const auto bytes = codec::encode_turn(*turn);
  const auto again = codec::decode_turn<K>(bytes);
  ORKESTA_ASSERT(again.has_value());
  ORKESTA_ASSERT(codec::encode_turn(*again) == bytes);
}

template <class V>
void try_payload(std::string_view input) {
  const auto read = codec::decode_payload<V>(input);
  if (!read) return;
  const auto bytes = codec::encode_payload(*read);
  const auto again = codec::decode_payload<V>(bytes);
  ORKESTA_ASSERT(again.has_value());
  ORKESTA_ASSERT(codec::encode_payload(*again) == bytes);
}

}  // namespace
}  // namespace orkesta

ORKESTA_FUZZ_TARGET(turn) {
  using namespace orkesta;
  static_cast<void>(codec::peek_turn(input).has_value());
  try_turn<conversation::Kind>(input);
  try_turn<tenant::Kind>(input);
  try_payload<conversation::Kind::Payload>(input);
  try_payload<conversation::Kind::Event>(input);
  try_payload<conversation::Kind::Effect>(input);
  try_payload<tenant::Kind::Event>(input);
}
