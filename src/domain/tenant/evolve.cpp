#include "orkesta/core/assert.hpp"
#include "orkesta/domain/tenant/context.hpp"
#include "orkesta/domain/tenant/kind.hpp"
#include "tenant/tables.hpp"

namespace orkesta::tenant {
namespace {

void receive(State& state, const ImportPartReceived& event) {
  if (event.part == 1) {
    state.pending = PendingImport{event.import, event.digest, event.by, event.parts, 1, event.rows};
    return;
  }
  if (!state.pending) return;
  state.pending->received = event.part;
  for_each_table([&](const char*, auto table) {
    auto& rows = state.pending->rows.*table;
    rows.insert(rows.end(), (event.rows.*table).begin(), (event.rows.*table).end());
  });
}

void complete(State& state, const ImportCompleted& event) {
  if (state.pending) state.pack = std::move(state.pending->rows);
  state.pending.reset();
  state.version = event.version;
  state.digest = event.digest;
}

}  // namespace

auto Kind::evolve(State& state, const Event& event) -> void {
  std::visit(Overloaded{
                 [&](const ImportPartReceived& e) { receive(state, e); },
                 [&](const ImportAbandoned&) { state.pending.reset(); },
                 [&](const ImportCompleted& e) { complete(state, e); },
                 // The rest tells what the completed import changed.
                 [](const TenantCreated&) {},
                 [](const CatalogImported&) {},
                 [](const PricesChanged&) {},
                 [](const PolicyChanged&) {},
                 [](const FlowChanged&) {},
                 [](const KnowledgeChanged&) {},
                 [](const CustomersChanged&) {},
                 [](const SellersChanged&) {},
                 [](const InboundRejected&) {},
             },
             event);
}

auto context_of(const State& state, const TenantId& tenant) -> ContextPtr {
  if (state.version == 0 || !state.pack) return nullptr;
  return std::make_shared<const Context>(tenant, state.version, *state.pack);
}

}  // namespace orkesta::tenant
