#pragma once

/// How read models write their rows.

#include <boost/describe/enum_to_string.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "orkesta/codec/json.hpp"
#include "orkesta/core/assert.hpp"
#include "orkesta/core/rows.hpp"
#include "orkesta/projections/recorded_turn.hpp"

namespace orkesta::projections {

inline auto value(std::string text) -> Value { return Value{std::move(text)}; }
inline auto value(std::int64_t number) -> Value { return Value{number}; }
inline auto value(Timestamp at) -> Value { return Value{at.milliseconds}; }
inline auto value(std::uint64_t number) -> Value {
  ORKESTA_ASSERT(number <= std::uint64_t{INT64_MAX});
  return Value{static_cast<std::int64_t>(number)};
}
inline auto value(std::uint32_t number) -> Value { return Value{std::int64_t{number}}; }
inline auto value(std::int32_t number) -> Value { return Value{std::int64_t{number}}; }
/// The seal as it stands in the turn; NULL when there is none. Opened by whoever shows it.
inline auto value(const PersonalText& text) -> Value {
  return text.sealed() ? Value{codec::write(text)} : Value{};
}
template <class T>
auto value(const std::optional<T>& there) -> Value {
  return there ? value(*there) : Value{};
}
/// The name of an enumerator.
template <class E>
requires std::is_enum_v<E>
auto value(E named) -> Value {
  return Value{std::string(boost::describe::enum_to_string(named, ""))};
}

/// One row's changes.
class Row {
 public:
  Row(std::vector<RowChange>& into, std::string table, Columns key)
      : into_(into), table_(std::move(table)), key_(std::move(key)) {}

  void set(Columns columns) { into_.push_back(Upsert{table_, key_, std::move(columns)}); }
  void add(std::string column, std::int64_t delta = 1) {
    into_.push_back(Add{table_, key_, std::move(column), delta});
  }

 private:
  std::vector<RowChange>& into_;
  const std::string table_;
  const Columns key_;
};

/// What a read model does not show. Whether it should is asked of every new event where the number
/// of events is asserted (projections.cpp).
struct NotShown {
  template <class Event>
  void operator()(const Event&) const {}
};

/// Calls the function that takes this very event, if one is given.
template <class... Fs>
void when(const conversation::Event& event, Fs... functions) {
  const auto chosen = Overloaded{std::move(functions)...};
  std::visit(
      [&]<class E>(const E& held) {
        if constexpr (std::is_invocable_v<decltype(chosen), const E&>) {
          chosen(held);
        } else {
          NotShown{}(held);
        }
      },
      event);
}

/// The day on the wall of the tenant, `YYYY-MM-DD`.
inline auto day_of(const RecordedTurn& turn, Timestamp at) -> std::string {
  static const Zone utc;
  return format_date(to_local(turn.place.zone ? *turn.place.zone : utc, at).date);
}

inline auto entity_text(const RecordedTurn& turn) -> std::string {
  return turn.entity.kind + '/' + turn.entity.id.text();
}

}  // namespace orkesta::projections
