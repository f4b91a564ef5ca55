// A message that really kills the process that decides it, against a node that is started again
// and again (R13).

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "counter_kind.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/engine/poison.hpp"
#include "orkesta/engine/records.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::actors {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("orkesta-poison-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  auto operator=(const Folder&) -> Folder& = delete;
  auto text() const -> std::string { return path_.string(); }

 private:
  fs::path path_;
};

auto open_log(const Folder& folder) -> std::unique_ptr<log::MessageLog> {
  return std::move(*log::open_embedded_log({.folder = folder.text(), .partitions = 1}));
}

void hear(log::MessageLog& log, const std::string& id, const counter::Add& wish) {
  const EntityKey to{TenantId{"demo"}, "counter", EntityId{id}};
  const auto record =
      engine::inbound_record("orkesta", to, counter::Add::type, "m-" + std::to_string(wish.amount),
                             Timestamp{1}, codec::write(counter::Kind::Payload{wish}));
  ASSERT_TRUE(log.append(log::topic::inbound, 0, record));
}

/// How a process of it ended, as `waitpid` says.
auto run_node(const Folder& folder) -> int {
  std::array<std::string, 3> words{ORKESTA_POISON_NODE, "run", folder.text()};
  std::array<char*, 4> arguments{words[0].data(), words[1].data(), words[2].data(), nullptr};
  pid_t child = 0;
  EXPECT_EQ(::posix_spawn(&child, words[0].c_str(), nullptr, nullptr, arguments.data(), environ),
            0);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

/// How many starts it takes until one comes through; 0: none of so many.
auto starts_needed(const Folder& folder, int starts_max) -> int {
  for (int start = 1; start <= starts_max; ++start) {
    const auto status = run_node(folder);
    if (WIFEXITED(status)) return WEXITSTATUS(status) == 0 ? start : 0;
    EXPECT_EQ(WTERMSIG(status), SIGABRT);
  }
  return 0;
}

struct Written {
  std::string entity;
  std::string reason;  ///< Of a dead letter; "" = none.
  bool operator==(const Written&) const = default;
  friend void PrintTo(const Written& one, std::ostream* out) {
    *out << one.entity << " " << one.reason;
  }
};
auto turns_of(log::MessageLog& log) -> std::vector<Written> {
  std::vector<Written> all;
  auto reader = std::move(*log.read({log::topic::turns, 0, 0}, log::Until::end_at_opening));
  while (!reader->at_end()) {
    const auto records = reader->next(0ms);
    if (!records) break;
    for (const auto& one : *records) {
      const auto json = codec::Json::parse(one.record.value);
      const auto events = json->root().at({"decision", "events"});
      std::string reason;
      for (const auto event : events->items()) reason = event.text_of("reason").value_or("");
      all.push_back({one.record.key, reason});
    }
  }
  return all;
}

TEST(Poison, ThatKillsItsProcessIsADeadLetterInItsPlaceAtTheThirdStart) {  // R13, T11
  const Folder folder;
  {
    const auto log = open_log(folder);
    hear(*log, "a", {.amount = 1});
    hear(*log, "b", {.amount = 2, .kill = true});
    hear(*log, "a", {.amount = 3});
    hear(*log, "b", {.amount = 4});
  }
  EXPECT_EQ(starts_needed(folder, 5), 3);
  const auto log = open_log(folder);
  EXPECT_EQ(turns_of(*log), (std::vector<Written>{{"demo/counter/a", ""},
                                                  {"demo/counter/b", "killed_its_process"},
                                                  {"demo/counter/a", ""},
                                                  {"demo/counter/b", ""}}));
}

TEST(Poison, InAMessageThatAnInboundCausesIsThatInboundsDeath) {
  const Folder folder;
  {
    const auto log = open_log(folder);
    hear(*log, "a", {.amount = counter::deadly_when_told, .tell = {"b"}});
    hear(*log, "b", {.amount = 3});
  }
  EXPECT_EQ(starts_needed(folder, 5), 3);
  const auto log = open_log(folder);
  EXPECT_EQ(turns_of(*log), (std::vector<Written>{{"demo/counter/a", "killed_its_process"},
                                                  {"demo/counter/b", ""}}));
}

TEST(Poison, OfAProcessThatWasKilledFromOutsideIsNobodysFault) {
  const Folder folder;
  {
    const auto log = open_log(folder);
    hear(*log, "a", {.amount = 1});
    auto unit = std::move(*log->open_unit({"before", "engine", {log::topic::inbound}}));
    ASSERT_TRUE(unit->poll(0ms));
    ASSERT_TRUE(unit->begin());
    log::NextOffsets note;
    note.next[{log::topic::inbound, 0}] = 0;
    note.trying[{log::topic::inbound, 0}] = {"offset 0", 2};
    ASSERT_TRUE(unit->commit(note));
  }
  EXPECT_EQ(starts_needed(folder, 1), 1);
  const auto log = open_log(folder);
  EXPECT_EQ(turns_of(*log), (std::vector<Written>{{"demo/counter/a", ""}}));
}

TEST(Child, ThatDiesOrHangsDoesNotSurvive) {
  EXPECT_TRUE(engine::survives_in_child({"/bin/sh", "-c", "exit 0"}));
  EXPECT_FALSE(engine::survives_in_child({"/bin/sh", "-c", "kill -ABRT $$"}));
  EXPECT_FALSE(engine::survives_in_child({"/bin/sh", "-c", "sleep 5"}, 50ms));
}

TEST(Child, ThatCannotEvenTryProvesNothing) {
  EXPECT_TRUE(engine::survives_in_child({"/bin/sh", "-c", "exit 1"}));
  EXPECT_TRUE(engine::survives_in_child({"/no/such/program"}));
}

}  // namespace
}  // namespace orkesta::actors
