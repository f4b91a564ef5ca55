// fuzz_replay TARGET FILE|FOLDER…: runs each file through the target, as the fuzzer would, in any
// build. Ends with 1 when something was stated wrongly, with 2 when there was nothing to run.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include "orkesta/core/assert.hpp"
#include "target.hpp"

namespace orkesta::fuzz {
namespace {

auto targets() -> std::map<std::string_view, Target>& {
  static std::map<std::string_view, Target> known;
  return known;
}

auto bytes_of(const std::filesystem::path& path) -> std::string {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

auto run(Target target, const std::filesystem::path& path) -> bool {
  try {
    target(bytes_of(path));
    return true;
  } catch (const Bug& bug) {
    std::cerr << path.string() << ": " << bug.what() << '\n';
    return false;
  }
}

}  // namespace

auto add(std::string_view name, Target target) -> bool {
  return targets().emplace(name, target).second;
}

auto replay(std::string_view name, const std::filesystem::path& place) -> int {
  const auto found = targets().find(name);
  if (found == targets().end()) return 2;
  int files = 0;
  int wrong = 0;
  const auto one = [&](const std::filesystem::path& path) {
    ++files;
    wrong += run(found->second, path) ? 0 : 1;
  };
  if (std::filesystem::is_directory(place)) {
    for (const auto& entry : std::filesystem::directory_iterator(place)) one(entry.path());
  } else if (std::filesystem::exists(place)) {
    one(place);
  }
  std::cout << name << ": " << files << " files, " << wrong << " wrong\n";
  if (files == 0) return 2;
  return wrong == 0 ? 0 : 1;
}

}  // namespace orkesta::fuzz

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: fuzz_replay TARGET FILE|FOLDER\n";
    return 2;
  }
  return orkesta::fuzz::replay(argv[1], argv[2]);
}
