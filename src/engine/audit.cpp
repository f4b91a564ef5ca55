#include "orkesta/engine/audit.hpp"

#include <unordered_map>
#include <utility>

#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/turn.hpp"
#include "orkesta/engine/context_source.hpp"
#include "orkesta/engine/records.hpp"

namespace orkesta::engine {
namespace {

/// Calls `visit` with each record of `turns`, partition by partition, until it answers false.
template <class Visit>
auto each_turn(log::MessageLog& log, const AuditScope& scope, Visit visit)
    -> Result<Done, log::LogError> {
  const auto tenant = scope.entity ? std::optional{scope.entity->tenant} : scope.tenant;
  const bool is_one = tenant && tenant->text() != "~";  // One tenant lies in one partition.
  const auto first = is_one ? log::partition_of(*tenant, log.partitions()) : 0;
  const auto end = is_one ? first + 1 : log.partitions();
  for (Partition partition = first; partition < end; ++partition) {
    ORKESTA_TRY_LET(reader,
                    log.read({log::topic::turns, partition, 0}, log::Until::end_at_opening));
    while (!reader->at_end()) {
      ORKESTA_TRY_LET(records, reader->next(std::chrono::milliseconds{0}));
      for (const auto& delivered : records) {
        if (!visit(delivered)) return Done{};
      }
    }
  }
  return Done{};
}

auto in_scope(const AuditScope& scope, const log::Delivered& delivered) -> bool {
  const auto& key = delivered.record.key;
  if (scope.entity) return key == scope.entity->text();
  if (!scope.tenant) return true;
  return key.starts_with(scope.tenant->text() + '/');
}

/// One entity's chain as far as it was read.
struct Chain {
  Sequence sequence = 0;
  Digest digest;
};

/// Checks one record after the other, in log order.
class Verifier {
 public:
  Verifier(const KindRegistry& kinds, Partition partitions)
      : kinds_(kinds), partitions_(partitions) {}

  auto check(const log::Delivered& delivered) -> std::optional<Difference> {
    ++turns_;
    const auto head = codec::peek_turn(delivered.record.value);
    if (!head) return differs(delivered, "undecodable", head.error().message);
    entity_ = head->entity.text();
    sequence_ = head->sequence;
    if (auto wrong = check_attributes(delivered, *head)) return wrong;
    if (auto wrong = check_chain(delivered, *head)) return wrong;
    if (auto wrong = check_input(delivered)) return wrong;
    return check_decodable(delivered, *head);
  }
  void next_partition() { last_input_.reset(); }
  auto turns() const -> std::uint64_t { return turns_; }
  auto entities() const -> std::uint64_t { return chains_.size(); }

 private:
  auto differs(const log::Delivered& delivered, std::string what, std::string message) const
      -> Difference {
    return {delivered.at, entity_, sequence_, std::move(what), std::move(message)};
  }

  auto check_attributes(const log::Delivered& delivered, const codec::TurnHead& head)
      -> std::optional<Difference> {
    const auto& record = delivered.record;
    if (record.key != entity_ || attribute_of(record, attribute::subject) != entity_) {
      return differs(delivered, "wrong_key", "the record's key is not the turn's entity");
    }
    if (attribute_of(record, attribute::type) != codec::turn_type) {
      return differs(delivered, "wrong_attribute", "type");
    }
    if (attribute_of(record, attribute::id) != entity_ + '/' + std::to_string(head.sequence)) {
      return differs(delivered, "wrong_attribute", "id");
    }
    if (attribute_of(record, attribute::time) != format_timestamp(head.at)) {
      return differs(delivered, "wrong_attribute", "time");
    }
    const auto home = head.entity.tenant.text() == "~"
                          ? delivered.at.partition
                          : log::partition_of(head.entity.tenant, partitions_);
    if (home == delivered.at.partition) return std::nullopt;
    return differs(delivered, "wrong_partition", "the tenant does not live there");
  }

  auto check_chain(const log::Delivered& delivered, const codec::TurnHead& head)
      -> std::optional<Difference> {
    const auto digest = codec::digest_of(delivered.record.value);
    if (attribute_of(delivered.record, attribute::digest) != digest.hex()) {
      return differs(delivered, "wrong_digest", "the bytes are not those that were recorded");
    }
    auto& chain = chains_[entity_];
    if (head.sequence != chain.sequence + 1) {
      return differs(delivered, "gap",
                     "turn " + std::to_string(head.sequence) + " follows turn " +
                         std::to_string(chain.sequence));
    }
    if (head.previous != chain.digest) {
      return differs(delivered, "wrong_link", "the turn names another predecessor");
    }
    chain = {head.sequence, digest};
    return std::nullopt;
  }

  auto check_input(const log::Delivered& delivered) -> std::optional<Difference> {
    const auto text = attribute_of(delivered.record, attribute::input);
    if (text.empty()) return std::nullopt;
    const auto input = parse_position(text);
    if (!input || input->partition != delivered.at.partition) {
      return differs(delivered, "wrong_attribute", "input");
    }
    if (last_input_ && input->offset <= *last_input_) {
      return differs(delivered, "input_repeated", "an input was heard twice, or out of order");
    }
    last_input_ = input->offset;
    return std::nullopt;
  }

  auto check_decodable(const log::Delivered& delivered, const codec::TurnHead& head)
      -> std::optional<Difference> {
    const auto* kind = kinds_.find(head.entity.kind);
    if (kind == nullptr) return differs(delivered, "unknown_kind", head.entity.kind);
    const auto readable = kind->check(delivered.record.value);
    if (readable) return std::nullopt;
    return differs(delivered, "undecodable", readable.error().message);
  }

  const KindRegistry& kinds_;
  Partition partitions_;
  std::unordered_map<std::string, Chain> chains_;
  std::optional<Offset> last_input_;
  std::string entity_;
  Sequence sequence_ = 0;
  std::uint64_t turns_ = 0;
};

}  // namespace

auto verify(log::MessageLog& log, const KindRegistry& kinds) -> Result<Verified, log::LogError> {
  Verifier verifier(kinds, log.partitions());
  Verified verified;
  std::optional<Partition> partition;
  ORKESTA_TRY(each_turn(log, {}, [&](const log::Delivered& delivered) {
    if (partition != delivered.at.partition) verifier.next_partition();
    partition = delivered.at.partition;
    verified.first_difference = verifier.check(delivered);
    return !verified.first_difference;
  }));
  verified.turns = verifier.turns();
  verified.entities = verifier.entities();
  return verified;
}

auto replay(log::MessageLog& log, const KindRegistry& kinds, const Services& services,
            const AuditScope& scope) -> Result<Replayed, log::LogError> {
  Replayed replayed;
  ContextSource contexts(log, kinds);
  std::unordered_map<std::string, std::unique_ptr<Entity>> entities;
  const auto differ = [&](const log::Delivered& delivered, std::string what, std::string message) {
    ++replayed.differing;
    if (replayed.first_difference) return;
    const auto head = codec::peek_turn(delivered.record.value);
    replayed.first_difference =
        Difference{delivered.at, delivered.record.key, head ? head->sequence : 0, std::move(what),
                   std::move(message)};
  };
  ORKESTA_TRY(each_turn(log, scope, [&](const log::Delivered& delivered) {
    if (!in_scope(scope, delivered)) return true;
    ++replayed.turns;
    const auto& bytes = delivered.record.value;
    const auto head = codec::peek_turn(bytes);
    const auto* kind = head ? kinds.find(head->entity.kind) : nullptr;
    if (kind == nullptr) {
      differ(delivered, "undecodable", "no such kind, or no turn");
      return true;
    }
    auto& entity = entities[delivered.record.key];
    if (!entity) entity = kind->create(head->entity);
    const auto context = contexts.at(head->entity.tenant, head->context);
    switch (entity->redecide(bytes, context, services)) {
      case Redecided::equal:
        ++replayed.redecided;
        break;
      case Redecided::other_rules:
        ++replayed.other_rules;
        break;
      case Redecided::erased:
        ++replayed.erased;
        break;
      case Redecided::dead_letter:
        ++replayed.dead_letters;
        break;
      case Redecided::different:
        differ(delivered, "decided_otherwise", "deciding again gives other bytes");
        break;
      case Redecided::context_unknown:
        differ(delivered, "context_unknown", "the log holds no such version of the context");
        break;
    }
    const auto folded = entity->fold(bytes);
    if (!folded) differ(delivered, "unfoldable", folded.error().message);
    return true;
  }));
  return replayed;
}

auto export_turns(log::MessageLog& log, const AuditScope& scope,
                  const std::function<bool(const ExportedTurn&)>& line)
    -> Result<std::optional<Difference>, log::LogError> {
  std::optional<Difference> difference;
  ORKESTA_TRY(each_turn(log, scope, [&](const log::Delivered& delivered) {
    if (!in_scope(scope, delivered)) return true;
    const auto& bytes = delivered.record.value;
    const auto head = codec::peek_turn(bytes);
    if (!head) {
      difference =
          Difference{delivered.at, delivered.record.key, 0, "undecodable", head.error().message};
      return false;
    }
    return line(ExportedTurn{delivered.at, head->entity, head->sequence, head->previous,
                             codec::digest_of(bytes), bytes});
  }));
  return difference;
}

auto fold_from_log(log::MessageLog& log, const KindRegistry& kinds, const EntityKey& key,
                   Sequence up_to) -> Result<std::unique_ptr<Entity>, Difference> {
  const log::Position nowhere{log::topic::turns, 0, 0};
  const auto* kind = kinds.find(key.kind);
  if (kind == nullptr) {
    return Failure{Difference{nowhere, key.text(), 0, "unknown_kind", key.kind}};
  }
  auto entity = kind->create(key);
  std::optional<Difference> difference;
  const AuditScope scope{std::nullopt, key};
  const auto read = each_turn(log, scope, [&](const log::Delivered& delivered) {
    if (!in_scope(scope, delivered)) return true;
    if (up_to != 0 && entity->standing().sequence >= up_to) return false;
    const auto folded = entity->fold(delivered.record.value);
    if (folded) return true;
    difference = Difference{delivered.at, key.text(), entity->standing().sequence + 1, "unfoldable",
                            folded.error().message};
    return false;
  });
  if (!read) {
    return Failure{
        Difference{nowhere, key.text(), 0, "log", std::string{log::describe(read.error())}}};
  }
  if (difference) return Failure{std::move(*difference)};
  if (entity->standing().sequence == 0) {
    return Failure{Difference{nowhere, key.text(), 0, "unknown", "there is no such entity"}};
  }
  return entity;
}

}  // namespace orkesta::engine
