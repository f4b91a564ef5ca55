#pragma once

/// What a field must be: each check reports a wrong one with its code and gives what can be used.

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <set>

#include "orkesta/core/money.hpp"
#include "report.hpp"
#include "values.hpp"

namespace orkesta::pack {

using Names = std::set<std::string, std::less<>>;

/// The enumerator of this name.
template <class E>
auto enum_named(std::string_view text) -> std::optional<E> {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
    if (text == enumerator.name) found = enumerator.value;
  });
  return found;
}

class Checks {
 public:
  explicit Checks(FileReport report) : report_(std::move(report)) {}

  void wrong(const Field& field, std::string code, std::string message) const {
    if (!field.column_missing) report_.wrong(field.place, std::move(code), std::move(message));
  }
  /// The text; reports `required` when there is none.
  auto required(const Field& field, std::string_view what) const -> std::string;
  auto id(const Field& field, bool accents = false) const -> std::string;
  auto required_id(const Field& field, std::string_view what, bool accents = false) const
      -> std::string;
  auto whole(const Field& field, std::int64_t min = 0, std::int64_t max = whole_max) const
      -> std::optional<std::int64_t>;
  auto small(const Field& field, std::int32_t otherwise, std::int32_t min = 0,
             std::int32_t max = 1'000'000'000) const -> std::int32_t;
  auto bp(const Field& field) const -> std::optional<std::int32_t>;
  /// Without a currency (it was wrong itself) only the form is checked.
  auto amount(const Field& field, std::optional<Currency> currency) const
      -> std::optional<std::int64_t>;
  auto currency(const Field& field) const -> std::optional<Currency>;
  auto yes(const Field& field, bool otherwise) const -> bool;
  auto language(const Field& field) const -> std::string;
  auto languages(const Field& field) const -> std::vector<std::string>;
  /// A window's ends; reports `conflict` when it ends before it begins.
  struct Window {
    std::optional<Timestamp> from;
    std::optional<Timestamp> until;
  };
  auto window(const Field& from, const Field& until, const Zone& zone) const -> Window;
  auto phone(const Field& field) const -> std::string;
  auto email(const Field& field) const -> std::string;
  /// Reports `unknown_reference` when the field names none of these. Null: they are not known.
  auto reference(const Field& field, const Names* known, std::string_view what) const
      -> std::string;
  /// Notes the name; reports `duplicate` when it was there.
  void once(const Field& field, const std::string& name, Names& seen) const;

  template <class E>
  auto choice(const Field& field, std::optional<E> otherwise) const -> E {
    if (!field.given() && otherwise) return *otherwise;
    if (const auto found = enum_named<E>(field.text)) return *found;
    wrong(field, "bad_choice", "'" + field.text + "' is none of " + names_of<E>() + ".");
    return otherwise.value_or(E{});
  }

 private:
  template <class E>
  static auto names_of() -> std::string {
    std::string names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
      names += (names.empty() ? "" : ", ") + std::string(enumerator.name);
    });
    return names;
  }

  FileReport report_;
};

}  // namespace orkesta::pack
