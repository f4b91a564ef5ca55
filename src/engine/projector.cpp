#include "orkesta/engine/projector.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "orkesta/core/assert.hpp"
#include "orkesta/engine/records.hpp"

namespace orkesta::engine {

struct Projector::Inside {
  log::MessageLog& log;
  store::ReadStore& rows;
  std::vector<NamedProjection> projections;
  ProjectorOptions options;
  std::unique_ptr<log::Reader> reader;
  std::vector<log::Delivered> read;  ///< Not absorbed yet.

  auto stop(ProjectorStop::Reason reason, Offset offset, std::string message,
            std::string projection = {}) const -> Failure<ProjectorStop> {
    return Failure{ProjectorStop{reason,
                                 {log::topic::turns, options.partition, offset},
                                 std::move(message),
                                 std::move(projection)}};
  }
  auto store_stop(Offset offset, store::StoreError error) -> Failure<ProjectorStop> {
    reader.reset();  // What was read is read again from where the rows stand.
    return stop(ProjectorStop::Reason::store, offset, std::string{store::describe(error)});
  }
  auto open() -> Result<Done, ProjectorStop>;
  auto absorb() -> Result<std::size_t, ProjectorStop>;
  auto absorb(store::Transaction& transaction, const log::Delivered& turn,
              std::vector<store::Positions>& next) -> Result<Done, ProjectorStop>;
};

/// Reads on where the rows stand that are furthest behind.
auto Projector::Inside::open() -> Result<Done, ProjectorStop> {
  std::optional<Offset> next;
  for (const auto& projection : projections) {
    const auto positions = rows.positions(projection.name, options.copy);
    if (!positions) return store_stop(0, positions.error());
    const auto own = positions->find(options.partition);
    const auto stands = own == positions->end() ? Offset{0} : own->second.turns_next;
    next = std::min(next.value_or(stands), stands);
  }
  const auto from = next.value_or(0);
  auto opened = log.read({log::topic::turns, options.partition, from}, options.until);
  if (!opened) {
    return stop(ProjectorStop::Reason::log, from, std::string{log::describe(opened.error())});
  }
  reader = std::move(*opened);
  read.clear();
  return Done{};
}

/// One turn, by every read model that has not absorbed it before. `next`: where each stands.
auto Projector::Inside::absorb(store::Transaction& transaction, const log::Delivered& turn,
                               std::vector<store::Positions>& next) -> Result<Done, ProjectorStop> {
  const auto whole = parse_position(attribute_of(turn.record, attribute::completes));
  for (std::size_t i = 0; i < projections.size(); ++i) {
    if (turn.at.offset < next[i].turns_next) continue;
    auto projected = projections[i].project(turn);
    if (!projected) {
      reader.reset();
      return stop(ProjectorStop::Reason::projection, turn.at.offset, projected.error(),
                  projections[i].name);
    }
    for (const auto& change : projected->changes) {
      const auto applied = transaction.apply(projected->tenant, change);
      if (!applied) return store_stop(turn.at.offset, applied.error());
    }
    next[i].turns_next = turn.at.offset + 1;
    if (whole) next[i].input_next = std::max(next[i].input_next, whole->offset + 1);
  }
  return Done{};
}

auto Projector::Inside::absorb() -> Result<std::size_t, ProjectorStop> {
  const auto first = read.front().at.offset;
  std::vector<store::Projection> names;
  for (const auto& projection : projections) names.push_back(projection.name);
  auto transaction = rows.begin(names, options.partition, options.copy);
  if (!transaction) return store_stop(first, transaction.error());
  std::vector<store::Positions> next;
  for (const auto& name : names) next.push_back((*transaction)->positions(name));
  const auto count = std::min(read.size(), options.turns_max);
  for (std::size_t i = 0; i < count; ++i) ORKESTA_TRY(absorb(**transaction, read[i], next));
  if (options.position_apart) {
    if (const auto early = (*transaction)->commit(); !early) {
      return store_stop(first, early.error());
    }
    transaction->reset();
    transaction = rows.begin(names, options.partition, options.copy);
    if (!transaction) return store_stop(first, transaction.error());
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto advanced = (*transaction)->advance(names[i], next[i]);
    if (!advanced) return store_stop(first, advanced.error());
  }
  const auto committed = (*transaction)->commit();
  if (!committed) return store_stop(first, committed.error());
  read.erase(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(count));
  return count;
}

Projector::Projector(log::MessageLog& log, store::ReadStore& rows,
                     std::vector<NamedProjection> projections, ProjectorOptions options)
    : in_(new Inside{.log = log,
                     .rows = rows,
                     .projections = std::move(projections),
                     .options = options,
                     .reader = nullptr,
                     .read = {}}) {
  for (const auto& projection : in_->projections) ORKESTA_ASSERT(projection.project != nullptr);
}
Projector::~Projector() = default;

void Projector::leave_out(const std::string& projection) {
  std::erase_if(in_->projections, [&](const auto& one) { return one.name == projection; });
  in_->reader.reset();  // The others may stand further on.
}

auto Projector::projections() const -> std::size_t { return in_->projections.size(); }

auto Projector::step(std::chrono::milliseconds wait_at_most) -> Result<std::size_t, ProjectorStop> {
  auto& in = *in_;
  if (in.projections.empty()) return std::size_t{0};
  if (!in.reader) ORKESTA_TRY(in.open());
  if (in.read.empty()) {
    auto records = in.reader->next(wait_at_most);
    if (!records) {
      return in.stop(ProjectorStop::Reason::log, 0, std::string{log::describe(records.error())});
    }
    in.read = std::move(*records);
  }
  if (in.read.empty()) return std::size_t{0};
  return in.absorb();
}

}  // namespace orkesta::engine
