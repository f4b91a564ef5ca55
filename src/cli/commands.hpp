#pragma once

// The program's commands, each a function from its options to an exit status. What cannot be done
// is a `Trouble`, said once by main.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "installation.hpp"

namespace orkesta::cli {

/// Which tenant's context: a folder read in place, or an installation's tenant.
struct ContextChoice {
  std::string pack;
  std::string tenant;
  std::string data;
};

/// The exit status, or why it could not be done.
using Ran = Result<Exit, Trouble>;

// Lines in, lines out.
auto run_price(const ContextChoice& choice) -> Ran;
auto run_understand(const ContextChoice& choice) -> Ran;
auto run_search(const ContextChoice& choice, const std::string& catalog) -> Ran;
auto run_webhook_verify() -> Ran;

// Tenants.
auto run_tenants_check(const std::string& pack, bool as_json) -> Ran;
auto run_tenants_import(const std::string& pack, const std::string& data, const std::string& by,
                        bool as_json) -> Ran;
auto run_tenants_list(const std::string& data, bool as_json) -> Ran;

// What anybody can prove from the log.
struct Scope {
  std::string data;
  std::string tenant;
  std::string entity;
  bool as_json = false;
};
auto run_export_turns(const Scope& scope, bool sealed, bool raw) -> Ran;
auto run_audit_verify(const Scope& scope) -> Ran;
auto run_audit_replay(const Scope& scope) -> Ran;

auto run_projections_digest(const std::string& data, bool as_json) -> Ran;
auto run_projections_rebuild(const std::string& name, const std::string& data) -> Ran;
auto run_erase(const std::string& data, const std::string& entity, const std::string& by) -> Ran;

struct TailOptions {
  std::string data;
  std::string tenant;
  std::string after;  ///< Position to go on from.
  bool until_end = false;
  bool as_json = false;
  std::uint64_t limit = 0;  ///< 0 = none.
};
auto run_events_tail(const TailOptions& options) -> Ran;

struct TokenOptions {
  std::string data, tenant, role, user;
  std::int64_t minutes = 60;
};
auto run_token_create(const TokenOptions& options) -> Ran;
auto run_config_show(const std::string& file, bool origin, bool as_json) -> Ran;
auto run_version(bool as_json) -> Ran;

struct ServerRun {
  std::string data;
  std::string listen;  ///< "" = the setting.
  std::string admin;
  std::vector<std::string> packs;
  std::string secrets;
  std::string config;
};
auto run_server(const ServerRun& options) -> Ran;
/// Decides what comes next in a partition and writes nothing: for the server's own use (R13).
auto run_partition_try(const std::string& data, Partition partition, Offset next) -> Ran;

}  // namespace orkesta::cli
