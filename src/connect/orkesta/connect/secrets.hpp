#pragma once

/// Secrets by logical path, `tenant/<tenant>/<service>/<key>` (E5, S14): files, then environment.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orkesta::connect {

/// A value that nothing prints: no stream operator, no text() but the one whoever uses it must
/// name.
class Secret {
 public:
  explicit Secret(std::string value) : value_(std::move(value)) {}
  auto reveal() const -> const std::string& { return value_; }

 private:
  std::string value_;
};

/// Looks up `path`; nothing when it is not set. Any thread. Files are read at each call, so that a
/// rotation needs no restart.
using SecretSource = std::function<std::optional<Secret>(std::string_view path)>;

/// Files below `folder` named by the path (a trailing line end is cut), else the environment
/// variable `ORKESTA_SECRET_<PATH>` (upper case, everything but letters and digits as `_`). A path
/// with parts other than `A-Z a-z 0-9 . _ -` finds nothing.
auto open_secrets(std::string folder) -> SecretSource;

/// `tenant/<tenant>/<service>/<account>/<key>`, else without the account; with `<key>_previous`
/// beside it during a rotation. Empty when there is none.
auto find_secrets(const SecretSource& source, std::string_view tenant, std::string_view service,
                  std::string_view account, std::string_view key) -> std::vector<std::string>;

}  // namespace orkesta::connect
