#pragma once

/// SQLite's storage with faults: a layer over the system's, which the test program makes the
/// default one. It refuses writes and syncs when told to, and can remember what was written and
/// synced, so that a power cut can be played at any moment.

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace orkesta::log::testing {

struct StorageEvent {
  enum class Kind { write, truncate, sync };
  Kind kind = Kind::sync;
  std::string file;         ///< Its name without the folder.
  std::int64_t offset = 0;  ///< Or the new size.
  std::string bytes;
};

/// Once a program, before any database is opened.
void install_faulty_storage();

/// Writes fail with "disk full" until it is called with false.
void fill_disk(bool full);
/// Syncs fail until it is called with false.
void fail_syncs(bool fail);
/// Starts to remember, or forgets.
void remember_storage(bool remember);
/// How much is remembered: a moment.
auto storage_moment() -> std::size_t;
/// What a disk holds after a power cut at that moment: all that was synced; of the rest each write,
/// in pieces of 512 bytes, perhaps. `before` is what the files held when remembering began.
auto after_power_cut(std::map<std::string, std::string> before, std::size_t moment,
                     std::mt19937& random) -> std::map<std::string, std::string>;

}  // namespace orkesta::log::testing
