#pragma once

/// A shop with two aliases for one word, gloves by the box and rags by weight.

#include "orkesta/domain/selling/catalog_mapper.hpp"

namespace orkesta::selling {

inline auto product(std::string sku, std::string name, std::string size, std::string color,
                    std::string unit, std::int64_t pack_size) -> tenant::Product {
  tenant::Product made;
  made.sku = std::move(sku);
  made.name = std::move(name);
  made.model = made.sku.substr(0, 3);
  made.category = "cosas";
  made.size = std::move(size);
  made.color = std::move(color);
  made.unit = std::move(unit);
  made.base_unit = made.unit == "caja" ? "pieza" : made.unit;
  made.pack_size = pack_size;
  return made;
}

inline auto shop_pack() -> tenant::Pack {
  tenant::Pack pack;
  pack.settings.currency = "MXN";
  pack.settings.unit_words = {{"caja", {"cajas"}}, {"pieza", {"piezas"}}, {"kg", {"kilo"}}};
  pack.settings.collective_units = {{"docena", 12}};
  pack.settings.countable_units = {"pieza"};
  pack.settings.policy.bare_quantity = tenant::BareQuantity::base_unit;
  pack.products = {product("GUA-S", "Guante azul S", "S", "", "caja", 100),
                   product("GUA-M", "Guante azul M", "M", "", "caja", 100),
                   product("CAS-R", "Casco rojo", "", "rojo", "pieza", 1),
                   product("CAS-B", "Casco blanco", "", "blanco", "pieza", 1),
                   product("TRA-P", "Trapo", "", "", "kg", 1)};
  pack.aliases = {{"azules", "GUA-M", "C1", "caja", 20, ""},
                  {"azules", "GUA-S", "", "", std::nullopt, ""},
                  {"azules", "TRA-P", "C2", "", std::nullopt, ""}};
  tenant::Customer customer;
  customer.id = "C1";
  pack.customers.push_back(customer);
  return pack;
}

inline auto with_policy(tenant::BareQuantity bare, tenant::MissingQuantity missing)
    -> std::unique_ptr<const tenant::Context> {
  auto pack = shop_pack();
  pack.settings.policy.bare_quantity = bare;
  pack.settings.policy.missing_quantity = missing;
  return std::make_unique<const tenant::Context>(TenantId{"t"}, 1, std::move(pack));
}

inline auto shop() -> const tenant::Context& {
  static const tenant::Context context{TenantId{"t"}, 1, shop_pack()};
  return context;
}

inline auto said(std::vector<Candidate> candidates, std::optional<Quantity> quantity = {},
                 std::string unit = "") -> Mention {
  Mention made;
  made.quantity = quantity;
  made.unit = std::move(unit);
  made.candidates = std::move(candidates);
  return made;
}

inline auto named(std::string sku, Confidence confidence = 9000,
                  std::optional<std::uint32_t> alias = {}) -> Candidate {
  return {Sku{std::move(sku)}, confidence, alias};
}

}  // namespace orkesta::selling
