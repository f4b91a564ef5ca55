#include "faulty_storage.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>

namespace orkesta::log::testing {
namespace {

struct State {
  std::atomic<bool> full = false;
  std::atomic<bool> sync_fails = false;
  std::atomic<bool> remembers = false;
  std::mutex mutex;
  std::vector<StorageEvent> events;
};
State state;

/// The system's file lies right behind it.
struct File {
  sqlite3_file base;
  const char* path;
};
auto real(sqlite3_file* file) -> sqlite3_file* {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}
auto methods(sqlite3_file* file) -> const sqlite3_io_methods* { return real(file)->pMethods; }

void remember(sqlite3_file* file, StorageEvent event) {
  if (!state.remembers) return;
  const auto path = std::string(reinterpret_cast<File*>(file)->path);
  event.file = path.substr(path.rfind('/') + 1);
  const auto lock = std::lock_guard(state.mutex);
  state.events.push_back(std::move(event));
}

auto write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) -> int {
  if (state.full) return SQLITE_FULL;
  remember(file, {StorageEvent::Kind::write, "", offset,
                  std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))});
  return methods(file)->xWrite(real(file), bytes, size, offset);
}
auto truncate(sqlite3_file* file, sqlite3_int64 size) -> int {
  remember(file, {StorageEvent::Kind::truncate, "", size, ""});
  return methods(file)->xTruncate(real(file), size);
}
auto sync(sqlite3_file* file, int flags) -> int {
  if (state.sync_fails) return SQLITE_IOERR_FSYNC;
  const auto code = methods(file)->xSync(real(file), flags);
  remember(file, {StorageEvent::Kind::sync, "", 0, ""});
  return code;
}

const sqlite3_io_methods wrapped = {
    2,
    [](sqlite3_file* f) { return methods(f)->xClose(real(f)); },
    [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
      return methods(f)->xRead(real(f), to, size, at);
    },
    write,
    truncate,
    sync,
    [](sqlite3_file* f, sqlite3_int64* size) { return methods(f)->xFileSize(real(f), size); },
    [](sqlite3_file* f, int lock) { return methods(f)->xLock(real(f), lock); },
    [](sqlite3_file* f, int lock) { return methods(f)->xUnlock(real(f), lock); },
    [](sqlite3_file* f, int* out) { return methods(f)->xCheckReservedLock(real(f), out); },
    [](sqlite3_file* f, int op, void* arg) { return methods(f)->xFileControl(real(f), op, arg); },
    [](sqlite3_file* f) { return methods(f)->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return methods(f)->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** at) {
      return methods(f)->xShmMap(real(f), page, size, extend, at);
    },
    [](sqlite3_file* f, int at, int count, int flags) {
      return methods(f)->xShmLock(real(f), at, count, flags);
    },
    [](sqlite3_file* f) { methods(f)->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return methods(f)->xShmUnmap(real(f), remove); },
    nullptr,
    nullptr,
};

auto open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) -> int {
  auto* system = static_cast<sqlite3_vfs*>(vfs->pAppData);
  auto* opened = reinterpret_cast<File*>(file);
  opened->path = path == nullptr ? "" : path;
  const auto code = system->xOpen(system, path, real(file), flags, out);
  opened->base.pMethods = code == SQLITE_OK ? &wrapped : nullptr;
  return code;
}

/// What one file holds: what is certain, and what may get lost.
struct Contents {
  std::string certain;
  std::vector<const StorageEvent*> loose;
};

void apply(const StorageEvent& event, std::string& to) {
  if (event.kind == StorageEvent::Kind::truncate)
    return to.resize(static_cast<std::size_t>(event.offset));
  const auto at = static_cast<std::size_t>(event.offset);
  if (to.size() < at + event.bytes.size()) to.resize(at + event.bytes.size());
  to.replace(at, event.bytes.size(), event.bytes);
}

void apply_perhaps(const StorageEvent& event, std::string& to, std::mt19937& random) {
  if (event.kind == StorageEvent::Kind::truncate) {
    if (random() % 2 == 0) apply(event, to);
    return;
  }
  constexpr std::size_t sector = 512;
  for (std::size_t at = 0; at < event.bytes.size(); at += sector) {
    if (random() % 2 == 0) continue;
    apply({event.kind, event.file, event.offset + static_cast<std::int64_t>(at),
           event.bytes.substr(at, sector)},
          to);
  }
}

}  // namespace

void install_faulty_storage() {
  static auto vfs = *sqlite3_vfs_find(nullptr);
  vfs.pAppData = sqlite3_vfs_find(nullptr);
  vfs.zName = "faulty";
  vfs.szOsFile += static_cast<int>(sizeof(File));
  vfs.xOpen = open;
  sqlite3_vfs_register(&vfs, 1);
}

void fill_disk(bool full) { state.full = full; }
void fail_syncs(bool fail) { state.sync_fails = fail; }
void remember_storage(bool remember) {
  const auto lock = std::lock_guard(state.mutex);
  state.events.clear();
  state.remembers = remember;
}
auto storage_moment() -> std::size_t {
  const auto lock = std::lock_guard(state.mutex);
  return state.events.size();
}

auto after_power_cut(std::map<std::string, std::string> before, std::size_t moment,
                     std::mt19937& random) -> std::map<std::string, std::string> {
  const auto lock = std::lock_guard(state.mutex);
  std::map<std::string, Contents> files;
  for (auto& [name, bytes] : before) files[name].certain = std::move(bytes);
  for (std::size_t i = 0; i < moment; ++i) {
    const auto& event = state.events[i];
    auto& file = files[event.file];
    file.loose.push_back(&event);
    if (event.kind != StorageEvent::Kind::sync) continue;
    file.loose.pop_back();
    for (const auto* written : file.loose) apply(*written, file.certain);
    file.loose.clear();
  }
  std::map<std::string, std::string> left;
  for (auto& [name, file] : files) {
    for (const auto* written : file.loose) apply_perhaps(*written, file.certain, random);
    left[name] = std::move(file.certain);
  }
  return left;
}

}  // namespace orkesta::log::testing
