#pragma once

/// Where persons' keys lie: apart from the log, so that destroying them is an erasure (S13).

#include <memory>
#include <string>

#include "orkesta/core/keys.hpp"

namespace orkesta::store {

struct KeyFileOptions {
  std::string path;        ///< `keys.sqlite`; made 0600 when missing (unless `read_only`).
  bool read_only = false;  ///< Makes no key: `current` answers what exists, else `unavailable`.
};

/// Random keys in a SQLite file of their own (synchronous FULL, pages wiped). A new key costs an
/// fsync, which concurrent callers and `prepare` share; a known one costs a look into a bounded
/// cache. Destroyed numbers stay in the file for ever, and beside it in `<path>.destroyed`, which
/// is applied at opening: an older copy of the file, restored, brings no erased person back.
auto open_key_file(const KeyFileOptions& options) -> Result<std::unique_ptr<KeyStore>, KeyError>;

/// Keys derived from `id` (a pack's): equal input gives equal bytes. NOT SECRET: for `chat`, tests
/// and the simulation. With a folder, what was destroyed is remembered there, else in memory.
auto derived_keys(const std::string& id, const std::string& folder = {})
    -> Result<std::unique_ptr<KeyStore>, KeyError>;

}  // namespace orkesta::store
