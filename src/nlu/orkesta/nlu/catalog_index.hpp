#pragma once

/// What a tenant sells, by the words that people use for it.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/core/understanding.hpp"
#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::nlu {

namespace search {
struct Catalog;
}

/// A product of a plain catalogue, outside of any tenant's pack.
struct CatalogItem {
  std::string sku;
  std::string name;
  std::vector<std::string> aliases;
  std::string category;
};

/// Immutable; any thread may read it. Copies what it needs: neither context nor items need outlive
/// it. Building takes some microseconds a product. Integer arithmetic only: the same answers
/// everywhere.
class CatalogIndex {
 public:
  /// Of a context: active products and every alias, those of single customers too: candidates say
  /// which row named them, and whoever chooses among them leaves out other customers' rows.
  explicit CatalogIndex(const tenant::Context& context);
  explicit CatalogIndex(std::span<const CatalogItem> items);
  CatalogIndex(CatalogIndex&&) noexcept;
  auto operator=(CatalogIndex&&) noexcept -> CatalogIndex&;
  ~CatalogIndex();

  /// Products that the text asks for, best first, at most `limit`, each once; empty when nothing
  /// like it is sold: it refuses rather than guesses.
  auto search(std::string_view text, std::size_t limit) const -> std::vector<Candidate>;

  auto inside() const -> const search::Catalog& { return *catalog_; }

 private:
  std::unique_ptr<const search::Catalog> catalog_;
};

}  // namespace orkesta::nlu
