// Tenants' packs: check, import, list.
#include <iostream>

#include "commands.hpp"
#include "context_choice.hpp"
#include "import.hpp"
#include "local_server.hpp"
#include "orkesta/codec/json_writer.hpp"

namespace orkesta::cli {
namespace {

/// The tenants that the log has turns of.
auto tenants_of(log::MessageLog& log) -> Result<std::vector<TenantId>, Trouble> {
  std::vector<TenantId> tenants;
  for (Partition p = 0; p < log.partitions(); ++p) {
    auto reader = log.read({log::topic::turns, p, 0}, log::Until::end_at_opening);
    if (!reader)
      return Failure{Trouble{Exit::failed, "log", std::string(log::describe(reader.error()))}};
    while (true) {
      auto records = (*reader)->next(std::chrono::milliseconds{0});
      if (!records)
        return Failure{Trouble{Exit::failed, "log", std::string(log::describe(records.error()))}};
      if (records->empty()) break;
      for (const auto& delivered : *records) {
        const auto key = engine::parse_entity_key(delivered.record.key);
        if (key && key->kind == "tenant" && key->id.text() == key->tenant.text() &&
            std::find(tenants.begin(), tenants.end(), key->tenant) == tenants.end())
          tenants.push_back(key->tenant);
      }
    }
  }
  std::sort(tenants.begin(), tenants.end());
  return tenants;
}

}  // namespace

auto run_tenants_check(const std::string& pack, bool as_json) -> Ran {
  ORKESTA_TRY_LET(loaded, load_pack(pack));
  for (const auto& warning : loaded.warnings) std::cerr << mistake_json(warning) << '\n';
  codec::JsonWriter json;
  json.begin_object().field("tenant", loaded.id).field("ok", true);
  json.field("products", loaded.pack.products.size());
  json.field("prices", loaded.pack.prices.size());
  json.field("customers", loaded.pack.customers.size());
  json.field("warnings", loaded.warnings.size()).end_object();
  if (as_json)
    std::cout << json.text() << '\n';
  else
    std::cout << loaded.id << ": no mistakes; " << loaded.pack.products.size() << " products, "
              << loaded.pack.prices.size() << " prices\n";
  return Exit::done;
}

auto run_tenants_import(const std::string& pack, const std::string& data, const std::string& by,
                        bool as_json) -> Ran {
  ORKESTA_TRY_LET(loaded, load_pack(pack));
  ORKESTA_TRY_LET(server, LocalServer::open(data));
  ORKESTA_TRY(server->import(loaded, by));
  ORKESTA_TRY_LET(context, context_in(server->log(), TenantId{loaded.id}));
  const auto version = context ? context->version : 0;
  if (as_json) {
    codec::JsonWriter json;
    json.begin_object().field("tenant", loaded.id).field("version", version).end_object();
    std::cout << json.text() << '\n';
  } else {
    std::cout << loaded.id << ": version " << version << '\n';
  }
  return Exit::done;
}

auto run_tenants_list(const std::string& data, bool as_json) -> Ran {
  ORKESTA_TRY_LET(opened, open_installation(data, {.mode = Mode::read_only, .clock = {}}));
  ORKESTA_TRY_LET(tenants, tenants_of(*opened.log));
  codec::JsonWriter list;
  list.begin_array();
  for (const auto& tenant : tenants) {
    ORKESTA_TRY_LET(context, context_in(*opened.log, tenant));
    const auto version = context ? context->version : 0;
    const auto name = context ? context->pack.settings.name : std::string{};
    list.begin_object().field("tenant", tenant).field("name", name);
    list.field("version", version).end_object();
    if (!as_json) std::cout << tenant.text() << '\t' << version << '\t' << name << '\n';
  }
  if (as_json) std::cout << list.end_array().text() << '\n';
  return Exit::done;
}

}  // namespace orkesta::cli
