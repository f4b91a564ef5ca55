#include "orkesta/codec/turn.hpp"

#include <charconv>

namespace orkesta::codec {
namespace {

/// Walks over canonical bytes without a tree. Any surprise ends the walk: the caller then parses.
class Scanner {
 public:
  explicit Scanner(std::string_view bytes) : rest_(bytes) {}

  auto skip(std::string_view exactly) -> bool {
    if (!rest_.starts_with(exactly)) return false;
    rest_.remove_prefix(exactly.size());
    return true;
  }
  /// A string without escapes.
  auto string() -> std::optional<std::string_view> {
    if (!skip("\"")) return std::nullopt;
    const auto end = rest_.find_first_of("\"\\");
    if (end == std::string_view::npos || rest_[end] == '\\') return std::nullopt;
    const auto text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return text;
  }
  template <class Number>
  auto number() -> std::optional<Number> {
    Number value{};
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }
  /// An object of strings without escapes and of numbers, flat.
  auto flat_object() -> bool {
    const auto end = rest_.find_first_of("}\\");
    if (!rest_.starts_with('{') || end == std::string_view::npos || rest_[end] == '\\')
      return false;
    if (rest_.substr(1, end).find('{') != std::string_view::npos) return false;
    rest_.remove_prefix(end + 1);
    return true;
  }

 private:
  std::string_view rest_;
};

/// The head of canonical bytes; nothing when they are not what is expected.
auto scan(std::string_view bytes) -> std::optional<TurnHead> {
  Scanner scanner(bytes);
  if (!scanner.skip("{\"tenant\":")) return std::nullopt;
  const auto tenant = scanner.string();
  if (!tenant || !scanner.skip(",\"kind\":")) return std::nullopt;
  const auto kind = scanner.string();
  if (!kind || !scanner.skip(",\"entity\":")) return std::nullopt;
  const auto entity = scanner.string();
  if (!entity || !scanner.skip(",\"sequence\":")) return std::nullopt;
  const auto sequence = scanner.number<Sequence>();
  if (!sequence || !scanner.skip(",\"previous\":")) return std::nullopt;
  const auto previous_text = scanner.string();
  const auto previous = previous_text ? Digest::parse(*previous_text) : std::nullopt;
  if (!previous || !scanner.skip(",\"rules\":")) return std::nullopt;
  const auto rules = scanner.number<RulesVersion>();
  if (!rules || !scanner.skip(",\"context\":")) return std::nullopt;
  const auto context = scanner.number<ContextVersion>();
  if (!context || !scanner.skip(",\"heard\":{\"id\":")) return std::nullopt;
  const auto id = scanner.string();
  if (!id || !scanner.skip(",\"cause\":") || !scanner.flat_object()) return std::nullopt;
  if (!scanner.skip(",\"at\":")) return std::nullopt;
  const auto at_text = scanner.string();
  const auto at = at_text ? parse_timestamp(*at_text) : std::nullopt;
  if (!at) return std::nullopt;
  return TurnHead{.entity = {TenantId{std::string{*tenant}}, std::string{*kind},
                             EntityId{std::string{*entity}}},
                  .sequence = *sequence,
                  .previous = *previous,
                  .rules = *rules,
                  .context = *context,
                  .at = *at,
                  .heard_id = std::string{*id}};
}

struct HeardHead {
  std::string id;
  Timestamp at;
};
BOOST_DESCRIBE_STRUCT(HeardHead, (), (id, at))

struct Head {
  TenantId tenant;
  std::string kind;
  EntityId entity;
  Sequence sequence;
  Digest previous;
  RulesVersion rules;
  ContextVersion context;
  HeardHead heard;
};
BOOST_DESCRIBE_STRUCT(Head, (), (tenant, kind, entity, sequence, previous, rules, context, heard))

}  // namespace

auto peek_turn(std::string_view bytes) -> Result<TurnHead, CodecError> {
  if (auto head = scan(bytes)) return std::move(*head);
  auto parsed = read<Head>(bytes);
  if (!parsed) return Failure{std::move(parsed).error()};
  return TurnHead{
      .entity = {std::move(parsed->tenant), std::move(parsed->kind), std::move(parsed->entity)},
      .sequence = parsed->sequence,
      .previous = parsed->previous,
      .rules = parsed->rules,
      .context = parsed->context,
      .at = parsed->heard.at,
      .heard_id = std::move(parsed->heard.id)};
}

}  // namespace orkesta::codec
