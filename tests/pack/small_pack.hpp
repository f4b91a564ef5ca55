#pragma once

/// A small pack in which everything is right, to be spoilt in one place or another.

#include <gtest/gtest.h>

#include <map>

#include "orkesta/pack/pack.hpp"

namespace orkesta::pack {

inline auto utc_zone(std::string_view name) -> std::optional<Zone> {
  if (name != "Etc/UTC") return std::nullopt;
  return Zone{"Etc/UTC", 0, {}};
}

class SmallPack {
 public:
  SmallPack() {
    texts_["tenant.toml"] = R"(format = 1
id = "shop"
name = "Shop"
country = "MX"
zone = "Etc/UTC"
currency = "MXN"
languages = ["es", "en"]
default_list = "public"
default_segment = "people"

[[price_lists]]
id = "public"
[[price_lists]]
id = "club"
parent = "public"

[segments.people]
[segments.members]
list = "club"

[policy]
max_discount_bp = 1000
max_total = "100.00"
max_lines = 10
backorder = "approve"

[agents.quote_builder]
auto = 9000
clarify = 8000
approve = 0

[unit_words]
caja = ["cajas", "box"]
pieza = ["pza"]
[collective_units]
docena = 12

[onboarding]
consent_required = true
steps = ["consent"]
[consent]
version = "1"
[consent.text]
es = "¿Acepta?"

[[instalments]]
id = "three"
count = 3
min_total = "30.00"

[[hours]]
days = ["mon", "tue"]
open = "09:00"
close = "14:00"
[[hours]]
days = ["tue"]
open = "14:00"
close = "18:00"
[[holidays]]
date = "2026-12-25"
name = "Navidad"
)";
    texts_["taxes.csv"] =
        "class,id,name,rate_bp,kind,base,min_base\n"
        "iva,iva,IVA,1600,add,net,\n"
        "freight,ret,Ret,400,withhold,net,5.00\n"
        "none,,,,,,\n";
    texts_["products.csv"] =
        "sku,name,category,unit,base_unit,pack_size,other_units,decimals,tax_class,cost,stock,"
        "active,model\n"
        "A,Anvil,iron,caja,pieza,10,master=4,0,iva,1.50,7,yes,ANV\n"
        "B,Bolt,iron,kg,,,,2,none,,,no,\n";
    texts_["prices.csv"] =
        "list,customer,sku,currency,min_quantity,price,valid_from,valid_until\n"
        "public,,A,MXN,,10.00,2026-01-01,2026-12-31\n"
        ",C1,B,USD,2,3.25,,\n";
    texts_["customers.csv"] =
        "id,name,segment,list,currency,language,phone,email,tax_exempt,withholding,orders\n"
        "C1,Ana,people,club,USD,es,+12025550101,Ana@mail.example.com,iva,yes,3\n"
        "C2,\"Luz, Bea\",,,,,,,all,,\n";
    texts_["promotions.csv"] =
        "id,name,kind,value_bp,amount,buy,get,scope,scope_value,group,priority,valid_from,"
        "valid_until\n"
        "P1,One,percent,500,,,,sku,A;B,g,10,,\n"
        "P2,Two,buy_x_get_y,,,2,1,category,iron,g,10,2026-01-01,2026-02-01\n"
        "P3,Three,order_amount,,2.00,,,all,,,,,\n";
    texts_["fx.csv"] = "date,from,to,rate\n2026-11-02,USD,MXN,18.301250\n";
    texts_["aliases.csv"] =
        "alias,target,customer,quantity,language\nanvils,ANV,,,en\nbolts,B,C1,2,\n";
    texts_["campaigns.csv"] =
        "hashtag,kind,campaign,product,cost,currency\n#Anvil,product,c1,A,5.00,MXN\n";
    texts_["sellers.csv"] =
        "id,name,email,phone,languages,capacity,hours,backup\n"
        "S1,Eva,eva@shop.example.com,+12025550171,es;en,5,\"mon-fri 09:00-14:00,16:00-19:00\",S2\n"
        "S2,Leo,,,,,,\n";
    texts_["faq.md"] = "# FAQ\n\n## hours: When?\nAt nine.\n\n## pay: How?\nCash.\n";
    texts_["knowledge/iron.md"] =
        "---\nid: iron\napplies_to: sku:A\nwarranty_days: 30\n---\nIron.\n";
    texts_["tools.toml"] = R"([[resource]]
id = "r1"
kind = "link"
url = "https://shop.example.com/r1"
[[tool]]
name = "send"
intents = ["greeting"]
action = "send_resource"
resources = ["r1"]
[tool.arguments]
months = "int 1..6"
why = "enum a|b?"
)";
  }

  /// The same pack with a text of one file in place of another.
  auto with(const std::string& file, std::string_view old, std::string_view text) && -> SmallPack {
    auto& whole = texts_.at(file);
    const auto at = whole.find(old);
    EXPECT_NE(at, std::string::npos) << file << " has no " << old;
    if (at != std::string::npos) whole.replace(at, old.size(), text);
    return std::move(*this);
  }
  auto without(const std::string& file) && -> SmallPack {
    texts_.erase(file);
    return std::move(*this);
  }
  auto read(const IdentityHash& hash = nullptr) const -> Result<Read, std::vector<Mistake>> {
    std::vector<PackFile> files;
    for (const auto& [name, text] : texts_) files.push_back({name, text});
    return read_pack(files, utc_zone, hash);
  }
  /// Its mistakes as `file:line:column code`.
  auto mistakes() const -> std::vector<std::string> {
    const auto answer = read();
    if (answer) return {};
    return written(answer.error());
  }
  static auto written(const std::vector<Mistake>& mistakes) -> std::vector<std::string> {
    std::vector<std::string> lines;
    for (const auto& mistake : mistakes) {
      EXPECT_FALSE(mistake.message.empty());
      lines.push_back(mistake.file + ':' + std::to_string(mistake.line) + ':' +
                      std::to_string(mistake.column) + ' ' + mistake.code);
    }
    return lines;
  }

 private:
  std::map<std::string, std::string> texts_;
};

}  // namespace orkesta::pack
