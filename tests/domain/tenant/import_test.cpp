#include <gtest/gtest.h>

#include "orkesta/core/assert.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/domain/tenant/kind.hpp"

namespace orkesta::tenant {
namespace {

/// A shop of two products, a price, a customer and a question.
auto shop() -> Pack {
  Pack pack;
  pack.settings.id = "shop";
  pack.settings.name = "Shop";
  pack.settings.country = "MX";
  pack.settings.zone.name = "America/Mexico_City";
  pack.settings.currency = "MXN";
  pack.settings.languages = {"es"};
  pack.products.resize(2);
  pack.products[0].sku = "A";
  pack.products[1].sku = "B";
  pack.prices.push_back({"list", "", "A", "MXN", 1, 100, {}, {}});
  pack.customers.resize(1);
  pack.customers[0].id = "C";
  pack.customers[0].name = PersonalText::fresh("Ana", "customer/C");
  pack.faq.push_back({"hours", "When?", "At nine."});
  return pack;
}

/// An import in as many parts as it has rows.
auto parts_of(const Pack& pack, std::string import, std::string digest) -> std::vector<ImportPart> {
  return split_import(pack, {std::move(import), std::move(digest), "ana"}, 1);
}

/// A tenant that hears one thing after the other.
class Tenant {
 public:
  auto hears(Payload payload) -> Decision<Kind> {
    const Heard<Kind> heard{HeardId("h"),
                            FromInbound{},
                            Timestamp{1},
                            std::move(payload),
                            std::nullopt,
                            EntityKey{TenantId("shop"), "tenant", EntityId("shop")},
                            1,
                            nullptr};
    auto decision = Kind::decide(state, heard);
    for (const auto& event : decision.events) Kind::evolve(state, event);
    return decision;
  }
  /// The events' types that follow from all of these.
  auto hears_all(const std::vector<ImportPart>& parts) -> std::vector<std::string> {
    std::vector<std::string> types;
    for (const auto& part : parts)
      for (auto& type : types_of(hears(part))) types.push_back(std::move(type));
    return types;
  }
  static auto types_of(const Decision<Kind>& decision) -> std::vector<std::string> {
    std::vector<std::string> types;
    for (const auto& event : decision.events)
      std::visit([&]<class E>(const E&) { types.emplace_back(E::type); }, event);
    return types;
  }
  auto rejection(ImportPart part) -> std::string {
    const auto decision = hears(std::move(part));
    if (decision.events.empty()) return "accepted";
    const auto* rejected = std::get_if<InboundRejected>(&decision.events.back());
    return rejected == nullptr ? "accepted" : rejected->reason;
  }

  State state;
};
using Types = std::vector<std::string>;

TEST(Split, LosesNoRowAndKeepsTheirOrder) {
  const auto parts = parts_of(shop(), "i1", "d1");
  ASSERT_EQ(parts.size(), 6U);  // The settings, and five rows.
  Pack joined = parts.front().rows;
  std::uint32_t number = 0;
  for (const auto& part : parts) {
    EXPECT_EQ(part.part, ++number);
    EXPECT_EQ(part.parts, 6U);
    EXPECT_EQ(part.import, "i1");
    EXPECT_EQ(part.digest, "d1");
  }
  EXPECT_EQ(parts[1].rows.products.at(0).sku, "A");
  EXPECT_EQ(parts[2].rows.products.at(0).sku, "B");
  EXPECT_EQ(split_import(shop(), {"i1", "d1", "ana"}).size(), 1U);
  EXPECT_EQ(split_import(shop(), {"i1", "d1", "ana"}).front().rows, shop());
}

TEST(Split, PutsAsManyRowsInAPartAsFit) {
  auto pack = shop();
  pack.products.resize(10'000, pack.products.front());
  const auto parts = split_import(pack, {"i", "d", "ana"}, 100'000);
  std::size_t products = 0;
  for (const auto& part : parts) products += part.rows.products.size();
  EXPECT_EQ(products, 10'000U);
  EXPECT_GT(parts.size(), 20U);
  EXPECT_LT(parts.size(), 100U);
}

TEST(FirstImport, MakesTheTenantWithItsLastPart) {
  Tenant tenant;
  const auto parts = parts_of(shop(), "i1", "d1");
  const auto begun = tenant.hears_all({parts.begin(), parts.end() - 1});
  EXPECT_EQ(begun, Types(5, "import.part_received.v1"));
  EXPECT_EQ(tenant.state.version, 0U);
  EXPECT_EQ(context_of(tenant.state, TenantId("shop")), nullptr);

  EXPECT_EQ(Tenant::types_of(tenant.hears(parts.back())),
            (Types{"import.part_received.v1", "tenant.created.v1", "catalog.imported.v1",
                   "prices.changed.v1", "policy.changed.v1", "knowledge.changed.v1",
                   "customers.changed.v1", "import.completed.v1"}));
  EXPECT_EQ(tenant.state.version, 1U);
  EXPECT_EQ(tenant.state.pack, shop());
  EXPECT_FALSE(tenant.state.pending);
  const auto context = context_of(tenant.state, TenantId("shop"));
  ASSERT_NE(context, nullptr);
  EXPECT_EQ(context->version, 1U);
  EXPECT_NE(context->product("B"), nullptr);
}

TEST(NextImport, TellsOnlyTheSectionsThatChanged) {
  Tenant tenant;
  tenant.hears_all(parts_of(shop(), "i1", "d1"));
  auto changed = shop();
  changed.prices[0].price = 90;
  changed.taxes.resize(1);
  const auto decision = tenant.hears(split_import(changed, {"i2", "d2", "ana"}).front());
  EXPECT_EQ(Tenant::types_of(decision),
            (Types{"import.part_received.v1", "prices.changed.v1", "import.completed.v1"}));
  EXPECT_EQ(std::get<PricesChanged>(decision.events[1]),
            (PricesChanged{2, {{"prices", 1, 1}, {"taxes", 0, 1}}}));
  EXPECT_EQ(tenant.state.version, 2U);
}

TEST(NextImport, DoesNotTakeAnotherSealForAnotherCustomer) {
  Tenant tenant;
  tenant.hears_all(parts_of(shop(), "i1", "d1"));
  auto again = shop();
  again.customers[0].name = PersonalText::closed({"customer/C", 1, "elsewhere", "blob"});
  EXPECT_EQ(tenant.hears_all(split_import(again, {"i2", "d2", "ana"})),
            (Types{"import.part_received.v1", "import.completed.v1"}));
  again.customers[0].identities = {"00ff"};
  EXPECT_EQ(tenant.hears_all(split_import(again, {"i3", "d3", "ana"})),
            (Types{"import.part_received.v1", "customers.changed.v1", "import.completed.v1"}));
}

TEST(Import, OfEqualContentChangesNothingAndSaysSo) {
  Tenant tenant;
  tenant.hears_all(parts_of(shop(), "i1", "d1"));
  const auto decision = tenant.hears(split_import(shop(), {"i2", "d1", "ana"}).front());
  EXPECT_TRUE(decision.events.empty());
  ASSERT_EQ(decision.explanation.size(), 1U);
  EXPECT_EQ(decision.explanation.front().because, "same_content");
  EXPECT_EQ(tenant.state.version, 1U);
}

TEST(Import, HeardTwiceIsTakenInOnce) {
  Tenant once, twice;
  for (const auto& part : parts_of(shop(), "i1", "d1")) {
    once.hears(part);
    twice.hears(part);
    EXPECT_TRUE(twice.hears(part).events.empty());
  }
  EXPECT_EQ(once.state, twice.state);
}

TEST(Import, WithAPartMissingComesToNothing) {
  Tenant tenant;
  const auto parts = parts_of(shop(), "i1", "d1");
  tenant.hears(parts[0]);
  EXPECT_EQ(tenant.rejection(parts[2]), "part_missing");
  EXPECT_FALSE(tenant.state.pending);
  EXPECT_EQ(tenant.rejection(parts[3]), "import_not_begun");
  EXPECT_EQ(tenant.state.version, 0U);
  tenant.hears_all(parts);  // From its first part on it may be tried again.
  EXPECT_EQ(tenant.state.version, 1U);
}

TEST(Import, ThatAnotherOneInterruptsComesToNothing) {
  Tenant tenant;
  const auto first = parts_of(shop(), "i1", "d1");
  const auto second = parts_of(shop(), "i2", "d2");
  tenant.hears(first[0]);
  tenant.hears(second[0]);
  EXPECT_EQ(tenant.rejection(first[1]), "other_import_between");
  EXPECT_EQ(tenant.hears_all({second.begin() + 1, second.end()}).back(), "import.completed.v1");
  EXPECT_EQ(tenant.state.digest, "d2");
}

TEST(Import, WhosePartsDisagreeComesToNothing) {
  Tenant tenant;
  auto parts = parts_of(shop(), "i1", "d1");
  tenant.hears(parts[0]);
  parts[1].digest = "other";
  EXPECT_EQ(tenant.rejection(parts[1]), "part_differs");
  EXPECT_FALSE(tenant.state.pending);
}

TEST(Import, ThatIsNoContextIsRefusedAtItsEnd) {
  Tenant tenant;
  tenant.hears_all(parts_of(shop(), "i1", "d1"));
  auto bad = shop();
  bad.settings.currency = "???";
  EXPECT_EQ(tenant.rejection(split_import(bad, {"i2", "d2", "ana"}).front()), "bad_pack");
  EXPECT_EQ(tenant.state.version, 1U);
  EXPECT_EQ(tenant.state.pack, shop());
}

TEST(Import, OfAnImpossiblePartIsRefused) {
  Tenant tenant;
  auto part = split_import(shop(), {"i1", "d1", "ana"}).front();
  part.part = 2;
  EXPECT_EQ(tenant.rejection(part), "bad_part");
  part.part = 0;
  EXPECT_EQ(tenant.rejection(part), "bad_part");
}

TEST(Unreadable, BytesAreADeadLetterWithTheirFingerprint) {
  Tenant tenant;
  const auto decision = tenant.hears(Unreadable{"no_address", "f00d", {}});
  ASSERT_EQ(decision.events.size(), 1U);
  EXPECT_EQ(std::get<InboundRejected>(decision.events[0]),
            (InboundRejected{"no_address", "f00d", "inbound.unreadable.v1"}));
  EXPECT_EQ(tenant.state, State{});
}

TEST(Evolve, IsTotalEvenOnEventsOutOfTheirPlace) {
  State state;
  Kind::evolve(state, ImportPartReceived{"i", "d", "ana", 2, 3, shop()});
  Kind::evolve(state, ImportAbandoned{"i", "part_missing"});
  Kind::evolve(state, ImportCompleted{"i", "d", "ana", 7});
  EXPECT_EQ(state.version, 7U);
  EXPECT_EQ(context_of(state, TenantId("shop")), nullptr);
}

static_assert(EntityKind<Kind>);

}  // namespace
}  // namespace orkesta::tenant
