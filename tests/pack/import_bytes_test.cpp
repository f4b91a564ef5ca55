/// Real packs on their way into the log: cut, written as canonical JSON, read again.

#include <gtest/gtest.h>

#include "orkesta/codec/json.hpp"
#include "orkesta/domain/tenant/kind.hpp"
#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {
namespace {

/// As a door would: every personal value sealed under its own subject.
void seal(tenant::Pack& pack) {
  int ordinal = 0;
  const auto seal_one = [&](PersonalText& value) {
    const std::string blob(value.opened()->size() + 19, 'x');
    value.set_sealed(
        {value.wanted_subject(), 1, "0b5f6d2e-import/1#" + std::to_string(ordinal++), blob});
  };
  for (auto& customer : pack.customers) {
    seal_one(customer.name);
    for (auto* value : {&customer.phone, &customer.email, &customer.tax_id, &customer.notes})
      if (*value) seal_one(**value);
  }
}

auto shipped(const std::string& name) -> tenant::Pack {
  const auto files = load_folder(ORKESTA_SOURCE_DIR "/ops/tenants/" + name).value();
  return read_pack(files, system_zones()).value().pack;
}

class ShippedPack : public testing::TestWithParam<const char*> {};

TEST_P(ShippedPack, IsCutIntoPartsThatAreWrittenWithinTheirLimit) {
  constexpr std::size_t limit = 48 << 10;
  auto parts = tenant::split_import(shipped(GetParam()), {"import-1", "digest", "ana"}, limit);
  EXPECT_GE(parts.size(), 1U);
  for (auto& part : parts) {
    seal(part.rows);
    EXPECT_LE(codec::write(part).size(), limit);
  }
}

TEST_P(ShippedPack, BecomesAContextThatIsReadBackAsItWasWritten) {
  tenant::State state;
  for (auto& part : tenant::split_import(shipped(GetParam()), {"import-1", "digest", "ana"})) {
    seal(part.rows);
    const auto bytes = codec::write(tenant::Payload{part});
    const auto read = codec::read<tenant::Payload>(bytes);
    ASSERT_TRUE(read.has_value());
    const Heard<tenant::Kind> heard{HeardId("h"),
                                    FromInbound{},
                                    Timestamp{1},
                                    *read,
                                    std::nullopt,
                                    EntityKey{TenantId("t"), "tenant", EntityId("t")},
                                    1,
                                    nullptr};
    for (const auto& event : tenant::Kind::decide(state, heard).events) {
      const auto again = codec::read<tenant::Event>(codec::write(event));
      ASSERT_TRUE(again.has_value());
      EXPECT_EQ(*again, event);
      tenant::Kind::evolve(state, *again);
    }
  }
  ASSERT_EQ(state.version, 1U);
  const auto bytes = codec::write(state);
  const auto read = codec::read<tenant::State>(bytes);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(codec::write(*read), bytes);
  EXPECT_NE(tenant::context_of(*read, TenantId("t")), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Each, ShippedPack,
                         testing::Values("demo", "vivero-brote", "suministros-norte", "academia-ia",
                                         "zapateria-andes"));

}  // namespace
}  // namespace orkesta::pack
