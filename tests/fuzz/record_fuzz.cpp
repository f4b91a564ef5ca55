// The embedded log's record bytes, and the CloudEvents attributes inside them.
#include "record_bytes.hpp"

#include "orkesta/codec/cloudevents.hpp"
#include "orkesta/core/assert.hpp"
#include "target.hpp"

ORKESTA_FUZZ_TARGET(record) {
  using namespace orkesta;
  const auto record = log::decode_record(input);
  if (!record) return;
  std::string bytes;
  log::encode_record(*record, bytes);
  const auto again = log::decode_record(bytes);
  ORKESTA_ASSERT(again.has_value() && *again == *record);
  const auto event = codec::read_attributes(record->attributes);
  if (!event) return;
  const auto written = codec::write_attributes(*event);
  const auto reread = codec::read_attributes(written);
  ORKESTA_ASSERT(reread.has_value());
  ORKESTA_ASSERT(codec::write_attributes(*reread) == written);
}
