#pragma once

/// The nine stages of a sale, and the moves between them as a type: an illegal one cannot be made
/// (O4). The table is that of the published language.

#include <array>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace orkesta::conversation {

BOOST_DEFINE_ENUM_CLASS(Stage, greeting, discovery, qualification, presentation, quote, negotiation,
                        objection, closing, follow_up)
inline constexpr std::array<Stage, 9> all_stages{
    Stage::greeting,    Stage::discovery, Stage::qualification, Stage::presentation, Stage::quote,
    Stage::negotiation, Stage::objection, Stage::closing,       Stage::follow_up};

/// Whether the table has this move. An objection goes back to any stage that it can come from; that
/// it goes back to the very one is `Move::out_of_objection`'s to keep.
constexpr auto is_legal(Stage from, Stage to) -> bool {
  using enum Stage;
  if (from == to || to == greeting) return false;
  if (to == follow_up) return from != greeting;
  switch (from) {
    case greeting:
      return to == discovery;
    case discovery:
      return to == qualification;
    case qualification:
      return to == presentation || to == discovery;
    case presentation:
      return to == quote || to == discovery || to == objection;
    case quote:
      return to == negotiation || to == closing || to == discovery || to == objection;
    case negotiation:
      return to == quote || to == closing || to == discovery || to == objection;
    case closing:
      return to == quote || to == negotiation || to == discovery || to == objection;
    case objection:
      return to == presentation || to == quote || to == negotiation || to == closing ||
             to == discovery;
    case follow_up:
      return true;
  }
  return false;
}

/// One step between two stages. Only legal ones exist.
class Move {
 public:
  /// Nothing when the table does not have it. Out of an objection, use `out_of_objection`.
  static constexpr auto between(Stage from, Stage to) -> std::optional<Move> {
    if (!is_legal(from, to)) return std::nullopt;
    return Move{from, to};
  }
  /// Back to the stage where the objection was raised, or on to negotiation or discovery (or to
  /// follow_up); nothing for any other.
  static constexpr auto out_of_objection(Stage raised_in, Stage to) -> std::optional<Move> {
    const auto is_open_to_all =
        to == Stage::negotiation || to == Stage::discovery || to == Stage::follow_up;
    if (to != raised_in && !is_open_to_all) return std::nullopt;
    return between(Stage::objection, to);
  }
  constexpr auto from() const -> Stage { return from_; }
  constexpr auto to() const -> Stage { return to_; }
  constexpr bool operator==(const Move&) const = default;

 private:
  constexpr Move(Stage from, Stage to) : from_(from), to_(to) {}
  Stage from_;
  Stage to_;
};

/// A move known when the program is written: an illegal one does not compile.
template <Stage From, Stage To>
constexpr auto move() -> Move {
  static_assert(is_legal(From, To), "the nine stages have no such move");
  return *Move::between(From, To);
}

/// The fewest moves that lead there, in order: a customer may jump ahead, and each stage passed is
/// recorded. Empty when already there, or when nothing leads there (greeting). Never detours
/// through objection or follow_up. `raised_in` is where an objection that is open now came from.
auto path(Stage from, Stage to, std::optional<Stage> raised_in = std::nullopt) -> std::vector<Move>;

auto name_of(Stage stage) -> std::string_view;

}  // namespace orkesta::conversation
