/// Orders of three shops through index, mentions and agents, against the lines they should become.

#include <gtest/gtest.h>

#include <regex>

#include "orkesta/domain/selling/catalog_mapper.hpp"
#include "orkesta/nlu/mentions.hpp"
#include "packs.hpp"

namespace orkesta::test {
namespace {

struct Shop {
  explicit Shop(const std::string& name)
      : context{TenantId{name}, 1, shipped_pack(name)}, index{context} {}
  tenant::Context context;
  nlu::CatalogIndex index;
};

/// In thousandths of base units.
auto base_units(const Shop& shop, const selling::MatchedLine& line) -> std::int64_t {
  const auto* product = shop.context.product(line.sku);
  const auto base = Quantity::parse(line.quantity)->thousandths;
  const auto& settings = shop.context.pack.settings;
  auto factor = std::int64_t{1};
  if (line.unit == product->unit) {
    factor = product->pack_size;
  } else {
    for (const auto& each : settings.collective_units)
      if (each.unit == line.unit) factor = each.count;
    for (const auto& other : product->other_units)
      if (other.unit == line.unit) factor = other.count * product->pack_size;
  }
  return base * factor;
}

/// `SKU quantity` of each SKU, as sold: lines merged, packs rounded up.
auto sold(const Shop& shop, const selling::Mapping& mapping) -> std::vector<std::string> {
  std::map<std::string, std::int64_t> sums;
  for (const auto& line : mapping.lines) sums[line.sku] += base_units(shop, line);
  std::vector<std::string> made;
  for (const auto& [sku, base] : sums) {
    const auto* product = shop.context.product(sku);
    const auto fine = product->pack_size * (product->decimals == 0 ? 1000 : 100);
    const auto rounded = (base + fine - 1) / fine * fine / product->pack_size;
    made.push_back(sku + ' ' + Quantity{rounded}.text());
  }
  return made;
}

auto field(const std::string& line, const std::string& name) -> std::string {
  std::smatch found;
  const std::regex pattern('"' + name + "\": \"?([^\",}]*)");
  return std::regex_search(line, found, pattern) ? found[1].str() : "";
}

auto text_of(const std::string& line) -> std::string {
  std::smatch found;
  return std::regex_search(line, found, std::regex("\"text\": \"([^\"]*)\"")) ? found[1].str() : "";
}

TEST(Orders, InPeoplesWordsBecomeTheLinesTheyMean) {
  const auto file = shared_folder() / "data/tenants/messages-dev.jsonl";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no shared data at " << file;
  std::map<std::string, Shop> shops;
  for (const std::string name : {"suministros-norte", "academia-ia", "zapateria-andes"})
    shops.try_emplace(name, name);

  std::istringstream lines(read_text(file));
  int right = 0;
  int wanted = 0;
  int wrongly_complete = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto& shop = shops.at(field(line, "pack"));
    const auto mentions = nlu::find_order(shop.index, text_of(line)).mentions;
    const auto* customer = shop.context.customer(field(line, "customer"));
    const auto mapping = selling::map_to_catalog(
        shop.context, selling::normalize_aliases(shop.context, customer, mentions));
    const auto got = sold(shop, mapping);

    const auto expect = line.substr(line.find("\"expect\""));
    const std::regex pattern("\"sku\": \"([^\"]*)\", \"quantity\": \"?([0-9.]+)");
    int here = 0;
    int found = 0;
    for (std::sregex_iterator at(expect.begin(), expect.end(), pattern), end; at != end; ++at) {
      ++here;
      found += std::count(got.begin(), got.end(), (*at)[1].str() + ' ' + (*at)[2].str()) > 0;
    }
    wanted += here;
    right += found;
    if (here == 0 && mapping.complete()) ++wrongly_complete;
    if (found < here || (here == 0 && mapping.complete()))
      std::cout << "missed: " << text_of(line) << "\n";
  }
  ASSERT_GT(wanted, 0);
  std::cout << right << " of " << wanted << " lines right\n";
  EXPECT_GE(right * 100, wanted * 85);
  EXPECT_EQ(wrongly_complete, 0);
}

auto list_of(const std::string& line, const std::string& name) -> std::vector<std::string> {
  std::smatch found;
  std::vector<std::string> made;
  if (!std::regex_search(line, found, std::regex('"' + name + "\": \\[([^\\]]*)"))) return made;
  const auto inner = found[1].str();
  const std::regex item("\"([^\"]*)\"");
  for (std::sregex_iterator at(inner.begin(), inner.end(), item), end; at != end; ++at) {
    made.push_back((*at)[1].str());
  }
  return made;
}

/// How many of the file's queries find their product first, and how many absent ones are refused.
struct Found {
  int sold = 0;
  int right = 0;
  int absent = 0;
  int refused = 0;
};

auto searched(const std::filesystem::path& file) -> Found {
  std::istringstream lines(read_text(file));
  std::vector<nlu::CatalogItem> items;
  std::vector<std::string> queries;
  for (std::string line; std::getline(lines, line);) {
    if (field(line, "kind") == "query") {
      queries.push_back(line);
    } else {
      items.push_back({field(line, "sku"), field(line, "name"), list_of(line, "aliases"),
                       field(line, "category")});
    }
  }
  const nlu::CatalogIndex index{std::span<const nlu::CatalogItem>{items}};
  Found made;
  for (const auto& query : queries) {
    const auto expected = list_of(query, "expected");
    const auto found = index.search(text_of(query), 5);
    const bool first = !found.empty() &&
                       std::count(expected.begin(), expected.end(), found.front().sku.text()) > 0;
    (expected.empty() ? made.absent : made.sold) += 1;
    made.right += first ? 1 : 0;
    made.refused += expected.empty() && found.empty() ? 1 : 0;
    if (expected.empty() ? !found.empty() : !first)
      std::cout << "missed: " << text_of(query) << '\n';
  }
  std::cout << made.right << " of " << made.sold << " first, " << made.refused << " of "
            << made.absent << " refused\n";
  return made;
}

TEST(Searches, InPeoplesWordsFindTheProductOrRefuse) {
  const auto file = shared_folder() / "data/nlu/dev-search.jsonl";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no shared data at " << file;
  const auto found = searched(file);
  EXPECT_GE(found.right * 100, found.sold * 92);
  EXPECT_GE(found.refused * 100, found.absent * 95);
}
TEST(Searches, OfAShopThatNoWordListWasMadeForToo) {
  const auto found = searched(ORKESTA_SOURCE_DIR "/tests/nlu/heldout/search.jsonl");
  EXPECT_GE(found.right * 100, found.sold * 90);
  EXPECT_GE(found.refused * 100, found.absent * 95);
}

}  // namespace
}  // namespace orkesta::test
