// One file of a tenant's pack, in place of the same file of the smallest demo: first line its name,
// the rest its text.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "orkesta/core/assert.hpp"
#include "orkesta/pack/pack.hpp"
#include "target.hpp"

namespace {

auto demo() -> const std::vector<orkesta::pack::PackFile>& {
  static const auto files =
      orkesta::pack::load_folder(ORKESTA_SOURCE_DIR "/ops/tenants/vivero-brote");
  ORKESTA_ASSERT(files.has_value());
  return *files;
}

}  // namespace

ORKESTA_FUZZ_TARGET(pack) {
  using namespace orkesta;
  const auto line = input.find('\n');
  if (line == std::string_view::npos) return;
  const std::string name(input.substr(0, line));
  auto files = demo();
  for (auto& file : files)
    if (file.name == name) file.text = std::string(input.substr(line + 1));
  const pack::ZoneSource zones = [](std::string_view iana) {
    return Zone{std::string(iana), 0, {}};
  };
  const auto read = pack::read_pack(files, zones);
  if (read) return;
  ORKESTA_ASSERT(!read.error().empty());
  for (const auto& mistake : read.error()) {
    ORKESTA_ASSERT(mistake.line >= 1 && mistake.column >= 1 && !mistake.message.empty());
  }
}
