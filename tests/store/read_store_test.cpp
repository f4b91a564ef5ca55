/// The SQLite read store against naive recomputation, over seeded random changes (R8).

#include "orkesta/store/read_store.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <thread>

#include "support.hpp"

namespace orkesta::store {
namespace {

using namespace std::chrono_literals;
using Random = std::mt19937_64;  // Seeded: the same changes on every machine.

const TenantId demo{"demo"}, other{"other"};

struct Change {
  TenantId tenant;
  RowChange change;
};

auto pick(Random& random, std::int64_t most) -> std::int64_t {
  return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most));
}

auto random_change(Random& random) -> Change {
  const auto tenant = pick(random, 2) == 0 ? demo : other;
  const Columns key{{"conversation", "c" + std::to_string(pick(random, 6))}};
  switch (pick(random, 8)) {
    case 0:
      return {tenant, Remove{"conversations", key}};
    case 1:
    case 2:
    case 3:
      return {tenant, Add{"conversations", key, "messages_in", pick(random, 9) - 4}};
    default:
      return {tenant, Upsert{"conversations",
                             key,
                             {{"last_at", pick(random, 1000)},
                              {"stage", "s" + std::to_string(pick(random, 9))},
                              {"messages_in", pick(random, 100)}}}};
  }
}

/// What the rows must be, computed by hand: (tenant, conversation) to (stage, last_at, received).
using Naive = std::map<std::pair<std::string, std::string>,
                       std::tuple<std::string, std::int64_t, std::int64_t>>;

void apply_naively(Naive& rows, const Change& change) {
  const auto fresh = std::tuple<std::string, std::int64_t, std::int64_t>{"greeting", 0, 0};
  if (const auto* remove = std::get_if<Remove>(&change.change)) {
    rows.erase({change.tenant.text(), std::get<std::string>(remove->key[0].second)});
  } else if (const auto* add = std::get_if<Add>(&change.change)) {
    const auto id = std::get<std::string>(add->key[0].second);
    std::get<2>(rows.try_emplace({change.tenant.text(), id}, fresh).first->second) += add->delta;
  } else {
    const auto& upsert = std::get<Upsert>(change.change);
    auto& row = rows[{change.tenant.text(), std::get<std::string>(upsert.key[0].second)}];
    row = {std::get<std::string>(upsert.columns[1].second),
           std::get<std::int64_t>(upsert.columns[0].second),
           std::get<std::int64_t>(upsert.columns[2].second)};
  }
}

auto first_page(std::int64_t limit = 100) -> Question {
  return {"conversations_list",
          {{"before_at", std::int64_t{1} << 52},
           {"before_conversation", std::string()},
           {"owner", std::string()},
           {"status", std::string()},
           {"stage", std::string()},
           {"limit", limit}},
          0};
}

auto rows_of(ReadStore& store) -> Naive {
  Naive found;
  for (const auto& tenant : {demo, other}) {
    const auto rows = store.ask(tenant, first_page()).value();
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
      found[{rows.text(i, "tenant"), rows.text(i, "conversation")}] = {
          rows.text(i, "stage"), rows.number(i, "last_at"), rows.number(i, "messages_in")};
    }
  }
  return found;
}

void put(ReadStore& store, const std::vector<Change>& changes, Offset turns_next,
         Copy copy = Copy::live) {
  auto transaction = store.begin("conversations", 0, copy).value();
  for (const auto& change : changes) {
    ASSERT_TRUE(transaction->apply(change.tenant, change.change));
  }
  ASSERT_TRUE(transaction->advance({turns_next, turns_next}));
  ASSERT_TRUE(transaction->commit());
}

auto open_temporary() -> std::unique_ptr<ReadStore> { return open_sqlite_store({}).value(); }

auto row(const std::string& id, const std::string& stage = "quote") -> RowChange {
  return Upsert{"conversations", {{"conversation", id}}, {{"stage", stage}}};
}

TEST(ReadStore, HoldsWhatANaiveRecomputationHolds) {  // R8
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const auto store = open_temporary();
    Naive naive;
    for (Offset batch = 1; batch <= 8; ++batch) {
      std::vector<Change> changes;
      for (int i = 0; i < 25; ++i) changes.push_back(random_change(random));
      for (const auto& change : changes) apply_naively(naive, change);
      put(*store, changes, batch);
      ASSERT_EQ(rows_of(*store), naive);
    }
  }
}

TEST(ReadStore, RowsAndPositionStandTogetherOrNotAtAll) {  // R8
  const auto store = open_temporary();
  put(*store, {{demo, row("a")}}, 3);
  {
    auto left = store->begin("conversations", 0).value();
    ASSERT_TRUE(left->apply(demo, row("b")));
    ASSERT_TRUE(left->advance({9, 9}));
  }
  EXPECT_EQ(rows_of(*store).size(), 1u);
  EXPECT_EQ(store->positions("conversations").value(),
            (std::map<Partition, Positions>{{0, {3, 3}}}));
  auto broken = store->begin("conversations", 0).value();
  ASSERT_TRUE(broken->apply(demo, row("b")));
  ASSERT_TRUE(broken->apply(demo, Upsert{"conversations",
                                         {{"conversation", std::string("c")}},
                                         {{"no_such_column", std::int64_t{1}}}}));
  ASSERT_TRUE(broken->advance({9, 9}));
  EXPECT_EQ(broken->commit().error(), StoreError::misuse);
  EXPECT_EQ(rows_of(*store).size(), 1u) << "what was written before the failure is gone too";
  EXPECT_EQ(store->begin("conversations", 0).value()->positions(), (Positions{3, 3}));
}

TEST(ReadStore, TwoProjectorsOfOnePartitionDoNotCountTwice) {
  const auto store = open_temporary();
  auto one = store->begin("conversations", 0).value();
  auto two = store->begin("conversations", 0).value();
  for (auto* transaction : {one.get(), two.get()}) {
    ASSERT_TRUE(transaction->apply(
        demo, Add{"conversations", {{"conversation", std::string("a")}}, "messages_in", 1}));
    ASSERT_TRUE(transaction->advance({1, 1}));
  }
  ASSERT_TRUE(one->commit());
  EXPECT_EQ(two->commit().error(), StoreError::misuse);
  EXPECT_EQ(std::get<2>(rows_of(*store).begin()->second), 1);
}

TEST(ReadStore, ATableOfAnotherProjectionIsRefused) {
  const auto store = open_temporary();
  auto transaction = store->begin("quotes", 0).value();
  EXPECT_EQ(transaction->apply(demo, row("a")).error(), StoreError::misuse);
  EXPECT_EQ(store->begin("nonsense", 0).error(), StoreError::unknown_projection);
}

TEST(ReadStore, PositionsNeverGoBack) {
  const auto store = open_temporary();
  put(*store, {}, 5);
  auto transaction = store->begin("conversations", 0).value();
  EXPECT_EQ(transaction->advance({4, 5}).error(), StoreError::misuse);
}

TEST(ReadStore, NoNameButAnIdentifierEntersAStatement) {  // S8
  const auto store = open_temporary();
  auto transaction = store->begin("conversations", 0).value();
  for (const auto* name : {"stage = '' --", "a b", "Stage", "", "tenant", "stage\"", "1stage"}) {
    EXPECT_EQ(transaction
                  ->apply(demo, Upsert{"conversations",
                                       {{"conversation", std::string("a")}},
                                       {{name, std::string("x")}}})
                  .error(),
              StoreError::misuse)
        << name;
  }
  const std::string wicked = "'; DROP TABLE conversations; --";
  ASSERT_TRUE(transaction->apply(demo, row(wicked)));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(rows_of(*store).begin()->first.second, wicked) << "a string is data";
}

TEST(ReadStore, AnswersNoRowOfAnotherTenant) {  // S7
  Random random(7);
  const auto store = open_temporary();
  std::vector<Change> changes;
  for (int i = 0; i < 300; ++i) changes.push_back(random_change(random));
  put(*store, changes, 1);
  const auto of_demo = store->ask(demo, first_page()).value();
  ASSERT_GT(of_demo.rows.size(), 0u);
  for (std::size_t i = 0; i < of_demo.rows.size(); ++i) {
    EXPECT_EQ(of_demo.text(i, "tenant"), "demo");
  }
  EXPECT_TRUE(store->ask(TenantId{"nobody"}, first_page()).value().rows.empty());
  EXPECT_EQ(store->ask(TenantId{""}, first_page()).error(), StoreError::bad_parameter);
  auto forged = first_page();
  forged.parameters.emplace_back("tenant", std::string("other"));
  EXPECT_EQ(store->ask(demo, forged).error(), StoreError::bad_parameter);
}

TEST(ReadStore, RefusesAQuestionThatIsNotWhole) {
  const auto store = open_temporary();
  EXPECT_EQ(store->ask(demo, {"no_such", {}, 0}).error(), StoreError::unknown_question);
  EXPECT_EQ(store->ask(demo, {"conversation_one", {}, 0}).error(), StoreError::bad_parameter);
  auto question = first_page();
  question.parameters.back().second = std::int64_t{0};
  EXPECT_EQ(store->ask(demo, question).error(), StoreError::bad_parameter);
  question.parameters.back().second = std::int64_t{1} << 40;
  EXPECT_EQ(store->ask(demo, question).error(), StoreError::bad_parameter);
}

TEST(ReadStore, PagesMeetWithoutGapOrOverlap) {
  const auto store = open_temporary();
  std::vector<Change> changes;
  for (int i = 0; i < 25; ++i) {
    changes.push_back({demo, Upsert{"conversations",
                                    {{"conversation", "c" + std::to_string(i)}},
                                    {{"last_at", std::int64_t{i / 4}}}}});
  }
  put(*store, changes, 1);
  std::vector<std::string> seen;
  auto question = first_page(7);
  for (auto rows = store->ask(demo, question).value(); !rows.rows.empty();
       rows = store->ask(demo, question).value()) {
    for (std::size_t i = 0; i < rows.rows.size(); ++i) seen.push_back(rows.text(i, "conversation"));
    question.parameters[0].second = rows.number(rows.rows.size() - 1, "last_at");
    question.parameters[1].second = rows.text(rows.rows.size() - 1, "conversation");
  }
  EXPECT_EQ(seen.size(), 25u);
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

TEST(ReadStore, TheAnswerNamesWhereItStands) {
  const auto store = open_temporary();
  put(*store, {{demo, row("a")}}, 42);
  EXPECT_EQ(store->ask(demo, first_page()).value().at, (Positions{42, 42}));
}

TEST(ReadStore, EveryQuestionCanBeAsked) {
  const auto store = open_temporary();
  for (const auto& [name, sql] : embedded_questions()) {
    SCOPED_TRACE(name);
    Question question{std::string(name), {}, 0};
    for (const auto* text :
         {"conversation", "owner", "status", "stage", "before_conversation", "before_quote",
          "before_approval", "reason", "entity", "quote", "approval", "from", "to", "user"}) {
      if (has_parameter(sql, text)) question.parameters.emplace_back(text, std::string());
    }
    for (const auto* number : {"before_at", "before", "before_place", "after", "after_place",
                               "sequence", "limit", "sees_queue"}) {
      if (has_parameter(sql, number)) question.parameters.emplace_back(number, std::int64_t{1});
    }
    EXPECT_TRUE(store->ask(demo, question));
  }
}

TEST(ReadStore, WaitsForAPositionOfEitherKind) {
  const auto store = open_temporary();
  put(*store, {}, 5);
  const auto soon = std::chrono::steady_clock::now() + 20ms;
  EXPECT_TRUE(store->wait_for("conversations", {PositionOf::turn, 0, 4}, soon));
  EXPECT_TRUE(store->wait_for("conversations", {PositionOf::input, 0, 4}, soon));
  EXPECT_EQ(store->wait_for("conversations", {PositionOf::turn, 0, 5}, soon).error(),
            StoreError::not_reached);
  EXPECT_EQ(store->wait_for("conversations", {PositionOf::turn, 1, 0}, soon).error(),
            StoreError::not_reached);
  std::thread writer([&] {
    std::this_thread::sleep_for(10ms);
    put(*store, {}, 6);
  });
  const auto late = std::chrono::steady_clock::now() + 10s;
  EXPECT_TRUE(store->wait_for("conversations", {PositionOf::turn, 0, 5}, late));
  EXPECT_LT(std::chrono::steady_clock::now(), late - 5s) << "woken, not timed out";
  writer.join();
}

TEST(ReadStore, AReaderBesideTheWriterSeesItsCommits) {
  const TempFolder folder;
  const auto writer = open_sqlite_store({.path = folder.file("rows.sqlite")}).value();
  const auto reader =
      open_sqlite_store({.path = folder.file("rows.sqlite"), .read_only = true}).value();
  put(*writer, {{demo, row("a")}}, 1);
  EXPECT_TRUE(reader->wait_for("conversations", {PositionOf::turn, 0, 0},
                               std::chrono::steady_clock::now() + 5s));
  EXPECT_EQ(rows_of(*reader).size(), 1u);
  EXPECT_EQ(reader->begin("conversations", 0).error(), StoreError::unavailable);
}

TEST(ReadStore, DigestsTheSameRowsTheSameInAnyOrder) {
  Random random(3);
  std::vector<Change> changes;
  for (int i = 0; i < 40; ++i) {
    changes.push_back({i % 2 ? demo : other, row("c" + std::to_string(i))});
  }
  const auto one = open_temporary(), two = open_temporary();
  put(*one, changes, 1);
  std::shuffle(changes.begin(), changes.end(), random);
  for (std::size_t i = 0; i < changes.size(); ++i) put(*two, {changes[i]}, i + 1);
  const auto digest = one->digest("conversations").value();
  EXPECT_EQ(digest.rows, 40u);
  EXPECT_EQ(digest, two->digest("conversations").value());
  put(*two, {{demo, row("c1", "closing")}}, 99);
  EXPECT_NE(digest, two->digest("conversations").value());
  EXPECT_EQ(two->digest("conversations").value().rows, 40u);
}

TEST(ReadStore, ARebuildThatEqualsTheLiveOneTakesItsPlace) {
  Random random(11);
  const auto store = open_temporary();
  std::vector<Change> changes;
  for (int i = 0; i < 200; ++i) changes.push_back(random_change(random));
  for (int time = 0; time < 3; ++time) {
    SCOPED_TRACE(time);
    if (time == 0) put(*store, changes, 200);
    ASSERT_TRUE(store->start_rebuild("conversations"));
    ASSERT_TRUE(store->start_rebuild("conversations")) << "goes on with the one under way";
    put(*store, changes, 200, Copy::rebuilt);
    const auto outcome = store->finish_rebuild("conversations", Swap::if_equal).value();
    EXPECT_TRUE(outcome.equal);
    EXPECT_TRUE(outcome.swapped);
    EXPECT_EQ(store->digest("conversations").value(), outcome.rebuilt);
    EXPECT_EQ(store->positions("conversations").value().at(0), (Positions{200, 200}));
    EXPECT_EQ(store->begin("conversations", 0, Copy::rebuilt).error(), StoreError::no_rebuild);
  }
  put(*store, {{demo, row("new")}}, 201);
  EXPECT_TRUE(rows_of(*store).contains({"demo", "new"}));
}

TEST(ReadStore, ARebuildThatDiffersIsNotSwappedUnlessAsked) {
  const auto store = open_temporary();
  put(*store, {{demo, row("a")}, {demo, row("b")}}, 2);
  ASSERT_TRUE(store->start_rebuild("conversations"));
  put(*store, {{demo, row("a")}}, 1, Copy::rebuilt);
  const auto behind = store->finish_rebuild("conversations", Swap::always).value();
  EXPECT_FALSE(behind.equal);
  EXPECT_FALSE(behind.swapped) << "not at the same position";
  put(*store, {}, 2, Copy::rebuilt);
  const auto differing = store->finish_rebuild("conversations", Swap::if_equal).value();
  EXPECT_FALSE(differing.equal);
  EXPECT_FALSE(differing.swapped);
  EXPECT_EQ(rows_of(*store).size(), 2u);
  EXPECT_TRUE(store->finish_rebuild("conversations", Swap::always).value().swapped);
  EXPECT_EQ(rows_of(*store).size(), 1u);
}

TEST(ReadStore, ARebuildCanBeThrownAway) {
  const auto store = open_temporary();
  put(*store, {{demo, row("a")}}, 2);
  ASSERT_TRUE(store->start_rebuild("conversations"));
  put(*store, {{demo, row("x")}}, 1, Copy::rebuilt);
  ASSERT_TRUE(store->discard_rebuild("conversations"));
  EXPECT_EQ(store->discard_rebuild("conversations").error(), StoreError::no_rebuild);
  ASSERT_TRUE(store->start_rebuild("conversations"));
  EXPECT_EQ(store->begin("conversations", 0, Copy::rebuilt).value()->positions(), Positions{});
  EXPECT_EQ(store->digest("conversations", Copy::rebuilt).value().rows, 0u);
}

/// Commits row n with position n for ever.
[[noreturn]] void write_until_killed(const std::string& path, int out) {
  const auto store = open_sqlite_store({.path = path}).value();
  for (Offset n = 1;; ++n) {
    put(*store,
        {{demo, row("c" + std::to_string(n))},
         {demo, Add{"conversations", {{"conversation", std::string("sum")}}, "messages_in", 1}}},
        n);
    if (::write(out, ".", 1) != 1) ::_exit(1);
  }
}

TEST(ReadStore, AfterKill9RowsAndPositionStillAgree) {  // R8
  const TempFolder folder;
  const auto path = folder.file("rows.sqlite");
  for (int life = 0; life < 4; ++life) {
    std::filesystem::remove(path);
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const auto child = ::fork();
    if (child == 0) write_until_killed(path, ends[1]);
    ::close(ends[1]);
    std::string said(static_cast<std::size_t>(20 + 7 * life), ' ');
    for (std::size_t got = 0; got < said.size();) {
      const auto more = ::read(ends[0], said.data(), said.size() - got);
      ASSERT_GT(more, 0);
      got += static_cast<std::size_t>(more);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    const auto store = open_sqlite_store({.path = path}).value();
    const auto next = store->positions("conversations").value().at(0).turns_next;
    EXPECT_GE(next, said.size());
    const auto sum =
        store->ask(demo, {"conversation_one", {{"conversation", std::string("sum")}}, 0});
    EXPECT_EQ(static_cast<Offset>(sum.value().number(0, "messages_in")), next);
    EXPECT_EQ(store->digest("conversations").value().rows, next + 1);
    for (const auto* suffix : {"-wal", "-shm"}) std::filesystem::remove(path + suffix);
  }
}

}  // namespace
}  // namespace orkesta::store
