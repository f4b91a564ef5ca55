#include "context_choice.hpp"

#include "import.hpp"
#include "orkesta/engine/audit.hpp"
#include "orkesta/engine/context_source.hpp"
#include "orkesta/engine/kinds.hpp"

namespace orkesta::cli {

auto context_in(log::MessageLog& log, const TenantId& tenant)
    -> Result<std::shared_ptr<const tenant::Context>, Trouble> {
  auto entity = engine::fold_from_log(log, engine::all_kinds(), engine::tenant_entity(tenant));
  if (!entity && entity.error().what == "unknown") return std::shared_ptr<const tenant::Context>{};
  if (!entity)
    return Failure{
        Trouble{Exit::failed, "broken_log", "the tenant's turns: " + entity.error().message}};
  return *entity ? (*entity)->context() : nullptr;
}

auto choose_context(const ContextChoice& choice)
    -> Result<std::shared_ptr<const tenant::Context>, Trouble> {
  if (!choice.pack.empty()) {
    ORKESTA_TRY_LET(loaded, load_pack(choice.pack));
    return context_of(std::move(loaded));
  }
  if (choice.tenant.empty() || choice.data.empty())
    return Failure{Trouble{Exit::usage, "usage",
                           "name a tenant: --pack DIR, or --tenant ID with "
                           "--data DIR"}};
  ORKESTA_TRY_LET(opened, open_installation(choice.data, {.mode = Mode::read_only, .clock = {}}));
  ORKESTA_TRY_LET(context, context_in(*opened.log, TenantId{choice.tenant}));
  if (!context)
    return Failure{Trouble{Exit::not_found, "not_found",
                           choice.tenant + ": this installation has no such tenant"}};
  return std::move(context);
}

}  // namespace orkesta::cli
