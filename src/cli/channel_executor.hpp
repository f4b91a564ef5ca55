#pragma once

#include <memory>

#include "orkesta/connect/secrets.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/engine/executor.hpp"

namespace orkesta::cli {

/// Sends replies out over the channel that they answer. Chatwoot: through its API, whose address
/// and token are the secrets `tenant/<tenant>/chatwoot/<account>/base_url` and `…/access_token`.
/// Channels that read replies from the API themselves (api, web, chat) need nothing done. Keys
/// outlive it.
auto channel_executor(KeyStore& keys, connect::SecretSource secrets)
    -> std::shared_ptr<engine::Executor>;

}  // namespace orkesta::cli
