#include "installation.hpp"

#include <filesystem>
#include <iostream>

#include "orkesta/store/key_store.hpp"

namespace orkesta::cli {
namespace {

/// `diagnosis`: the log's own words, with the place of what is damaged; "" = it has none.
auto trouble_of(log::LogError error, const std::string& data, const std::string& diagnosis)
    -> Trouble {
  const auto message =
      diagnosis.empty() ? data + ": " + std::string(log::describe(error)) : diagnosis;
  switch (error) {
    case log::LogError::locked:
      return {Exit::conflict, "locked", message};
    case log::LogError::corrupt:
      return {Exit::failed, "corrupt", message};
    case log::LogError::incompatible:
      return {Exit::usage, "incompatible", message};
    case log::LogError::disk_full:
      return {Exit::failed, "disk_full", message};
    case log::LogError::unavailable:
    case log::LogError::fenced:
    case log::LogError::in_doubt:
    case log::LogError::unknown_topic:
    case log::LogError::too_large:
    case log::LogError::misuse:
      return {Exit::unreachable, "unavailable", message};
  }
  return {Exit::failed, "unavailable", message};
}

auto open_log(const std::string& data, const DataPaths& paths, const Wanted& wanted)
    -> Result<std::unique_ptr<log::MessageLog>, Trouble> {
  if (wanted.mode == Mode::read_only && !std::filesystem::exists(paths.log_folder))
    return Failure{Trouble{Exit::not_found, "not_found", data + ": holds no installation"}};
  log::EmbeddedOptions options;
  options.folder = paths.log_folder;
  options.read_only = wanted.mode == Mode::read_only;
  options.clock = wanted.clock;
  std::string diagnosis;
  auto log = log::open_embedded_log(options, diagnosis);
  if (!log) return Failure{trouble_of(log.error(), data, diagnosis)};
  return std::move(*log);
}

void tell_operator(std::string_view text) { std::cerr << "orkesta: " << text << " (ORK-0008)\n"; }

/// New keys beside an old log would leave everything unreadable, and take the numbers of the keys
/// that are to be restored.
auto holds_records(log::MessageLog& log) -> bool {
  for (Partition p = 0; p < log.partitions(); ++p) {
    const auto range = log.range(log::topic::inbound, p);
    if (!range || range->next > 0) return true;
  }
  return false;
}

/// Nobody else on the machine reads an installation, also one that was made before, or in a folder
/// that was there already (S14, S23). New files follow the umask that `main` sets.
void keep_to_ourselves(const std::string& data) {
  namespace fs = std::filesystem;
  constexpr auto others = fs::perms::group_all | fs::perms::others_all;
  std::error_code ignored;
  fs::permissions(data, others, fs::perm_options::remove, ignored);
  for (const auto& found : fs::recursive_directory_iterator(data, ignored)) {
    if (found.is_symlink(ignored)) continue;
    const auto mode = found.status(ignored).permissions();
    if ((mode & others) == fs::perms::none) continue;
    fs::permissions(found.path(), others, fs::perm_options::remove, ignored);
  }
}

}  // namespace

DataPaths::DataPaths(const std::string& data)
    : log_folder(data + "/log"),
      keys(data + "/keys.sqlite"),
      chat_keys(data + "/chat-keys"),
      cache_folder(data + "/cache"),
      rows(data + "/rows.sqlite") {}

auto chat_keys(const std::string& data) -> Result<std::unique_ptr<KeyStore>, KeyError> {
  return store::derived_keys("chat", data.empty() ? data : DataPaths(data).chat_keys);
}

auto open_installation(const std::string& data, const Wanted& wanted)
    -> Result<Installation, Trouble> {
  const DataPaths paths(data);
  Installation opened;
  std::error_code ignored;
  if (wanted.mode == Mode::writing) std::filesystem::create_directories(data, ignored);
  ORKESTA_TRY_LET(log, open_log(data, paths, wanted));  // First: it takes the folder's lock.
  if (wanted.mode == Mode::writing) keep_to_ourselves(data);
  opened.log = std::move(log);
  const bool read_only = wanted.mode == Mode::read_only;
  if (wanted.keys) {
    const bool is_chat = std::filesystem::exists(paths.chat_keys);
    if (!is_chat && !std::filesystem::exists(paths.keys) && holds_records(*opened.log))
      return Failure{Trouble{Exit::failed, "keys",
                             paths.keys + ": the key file is missing, and what the log holds was "
                                          "sealed with its keys; restore it from its backup"}};
    auto keys = is_chat ? chat_keys(data)
                        : store::open_key_file({.path = paths.keys, .read_only = read_only});
    if (!keys)
      return Failure{Trouble{Exit::failed, "keys",
                             paths.keys + ": the key file cannot be opened; restore it from its "
                                          "backup before serving"}};
    opened.keys = std::move(*keys);
  }
  if (wanted.cache) {
    auto cache = store::open_state_cache({.folder = paths.cache_folder, .say = tell_operator});
    if (!cache)
      return Failure{Trouble{Exit::failed, "cache",
                             paths.cache_folder + ": " + std::string(describe(cache.error()))}};
    opened.cache = std::move(*cache);
  }
  if (wanted.rows) {
    auto rows = store::open_sqlite_store({.path = paths.rows, .read_only = read_only});
    if (!rows)
      return Failure{
          Trouble{Exit::failed, "rows", paths.rows + ": " + std::string(describe(rows.error()))}};
    opened.rows = std::move(*rows);
  }
  return opened;
}

}  // namespace orkesta::cli
