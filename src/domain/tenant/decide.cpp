#include <algorithm>

#include "orkesta/core/assert.hpp"
#include "orkesta/core/limits.hpp"
#include "orkesta/domain/tenant/kind.hpp"
#include "tenant/tables.hpp"

namespace orkesta::tenant {
namespace {

/// Whether two rows say the same. Of a customer only what is plain is compared: a seal differs with
/// every import, and whether it stands open must not change a decision.
template <class Row>
auto says_the_same(const Row& one, const Row& other) -> bool {
  return one == other;
}
auto says_the_same(const Customer& one, const Customer& other) -> bool {
  const auto plain = [](Customer row) {
    row.name = PersonalText{};
    row.phone = row.email = row.tax_id = row.notes = std::nullopt;
    return row;
  };
  return plain(one) == plain(other);
}

/// What changed between two packs, in the order of a pack's tables.
auto changes_between(const Pack& before, const Pack& after) -> std::vector<TableChange> {
  std::vector<TableChange> changes;
  if (before.settings != after.settings)
    changes.push_back({"settings", before.settings.id.empty() ? 0U : 1U, 1});
  for_each_table([&](const char* name, auto table) {
    const auto& old_rows = before.*table;
    const auto& new_rows = after.*table;
    const bool same =
        std::equal(old_rows.begin(), old_rows.end(), new_rows.begin(), new_rows.end(),
                   [](const auto& one, const auto& other) { return says_the_same(one, other); });
    if (!same) changes.push_back({name, old_rows.size(), new_rows.size()});
  });
  return changes;
}

/// The event of a section, when one of its tables changed.
template <class Section>
void tell(std::vector<Event>& events, ContextVersion version,
          const std::vector<TableChange>& changes, std::initializer_list<std::string_view> tables) {
  Section section;
  section.version = version;
  for (const auto& change : changes)
    if (std::find(tables.begin(), tables.end(), change.table) != tables.end())
      section.tables.push_back(change);
  if (!section.tables.empty()) events.push_back(std::move(section));
}

void tell_changes(std::vector<Event>& events, ContextVersion version,
                  const std::vector<TableChange>& changes) {
  tell<CatalogImported>(events, version, changes, {"products", "aliases"});
  tell<PricesChanged>(events, version, changes, {"prices", "promotions", "taxes", "fx"});
  tell<PolicyChanged>(events, version, changes, {"settings"});
  tell<FlowChanged>(events, version, changes, {"campaigns", "resources", "tools"});
  tell<KnowledgeChanged>(events, version, changes, {"faq", "knowledge"});
  tell<CustomersChanged>(events, version, changes, {"customers"});
  tell<SellersChanged>(events, version, changes, {"sellers"});
}

auto because(std::string verdict, std::string code, const ImportPart& part) -> Explanation {
  return {Reason{"policy",
                 std::move(verdict),
                 std::nullopt,
                 std::move(code),
                 {part.import, std::to_string(part.part) + '/' + std::to_string(part.parts)}}};
}

auto nothing_new(const char* code, const ImportPart& part) -> Decision<Kind> {
  Decision<Kind> decision;
  decision.explanation = because("automatic", code, part);
  return decision;
}

auto reject(const char* reason, const ImportPart& part) -> Decision<Kind> {
  Decision<Kind> decision;
  decision.events.push_back(
      InboundRejected{reason, "", std::string(ImportPart::type), part.by});
  decision.explanation = because("refused", reason, part);
  return decision;
}

/// Rejects the part and with it the import that it belongs to.
auto abandon(const char* reason, const ImportPart& part) -> Decision<Kind> {
  auto decision = reject(reason, part);
  decision.events.insert(decision.events.begin(), ImportAbandoned{part.import, reason});
  return decision;
}

/// Packs are checked before they are imported; this much a context relies on to be built at all.
auto can_be_a_context(const Pack& pack) -> bool {
  return Currency::parse(pack.settings.currency).has_value() && !pack.settings.id.empty();
}

auto receive(const State& state, const ImportPart& part) -> Decision<Kind> {
  const auto before = part.part > 1 ? row_count(state.pending->rows) : 0;
  if (before + row_count(part.rows) > limits::tenant_rows_max)
    return abandon("too_many_rows", part);
  const ImportPartReceived received{part.import, part.digest, part.by,
                                    part.part,   part.parts,  part.rows};
  if (part.part < part.parts) {
    Decision<Kind> decision;
    decision.events.push_back(received);
    decision.explanation = because("automatic", "part_received", part);
    return decision;
  }
  State after;  // What the parts come to: folded by the same rule that folds the events.
  after.pending = state.pending;
  Kind::evolve(after, received);
  const auto& pack = after.pending->rows;
  if (!can_be_a_context(pack)) return abandon("bad_pack", part);

  Decision<Kind> decision;
  decision.events.push_back(received);
  const auto version = state.version + 1;
  const auto& settings = pack.settings;
  if (state.version == 0)
    decision.events.push_back(TenantCreated{version, settings.name, settings.country,
                                            settings.zone.name, settings.currency,
                                            settings.languages});
  tell_changes(decision.events, version, changes_between(state.pack.value_or(Pack{}), pack));
  decision.events.push_back(ImportCompleted{part.import, part.digest, part.by, version});
  decision.explanation = because("automatic", "import_completed", part);
  return decision;
}

auto import_part(const State& state, const ImportPart& part) -> Decision<Kind> {
  if (part.import.empty() || part.part < 1 || part.part > part.parts ||
      part.parts > limits::import_parts_max)
    return reject("bad_part", part);
  if (state.version > 0 && part.digest == state.digest) return nothing_new("same_content", part);

  const auto& pending = state.pending;
  const bool is_under_way = pending && pending->import == part.import;
  if (is_under_way && part.part <= pending->received) return nothing_new("part_known", part);
  if (part.part == 1) return receive(state, part);
  if (!pending) return reject("import_not_begun", part);
  if (!is_under_way) return reject("other_import_between", part);
  if (part.part != pending->received + 1) return abandon("part_missing", part);
  if (part.parts != pending->parts || part.digest != pending->digest)
    return abandon("part_differs", part);
  return receive(state, part);
}

auto dead_letter(const Unreadable& heard) -> Decision<Kind> {
  Decision<Kind> decision;
  decision.events.push_back(
      InboundRejected{heard.reason, heard.fingerprint, std::string(Unreadable::type)});
  return decision;
}

}  // namespace

auto row_count(const Pack& pack) -> std::size_t {
  std::size_t rows = 0;
  for_each_table([&](const char*, auto table) { rows += (pack.*table).size(); });
  return rows;
}

auto Kind::decide(const State& state, const Heard<Kind>& heard) -> Decision<Kind> {
  return std::visit(
      Overloaded{[&](const ImportPart& part) { return import_part(state, part); },
                 [](const Unreadable& unreadable) { return dead_letter(unreadable); }},
      heard.payload);
}

}  // namespace orkesta::tenant
