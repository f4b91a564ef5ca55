/// A reader over a backend: committed records of one partition, in order.

#include <algorithm>
#include <thread>
#include <utility>

#include "backend.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::log {
namespace {

class LocalReader final : public Reader {
 public:
  LocalReader(std::shared_ptr<Backend> backend, const Position& from, std::optional<Offset> stop)
      : backend_(std::move(backend)),
        at_{from.topic, from.partition},
        position_(from.offset),
        stop_(stop) {}

  auto next(std::chrono::milliseconds at_most) -> Result<std::vector<Delivered>, LogError> override;
  auto at_end() const -> bool override { return stop_ && position_ >= *stop_; }

 private:
  auto await(Deadline deadline) -> Result<std::optional<Grown>, LogError>;

  std::shared_ptr<Backend> backend_;
  const TopicPartition at_;
  Offset position_;
  const std::optional<Offset> stop_;
};

auto LocalReader::await(Deadline deadline) -> Result<std::optional<Grown>, LogError> {
  auto& board = backend_->board();
  if (!backend_->follows()) return board.await_end(at_, position_, deadline);
  for (;;) {
    ORKESTA_TRY(backend_->refresh());
    const auto now = std::chrono::steady_clock::now();
    auto grown = board.await_end(at_, position_, now);
    if (!grown || *grown || now >= deadline) return grown;
    std::this_thread::sleep_until(std::min(deadline, now + limits::log_foreign_poll_wait));
  }
}

auto LocalReader::next(std::chrono::milliseconds at_most)
    -> Result<std::vector<Delivered>, LogError> {
  std::vector<Delivered> records;
  if (at_end()) return records;
  auto end = stop_;
  const auto deadline = std::chrono::steady_clock::now() + at_most;
  ORKESTA_TRY_LET(grown, await(end ? std::chrono::steady_clock::now() : deadline));
  if (!grown) {
    ORKESTA_ASSERT(!end);  // What was there at the opening stays there.
    return records;
  }
  const Span span{.topic = grown->topic,
                  .at = at_,
                  .first = position_,
                  .end = end ? std::min(*end, grown->end) : grown->end,
                  .records_max = backend_->limits().poll_records_max};
  ORKESTA_TRY(backend_->fetch(span, records));
  ORKESTA_ASSERT(!records.empty() && records.front().at.offset == position_);
  position_ += records.size();
  return records;
}

}  // namespace

auto make_reader(std::shared_ptr<Backend> backend, const Position& from, std::optional<Offset> stop)
    -> std::unique_ptr<Reader> {
  return std::make_unique<LocalReader>(std::move(backend), from, stop);
}

}  // namespace orkesta::log
