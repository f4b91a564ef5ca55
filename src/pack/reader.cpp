#include "reader.hpp"

#include <algorithm>
#include <tuple>

#include "orkesta/core/limits.hpp"

namespace orkesta::pack {

Reader::Reader(std::span<const PackFile> files, const ZoneSource& zones, const IdentityHash& hash)
    : zones_(zones), hash_(hash) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  for (const auto& [name, text] : files) {
    const std::string_view whole = text;
    const auto skipped = whole.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    if (!is_utf8(whole)) {
      report_.wrong({name, 1, 1, "bad_utf8", "The file is not UTF-8."});
    } else {
      texts_.emplace(name, whole.substr(skipped));
    }
  }
}

auto Reader::file(std::string_view name) -> const std::string* {
  const auto found = texts_.find(name);
  return found == texts_.end() ? nullptr : &found->second;
}

auto Reader::needed_file(std::string_view name) -> const std::string* {
  const auto* text = file(name);
  const auto& wrong = report_.mistakes();
  const bool reported = std::any_of(wrong.begin(), wrong.end(),
                                    [&](const Mistake& mistake) { return mistake.file == name; });
  if (text == nullptr && !reported)
    report_.wrong({std::string(name), 1, 1, "missing_file", "The file is missing."});
  return text;
}

auto Reader::read() -> Result<Read, std::vector<Mistake>> {
  read_settings();
  read_taxes();
  read_products();
  read_customers();
  read_prices();
  read_promotions();
  read_fx();
  read_aliases();
  read_campaigns();
  read_sellers();
  read_faq();
  read_knowledge();
  read_tools();

  if (tenant::row_count(pack_) > limits::tenant_rows_max)
    report_.wrong({"products.csv", 1, 1, "too_many_rows",
                   "All tables together have more than " + std::to_string(limits::tenant_rows_max) +
                       " rows."});

  const auto by_place = [](const Mistake& a, const Mistake& b) {
    return std::tie(a.file, a.line, a.column, a.code) < std::tie(b.file, b.line, b.column, b.code);
  };
  auto mistakes = report_.mistakes();
  std::stable_sort(mistakes.begin(), mistakes.end(), by_place);
  if (!mistakes.empty()) return Failure{std::move(mistakes)};
  auto warnings = report_.warnings();
  std::stable_sort(warnings.begin(), warnings.end(), by_place);
  return Read{std::move(pack_), std::move(warnings)};
}

auto read_pack(std::span<const PackFile> files, const ZoneSource& zones, const IdentityHash& hash)
    -> Result<Read, std::vector<Mistake>> {
  return Reader(files, zones, hash).read();
}

}  // namespace orkesta::pack
