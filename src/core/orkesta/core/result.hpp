#pragma once

/// A value or the reason why there is none. It keeps the shape of `std::expected` (C++23), so that
/// moving to it later changes this file alone.

#include <type_traits>
#include <utility>
#include <variant>

namespace orkesta {

/// What a function without a value answers when it has done its work.
struct Done {
  bool operator==(const Done&) const = default;
};

/// Marks a reason on its way into a `Result`: `return Failure{LogError::fenced};`.
template <class E>
struct Failure {
  E error;
};
template <class E>
Failure(E) -> Failure<E>;

/// Either a `T` or an `E`; never empty, never ignored. Reading the side that is not there is a bug
/// of the caller and throws `std::bad_variant_access`.
template <class T, class E>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = E;

  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  template <class F>
  requires std::is_constructible_v<E, F&&> Result(Failure<F> failure)
      : held_(std::in_place_index<1>, std::move(failure.error)) {}

  auto has_value() const noexcept -> bool { return held_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  auto value() const& -> const T& { return std::get<0>(held_); }
  auto value() & -> T& { return std::get<0>(held_); }
  auto value() && -> T&& { return std::get<0>(std::move(held_)); }
  auto operator*() const& -> const T& { return value(); }
  auto operator*() & -> T& { return value(); }
  auto operator*() && -> T&& { return std::move(*this).value(); }
  auto operator->() const -> const T* { return &value(); }
  auto operator->() -> T* { return &value(); }

  auto error() const& -> const E& { return std::get<1>(held_); }
  auto error() && -> E&& { return std::get<1>(std::move(held_)); }

 private:
  std::variant<T, E> held_;
};

}  // namespace orkesta

/// Leaves the function with the failure of the expression, or goes on.
#define ORKESTA_TRY(...)                                                              \
  if (auto orkesta_tried = (__VA_ARGS__); !orkesta_tried) return ::orkesta::Failure { \
      std::move(orkesta_tried).error()                                                \
    }

/// Binds `name` to the value of the expression, or leaves the function with its failure.
#define ORKESTA_TRY_LET(name, ...)                                               \
  auto name##_tried = (__VA_ARGS__);                                             \
  if (!name##_tried) return ::orkesta::Failure{std::move(name##_tried).error()}; \
  auto& name = *name##_tried
