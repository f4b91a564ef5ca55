#pragma once

/// Makes the inside of a catalogue index.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "catalog.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/nlu/catalog_index.hpp"

namespace orkesta::nlu::search {

auto build(const tenant::Context& context) -> std::unique_ptr<const Catalog>;
auto build(std::span<const CatalogItem> items) -> std::unique_ptr<const Catalog>;

}  // namespace orkesta::nlu::search
