#pragma once

/// Raising events of older versions to today's, at the edge (R17): pure functions from the JSON of
/// `type vN` to that of `type vN+1`, one version each. A version is never edited, only followed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "orkesta/codec/json_view.hpp"

namespace orkesta::codec {

/// One step. `raise` gets the whole old object and answers the whole new one, `type` included.
struct Upcaster {
  std::string_view from;  ///< `quote.offered.v1`
  std::string_view to;    ///< `quote.offered.v2`
  auto(*raise)(const JsonView& old) -> std::string;
};

/// The steps known to one reader. Immutable once made; any thread.
class Upcasters {
 public:
  Upcasters() = default;
  explicit Upcasters(std::vector<Upcaster> steps);
  /// One step up from `type`; nothing when none starts there. What a step answers is our own JSON:
  /// that it is readable and of type `to` is asserted.
  auto raise(std::string_view type, const JsonView& old) const -> std::optional<Json>;

 private:
  std::vector<Upcaster> steps_;
};

/// Those of this release: the table in upcast.cpp.
auto shipped_upcasters() -> const Upcasters&;

}  // namespace orkesta::codec
