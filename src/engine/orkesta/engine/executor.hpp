#pragma once

/// Whoever does what turns ask of the outside world, and the loop that feeds them (interfaces,
/// section 5). Effects are performed at least once, under their id; what became of one goes back to
/// `inbound` of the entity that asked, in the transaction that moves the offset.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/keys.hpp"
#include "orkesta/core/result.hpp"
#include "orkesta/domain/effects.hpp"
#include "orkesta/log/message_log.hpp"

namespace orkesta::engine {

/// An effect as it lies on `outbound` or `effects`.
struct Requested {
  EntityKey entity;  ///< Who asked.
  EffectId id;
  std::string type;  ///< `send_message`, …
  Timestamp deadline;
  Sequence sent_by = 0;  ///< The turn that sent it this time.
  std::string body;      ///< The record's value: canonical JSON.
};

/// What became of one attempt.
struct Outcome {
  effects::OutcomeKind kind = effects::OutcomeKind::done;
  std::string reason{};                                    ///< A code, when not done.
  std::optional<std::chrono::milliseconds> retry_after{};  ///< With `busy`.
  std::optional<std::string> result{};  ///< Canonical JSON, personal: sealed here.
};

/// Performs one type of effect. Has no memory of its own.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual auto perform(const Requested& effect, Timestamp deadline) -> Outcome = 0;
  /// Asked before any attempt that may not be the first; nothing: it was never done.
  virtual auto look_up(const Requested& effect) -> std::optional<Outcome> = 0;
};

/// Executors by type of effect. Filled before use, then only read.
class ExecutorRegistry {
 public:
  void add(std::string effect_type, std::shared_ptr<Executor> executor);
  auto find(std::string_view effect_type) const -> Executor*;  ///< Null: nobody does that here.

 private:
  std::map<std::string, std::shared_ptr<Executor>, std::less<>> by_type_;
};

/// Destroys the keys of the subjects that `erase_person` names.
auto erasing_executor(KeyStore& keys) -> std::shared_ptr<Executor>;
/// For `chat` and tests: everything is done at once. `answer` may decide otherwise.
using SimulatedAnswer = std::function<Outcome(const Requested&)>;
auto simulated_executor(SimulatedAnswer answer = {}) -> std::shared_ptr<Executor>;

struct ExecutorLoopOptions {
  std::string unit = "executor";
  std::string group = "executors";
  std::string installation = "orkesta";
  Partition partitions = 16;
  std::size_t records_max = 256;     ///< Of one transaction.
  std::function<Timestamp()> now{};  ///< For deadlines and for `time` of the results.
  std::function<void(std::chrono::milliseconds)> wait{};  ///< Between quick retries; empty: none.
  std::uint32_t tries_max = 3;
};

enum class StepResult {
  idle,      ///< There was nothing to do.
  worked,    ///< Something was committed.
  failed,    ///< Nothing was committed; try again later.
  finished,  ///< This unit is done for: open a new one (`reopen`).
};

/// One thread. Reads `outbound` and `effects` of the partitions it is given.
class ExecutorLoop {
 public:
  ExecutorLoop(log::MessageLog& log, const ExecutorRegistry& executors, KeyStore& keys,
               ExecutorLoopOptions options);
  ~ExecutorLoop();
  /// One transaction: polls, performs, appends the outcomes, commits.
  auto step(std::chrono::milliseconds wait_at_most) -> StepResult;
  auto reopen() -> Result<Done, log::LogError>;

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace orkesta::engine
