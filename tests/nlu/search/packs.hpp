#pragma once

/// The packs that ship with the project, and the folder of the shared data.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/pack/pack.hpp"

namespace orkesta::test {

inline auto shared_folder() -> std::filesystem::path {
  return std::filesystem::path{ORKESTA_SOURCE_DIR} / ".." / "shared";
}

inline auto read_text(const std::filesystem::path& path) -> std::string {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline auto shipped_pack(const std::string& name) -> tenant::Pack {
  const auto folder = std::filesystem::path{ORKESTA_SOURCE_DIR} / "ops" / "tenants" / name;
  const auto files = pack::load_folder(folder);
  if (!files) throw std::runtime_error("no pack at " + folder.string());
  auto read = pack::read_pack(*files, pack::system_zones());
  if (!read) throw std::runtime_error("a pack with mistakes at " + folder.string());
  return std::move(read->pack);
}

}  // namespace orkesta::test
