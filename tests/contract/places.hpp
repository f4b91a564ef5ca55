#pragma once

/// Where a log of the contract suite lives. Each implementation is one place; the suite runs on all
/// of them, so a new one adds a factory here and no test.

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "orkesta/core/assert.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::log::testing {

using std::chrono::milliseconds;

struct Wishes {
  Partition partitions = 4;
  std::size_t poll_records_max = 4096;
  std::size_t record_bytes_max = 64u << 10;
  Clock clock = {};
};

class Place {
 public:
  virtual ~Place() = default;
  virtual auto open(const Wishes& wishes) -> Result<std::unique_ptr<MessageLog>, LogError> = 0;
  virtual auto is_persistent() const -> bool = 0;
};

struct Kind {
  std::string name;
  std::function<std::unique_ptr<Place>()> make;
};
auto kinds() -> std::vector<Kind>;

/// A folder that is gone afterwards.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  auto operator=(const Folder&) -> Folder& = delete;
  auto path() const -> std::string { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// A fresh log and the small steps that the tests are made of.
class ContractTest : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    place = GetParam().make();
    open({});
  }
  void open(const Wishes& wishes) {
    log.reset();
    auto opened = place->open(wishes);
    ASSERT_TRUE(opened) << describe(opened.error());
    log = std::move(*opened);
  }
  std::unique_ptr<Place> place;
  std::unique_ptr<MessageLog> log;
};

auto record(const std::string& key, const std::string& value) -> Record;
/// Appends values to a topic through the door.
void append_all(MessageLog& log, const Topic& topic, Partition partition,
                const std::vector<std::string>& values);
auto open_unit(MessageLog& log, const std::string& name, const std::string& group,
               std::vector<Topic> topics) -> std::unique_ptr<Unit>;

/// What polls brought, sorted by kind.
struct Seen {
  std::vector<Delivered> records;
  std::vector<Gained> gained;
  std::vector<Losing> losing;
};
/// One poll; resumes what was gained.
auto poll_once(Unit& unit, milliseconds at_most = milliseconds{0}) -> Seen;
/// Polls and resumes until nothing more comes.
auto poll_all(Unit& unit) -> Seen;
auto values(const std::vector<Delivered>& records) -> std::vector<std::string>;
auto read_all(MessageLog& log, const Topic& topic, Partition partition) -> std::vector<Delivered>;
auto read_values(MessageLog& log, const Topic& topic, Partition partition)
    -> std::vector<std::string>;
auto next_of(const Topic& topic, Partition partition, Offset next) -> NextOffsets;

}  // namespace orkesta::log::testing
