#include <algorithm>
#include <fstream>
#include <iterator>

#include "orkesta/core/limits.hpp"
#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {
namespace {

namespace fs = std::filesystem;

/// Names of our own: nothing hidden, nothing that leads elsewhere.
auto is_pack_file(const std::string& name) -> bool {
  if (name.starts_with('.') || name.find("/.") != std::string::npos) return false;
  const bool in_knowledge = name.starts_with("knowledge/") && name.ends_with(".md") &&
                            std::count(name.begin(), name.end(), '/') == 1;
  const bool at_top = name.find('/') == std::string::npos &&
                      (name.ends_with(".csv") || name.ends_with(".toml") || name == "faq.md");
  return in_knowledge || at_top;
}

auto names_in(const fs::path& folder) -> Result<std::vector<std::string>, PackError> {
  std::vector<std::string> names;
  for (const auto& [place, prefix] : {std::pair{folder, std::string()},
                                      std::pair{folder / "knowledge", std::string("knowledge/")}}) {
    std::error_code error;
    if (!fs::is_directory(place, error)) continue;
    fs::directory_iterator entries(place, error);
    if (error) return Failure{PackError::unreadable};
    for (; entries != fs::directory_iterator(); entries.increment(error)) {
      if (error) return Failure{PackError::unreadable};
      const auto name = prefix + entries->path().filename().string();
      if (!is_pack_file(name) || !entries->is_regular_file(error)) continue;
      if (names.size() == limits::pack_files_max) return Failure{PackError::too_many_files};
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

auto load_folder(const fs::path& folder) -> Result<std::vector<PackFile>, PackError> {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return Failure{PackError::no_folder};
  ORKESTA_TRY_LET(names, names_in(folder));
  std::vector<PackFile> files;
  std::uintmax_t bytes = 0;
  for (const auto& name : names) {
    const auto size = fs::file_size(folder / name, error);
    if (error) return Failure{PackError::unreadable};
    bytes += size;
    if (bytes > limits::pack_bytes_max) return Failure{PackError::too_large};
    std::ifstream file(folder / name, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file || text.size() != size) return Failure{PackError::unreadable};
    files.push_back({name, std::move(text)});
  }
  return files;
}

}  // namespace orkesta::pack
