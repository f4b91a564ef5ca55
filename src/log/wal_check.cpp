#include "wal_check.hpp"

#include <sys/stat.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <set>
#include <vector>

namespace orkesta::log {
namespace {

constexpr std::size_t header_size = 32;
constexpr std::size_t frame_header_size = 24;
constexpr std::uint32_t magic_little = 0x377f0682;  // The last bit says how words are summed.
constexpr std::uint32_t page_size_max = 65536;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

auto big_endian(const unsigned char* at) -> std::uint32_t {
  return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 |
         at[3];
}
auto little_endian(const unsigned char* at) -> std::uint32_t {
  std::uint32_t word = 0;
  std::memcpy(&word, at, sizeof word);  // Little-endian machines, as all that we run on.
  return word;
}

struct Sum {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  bool operator==(const Sum&) const = default;

  void add(const unsigned char* at, std::size_t size, bool little) {
    for (const auto* const end = at + size; at != end; at += 8) {
      first += (little ? little_endian(at) : big_endian(at)) + second;
      second += (little ? little_endian(at + 4) : big_endian(at + 4)) + first;
    }
  }
};

auto sum_at(const unsigned char* at) -> Sum { return {big_endian(at), big_endian(at + 4)}; }

/// Size of a file; nothing there = -1.
auto size_of_file(const std::string& path) -> std::int64_t {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? std::int64_t{status.st_size} : -1;
}

/// Walks the frames and remembers what is committed.
class Walk {
 public:
  Walk(const unsigned char* header, std::uint32_t page_size)
      : little_(big_endian(header) == magic_little),
        salt_(sum_at(header + 16)),
        sum_(sum_at(header + 24)),
        page_size_(page_size) {}

  void take(const unsigned char* frame) {
    if (sum_at(frame + 8) != salt_) {
      broken_ = true;  // Of an earlier round, or damaged; what follows decides.
      return;
    }
    const auto page = big_endian(frame);
    const auto commit_pages = big_endian(frame + 4);
    if (broken_) {
      commits_after_ += commit_pages != 0 ? 1 : 0;
      return;
    }
    auto sum = sum_;
    sum.add(frame, 8, little_);
    sum.add(frame + frame_header_size, page_size_, little_);
    if (sum != sum_at(frame + 16)) {
      broken_ = true;
      commits_after_ += commit_pages != 0 ? 1 : 0;
      return;
    }
    sum_ = sum;
    open_.push_back(page);
    if (commit_pages == 0) return;
    pages_.insert(open_.begin(), open_.end());
    open_.clear();
    database_pages_ = commit_pages;
  }
  /// One commit after the damage is its own transaction's, perhaps torn; two are not.
  auto damaged() const -> bool { return commits_after_ > 1; }
  auto first_missing(std::uint32_t pages_in_file) const -> std::uint32_t {
    for (auto page = pages_in_file + 1; page <= database_pages_; ++page) {
      if (!pages_.contains(page)) return page;
    }
    return 0;
  }

 private:
  const bool little_;
  const Sum salt_;
  Sum sum_;
  const std::uint32_t page_size_;
  bool broken_ = false;
  int commits_after_ = 0;
  std::vector<std::uint32_t> open_;
  std::set<std::uint32_t> pages_;
  std::uint32_t database_pages_ = 0;
};

}  // namespace

auto check_wal(const std::string& database_path) -> std::string {
  const auto database_size = size_of_file(database_path);
  if (database_size == 0) return "log.sqlite is empty";
  const auto wal_path = database_path + "-wal";
  const auto wal_size = size_of_file(wal_path);
  if (wal_size <= 0) return database_size < 0 ? "log.sqlite is missing" : "";
  if (database_size < 0) return "log.sqlite is missing beside its write-ahead log";
  if (wal_size <= std::int64_t{header_size}) return "";

  const auto file = File(std::fopen(wal_path.c_str(), "rbe"));
  std::array<unsigned char, header_size> header{};
  if (!file || std::fread(header.data(), 1, header_size, file.get()) != header_size) {
    return "log.sqlite-wal cannot be read";
  }
  const auto magic = big_endian(header.data());
  const auto page_size = big_endian(header.data() + 8);
  Sum sum;
  sum.add(header.data(), 24, magic == magic_little);
  if ((magic & ~1U) != magic_little || sum != sum_at(header.data() + 24) || page_size < 512 ||
      page_size > page_size_max) {
    return "log.sqlite-wal has a damaged header";
  }
  auto walk = Walk(header.data(), page_size);
  std::vector<unsigned char> frame(frame_header_size + page_size);
  while (std::fread(frame.data(), 1, frame.size(), file.get()) == frame.size()) {
    walk.take(frame.data());
  }
  if (walk.damaged()) return "log.sqlite-wal is damaged before its end";
  const auto missing = walk.first_missing(static_cast<std::uint32_t>(database_size / page_size));
  if (missing != 0) return "log.sqlite is cut: page " + std::to_string(missing) + " is missing";
  return "";
}

}  // namespace orkesta::log
