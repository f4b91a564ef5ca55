#include "places.hpp"

#include <unistd.h>

#include <atomic>

namespace orkesta::log::testing {
namespace {

class MemoryPlace final : public Place {
 public:
  auto open(const Wishes& wishes) -> Result<std::unique_ptr<MessageLog>, LogError> override {
    return open_memory_log({.partitions = wishes.partitions,
                            .poll_records_max = wishes.poll_records_max,
                            .record_bytes_max = wishes.record_bytes_max,
                            .clock = wishes.clock,
                            .faults = {}});
  }
  auto is_persistent() const -> bool override { return false; }
};

class EmbeddedPlace final : public Place {
 public:
  auto open(const Wishes& wishes) -> Result<std::unique_ptr<MessageLog>, LogError> override {
    EmbeddedOptions options;
    options.folder = folder_.path();
    options.partitions = wishes.partitions;
    options.poll_records_max = wishes.poll_records_max;
    options.record_bytes_max = wishes.record_bytes_max;
    options.clock = wishes.clock;
    return open_embedded_log(options);
  }
  auto is_persistent() const -> bool override { return true; }

 private:
  Folder folder_;
};

}  // namespace

auto kinds() -> std::vector<Kind> {
  return {{"Memory", [] { return std::make_unique<MemoryPlace>(); }},
          {"Embedded", [] { return std::make_unique<EmbeddedPlace>(); }}};
}

Folder::Folder() {
  static std::atomic<int> count = 0;
  path_ = std::filesystem::temp_directory_path() /
          ("orkesta-log-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
  std::filesystem::remove_all(path_);
  std::filesystem::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

auto record(const std::string& key, const std::string& value) -> Record {
  return {.key = key, .attributes = {{"type", "test.v1"}, {"id", value}}, .value = value};
}

void append_all(MessageLog& log, const Topic& topic, Partition partition,
                const std::vector<std::string>& values) {
  for (const auto& value : values) {
    const auto appended = log.append(topic, partition, record("demo/key", value));
    ASSERT_TRUE(appended) << describe(appended.error());
  }
}

auto open_unit(MessageLog& log, const std::string& name, const std::string& group,
               std::vector<Topic> topics) -> std::unique_ptr<Unit> {
  auto unit = log.open_unit({name, group, std::move(topics)});
  ORKESTA_ASSERT(unit.has_value());
  return std::move(*unit);
}

auto poll_once(Unit& unit, milliseconds at_most) -> Seen {
  Seen seen;
  auto polled = unit.poll(at_most);
  EXPECT_TRUE(polled) << describe(polled.error());
  if (!polled) return seen;
  for (auto& event : *polled) {
    std::visit(Overloaded{[&](Delivered& got) { seen.records.push_back(std::move(got)); },
                          [&](Gained& got) {
                            unit.resume({got.partition});
                            seen.gained.push_back(std::move(got));
                          },
                          [&](Losing& got) { seen.losing.push_back(std::move(got)); },
                          [](Lost&) { ADD_FAILURE() << "nothing was to be lost"; }},
               event);
  }
  return seen;
}

auto poll_all(Unit& unit) -> Seen {
  Seen all;
  for (;;) {
    auto seen = poll_once(unit);
    if (seen.records.empty() && seen.gained.empty() && seen.losing.empty()) return all;
    for (auto& got : seen.records) all.records.push_back(std::move(got));
    for (auto& got : seen.gained) all.gained.push_back(std::move(got));
    for (auto& got : seen.losing) all.losing.push_back(std::move(got));
  }
}

auto values(const std::vector<Delivered>& records) -> std::vector<std::string> {
  std::vector<std::string> values;
  for (const auto& delivered : records) values.push_back(delivered.record.value);
  return values;
}

auto read_all(MessageLog& log, const Topic& topic, Partition partition) -> std::vector<Delivered> {
  std::vector<Delivered> all;
  auto reader = log.read({topic, partition, 0}, Until::end_at_opening);
  EXPECT_TRUE(reader);
  while (reader && !(*reader)->at_end()) {
    auto some = (*reader)->next(milliseconds{0});
    EXPECT_TRUE(some) << describe(some.error());
    if (!some || some->empty()) break;
    for (auto& delivered : *some) all.push_back(std::move(delivered));
  }
  return all;
}

auto read_values(MessageLog& log, const Topic& topic, Partition partition)
    -> std::vector<std::string> {
  return values(read_all(log, topic, partition));
}

auto next_of(const Topic& topic, Partition partition, Offset next) -> NextOffsets {
  return {.next = {{{topic, partition}, next}}, .trying = {}};
}

}  // namespace orkesta::log::testing
