#include "orkesta/engine/projector.hpp"

#include <algorithm>
#include <utility>

#include "orkesta/core/assert.hpp"
#include "orkesta/engine/records.hpp"

namespace orkesta::engine {

struct Projector::Inside {
  log::MessageLog& log;
  store::ReadStore& rows;
  NamedProjection projection;
  ProjectorOptions options;
  std::unique_ptr<log::Reader> reader;
  std::vector<log::Delivered> read;  ///< Not absorbed yet.

  auto stop(ProjectorStop::Reason reason, Offset offset, std::string message) const
      -> Failure<ProjectorStop> {
    return Failure{
        ProjectorStop{reason, {log::topic::turns, options.partition, offset}, std::move(message)}};
  }
  auto open() -> Result<Done, ProjectorStop>;
  auto absorb() -> Result<std::size_t, ProjectorStop>;
};

/// Reads on where the rows stand.
auto Projector::Inside::open() -> Result<Done, ProjectorStop> {
  const auto positions = rows.positions(projection.name, options.copy);
  if (!positions) {
    return stop(ProjectorStop::Reason::store, 0, std::string{store::describe(positions.error())});
  }
  const auto own = positions->find(options.partition);
  const auto next = own == positions->end() ? Offset{0} : own->second.turns_next;
  auto opened = log.read({log::topic::turns, options.partition, next}, options.until);
  if (!opened) {
    return stop(ProjectorStop::Reason::log, next, std::string{log::describe(opened.error())});
  }
  reader = std::move(*opened);
  read.clear();
  return Done{};
}

auto Projector::Inside::absorb() -> Result<std::size_t, ProjectorStop> {
  const auto first = read.front().at.offset;
  const auto store_stop = [&](store::StoreError error) {
    reader.reset();  // What was read is read again from where the rows stand.
    return stop(ProjectorStop::Reason::store, first, std::string{store::describe(error)});
  };
  auto transaction = rows.begin(projection.name, options.partition, options.copy);
  if (!transaction) return store_stop(transaction.error());
  auto next = (*transaction)->positions();
  std::size_t absorbed = 0;
  const auto count = std::min(read.size(), options.turns_max);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& turn = read[i];
    if (turn.at.offset < next.turns_next) continue;  // Absorbed before.
    auto projected = projection.project(turn);
    if (!projected) {
      reader.reset();
      return stop(ProjectorStop::Reason::projection, turn.at.offset, projected.error());
    }
    for (const auto& change : projected->changes) {
      const auto applied = (*transaction)->apply(projected->tenant, change);
      if (!applied) return store_stop(applied.error());
    }
    next.turns_next = turn.at.offset + 1;
    const auto whole = parse_position(attribute_of(turn.record, attribute::completes));
    if (whole) next.input_next = std::max(next.input_next, whole->offset + 1);
    ++absorbed;
  }
  if (options.position_apart) {
    if (const auto early = (*transaction)->commit(); !early) return store_stop(early.error());
    transaction->reset();
    transaction = rows.begin(projection.name, options.partition, options.copy);
    if (!transaction) return store_stop(transaction.error());
  }
  const auto advanced = (*transaction)->advance(next);
  if (!advanced) return store_stop(advanced.error());
  const auto committed = (*transaction)->commit();
  if (!committed) return store_stop(committed.error());
  read.erase(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(count));
  return absorbed;
}

Projector::Projector(log::MessageLog& log, store::ReadStore& rows, NamedProjection projection,
                     ProjectorOptions options)
    : in_(new Inside{.log = log,
                     .rows = rows,
                     .projection = std::move(projection),
                     .options = options,
                     .reader = nullptr,
                     .read = {}}) {
  ORKESTA_ASSERT(in_->projection.project != nullptr);
}
Projector::~Projector() = default;

auto Projector::step(std::chrono::milliseconds wait_at_most) -> Result<std::size_t, ProjectorStop> {
  auto& in = *in_;
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
