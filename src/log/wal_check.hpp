#pragma once

#include <cstdint>
#include <string>

namespace orkesta::log {

/// What is wrong with a database and its write-ahead log before SQLite opens them; "" = nothing.
///
/// SQLite deletes a write-ahead log beside an empty file, reads pages that were cut off as zeros,
/// and ends a write-ahead log quietly at the first wrong frame. This finds: a file cut shorter than
/// the pages that the write-ahead log does not hold; a damaged header; and a wrong frame that a
/// later transaction follows, which no torn write explains, for that one was synced before.
/// Format: sqlite.org/fileformat2.html, section 4. Reads the database's size only: to open and
/// close that file would drop this process's locks on it.
auto check_wal(const std::string& database_path) -> std::string;

}  // namespace orkesta::log
