#include "groups.hpp"

#include "orkesta/core/assert.hpp"

namespace orkesta::log {

auto Groups::join(const UnitOptions& options, std::uint64_t epoch) -> std::optional<MemberId> {
  auto predecessor = members_.begin();
  while (predecessor != members_.end() && predecessor->second.options.name != options.name) {
    ++predecessor;
  }
  if (predecessor != members_.end()) {
    if (predecessor->second.epoch >= epoch) return std::nullopt;
    leave(predecessor->first);
  }
  const auto member = ++last_;
  members_.emplace(member,
                   Member{.options = options, .epoch = epoch, .owned = {}, .announced = {}});
  deal(options.group);
  return member;
}

void Groups::leave(MemberId member) {
  const auto found = members_.find(member);
  if (found == members_.end()) return;  // Its successor has put it out.
  const auto group = found->second.options.group;
  for (const auto& partition : found->second.owned) groups_[group].owners.erase(partition);
  members_.erase(found);
  deal(group);
}

auto Groups::shift(MemberId member) -> Shift {
  ORKESTA_ASSERT(members_.contains(member));
  auto& self = members_.at(member);
  auto& group = groups_.at(self.options.group);
  Shift shift;
  if (self.seen == group.generation) return shift;

  for (const auto& [partition, wanted] : group.wanted) {
    if (wanted == member && group.owners.try_emplace(partition, member).second) {
      self.owned.insert(partition);
      shift.gained.push_back(partition);
    }
  }
  for (const auto& partition : self.owned) {
    if (group.wanted.at(partition) != member && self.announced.insert(partition).second) {
      shift.losing.push_back(partition);
    }
  }
  self.seen = group.generation;
  return shift;
}

void Groups::give_up(MemberId member, const std::vector<TopicPartition>& partitions) {
  ORKESTA_ASSERT(members_.contains(member));
  auto& self = members_.at(member);
  auto& group = groups_.at(self.options.group);
  for (const auto& partition : partitions) {
    self.announced.erase(partition);
    if (self.owned.erase(partition) == 0) continue;
    ORKESTA_ASSERT(group.owners.at(partition) == member);
    group.owners.erase(partition);
  }
  ++group.generation;
}

void Groups::deal(const std::string& name) {
  auto& group = groups_[name];
  std::map<Topic, std::map<std::string, MemberId>> readers;
  for (const auto& [member, options] : members_) {
    if (options.options.group != name) continue;
    for (const auto& topic : options.options.topics) readers[topic][options.options.name] = member;
  }
  group.wanted.clear();
  for (const auto& [topic, by_name] : readers) {
    std::vector<MemberId> order;
    for (const auto& [reader, member] : by_name) order.push_back(member);
    const auto count = count_(topic);
    for (Partition partition = 0; partition < count; ++partition) {
      const auto index = std::size_t{partition} * order.size() / count;
      group.wanted[{topic, partition}] = order[index];
    }
  }
  ++group.generation;
}

}  // namespace orkesta::log
