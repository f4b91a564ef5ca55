#pragma once

/// Read models whose transactions now and then fail, or whose process dies around their commit.

#include <functional>
#include <memory>
#include <utility>

#include "orkesta/store/read_store.hpp"

namespace orkesta::simulation {

enum class RowsFault { none, refused, dies_before, dies_after };

class FailingStore final : public store::ReadStore {
 public:
  /// `fault` is asked at each commit; `die` does not return.
  FailingStore(std::unique_ptr<store::ReadStore> inner, std::function<RowsFault()> fault,
               std::function<void()> die)
      : inner_(std::move(inner)), fault_(std::move(fault)), die_(std::move(die)) {}

  auto projections() const -> std::vector<store::Projection> override {
    return inner_->projections();
  }
  using ReadStore::begin;
  auto begin(const std::vector<store::Projection>& projections, Partition partition,
             store::Copy copy)
      -> Result<std::unique_ptr<store::Transaction>, store::StoreError> override {
    auto begun = inner_->begin(projections, partition, copy);
    if (!begun) return Failure{begun.error()};
    return std::unique_ptr<store::Transaction>{
        std::make_unique<FailingTransaction>(std::move(*begun), *this)};
  }
  auto ask(const TenantId& tenant, const store::Question& question)
      -> Result<store::Rows, store::StoreError> override {
    return inner_->ask(tenant, question);
  }
  auto wait_for(const store::Projection& projection, const store::Position& position,
                std::chrono::steady_clock::time_point deadline)
      -> Result<Done, store::StoreError> override {
    return inner_->wait_for(projection, position, deadline);
  }
  auto positions(const store::Projection& projection, store::Copy copy)
      -> Result<std::map<Partition, store::Positions>, store::StoreError> override {
    return inner_->positions(projection, copy);
  }
  auto digest(const store::Projection& projection, store::Copy copy)
      -> Result<store::RowsDigest, store::StoreError> override {
    return inner_->digest(projection, copy);
  }
  auto start_rebuild(const store::Projection& projection)
      -> Result<Done, store::StoreError> override {
    return inner_->start_rebuild(projection);
  }
  auto finish_rebuild(const store::Projection& projection, store::Swap swap)
      -> Result<store::RebuildOutcome, store::StoreError> override {
    return inner_->finish_rebuild(projection, swap);
  }
  auto discard_rebuild(const store::Projection& projection)
      -> Result<Done, store::StoreError> override {
    return inner_->discard_rebuild(projection);
  }

 private:
  class FailingTransaction final : public store::Transaction {
   public:
    FailingTransaction(std::unique_ptr<store::Transaction> inner, FailingStore& store)
        : inner_(std::move(inner)), store_(store) {}
    using Transaction::advance;
    using Transaction::positions;
    auto projections() const -> std::vector<store::Projection> override {
      return inner_->projections();
    }
    auto positions(const store::Projection& projection) const -> store::Positions override {
      return inner_->positions(projection);
    }
    auto apply(const TenantId& tenant, const RowChange& change)
        -> Result<Done, store::StoreError> override {
      return inner_->apply(tenant, change);
    }
    auto advance(const store::Projection& projection, const store::Positions& next)
        -> Result<Done, store::StoreError> override {
      return inner_->advance(projection, next);
    }
    auto commit() -> Result<Done, store::StoreError> override {
      const auto fault = store_.fault_();
      if (fault == RowsFault::refused) return Failure{store::StoreError::unavailable};
      if (fault == RowsFault::dies_before) store_.die_();
      auto done = inner_->commit();
      if (fault == RowsFault::dies_after) store_.die_();
      return done;
    }

   private:
    std::unique_ptr<store::Transaction> inner_;
    FailingStore& store_;
  };

  std::unique_ptr<store::ReadStore> inner_;
  std::function<RowsFault()> fault_;
  std::function<void()> die_;
};

}  // namespace orkesta::simulation
