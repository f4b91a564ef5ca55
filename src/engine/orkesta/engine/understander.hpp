#pragma once

#include <string>
#include <string_view>

#include "orkesta/core/time.hpp"
#include "orkesta/core/understanding.hpp"
#include "orkesta/engine/context_registry.hpp"

namespace orkesta::engine {

/// Turns a customer's words into an understanding. Any thread; the same input gives the same result
/// on every machine.
class Understander {
 public:
  virtual ~Understander() = default;
  /// `at` gives the day that relative dates mean, in the tenant's zone.
  virtual auto understand(std::string_view text, const UnderstandingHints& hints, Timestamp at,
                          const ContextSnapshot& context) const -> Understanding = 0;
};

/// With the model within this program, and the mentions found in the context's catalog.
auto built_in_understander() -> const Understander&;

}  // namespace orkesta::engine
