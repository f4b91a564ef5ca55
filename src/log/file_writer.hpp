#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "backend.hpp"
#include "embedded_file.hpp"
#include "sqlite.hpp"

namespace orkesta::log {

/// The one connection that writes and checkpoints. Between `begin` and `settle` or `roll_back` it
/// holds what the open transaction would change. Functions that answer an int answer a result code.
/// The writer's thread.
class FileWriter {
 public:
  FileWriter(std::string path, std::uint64_t bytes_max, const Board& board)
      : path_(std::move(path)), bytes_max_(bytes_max), board_(board) {}

  auto open() -> int;
  /// Takes over what was read at the opening.
  void start(const Loaded& loaded);

  auto begin() -> int;
  /// Writes the lines and moves of one member; `firsts` gets its offsets.
  auto add(const Transaction& transaction, Timestamp accepted, std::vector<FirstOffset>& firsts)
      -> int;
  auto add_epoch(const std::string& name, std::uint64_t epoch) -> int;
  /// The last rows of the group: ends, and the count of commits.
  auto add_ends(Timestamp accepted) -> int;
  auto commit() -> int { return connection_.execute("COMMIT"); }

  auto is_changed() const -> bool { return changed_; }
  void roll_back();
  /// After a good commit: what was pending holds. Answers the new ends.
  auto settle() -> std::vector<Grown>;

  enum class Fate { applied, not_applied, unknown };
  /// After a COMMIT that failed: opens the file anew and reads which of the two it says.
  auto find_fate() -> Fate;

  auto is_checkpoint_due() const -> bool;
  /// Moves what it can from the write-ahead log; a failure is tried again after the next commit.
  void checkpoint();
  /// At the opening and the end, when nobody reads: leaves an empty write-ahead log behind.
  void checkpoint_all();
  void close();

  auto message() const -> std::string { return connection_.message(); }

 private:
  struct End {
    Offset next = 0;
    Offset pending = 0;
    bool touched = false;
    std::uint64_t member = 0;  ///< Who had a first offset here last.
  };
  auto end_at(TopicIndex topic, Partition partition) -> End&;
  auto add_topic(TopicIndex topic) -> int;
  auto add_move(const std::string& group, const Move& move) -> int;
  auto add_line(const Transaction& transaction, const Line& line, Timestamp accepted,
                std::vector<FirstOffset>& firsts) -> int;
  auto read_commits(std::uint64_t& commits) -> int;
  auto prepare() -> int;
  void drop_statements();

  const std::string path_;
  const std::uint64_t bytes_max_;
  const Board& board_;
  Connection connection_;
  Statement insert_;
  Statement replace_end_;
  Statement replace_progress_;
  Statement replace_epoch_;
  Statement insert_topic_;
  int wal_pages_ = 0;
  bool changed_ = false;
  std::uint64_t commits_ = 0;
  std::uint64_t member_ = 0;
  std::set<TopicIndex> kept_topics_;
  std::vector<TopicIndex> new_topics_;
  std::vector<std::vector<End>> ends_;
  std::vector<std::pair<TopicIndex, Partition>> touched_;
};

}  // namespace orkesta::log
