#pragma once

/// A log whose units now and then deliver again what they delivered before, as brokers do.

#include <functional>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "orkesta/log/message_log.hpp"

namespace orkesta::simulation {

class RedeliveringLog final : public log::MessageLog {
 public:
  RedeliveringLog(std::unique_ptr<log::MessageLog> inner, std::function<bool()> again)
      : inner_(std::move(inner)), again_(std::move(again)) {}

  auto partitions() const -> Partition override { return inner_->partitions(); }
  auto keeps_states() const -> bool override { return inner_->keeps_states(); }
  auto open_unit(const log::UnitOptions& options)
      -> Result<std::unique_ptr<log::Unit>, log::LogError> override {
    auto unit = inner_->open_unit(options);
    if (!unit) return Failure{unit.error()};
    return std::unique_ptr<log::Unit>{std::make_unique<RedeliveringUnit>(std::move(*unit), again_)};
  }
  auto read(const log::Position& from, log::Until until)
      -> Result<std::unique_ptr<log::Reader>, log::LogError> override {
    return inner_->read(from, until);
  }
  auto append(const log::Topic& topic, Partition partition, log::Record record)
      -> Result<log::Position, log::LogError> override {
    return inner_->append(topic, partition, std::move(record));
  }
  auto range(const log::Topic& topic, Partition partition)
      -> Result<log::Range, log::LogError> override {
    return inner_->range(topic, partition);
  }
  auto committed(const std::string& group, const log::TopicPartition& partition)
      -> Result<Offset, log::LogError> override {
    return inner_->committed(group, partition);
  }

 private:
  class RedeliveringUnit final : public log::Unit {
   public:
    RedeliveringUnit(std::unique_ptr<log::Unit> inner, std::function<bool()> again)
        : inner_(std::move(inner)), again_(std::move(again)) {}
    auto poll(std::chrono::milliseconds at_most) -> Result<log::Polled, log::LogError> override {
      auto polled = inner_->poll(at_most);
      if (!polled || polled->empty()) return polled;
      auto before = std::exchange(last_, *polled);
      if (before.empty() || !again_()) return polled;
      std::erase_if(before,
                    [](const auto& one) { return !std::holds_alternative<log::Delivered>(one); });
      polled->insert(polled->end(), before.begin(), before.end());
      return polled;
    }
    auto begin() -> Result<Done, log::LogError> override { return inner_->begin(); }
    auto append(const log::Topic& topic, Partition partition, log::Record record)
        -> Result<Done, log::LogError> override {
      return inner_->append(topic, partition, std::move(record));
    }
    auto commit(const log::NextOffsets& offsets)
        -> Result<log::Committed, log::CommitFailure> override {
      return inner_->commit(offsets);
    }
    auto abort() -> Result<Done, log::LogError> override {
      last_.clear();
      return inner_->abort();
    }
    void pause(const std::vector<log::TopicPartition>& partitions) override {
      inner_->pause(partitions);
    }
    void resume(const std::vector<log::TopicPartition>& partitions) override {
      inner_->resume(partitions);
    }

   private:
    std::unique_ptr<log::Unit> inner_;
    std::function<bool()> again_;
    log::Polled last_;
  };

  std::unique_ptr<log::MessageLog> inner_;
  std::function<bool()> again_;
};

}  // namespace orkesta::simulation
