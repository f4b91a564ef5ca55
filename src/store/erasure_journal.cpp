#include "erasure_journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "hash.hpp"
#include "orkesta/core/assert.hpp"

namespace orkesta::store {
namespace {

constexpr auto digits = "0123456789abcdef";

auto to_hex(std::string_view bytes) -> std::string {
  std::string hex;
  for (const auto byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    hex += digits[value >> 4];
    hex += digits[value & 15];
  }
  return hex;
}

auto from_hex(std::string_view hex) -> std::string {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned value = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
    bytes += static_cast<char>(value);
  }
  return bytes;
}

/// `<tenant> <subject> <up to> <check>`, texts in hex with an `x` in front, so that none is empty.
auto line_of(const std::string& tenant, const Subject& subject, KeyNumber up_to) -> std::string {
  const auto body = 'x' + to_hex(tenant) + " x" + to_hex(subject) + ' ' + std::to_string(up_to);
  return body + ' ' + sha256(body).hex().substr(0, 16) + '\n';
}

auto write_durably(int file, std::string_view text) -> bool {
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const auto handle = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (handle < 0) return;
  ::fsync(handle);
  ::close(handle);
}

}  // namespace

auto ErasureJournal::open(const std::string& path, bool read_only)
    -> Result<std::unique_ptr<ErasureJournal>, KeyError> {
  auto made = std::unique_ptr<ErasureJournal>(new ErasureJournal);
  if (path.empty()) return made;
  const auto fresh = !std::filesystem::exists(path);
  if (fresh && read_only) return made;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream held;
  if (in) held << in.rdbuf();
  const auto text = held.str();
  const auto whole = made->read_lines(text);
  if (text.find('\n', whole) != std::string::npos) return Failure{KeyError::corrupt};
  if (read_only) return made;
  made->file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (made->file_ < 0) return Failure{KeyError::unavailable};
  if (::ftruncate(made->file_, static_cast<off_t>(whole)) != 0) {
    return Failure{KeyError::unavailable};
  }
  if (fresh) sync_folder_of(path);
  return made;
}

ErasureJournal::~ErasureJournal() {
  if (file_ >= 0) ::close(file_);
}

auto ErasureJournal::up_to(const TenantId& tenant, const Subject& subject) const -> KeyNumber {
  const std::scoped_lock lock(mutex_);
  const auto found = destroyed_.find({tenant.text(), subject});
  return found == destroyed_.end() ? 0 : found->second;
}

auto ErasureJournal::remember(const TenantId& tenant, const Subject& subject, KeyNumber up_to)
    -> Result<Done, KeyError> {
  ORKESTA_ASSERT(up_to > 0);
  const std::scoped_lock lock(mutex_);
  auto& known = destroyed_[{tenant.text(), subject}];
  if (known >= up_to) return Done{};
  if (broken_) return Failure{KeyError::unavailable};
  if (file_ >= 0 && !write_durably(file_, line_of(tenant.text(), subject, up_to))) {
    broken_ = true;  // What an fsync failed on is never tried again (R15): open the store anew.
    return Failure{KeyError::unavailable};
  }
  known = up_to;
  return Done{};
}

auto ErasureJournal::all() const -> std::map<std::pair<std::string, Subject>, KeyNumber> {
  const std::scoped_lock lock(mutex_);
  return destroyed_;
}

/// Answers where the last whole and valid line ends.
auto ErasureJournal::read_lines(const std::string& text) -> std::size_t {
  std::size_t at = 0;
  while (true) {
    const auto end = text.find('\n', at);
    if (end == std::string::npos) return at;
    std::istringstream line(text.substr(at, end - at));
    std::string tenant, subject, check;
    KeyNumber number = 0;
    if (!(line >> tenant >> subject >> number >> check) || tenant.empty()) return at;
    tenant = from_hex(std::string_view(tenant).substr(1));
    subject = from_hex(std::string_view(subject).substr(1));
    if (line_of(tenant, subject, number) != text.substr(at, end + 1 - at)) return at;
    auto& known = destroyed_[{tenant, subject}];
    known = std::max(known, number);
    at = end + 1;
  }
}

}  // namespace orkesta::store
