#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "orkesta/log/message_log.hpp"

namespace orkesta::log {

using MemberId = std::uint64_t;

/// Which partitions a unit must give up, and which it has just got.
struct Shift {
  std::vector<TopicPartition> losing;
  std::vector<TopicPartition> gained;
  auto empty() const -> bool { return losing.empty() && gained.empty(); }
};

/// Deals partitions out to the units of each group, by ranges of the partition's number over the
/// units' names, so that a unit holds the same numbers of all its topics. Plain data without a
/// lock: the board guards it.
class Groups {
 public:
  using Count = std::function<Partition(const Topic&)>;  ///< Partitions of a topic.
  explicit Groups(Count count) : count_(std::move(count)) {}

  /// Puts out a unit of the same name and a lower epoch; nothing when that epoch is the higher one.
  auto join(const UnitOptions& options, std::uint64_t epoch) -> std::optional<MemberId>;
  void leave(MemberId member);
  auto holds(MemberId member) const -> bool { return members_.contains(member); }

  /// What has changed for this unit since it asked last.
  auto shift(MemberId member) -> Shift;
  /// Gives away what it was told that it is losing.
  void give_up(MemberId member, const std::vector<TopicPartition>& partitions);

 private:
  struct Member {
    UnitOptions options;
    std::uint64_t epoch = 0;
    std::uint64_t seen = 0;  ///< The group's generation at the last `shift`.
    std::set<TopicPartition> owned;
    std::set<TopicPartition> announced;  ///< Told that it is losing these.
  };
  struct Group {
    std::uint64_t generation = 1;
    std::map<TopicPartition, MemberId> wanted;
    std::map<TopicPartition, MemberId> owners;
  };

  void deal(const std::string& group);

  Count count_;
  MemberId last_ = 0;
  std::map<MemberId, Member> members_;
  std::map<std::string, Group> groups_;
};

}  // namespace orkesta::log
