#include "file_writer.hpp"

#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::log {
namespace {

/// Until then the writer never waits for readers; above it one of at most 100 ms may hold it up.
constexpr int wal_pages_before_waiting = 8 * static_cast<int>(limits::log_wal_pages_max);

auto remember_wal_pages(void* pages, sqlite3*, const char*, int count) -> int {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

auto FileWriter::open() -> int {
  auto code = connection_.open(path_, Connection::Mode::write);
  if (code != SQLITE_OK) return code;
  sqlite3_wal_hook(connection_.get(), remember_wal_pages, &wal_pages_);
  // Nothing is written before COMMIT, so that a torn transaction is always the last one
  // (wal_check).
  code = connection_.execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
      "PRAGMA cache_spill = OFF; PRAGMA journal_size_limit = 33554432");
  if (code == SQLITE_OK && bytes_max_ > 0) {
    std::int64_t page_size = 0;
    code = connection_.ask_number("PRAGMA page_size", page_size);
    if (code == SQLITE_OK) {
      const auto pages =
          std::max<std::uint64_t>(bytes_max_ / static_cast<std::uint64_t>(page_size), 1);
      code = connection_.execute("PRAGMA max_page_count = " + std::to_string(pages));
    }
  }
  return code == SQLITE_OK ? prepare() : code;
}

auto FileWriter::prepare() -> int {
  const auto prepare_all = [&](std::initializer_list<std::pair<const char*, Statement*>> all) {
    for (const auto& [sql, statement] : all) {
      if (const auto code = connection_.prepare(sql, *statement); code != SQLITE_OK) return code;
    }
    return SQLITE_OK;
  };
  return prepare_all(
      {{"INSERT INTO log VALUES(?1, ?2, ?3, ?4)", &insert_},
       {"REPLACE INTO ends VALUES(?1, ?2, ?3, ?4)", &replace_end_},
       {"REPLACE INTO progress VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", &replace_progress_},
       {"REPLACE INTO epochs VALUES(?1, ?2)", &replace_epoch_},
       {"INSERT INTO topics VALUES(?1, ?2)", &insert_topic_}});
}

void FileWriter::start(const Loaded& loaded) {
  commits_ = loaded.commits;
  for (const auto& [topic, name] : loaded.topics) kept_topics_.insert(topic);
  for (const auto& [topic, partition, next] : loaded.ends) {
    auto& end = end_at(topic, partition);
    end.next = end.pending = next;
  }
}

auto FileWriter::end_at(TopicIndex topic, Partition partition) -> End& {
  if (ends_.size() <= topic) ends_.resize(topic + 1);
  if (ends_[topic].size() <= partition) ends_[topic].resize(partition + 1);
  return ends_[topic][partition];
}

auto FileWriter::begin() -> int {
  ORKESTA_ASSERT(touched_.empty() && new_topics_.empty() && !changed_);
  return connection_.execute("BEGIN IMMEDIATE");
}

auto FileWriter::add(const Transaction& transaction, Timestamp accepted,
                     std::vector<FirstOffset>& firsts) -> int {
  ++member_;
  for (const auto& line : transaction.lines) {
    const auto code = add_line(transaction, line, accepted, firsts);
    if (code != SQLITE_OK) return code;
  }
  for (const auto& move : transaction.moves) {
    if (const auto code = add_move(transaction.group, move); code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

auto FileWriter::add_line(const Transaction& transaction, const Line& line, Timestamp accepted,
                          std::vector<FirstOffset>& firsts) -> int {
  changed_ = true;
  auto& end = end_at(line.topic, line.partition);
  if (!end.touched) {
    if (!kept_topics_.contains(line.topic)) {
      if (const auto code = add_topic(line.topic); code != SQLITE_OK) return code;
    }
    end.touched = true;
    touched_.emplace_back(line.topic, line.partition);
  }
  if (end.member != member_) {
    end.member = member_;
    firsts.push_back({line.topic, line.partition, end.pending});
  }
  ORKESTA_ASSERT(end.pending < limits::log_offset_max);
  const auto key = row_key(line.topic, line.partition, end.pending++);
  insert_.bind(1, key);
  insert_.bind(2, accepted.milliseconds);
  insert_.bind(3, record_sum(line.crc, key, accepted));
  insert_.bind_blob(4, transaction.view(line));
  return insert_.run();
}

auto FileWriter::add_topic(TopicIndex topic) -> int {
  const auto name = board_.name_of(topic);
  insert_topic_.bind(1, std::int64_t{topic});
  insert_topic_.bind_text(2, name);
  new_topics_.push_back(topic);
  kept_topics_.insert(topic);
  return insert_topic_.run();
}

auto FileWriter::add_move(const std::string& group, const Move& move) -> int {
  changed_ = true;
  const auto next = move.next ? *move.next : board_.progress_of(group, move.at).next;
  const auto& trying = move.trying;
  replace_progress_.bind_text(1, group);
  replace_progress_.bind_text(2, move.at.topic);
  replace_progress_.bind(3, std::int64_t{move.at.partition});
  replace_progress_.bind(4, static_cast<std::int64_t>(next));
  replace_progress_.bind_text(5, trying.what);
  replace_progress_.bind(6, std::int64_t{trying.starts});
  replace_progress_.bind(7, progress_sum(group, move.at, {next, trying}));
  return replace_progress_.run();
}

auto FileWriter::add_epoch(const std::string& name, std::uint64_t epoch) -> int {
  changed_ = true;
  replace_epoch_.bind_text(1, name);
  replace_epoch_.bind(2, static_cast<std::int64_t>(epoch));
  return replace_epoch_.run();
}

auto FileWriter::add_ends(Timestamp accepted) -> int {
  const auto add_end = [&](std::int64_t key, std::uint64_t next) {
    replace_end_.bind(1, key);
    replace_end_.bind(2, static_cast<std::int64_t>(next));
    replace_end_.bind(3, accepted.milliseconds);
    replace_end_.bind(4, end_sum(key, next, accepted));
    return replace_end_.run();
  };
  for (const auto& [topic, partition] : touched_) {
    const auto next = end_at(topic, partition).pending;
    const auto code = add_end(row_key(topic, partition, 0), next);
    if (code != SQLITE_OK) return code;
  }
  return add_end(commits_key, commits_ + 1);
}

void FileWriter::roll_back() {
  // SQLITE_FULL and failed writes have ended the transaction already.
  if (connection_.is_open() && connection_.in_transaction()) connection_.execute("ROLLBACK");
  for (const auto& [topic, partition] : touched_) {
    auto& end = end_at(topic, partition);
    end.pending = end.next;
    end.touched = false;
  }
  for (const auto topic : new_topics_) kept_topics_.erase(topic);
  touched_.clear();
  new_topics_.clear();
  changed_ = false;
}

auto FileWriter::settle() -> std::vector<Grown> {
  std::vector<Grown> grown;
  grown.reserve(touched_.size());
  for (const auto& [topic, partition] : touched_) {
    auto& end = end_at(topic, partition);
    ORKESTA_ASSERT(end.pending > end.next);
    end.next = end.pending;
    end.touched = false;
    grown.push_back({topic, partition, end.next});
  }
  ++commits_;
  touched_.clear();
  new_topics_.clear();
  changed_ = false;
  return grown;
}

auto FileWriter::read_commits(std::uint64_t& commits) -> int {
  Statement statement;
  auto code = connection_.prepare("SELECT next, accepted, crc FROM ends WHERE k = -1", statement);
  if (code != SQLITE_OK) return code;
  code = statement.step();
  if (code != SQLITE_ROW) return code == SQLITE_DONE ? SQLITE_CORRUPT : code;
  commits = static_cast<std::uint64_t>(statement.number(0));
  const auto sum = end_sum(commits_key, commits, {statement.number(1)});
  return sum == statement.number(2) ? SQLITE_OK : SQLITE_CORRUPT;
}

auto FileWriter::find_fate() -> Fate {
  if (connection_.in_transaction()) connection_.execute("ROLLBACK");
  close();
  std::uint64_t commits = 0;
  if (open() != SQLITE_OK || read_commits(commits) != SQLITE_OK) return Fate::unknown;
  if (commits == commits_) return Fate::not_applied;
  return commits == commits_ + 1 ? Fate::applied : Fate::unknown;
}

auto FileWriter::is_checkpoint_due() const -> bool {
  return wal_pages_ >= static_cast<int>(limits::log_wal_pages_max);
}

void FileWriter::checkpoint() {
  const auto mode = wal_pages_ >= wal_pages_before_waiting ? SQLITE_CHECKPOINT_RESTART
                                                           : SQLITE_CHECKPOINT_PASSIVE;
  int pages = 0;
  int moved = 0;
  const auto code = sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, mode, &pages, &moved);
  if (code == SQLITE_OK && pages == moved) wal_pages_ = 0;
}

void FileWriter::checkpoint_all() {
  sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                            nullptr);
  wal_pages_ = 0;
}

void FileWriter::drop_statements() {
  for (auto* statement :
       {&insert_, &replace_end_, &replace_progress_, &replace_epoch_, &insert_topic_}) {
    *statement = Statement();
  }
}

void FileWriter::close() {
  drop_statements();
  connection_.close();
}

}  // namespace orkesta::log
