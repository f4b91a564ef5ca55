#pragma once

/// A small shop of our own for the rules of mentions: gloves in sizes, helmets in colours, rags by
/// weight, alcohol in cans.

#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/nlu/mentions.hpp"

namespace orkesta::test {

inline auto product(std::string sku, std::string name, std::string model, std::string size,
                    std::string color, std::string unit, std::string base_unit, std::int64_t pack)
    -> tenant::Product {
  tenant::Product made;
  made.sku = std::move(sku);
  made.name = std::move(name);
  made.category = "cosas";
  made.model = std::move(model);
  made.size = std::move(size);
  made.color = std::move(color);
  made.unit = std::move(unit);
  made.base_unit = std::move(base_unit);
  made.pack_size = pack;
  return made;
}

inline auto shop_pack() -> tenant::Pack {
  tenant::Pack pack;
  pack.settings.id = "taller";
  pack.settings.currency = "MXN";
  pack.settings.unit_words = {{"pieza", {"piezas", "pza"}},
                              {"caja", {"cajas", "box", "boxes"}},
                              {"par", {"pares"}},
                              {"kg", {"kilo", "kilos"}},
                              {"docena", {"docenas"}}};
  pack.settings.collective_units = {{"docena", 12}};
  pack.settings.countable_units = {"pieza", "par"};
  for (const std::string size : {"S", "M", "L"}) {
    pack.products.push_back(product("GUA-" + size, "Guante de nitrilo azul " + size, "GUA", size,
                                    "", "caja", "pieza", 100));
  }
  for (const std::string color : {"rojo", "blanco"}) {
    pack.products.push_back(
        product("CAS-" + color, "Casco de obra " + color, "CAS", "", color, "pieza", "pieza", 1));
  }
  for (const std::string size : {"40", "41"}) {
    pack.products.push_back(
        product("ZAP-" + size, "Zapato Atlas talla " + size, "ZAP", size, "", "par", "par", 1));
  }
  pack.products.push_back(product("ALC-1", "Alcohol 1 L", "ALC", "1L", "", "pieza", "pieza", 1));
  pack.products.push_back(
      product("ALC-20", "Alcohol garrafa 20 L", "ALC", "20L", "", "pieza", "pieza", 1));
  pack.products.push_back(product("TRA", "Trapo blanco", "", "", "", "kg", "kg", 1));
  pack.products.push_back(product("GOR", "Gorro plisado", "", "", "", "caja", "pieza", 100));
  pack.aliases.push_back({"los de siempre", "GUA-M", "C1", "caja", std::nullopt, ""});
  pack.aliases.push_back({"capacete", "CAS", "", "", std::nullopt, ""});
  tenant::Promotion coupon;
  coupon.id = "P1";
  coupon.coupon = "HOLA";
  pack.promotions.push_back(coupon);
  return pack;
}

inline auto shop() -> const tenant::Context& {
  static const tenant::Context context{TenantId{"taller"}, 1, shop_pack()};
  return context;
}

inline auto shop_index() -> const nlu::CatalogIndex& {
  static const nlu::CatalogIndex index{shop()};
  return index;
}

/// Mentions as text: `GUA-M 50 caja; …`; `|` parts candidates, `-` is none, `?` an unknown unit.
inline auto mentioned(std::string_view text) -> std::string {
  std::string made;
  for (const auto& mention : nlu::find_order(shop_index(), text).mentions) {
    if (!made.empty()) made += "; ";
    std::string names;
    for (const auto& candidate : mention.candidates) {
      names += (names.empty() ? "" : "|") + candidate.sku.text();
    }
    made += names.empty() ? "-" : names;
    if (mention.quantity) made += ' ' + mention.quantity->text();
    if (!mention.unit.empty()) made += ' ' + mention.unit;
    if (mention.unit_unknown) made += " ?";
  }
  return made;
}

/// The number that counts something, as text; "" when there is none.
inline auto counted(std::string_view text) -> std::string {
  const auto count = nlu::find_order(shop_index(), text).count;
  return count ? count->text() : "";
}

}  // namespace orkesta::test
