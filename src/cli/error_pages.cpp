#include "error_pages.hpp"

#include <algorithm>
#include <array>

namespace orkesta::cli {
namespace {

struct Explained {
  std::string_view code;
  std::string_view page;
};
/// Numbers are never used again for another error. tests/tidy checks that each has its page.
constexpr std::array<Explained, 21> explained = {{
    {"locked", "ORK-0001"},       {"corrupt", "ORK-0002"},
    {"broken_log", "ORK-0003"},   {"incompatible", "ORK-0004"},
    {"disk_full", "ORK-0005"},    {"unavailable", "ORK-0006"},
    {"keys", "ORK-0007"},         {"cache", "ORK-0008"},
    {"rows", "ORK-0009"},         {"log", "ORK-0010"},
    {"not_ready", "ORK-0011"},    {"not_reached", "ORK-0012"},
    {"projection", "ORK-0013"},   {"listen", "ORK-0014"},
    {"bad_settings", "ORK-0015"}, {"unknown_setting", "ORK-0015"},
    {"bad_pack", "ORK-0016"},     {"timeout", "ORK-0017"},
    {"engine", "ORK-0018"},       {"chat_folder", "ORK-0024"},
    {"under_way", "ORK-0025"},
}};

}  // namespace

auto page_of(std::string_view code) -> std::string_view {
  const auto found = std::find_if(explained.begin(), explained.end(),
                                  [&](const Explained& one) { return one.code == code; });
  return found == explained.end() ? std::string_view{} : found->page;
}

}  // namespace orkesta::cli
