#pragma once

/// The Control Tower's routes: webhooks in, API, live stream, documents, page; health and metrics
/// on a listener of their own.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "orkesta/connect/secrets.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/door/door.hpp"
#include "orkesta/gateway/http.hpp"
#include "orkesta/gateway/live_hub.hpp"
#include "orkesta/gateway/metrics.hpp"
#include "orkesta/gateway/rates.hpp"
#include "orkesta/gateway/server.hpp"
#include "orkesta/log/message_log.hpp"
#include "orkesta/store/position_codec.hpp"
#include "orkesta/store/read_store.hpp"

namespace orkesta::gateway {

/// A pack that came over HTTP, file by file.
struct ImportFile {
  std::string name;
  std::string text;
};
/// Made of an import: where it lies, or the pack's mistakes as a JSON array.
using Imported = Result<door::Accepted, std::string>;

/// What the routes work with; all of it outlives the server. Any thread.
struct ApiServices {
  door::Door* door = nullptr;
  log::MessageLog* log = nullptr;
  store::ReadStore* rows = nullptr;
  KeyStore* keys = nullptr;
  const store::PositionCodec* positions = nullptr;
  LiveHub* hub = nullptr;
  Metrics* metrics = nullptr;
  Rates* rates = nullptr;
  connect::SecretSource secrets;
  TokenRules tokens;
  std::function<Timestamp()> now;
  std::function<Imported(const TenantId&, std::vector<ImportFile>, const std::string& by)> import;
  std::function<bool()> is_ready;  ///< Every partition serves, every dependency answers.
};

/// The public listener's routes.
auto api_routes(const std::shared_ptr<const ApiServices>& services) -> std::vector<Route>;
/// The admin listener's routes.
auto admin_routes(const std::shared_ptr<const ApiServices>& services) -> std::vector<Route>;
/// Token, role and tenant wall (S5 to S7), then the tenant's rate (S18).
auto api_gate(const std::shared_ptr<const ApiServices>& services) -> Gate;

}  // namespace orkesta::gateway
