#pragma once

/// A small shop as a context: gloves in sizes, masks, a thermometer, helmets in colours. Prices
/// without tax, 16 % VAT, as a supplier in Monterrey has them.

#include <memory>
#include <string>

#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::support {

inline auto product(std::string sku, std::string name, std::string model, std::string size,
                    std::string color, std::string unit, std::int64_t pack_size,
                    std::int64_t stock) -> tenant::Product {
  auto row = tenant::Product{};
  row.sku = std::move(sku);
  row.name = std::move(name);
  row.model = std::move(model);
  row.size = std::move(size);
  row.color = std::move(color);
  row.category = "demo";
  row.unit = std::move(unit);
  row.base_unit = "pieza";
  row.pack_size = pack_size;
  row.tax_class = "iva16";
  row.stock = stock;
  return row;
}

inline auto price(std::string sku, std::int64_t minor_units) -> tenant::Price {
  auto row = tenant::Price{};
  row.list = "publico";
  row.sku = std::move(sku);
  row.currency = "MXN";
  row.price = minor_units;
  return row;
}

inline auto small_settings() -> tenant::Settings {
  auto settings = tenant::Settings{};
  settings.id = "small-shop";
  settings.name = "Tienda Chica";
  settings.country = "MX";
  settings.zone = {"America/Monterrey", -21600, {}};
  settings.currency = "MXN";
  settings.languages = {"es", "en", "pt", "fr"};
  settings.default_list = "publico";
  settings.price_lists = {{"publico", "Público", "", false}};
  settings.policy.max_total = 5'000'000;
  settings.policy.min_order = 30'000;
  settings.policy.max_quantity = 5000;
  settings.policy.bare_quantity = tenant::BareQuantity::base_unit;
  settings.unit_words = {{"pieza", {"piezas", "pza"}}, {"caja", {"cajas", "box"}}};
  settings.countable_units = {"pieza", "par"};
  return settings;
}

inline auto small_pack() -> tenant::Pack {
  auto pack = tenant::Pack{};
  pack.settings = small_settings();
  pack.products = {
      product("GUA-S", "Guante de nitrilo azul chico S", "GUA", "S", "", "caja", 100, 900),
      product("GUA-M", "Guante de nitrilo azul mediano M", "GUA", "M", "", "caja", 100, 900),
      product("GUA-L", "Guante de nitrilo azul grande L", "GUA", "L", "", "caja", 100, 900),
      product("CUB", "Cubrebocas tricapa azul", "CUB", "", "", "caja", 50, 900),
      product("TER", "Termómetro infrarrojo", "TER", "", "", "pieza", 1, 100),
      product("CAS-BLA", "Casco blanco", "CAS", "", "blanco", "pieza", 1, 100),
      product("CAS-AMA", "Casco amarillo", "CAS", "", "amarillo", "pieza", 1, 100),
  };
  pack.prices = {price("GUA-S", 14390), price("GUA-M", 14390),   price("GUA-L", 14390),
                 price("CUB", 4890),    price("TER", 40755),     price("CAS-BLA", 9000),
                 price("CAS-AMA", 9000)};
  pack.taxes = {{"iva16", "iva", "IVA", 1600, tenant::TaxKind::add, tenant::TaxBase::net, {}}};
  auto hospital = tenant::Customer{};
  hospital.id = "C001";
  hospital.identities = {"00000000000000c1"};
  pack.customers = {hospital};
  pack.faq = {{"hours", "¿Cuál es su horario?", "Lunes a viernes de 8:30 a 18:30."},
              {"location", "¿Dónde están?", "Calle Encino 410. Mapa: https://example.com/mapa"}};
  auto ad = tenant::Campaign{};
  ad.hashtag = "#ADSIM_05";
  ad.campaign = "adsim_05";
  pack.campaigns = {ad};
  return pack;
}

inline auto context_of(tenant::Pack pack) -> std::shared_ptr<const tenant::Context> {
  return std::make_shared<const tenant::Context>(TenantId{"small-shop"}, 1, std::move(pack));
}

}  // namespace orkesta::support
