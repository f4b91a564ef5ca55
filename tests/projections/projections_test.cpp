/// The read models against a naive recomputation over random turns, through the real store (R8).

#include "orkesta/projections/projections.hpp"

#include <gtest/gtest.h>
#include <boost/describe/enum_to_string.hpp>

#include <functional>
#include <map>
#include <set>

#include "orkesta/store/read_store.hpp"
#include "random_turns.hpp"

namespace orkesta::projections {
namespace {

using namespace conversation::events;
using Log = std::deque<Recorded>;
using store::Copy;
using store::Question;
using store::ReadStore;
using store::Rows;

const TenantId demo{"demo"}, other{"other"};
constexpr std::int64_t last_page = std::int64_t{1} << 52;

auto open_store() -> std::unique_ptr<ReadStore> { return store::open_sqlite_store({}).value(); }

/// Feeds turns up to `end` in batches of `batch`; those absorbed already are skipped, as after a
/// redelivery.
void absorb(ReadStore& rows, const Model& model, const Log& log, std::size_t end, std::size_t batch,
            Copy copy = Copy::live) {
  for (std::size_t from = 0; from < end; from += batch) {
    auto transaction = rows.begin(std::string(model.name), 3, copy).value();
    auto next = transaction->positions();
    for (std::size_t i = from; i < std::min(from + batch, end); ++i) {
      if (log[i].place.offset < next.turns_next) continue;
      for (const auto& change : model.project(log[i].view())) {
        ASSERT_TRUE(transaction->apply(log[i].turn.entity.tenant, change)) << model.name;
      }
      next = {log[i].place.offset + 1, next.input_next};
    }
    ASSERT_TRUE(transaction->advance(next));
    ASSERT_TRUE(transaction->commit()) << model.name;
  }
}

void absorb_all(ReadStore& rows, const Log& log) {
  for (const auto& model : all()) absorb(rows, model, log, log.size(), 17);
}

auto days(const std::string& name) -> Question {
  return {name, {{"from", std::string("0000-01-01")}, {"to", std::string("9999-12-31")}}, 3};
}

auto list(const std::string& name, const std::string& of) -> Question {
  Question question{name,
                    {{"before_at", last_page},
                     {"before_" + of, std::string()},
                     {"status", std::string()},
                     {"limit", std::int64_t{10000}}},
                    3};
  if (of == "conversation") {
    question.parameters.emplace_back("owner", std::string());
    question.parameters.emplace_back("stage", std::string());
  } else {
    question.parameters.emplace_back("conversation", std::string());
  }
  return question;
}

/// The turn's local day by hand: the offset is added, then days are divided out.
auto naive_day(const Recorded& recorded) -> std::string {
  std::int64_t seconds = 0;
  if (const auto* zone = recorded.place.zone) {
    const auto& change = zone->transitions.at(0);
    seconds =
        recorded.turn.heard.at < change.at ? zone->first_offset_seconds : change.offset_seconds;
  }
  return format_date(date_of_days((recorded.turn.heard.at.milliseconds / 1000 + seconds) / 86400));
}

template <class E>
auto events_of(const Recorded& recorded) -> std::vector<E> {
  std::vector<E> found;
  for (const auto& event : recorded.turn.decision.events) {
    if (const auto* held = std::get_if<E>(&event)) found.push_back(*held);
  }
  return found;
}

template <class E>
auto count_of(const Recorded& recorded) -> std::int64_t {
  return static_cast<std::int64_t>(events_of<E>(recorded).size());
}

using Figures = std::map<std::pair<std::string, std::string>, std::int64_t>;  // By (day, figure).

/// The figures of overview_days that are plain counts of one event.
const std::map<std::string, std::function<std::int64_t(const Recorded&)>> counted{
    {"turns", [](const Recorded&) { return 1; }},
    {"conversations_started", count_of<ConversationStarted>},
    {"conversations_closed", count_of<ConversationClosed>},
    {"conversations_reopened", count_of<ConversationReopened>},
    {"conversations_erased", count_of<ConversationErased>},
    {"messages_in", count_of<MessageReceived>},
    {"messages_failed", count_of<MessageFailed>},
    {"duplicates", count_of<DuplicateIgnored>},
    {"dead_letters", count_of<InboundRejected>},
    {"clarifications", count_of<ClarificationAsked>},
    {"approvals_requested", count_of<ApprovalRequested>},
    {"approvals_granted", count_of<ApprovalGranted>},
    {"approvals_refused", count_of<ApprovalRefused>},
    {"approvals_expired", count_of<ApprovalExpired>},
    {"approvals_withdrawn", count_of<ApprovalWithdrawn>},
    {"quotes_offered", count_of<QuoteOffered>},
    {"quotes_revised", count_of<QuoteRevised>},
    {"quotes_accepted", count_of<QuoteAccepted>},
    {"quotes_rejected", count_of<QuoteRejected>},
    {"quotes_expired", count_of<QuoteExpired>},
    {"quotes_withdrawn", count_of<QuoteWithdrawn>},
    {"orders", count_of<OrderPlaced>},
    {"handoffs", count_of<HandoffRequested>},
    {"takeovers", count_of<ConversationTaken>},
    {"messages_out",
     [](const Recorded& r) { return static_cast<std::int64_t>(r.turn.decision.replies.size()); }},
    {"approvals_waited_ms",
     [](const Recorded& r) {
       std::int64_t sum = 0;
       for (const auto& event : events_of<ApprovalGranted>(r)) sum += event.waited_ms;
       for (const auto& event : events_of<ApprovalRefused>(r)) sum += event.waited_ms;
       return sum;
     }},
    {"answers_bot_waited_ms",
     [](const Recorded& r) {
       std::int64_t sum = 0;
       for (const auto& event : events_of<MessageAnswered>(r)) {
         const auto waited = !event.answered_message.empty();
         if (waited && event.by == conversation::Owner::bot) sum += event.waited_ms;
       }
       return sum;
     }},
};

auto naive_figures(const Log& log, const TenantId& tenant) -> Figures {
  Figures figures;
  for (const auto& recorded : log) {
    if (recorded.turn.entity.tenant != tenant) continue;
    for (const auto& [name, count] : counted) {
      figures[{naive_day(recorded), name}] += count(recorded);
    }
  }
  return figures;
}

auto shown_figures(ReadStore& rows, const TenantId& tenant) -> Figures {
  Figures figures;
  const auto shown = rows.ask(tenant, days("overview_days")).value();
  for (std::size_t i = 0; i < shown.rows.size(); ++i) {
    for (const auto& [name, count] : counted) {
      figures[{shown.text(i, "day"), name}] = shown.number(i, name);
    }
  }
  return figures;
}

/// (day, currency) to (offered, accepted, ordered).
using Amounts = std::map<std::pair<std::string, std::string>, std::array<std::int64_t, 3>>;

auto naive_amounts(const Log& log, const TenantId& tenant) -> Amounts {
  Amounts amounts;
  const auto add = [&](const Recorded& recorded, const Money& money, std::size_t which) {
    amounts[{naive_day(recorded), std::string(money.currency.code())}][which] += money.minor_units;
  };
  for (const auto& recorded : log) {
    if (recorded.turn.entity.tenant != tenant) continue;
    for (const auto& event : events_of<QuoteOffered>(recorded)) add(recorded, event.quote.total, 0);
    for (const auto& event : events_of<QuoteAccepted>(recorded)) {
      add(recorded, event.quote.total, 1);
    }
    for (const auto& event : events_of<OrderPlaced>(recorded)) add(recorded, event.total, 2);
  }
  return amounts;
}

auto shown_amounts(ReadStore& rows, const TenantId& tenant) -> Amounts {
  Amounts amounts;
  const auto shown = rows.ask(tenant, days("overview_amounts")).value();
  for (std::size_t i = 0; i < shown.rows.size(); ++i) {
    const std::array<std::int64_t, 3> held{shown.number(i, "offered"), shown.number(i, "accepted"),
                                           shown.number(i, "ordered")};
    if (held != std::array<std::int64_t, 3>{}) {
      amounts[{shown.text(i, "day"), shown.text(i, "currency")}] = held;
    }
  }
  return amounts;
}

class RandomTurns : public testing::TestWithParam<std::uint64_t> {
 protected:
  RandomTurns() : log_(random_log(GetParam(), 120)), rows_(open_store()) {
    absorb_all(*rows_, log_);
  }
  const Log log_;
  const std::unique_ptr<ReadStore> rows_;
};
INSTANTIATE_TEST_SUITE_P(Seeds, RandomTurns, testing::Range<std::uint64_t>(1, 4));

TEST_P(RandomTurns, TheOverviewCountsWhatHappened) {  // R8
  for (const auto& tenant : {demo, other}) {
    EXPECT_EQ(shown_figures(*rows_, tenant), naive_figures(log_, tenant));
    EXPECT_EQ(shown_amounts(*rows_, tenant), naive_amounts(log_, tenant));
  }
}

TEST_P(RandomTurns, EachAgentsVerdictsAreCounted) {
  std::map<std::array<std::string, 3>, std::pair<std::int64_t, std::int64_t>> naive, shown;
  for (const auto& recorded : log_) {
    if (recorded.turn.entity.tenant != demo) continue;
    for (const auto& reason : recorded.turn.decision.explanation) {
      auto& held = naive[{naive_day(recorded), reason.agent, reason.verdict}];
      ++held.first;
      held.second += reason.confidence.value_or(0);
    }
  }
  const auto rows = rows_->ask(demo, days("overview_agents")).value();
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    shown[{rows.text(i, "day"), rows.text(i, "agent"), rows.text(i, "verdict")}] = {
        rows.number(i, "reports"), rows.number(i, "confidence_sum")};
  }
  EXPECT_EQ(shown, naive);
}

/// What was last said of each, by id: a naive fold in the order of the log.
struct Statuses {
  std::map<std::string, std::string> quotes, approvals, stages;
  std::map<std::string, std::int64_t> received, open_approvals;
  bool operator==(const Statuses&) const = default;
};

void fold(Statuses& found, const std::string& id, const conversation::Event& event) {
  const auto quote = [&](const pricing::Quote& of, const char* is) { found.quotes[of.quote] = is; };
  const auto decided = [&](const std::string& of, const char* is) {
    found.approvals[of] = is;
    --found.open_approvals[id];
  };
  if (const auto* e = std::get_if<QuoteOffered>(&event)) quote(e->quote, "offered");
  if (const auto* e = std::get_if<QuoteRevised>(&event)) quote(e->quote, "offered");
  if (const auto* e = std::get_if<QuoteAccepted>(&event)) quote(e->quote, "accepted");
  if (const auto* e = std::get_if<QuoteRejected>(&event)) quote(e->quote, "rejected");
  if (const auto* e = std::get_if<QuoteExpired>(&event)) quote(e->quote, "expired");
  if (const auto* e = std::get_if<QuoteWithdrawn>(&event)) quote(e->quote, "withdrawn");
  if (const auto* e = std::get_if<OrderPlaced>(&event)) found.quotes.try_emplace(e->quote, "");
  if (const auto* e = std::get_if<ApprovalRequested>(&event)) {
    found.approvals[e->approval] = "requested";
    ++found.open_approvals[id];
  }
  if (const auto* e = std::get_if<ApprovalGranted>(&event)) decided(e->approval, "granted");
  if (const auto* e = std::get_if<ApprovalRefused>(&event)) decided(e->approval, "refused");
  if (const auto* e = std::get_if<ApprovalExpired>(&event)) decided(e->approval, "expired");
  if (const auto* e = std::get_if<ApprovalWithdrawn>(&event)) decided(e->approval, "withdrawn");
  if (const auto* e = std::get_if<StageChanged>(&event)) {
    found.stages[id] = boost::describe::enum_to_string(e->to, "");
  }
  if (std::holds_alternative<MessageReceived>(event)) ++found.received[id];
}

auto naive_statuses(const Log& log, const TenantId& tenant) -> Statuses {
  Statuses found;
  for (const auto& recorded : log) {
    if (recorded.turn.entity.tenant != tenant) continue;
    const auto id = recorded.turn.entity.id.text();
    found.stages.try_emplace(id, "greeting");
    found.received.try_emplace(id, 0);
    found.open_approvals.try_emplace(id, 0);
    for (const auto& event : recorded.turn.decision.events) fold(found, id, event);
  }
  return found;
}

auto shown_statuses(ReadStore& rows, const TenantId& tenant) -> Statuses {
  Statuses found;
  const auto quotes = rows.ask(tenant, list("quotes_list", "quote")).value();
  for (std::size_t i = 0; i < quotes.rows.size(); ++i) {
    found.quotes[quotes.text(i, "quote")] = quotes.text(i, "status");
  }
  const auto approvals = rows.ask(tenant, list("approvals_list", "approval")).value();
  for (std::size_t i = 0; i < approvals.rows.size(); ++i) {
    found.approvals[approvals.text(i, "approval")] = approvals.text(i, "status");
  }
  const auto cards = rows.ask(tenant, list("conversations_list", "conversation")).value();
  for (std::size_t i = 0; i < cards.rows.size(); ++i) {
    const auto id = cards.text(i, "conversation");
    found.stages[id] = cards.text(i, "stage");
    found.received[id] = cards.number(i, "messages_in");
    found.open_approvals[id] = cards.number(i, "approvals_open");
  }
  return found;
}

TEST_P(RandomTurns, QuotesApprovalsAndConversationsStandWhereTheyWereLastSet) {  // R8
  for (const auto& tenant : {demo, other}) {
    const auto naive = naive_statuses(log_, tenant), shown = shown_statuses(*rows_, tenant);
    EXPECT_EQ(shown.quotes, naive.quotes);
    EXPECT_EQ(shown.approvals, naive.approvals);
    EXPECT_EQ(shown.stages, naive.stages);
    EXPECT_EQ(shown.received, naive.received);
    EXPECT_EQ(shown.open_approvals, naive.open_approvals);
  }
}

TEST_P(RandomTurns, EveryTurnIsKeptToTheByte) {  // R10
  for (const auto& recorded : log_) {
    const auto rows = rows_
                          ->ask(recorded.turn.entity.tenant,
                                {"turn_one",
                                 {{"entity", "conversation/" + recorded.turn.entity.id.text()},
                                  {"sequence", static_cast<std::int64_t>(recorded.turn.sequence)}},
                                 3})
                          .value();
    ASSERT_EQ(rows.rows.size(), 1u);
    EXPECT_EQ(rows.text(0, "bytes"), recorded.bytes);
    EXPECT_EQ(rows.text(0, "digest"), recorded.place.digest.hex());
  }
}

TEST_P(RandomTurns, DeadLettersLieInTheirPlaceInTheOrder) {
  for (const auto& tenant : {demo, other}) {
    std::vector<std::string> naive, shown;
    for (const auto& recorded : log_) {
      if (recorded.turn.entity.tenant != tenant) continue;
      for (const auto& event : events_of<InboundRejected>(recorded)) naive.push_back(event.reason);
    }
    const auto rows = rows_
                          ->ask(tenant, {"dead_letters_list",
                                         {{"before", last_page},
                                          {"before_place", std::int64_t{0}},
                                          {"reason", std::string()},
                                          {"limit", std::int64_t{10000}}},
                                         3})
                          .value();
    for (std::size_t i = rows.rows.size(); i-- > 0;) shown.push_back(rows.text(i, "reason"));
    EXPECT_EQ(shown, naive);
  }
}

/// Every question with values under which it answers all it has.
auto wide_questions(const TenantId& tenant) -> std::vector<Question> {
  const auto thread = tenant.text() + "-1";
  const std::int64_t most = 10000;
  return {list("conversations_list", "conversation"),
          list("quotes_list", "quote"),
          list("approvals_list", "approval"),
          {"conversations_count", {}, 3},
          {"conversation_one", {{"conversation", thread}}, 3},
          {"conversation_messages",
           {{"conversation", thread},
            {"after", std::int64_t{-1}},
            {"after_place", std::int64_t{0}},
            {"limit", most}},
           3},
          {"conversation_message_states", {{"conversation", thread}, {"limit", most}}, 3},
          {"entity_turns",
           {{"entity", "conversation/" + thread}, {"after", std::int64_t{0}}, {"limit", most}},
           3},
          {"turns_after", {{"after", std::int64_t{-1}}, {"limit", most}}, 3},
          {"dead_letters_list",
           {{"before", last_page},
            {"before_place", std::int64_t{0}},
            {"reason", std::string()},
            {"limit", most}},
           3},
          days("overview_days"),
          days("overview_amounts"),
          days("overview_agents"),
          days("overview_stages"),
          days("overview_intents")};
}

auto texts_of(const Rows& rows) -> std::vector<std::string> {
  std::vector<std::string> texts;
  for (const auto& row : rows.rows) {
    for (const auto& held : row) {
      if (const auto* text = std::get_if<std::string>(&held)) texts.push_back(*text);
    }
  }
  return texts;
}

TEST_P(RandomTurns, NoRowOfOneTenantReachesTheOther) {  // S7
  std::size_t seen = 0;
  for (const auto& question : wide_questions(demo)) {
    for (const auto& text : texts_of(rows_->ask(demo, question).value())) {
      ++seen;
      EXPECT_EQ(text.find("other-"), std::string::npos) << question.name;
      EXPECT_NE(text, "other") << question.name;
    }
  }
  EXPECT_GT(seen, 100u);
  for (const auto& question : wide_questions(other)) {
    for (const auto& text : texts_of(rows_->ask(demo, question).value())) {
      EXPECT_EQ(text.find("other-"), std::string::npos) << question.name;
    }
  }
}

TEST_P(RandomTurns, ARebuildEqualsTheLiveOneHoweverTheBatchesAreCut) {  // R8
  for (const auto& model : all()) {
    SCOPED_TRACE(model.name);
    const std::string name(model.name);
    ASSERT_TRUE(rows_->start_rebuild(name));
    absorb(*rows_, model, log_, 50, 7, Copy::rebuilt);
    absorb(*rows_, model, log_, log_.size(), 31, Copy::rebuilt);  // Stopped, then resumed.
    const auto outcome = rows_->finish_rebuild(name, store::Swap::if_equal).value();
    EXPECT_TRUE(outcome.equal);
    EXPECT_TRUE(outcome.swapped);
  }
}

TEST_P(RandomTurns, TurnsReadFromTheirBytesGiveTheSameRows) {
  for (const auto& recorded : log_) {
    const auto owned = OwnedTurn::read(recorded.bytes, recorded.place);
    ASSERT_TRUE(owned) << owned.error();
    for (const auto& model : all()) {
      EXPECT_EQ(model.project(owned->turn()), model.project(recorded.view())) << model.name;
    }
  }
}

TEST(Models, AreThoseOfTheStore) {
  std::vector<std::string> names;
  for (const auto& model : all()) names.emplace_back(model.name);
  EXPECT_EQ(names, open_store()->projections());
  EXPECT_EQ(find("quotes")->project, project_quotes);
  EXPECT_EQ(find("nonsense"), nullptr);
}

TEST(Models, WordsOfPersonsStaySealed) {  // S13
  auto log = random_log(1, 1);
  auto& turn = log.front().turn;
  const auto seal = Sealed{"conversation/demo-1", 1, "w1#0", "sealed words"};
  turn.heard.payload = conversation::TimerFired{};
  turn.decision = {};
  turn.decision.events.emplace_back(MessageReceived{.message_id = {},
                                                    .message = "m1",
                                                    .kind = "text",
                                                    .text = PersonalText::closed(seal),
                                                    .sent_at = {},
                                                    .arrived_at = {},
                                                    .intent = "",
                                                    .confidence = 0,
                                                    .sentiment = "",
                                                    .waits_until = {}});
  const auto changes = project_messages(log.front().view());
  ASSERT_EQ(changes.size(), 1u);
  const auto& upsert = std::get<Upsert>(changes[0]);
  const auto text = std::find_if(upsert.columns.begin(), upsert.columns.end(),
                                 [](const auto& column) { return column.first == "text"; });
  ASSERT_NE(text, upsert.columns.end());
  EXPECT_EQ(std::get<std::string>(text->second), codec::write(PersonalText::closed(seal)));
}

TEST(Models, ATurnOfAnotherKindIsKeptAndItsDeadLettersAreSeen) {
  auto log = random_log(1, 1);
  log.front().turn.decision.events.emplace_back(
      InboundRejected{"too_long", "abc", "inbound.message.v1", "", "ana"});
  log.front().bytes = codec::encode_turn(log.front().turn);
  auto bytes = log.front().bytes;
  const std::string kind = "\"kind\":\"conversation\"";
  bytes.replace(bytes.find(kind), kind.size(), "\"kind\":\"tenant\"");
  const auto owned = OwnedTurn::read(bytes, log.front().place);
  ASSERT_TRUE(owned) << owned.error();
  EXPECT_EQ(owned->turn().entity.kind, "tenant");
  EXPECT_EQ(project_turns(owned->turn()).size(), 1u);
  EXPECT_TRUE(project_conversations(owned->turn()).empty());
  const auto conversations = log.front().view();
  EXPECT_EQ(owned->turn().heard, conversations.heard);
  EXPECT_EQ(owned->turn().cause, conversations.cause);
  EXPECT_EQ(owned->turn().rejections, conversations.rejections);
  EXPECT_FALSE(OwnedTurn::read("no turn at all", log.front().place));
}

}  // namespace
}  // namespace orkesta::projections
