#pragma once

#include <memory>

#include "commands.hpp"
#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::cli {

/// The context of a pack's folder (`--pack`), or the current one of an installation's tenant
/// (`--tenant` with `--data`).
auto choose_context(const ContextChoice& choice)
    -> Result<std::shared_ptr<const tenant::Context>, Trouble>;

/// The current context of a tenant, from the log; null when nothing was imported.
auto context_in(log::MessageLog& log, const TenantId& tenant)
    -> Result<std::shared_ptr<const tenant::Context>, Trouble>;

}  // namespace orkesta::cli
