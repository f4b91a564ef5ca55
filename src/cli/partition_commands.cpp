// `orkesta partition try`: what a server runs in a child process before it decides what two
// processes died of, perhaps (R13). Beside that server; writes nothing.

#include "commands.hpp"
#include "local_server.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/poison.hpp"
#include "orkesta/engine/understander.hpp"

namespace orkesta::cli {

auto run_partition_try(const std::string& data, Partition partition, Offset next) -> Ran {
  ORKESTA_TRY_LET(opened, open_installation(data, {.mode = Mode::read_only,
                                                   .keys = true,
                                                   .cache = true,
                                                   .clock = {}}));
  engine::ContextRegistry contexts;
  const auto tried = engine::decide_next(
      {.partition = partition, .installation = std::string(installation_name)},
      {&engine::all_kinds(), &contexts, opened.log.get(), opened.cache.get()},
      {&engine::built_in_understander(), opened.keys.get(), std::string(installation_name)}, next,
      wall_clock());
  if (tried) return Exit::done;
  return Failure{Trouble{Exit::failed, "not_tried", "the partition cannot be restored here"}};
}

}  // namespace orkesta::cli
