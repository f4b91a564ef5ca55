// The one program: reads the command line, runs one command, maps what became of it to an exit
// status.
#include <sys/resource.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <iostream>

#include "chat.hpp"
#include "commands.hpp"
#include "error_pages.hpp"
#include "json_lines.hpp"
#include "orkesta/core/assert.hpp"

namespace orkesta::cli {
namespace {

/// What the chosen command will run.
using Chosen = std::function<Ran()>;

struct Program {
  CLI::App app{"Orkesta: conversations over an event log that can be proved."};
  Chosen chosen;
  bool json = false;
};

auto add_verb(CLI::App& noun, Program& program, const std::string& name, const std::string& help,
              std::function<Ran()> run) -> CLI::App* {
  auto* const verb = noun.add_subcommand(name, help);
  verb->callback([&program, run = std::move(run)] { program.chosen = run; });
  return verb;
}

/// Where no flag names the installation, the environment does.
auto with_data(std::string& data, std::function<Ran()> run) -> std::function<Ran()> {
  return [&data, run = std::move(run)]() -> Ran {
    const char* const given = std::getenv("ORKESTA_SERVER_DATA");
    if (data.empty() && given != nullptr) data = given;
    if (data.empty())
      return Failure{Trouble{Exit::usage, "usage",
                             "name the installation: --data DIR, or ORKESTA_SERVER_DATA"}};
    return run();
  };
}

/// Options live as long as the program.
template <class Options>
auto kept() -> Options& {
  static Options options;
  return options;
}

void add_context(CLI::App* verb, ContextChoice& choice) {
  verb->add_option("--pack", choice.pack, "Folder of a tenant's pack, read in place");
  verb->add_option("--tenant", choice.tenant, "Tenant of the installation in --data");
  verb->add_option("--data", choice.data, "Data folder of an installation");
}

void add_lines(Program& program) {
  auto& app = program.app;
  auto& choice = kept<ContextChoice>();
  static std::string catalog;
  add_context(add_verb(app, program, "price", "Price orders: JSON lines in, JSON lines out",
                       [&] { return run_price(choice); }),
              choice);
  add_context(add_verb(app, program, "understand", "Understand messages: JSON lines in and out",
                       [&] { return run_understand(choice); }),
              choice);
  auto* const search = add_verb(app, program, "search", "Search a catalog: JSON lines in and out",
                                [&] { return run_search(choice, catalog); });
  add_context(search, choice);
  search->add_option("--catalog", catalog, "JSON lines of products, in place of a tenant's");
  auto* const webhook = app.add_subcommand("webhook", "Webhook signatures");
  webhook->require_subcommand(1);
  add_verb(*webhook, program, "verify", "Check signatures: JSON lines in and out",
           [] { return run_webhook_verify(); });
}

void add_chat(Program& program) {
  auto& options = kept<ChatOptions>();
  auto* const chat = add_verb(program.app, program, "chat",
                              "Converse with the real engine, effects simulated: JSON lines, or "
                              "plain words on a terminal",
                              [&] { return run_chat(options, std::cin, std::cout); });
  chat->add_option("--pack", options.pack, "Folder of the tenant's pack");
  chat->add_option("--tenant", options.tenant, "Tenant of the installation in --data");
  chat->add_option("--data", options.data, "Data folder; runs over it continue one another");
}

void add_tenants(Program& program) {
  auto* const tenants = program.app.add_subcommand("tenants", "Tenants' packs");
  tenants->require_subcommand(1);
  static std::string pack, data, by = "operator";
  auto& json = program.json;
  auto* const check = add_verb(*tenants, program, "check", "Every mistake of a pack, by place",
                               [&] { return run_tenants_check(pack, json); });
  check->add_option("pack", pack, "Folder")->required();
  auto* const import =
      add_verb(*tenants, program, "import", "Make a pack the tenant's next context",
               with_data(data, [&] { return run_tenants_import(pack, data, by, json); }));
  import->add_option("pack", pack, "Folder")->required();
  import->add_option("--data", data, "Data folder");
  import->add_option("--by", by, "Who imports it");
  auto* const list = add_verb(*tenants, program, "list", "Tenants and their versions",
                              with_data(data, [&] { return run_tenants_list(data, json); }));
  list->add_option("--data", data, "Data folder");
  for (auto* const verb : {check, import, list}) verb->add_flag("--json", json, "JSON lines");
}

void add_scope(CLI::App* verb, Scope& scope) {
  verb->add_option("--data", scope.data, "Data folder");
  verb->add_option("--tenant", scope.tenant, "Only this tenant");
  verb->add_option("--entity", scope.entity, "Only this entity: tenant/kind/id");
  verb->add_flag("--json", scope.as_json, "JSON");
}

void add_audit(Program& program) {
  auto& scope = kept<Scope>();
  static bool sealed = false, raw = false;
  auto* const audit = program.app.add_subcommand("audit", "What anybody can prove from the log");
  audit->require_subcommand(1);
  add_scope(add_verb(*audit, program, "verify", "Chains, gaps, digests of the whole log",
                     with_data(scope.data, [&] { return run_audit_verify(scope); })),
            scope);
  add_scope(add_verb(*audit, program, "replay", "Decide every turn again and compare the bytes",
                     with_data(scope.data, [&] { return run_audit_replay(scope); })),
            scope);
  auto* const exports = program.app.add_subcommand("export", "The log's turns, a line each");
  exports->require_subcommand(1);
  auto* const turns =
      add_verb(*exports, program, "turns", "Partition by partition, in log order",
               with_data(scope.data, [&] { return run_export_turns(scope, sealed, raw); }));
  add_scope(turns, scope);
  turns->add_flag("--sealed", sealed, "Leave personal values sealed");
  turns->add_flag("--raw", raw, "The exact bytes, base64");
}

void add_projections(Program& program) {
  auto* const projections = program.app.add_subcommand("projections", "Read models");
  projections->require_subcommand(1);
  static std::string data, name;
  auto& json = program.json;
  auto* const digest =
      add_verb(*projections, program, "digest", "Rows and digest of each",
               with_data(data, [&] { return run_projections_digest(data, json); }));
  digest->add_option("--data", data, "Data folder");
  digest->add_flag("--json", json, "JSON lines");
  auto* const rebuild =
      add_verb(*projections, program, "rebuild", "Rebuild one beside the live one and compare",
               with_data(data, [&] { return run_projections_rebuild(name, data); }));
  rebuild->add_option("name", name, "Projection")->required();
  rebuild->add_option("--data", data, "Data folder");
}

void add_operations(Program& program) {
  auto& app = program.app;
  static std::string data, entity, by, file;
  static bool origin = false;
  auto* const erase = add_verb(app, program, "erase", "Erase one person: destroys the keys",
                               with_data(data, [&] { return run_erase(data, entity, by); }));
  erase->add_option("--data", data, "Data folder");
  erase->add_option("--entity", entity, "tenant/conversation/id")->required();
  erase->add_option("--by", by, "Who ordered it")->required();

  auto* const events = app.add_subcommand("events", "Events as they happen");
  events->require_subcommand(1);
  auto& tail_options = kept<TailOptions>();
  auto* const tail =
      add_verb(*events, program, "tail", "Follow the log",
               with_data(tail_options.data, [&] { return run_events_tail(tail_options); }));
  tail->add_option("--data", tail_options.data, "Data folder");
  tail->add_option("--tenant", tail_options.tenant, "Only this tenant");
  tail->add_option("--since", tail_options.after, "Position to go on from");
  tail->add_option("--limit", tail_options.limit, "At most so many events");
  tail->add_flag("--until-end", tail_options.until_end, "Stop at the log's end");
  tail->add_flag("--json", tail_options.as_json, "JSON lines");

  auto* const token = app.add_subcommand("token", "Access tokens");
  token->require_subcommand(1);
  auto& wanted = kept<TokenOptions>();
  auto* const create = add_verb(*token, program, "create", "Print a token",
                                with_data(wanted.data, [&] { return run_token_create(wanted); }));
  create->add_option("--tenant", wanted.tenant, "Tenant")->required();
  create
      ->add_option("--role", wanted.role,
                   "ceo, seller, secretary, professional, operator, connector")
      ->required();
  create->add_option("--user", wanted.user, "User");
  create->add_option("--minutes", wanted.minutes, "How long it is good");
  create->add_option("--data", wanted.data, "Data folder");

  auto* const config = app.add_subcommand("config", "Settings");
  config->require_subcommand(1);
  auto* const show = add_verb(*config, program, "show", "Every setting in force",
                              [&] { return run_config_show(file, origin, program.json); });
  show->add_option("--config", file, "Settings file");
  show->add_flag("--origin", origin, "And where it comes from");
  show->add_flag("--json", program.json, "JSON lines, with their origin");
  auto* const version = add_verb(app, program, "version", "Version and build",
                                 [&] { return run_version(program.json); });
  version->add_flag("--json", program.json, "JSON");
}

void add_server(Program& program) {
  auto* const server = program.app.add_subcommand("server", "The server");
  server->require_subcommand(1);
  auto& run = kept<ServerRun>();
  auto* const verb =
      add_verb(*server, program, "run", "Serve until SIGTERM", [&] { return run_server(run); });
  verb->add_option("--data", run.data, "Data folder");
  verb->add_option("--listen", run.listen, "Address of webhooks and API; port 0 picks a free one");
  verb->add_option("--admin", run.admin, "Address of health and metrics");
  verb->add_option("--pack", run.packs, "Packs to import when their content is new");
  verb->add_option("--secrets", run.secrets, "Folder of secrets");
  verb->add_option("--config", run.config, "Settings file");

  static std::string data;
  static Partition partition = 0;
  static Offset next = 0;
  auto* const part = program.app.add_subcommand("partition", "Of the server's own use");
  part->group("")->require_subcommand(1);
  auto* const attempt = add_verb(*part, program, "try", "Decide what comes next, write nothing",
                                 [&] { return run_partition_try(data, partition, next); });
  attempt->add_option("--data", data, "Data folder")->required();
  attempt->add_option("--partition", partition, "Its number")->required();
  attempt->add_option("--next", next, "Offset of the next inbound")->required();
}

void complain(const Trouble& trouble) {
  codec::JsonWriter json;
  json.begin_object().key("error").begin_object();
  json.field("code", trouble.code).field("message", trouble.message);
  if (const auto page = page_of(trouble.code); !page.empty()) json.field("page", page);
  std::cerr << json.end_object().end_object().text() << '\n';
}

auto run(int argc, char** argv) -> Exit {
  std::ios::sync_with_stdio(false);
  Program program;
  program.app.require_subcommand(1);
  add_server(program);
  add_chat(program);
  add_lines(program);
  add_tenants(program);
  add_audit(program);
  add_projections(program);
  add_operations(program);
  try {
    program.app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {  // The parser's own codes become ours.
    return program.app.exit(error) == 0 ? Exit::done : Exit::usage;
  }
  const auto ran = program.chosen();
  if (ran) return *ran;
  complain(ran.error());
  return ran.error().exit;
}

}  // namespace
}  // namespace orkesta::cli

int main(int argc, char** argv) {
  ::umask(077);  // Log, rows, cache and keys are nobody else's to read, their -wal and -shm too.
  const rlimit no_core{};
  ::setrlimit(RLIMIT_CORE, &no_core);  // A core would hold what is sealed on disk (S14).
  try {
    return static_cast<int>(orkesta::cli::run(argc, argv));
  } catch (const orkesta::Bug& bug) {
    std::cerr << "bug: " << bug.what() << " (ORK-0019)\n";
    return static_cast<int>(orkesta::cli::Exit::failed);
  }
}
