// The conversation and the tenant in the engine: a pack is imported, a customer writes.

#include <chrono>
#include <filesystem>
#include <set>

#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/domain/tenant/kind.hpp"
#include "orkesta/engine/context_source.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/pack/pack.hpp"
#include "orkesta/store/read_store.hpp"
#include "world.hpp"

namespace orkesta::engine::testing {
namespace {

const std::filesystem::path packs = ORKESTA_SOURCE_DIR "/ops/tenants";

struct Shop {
  Shop() {
    log::MemoryOptions chosen;
    chosen.partitions = 2;
    chosen.clock = clock.clock();
    log = log::open_memory_log(chosen);
    keys = std::move(*store::derived_keys("tests"));
    cache = store::memory_state_cache();
    rows = std::move(*store::open_sqlite_store({.path = ""}));
    executors.add("send_message", simulated_executor());
    executors.add("erase_person", erasing_executor(*keys));
    restart();
  }
  void restart() {
    engine = std::make_unique<LocalEngine>(
        LocalSurroundings{log.get(), cache.get(), keys.get(), &all_kinds(),
                          &built_in_understander(), &executors, rows.get()},
        clock);
    ASSERT_TRUE(engine->open()) << engine->what();
  }
  auto hear(const EntityKey& to, const std::string& id, std::string payload)
      -> std::vector<CommittedTurn> {
    auto turns = engine->submit(to, id, std::move(payload), clock.now());
    EXPECT_TRUE(turns) << engine->what();
    return turns ? std::move(*turns) : std::vector<CommittedTurn>{};
  }
  void import_pack() {
    const auto files = pack::load_folder(packs / "suministros-norte");
    ASSERT_TRUE(files);
    auto read = pack::read_pack(*files, pack::system_zones());
    ASSERT_TRUE(read);
    int part = 0;
    for (auto& one : tenant::split_import(read->pack, {"import-1", "digest-1", "tests"})) {
      const auto id = "import-1/" + std::to_string(++part);
      ASSERT_TRUE(codec::seal(one, {demo, "tenant/demo", id}, *keys));
      hear(tenant_entity(demo), id, codec::write(tenant::Payload{std::move(one)}));
    }
  }
  auto write(const std::string& conversation, const std::string& text)
      -> std::vector<CommittedTurn> {
    const auto id = "m" + std::to_string(++messages);
    conversation::CustomerMessage message{
        .origin = {"chat", "main", PersonalText::fresh(conversation)},
        .duplicate_key = id,
        .message_id = PersonalText::fresh(id),
        .kind = "text",
        .text = PersonalText::fresh(text),
        .card_removed = false,
        .text_cut = false,
        .sent_at = std::nullopt,
        .contact = {},
        .raw = std::nullopt};
    EXPECT_TRUE(codec::seal(message, {demo, "conversation/" + conversation, id}, *keys));
    return hear({demo, "conversation", EntityId{conversation}}, id,
                codec::write(conversation::Payload{std::move(message)}));
  }
  auto order_erasure(const std::string& conversation) -> std::vector<CommittedTurn> {
    conversation::Command command;
    command.command = conversation::CommandType::erase;
    command.by = "ana";
    command.duplicate_key = "erase-" + std::to_string(++messages);
    const auto id = command.duplicate_key;
    return hear({demo, "conversation", EntityId{conversation}}, id,
                codec::write(conversation::Payload{std::move(command)}));
  }
  auto services() const -> Services { return {&built_in_understander(), keys.get(), "orkesta"}; }

  VirtualClock clock{start};
  std::unique_ptr<log::MessageLog> log;
  std::unique_ptr<store::StateCache> cache;
  std::unique_ptr<store::ReadStore> rows;
  std::unique_ptr<KeyStore> keys;
  ExecutorRegistry executors;
  std::unique_ptr<LocalEngine> engine;
  int messages = 0;
};

class Selling : public ::testing::Test {
 protected:
  void SetUp() override { shop.import_pack(); }
  Shop shop;
};

TEST_F(Selling, AnImportBecomesTheContextWithItsLastPart) {
  const auto snapshot = shop.engine->contexts().find(demo);
  ASSERT_TRUE(snapshot && snapshot->context);
  EXPECT_EQ(snapshot->version, 1U);
  EXPECT_FALSE(snapshot->context->pack.products.empty());
}

TEST_F(Selling, ARequestForAQuoteIsAnsweredInTheTurnThatHeardIt) {
  const auto turns =
      shop.write("c1", "Hola, 20 cajas de guantes de nitrilo talla M, cotización por favor");
  ASSERT_FALSE(turns.empty());
  EXPECT_EQ(turns[0].decided.context, 1U);
  EXPECT_FALSE(turns[0].decided.dead_letter);
  EXPECT_NE(turns[0].decided.turn.find("\"understanding\""), std::string::npos);
  auto due = shop.engine->advance_to(shop.clock.now() + std::chrono::minutes{1});
  ASSERT_TRUE(due);
  EXPECT_FALSE((*shop.log->range(log::topic::outbound, log::partition_of(demo, 2))).next == 0);
}

TEST_F(Selling, EveryTurnIsVerifiedAndDecidedAgainToTheSameBytes) {  // P7
  shop.write("c1", "Hola, buenas tardes");
  shop.write("c1", "precio de 20 cajas de guantes de nitrilo");
  shop.write("c2", "quiero 3 cascos amarillos");
  ASSERT_TRUE(shop.engine->advance_to(shop.clock.now() + std::chrono::hours{30}));
  shop.write("c1", "acepto");
  const auto verified = verify(*shop.log, all_kinds());
  ASSERT_TRUE(verified);
  EXPECT_FALSE(verified->first_difference) << verified->first_difference->message;
  const auto replayed = replay(*shop.log, all_kinds(), shop.services());
  ASSERT_TRUE(replayed);
  EXPECT_EQ(replayed->differing, 0U)
      << replayed->first_difference->entity << "/" << replayed->first_difference->sequence;
  EXPECT_EQ(replayed->redecided, replayed->turns);
}

TEST_F(Selling, AConversationRestoredIsTheConversationThatWas) {
  shop.write("c1", "Hola, buenas tardes");
  shop.write("c1", "precio de 20 cajas de guantes de nitrilo");
  const EntityKey key{demo, "conversation", EntityId{"c1"}};
  const auto before = shop.engine->find(key)->row();
  shop.cache = store::memory_state_cache();
  shop.restart();
  shop.write("c1", "gracias");
  const auto folded = fold_from_log(*shop.log, all_kinds(), key);
  ASSERT_TRUE(folded);
  EXPECT_EQ(shop.engine->find(key)->row(), (*folded)->row());
  const auto then = fold_from_log(*shop.log, all_kinds(), key, before.sequence);
  EXPECT_EQ((*then)->row(), before);
  EXPECT_EQ(shop.engine->contexts().find(demo)->version, 1U);
}

TEST_F(Selling, TheReadModelsStandWhereTheLogEnds) {  // R8
  shop.write("c1", "Hola, precio de 20 cajas de guantes de nitrilo");
  ASSERT_TRUE(shop.engine->advance_to(shop.clock.now() + std::chrono::minutes{1}));
  const auto partition = log::partition_of(demo, 2);
  const auto turns = shop.log->range(log::topic::turns, partition);
  const auto inputs = shop.log->range(log::topic::inbound, partition);
  for (const auto& projection : shop.rows->projections()) {
    const auto positions = shop.rows->positions(projection);
    ASSERT_TRUE(positions && positions->contains(partition)) << projection;
    EXPECT_EQ(positions->at(partition), (store::Positions{turns->next, inputs->next}))
        << projection;
  }
}

TEST_F(Selling, AnErasedPersonIsGoneFromEveryReplayAndTheChainStands) {  // S13
  shop.write("c1", "Hola, precio de 20 cajas de guantes de nitrilo");
  ASSERT_TRUE(shop.engine->advance_to(shop.clock.now() + std::chrono::minutes{1}));
  shop.order_erasure("c1");
  const auto found = shop.keys->find(demo, "conversation/c1", 1);
  ASSERT_TRUE(found);
  EXPECT_FALSE(*found);
  EXPECT_FALSE(verify(*shop.log, all_kinds())->first_difference);
  const auto replayed = replay(*shop.log, all_kinds(), shop.services());
  ASSERT_TRUE(replayed);
  EXPECT_EQ(replayed->differing, 0U);
  EXPECT_GT(replayed->erased, 0U);
}

TEST_F(Selling, AnErasureThatCannotBeDoneYetWaitsLongerEachTime) {  // R19, invariant 13
  std::vector<Timestamp> asked;
  std::set<std::string> ids;
  const auto real = erasing_executor(*shop.keys);
  shop.executors.add("erase_person", simulated_executor([&](const Requested& effect) -> Outcome {
                       asked.push_back(shop.clock.now());
                       ids.insert(effect.id.text());
                       if (asked.size() <= 3)
                         return {.kind = effects::OutcomeKind::busy, .reason = "key_store"};
                       return real->perform(effect, effect.deadline);
                     }));
  shop.write("c1", "Hola");
  const auto ordered = shop.clock.now();
  shop.order_erasure("c1");
  EXPECT_EQ(asked.size(), 1U);
  ASSERT_TRUE(shop.engine->advance_to(ordered + std::chrono::hours{24}));
  using std::chrono::minutes;
  EXPECT_EQ(asked, (std::vector{ordered, ordered + minutes{1}, ordered + minutes{5},
                                ordered + minutes{21}}));
  EXPECT_EQ(ids.size(), 1U);
  EXPECT_FALSE(*shop.keys->find(demo, "conversation/c1", 1));
}

}  // namespace
}  // namespace orkesta::engine::testing
