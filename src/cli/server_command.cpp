// `orkesta server run`: wires an installation, its node and the gateway, and serves until SIGTERM.
#include <csignal>
#include <filesystem>
#include <iostream>
#include <thread>

#include "commands.hpp"
#include "journal.hpp"
#include "local_server.hpp"
#include "orkesta/codec/json.hpp"
#include "orkesta/gateway/api.hpp"
#include "server_settings.hpp"
#include "supervision.hpp"

namespace orkesta::cli {
namespace {

volatile std::sig_atomic_t stop_asked = 0;
extern "C" void ask_to_stop(int) { stop_asked = 1; }
volatile std::sig_atomic_t clock_confirmed = 0;
extern "C" void confirm_clock(int) { clock_confirmed = 1; }

constexpr std::chrono::seconds drained_within{10};

struct Address {
  std::string host;
  std::uint16_t port = 0;
};
auto address_of(const std::string& text) -> Result<Address, Trouble> {
  const auto colon = text.rfind(':');
  const Failure<Trouble> wrong{Trouble{Exit::usage, "usage", text + ": an address is host:port"}};
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) return wrong;
  std::uint32_t port = 0;
  for (const char digit : text.substr(colon + 1)) {
    if (digit < '0' || digit > '9') return wrong;
    port = port * 10 + static_cast<std::uint32_t>(digit - '0');
    if (port > 65535) return wrong;
  }
  return Address{text.substr(0, colon), static_cast<std::uint16_t>(port)};
}

void say(std::string_view text) { note(Level::warning, "node", text); }

/// Routes are patterns and statuses numbers: nothing that a caller wrote.
void note_served(const gateway::Served& served) {
  note(served.status >= 500 ? Level::warning : Level::debug, "served", "",
       {{"method", std::string(served.pattern.empty() ? "" : served.method)},
        {"route", std::string(served.pattern)},
        {"status", std::to_string(served.status)},
        {"took_us", std::to_string(served.took.count())}});
}

/// Everything that serves, in the order of its making; goes in the opposite one.
struct Serving {
  std::unique_ptr<LocalServer> local;
  std::optional<store::PositionCodec> positions;
  std::optional<door::Door> door;
  std::unique_ptr<gateway::LiveHub> hub;
  gateway::Metrics metrics;
  gateway::Rates rates;
  std::unique_ptr<gateway::Server> listener;
  std::unique_ptr<gateway::Server> admin;
};

void add_node_metrics(gateway::Metrics& metrics, const Serving& serving) {
  const auto& counters = serving.local->node().counters();
  const auto count = [&](const std::string& name, const std::string& help,
                         const std::atomic<std::uint64_t>& value) {
    metrics.add_counter(name, help, [&value] { return static_cast<double>(value.load()); });
  };
  count("orkesta_inputs_total", "Inbounds decided and committed", counters.inputs);
  count("orkesta_turns_total", "Turns committed", counters.turns);
  count("orkesta_dead_letters_total", "Inbounds that could not be decided", counters.dead_letters);
  count("orkesta_poisoned_total", "Dead letters that a child process died of", counters.poisoned);
  count("orkesta_commits_total", "Transactions of the engine", counters.commits);
  count("orkesta_aborts_total", "Transactions given up", counters.aborts);
  count("orkesta_units_replaced_total", "Units opened anew", counters.units_replaced);
  count("orkesta_effect_steps_total", "Steps of the effect executors", counters.effects);
  count("orkesta_projected_turns_total", "Turns absorbed by read models", counters.projected);
  metrics.add_gauge("orkesta_partitions_stopped", "Partitions that need a person",
                    [&counters] { return static_cast<double>(counters.partitions_stopped); });
  metrics.add_gauge("orkesta_projectors_stopped", "Read models that need a person",
                    [&counters] { return static_cast<double>(counters.projectors_stopped); });
  metrics.add_gauge("orkesta_clock_wrong", "1 while the wall clock cannot be believed",
                    [&clock = serving.local->clock()] { return clock.is_right() ? 0.0 : 1.0; });
  metrics.add_gauge("orkesta_live_listeners", "Open live streams",
                    [&hub = *serving.hub] { return static_cast<double>(hub.listeners()); });
}

auto import_over_http(LocalServer& local, const TenantId& tenant,
                      std::vector<gateway::ImportFile> files, const std::string& by)
    -> gateway::Imported {
  std::vector<pack::PackFile> read;
  for (auto& file : files) read.push_back({std::move(file.name), std::move(file.text)});
  auto loaded = read_files(std::move(read));
  if (!loaded) return Failure{codec::write(loaded.error())};
  if (loaded->id != tenant.text()) {
    const pack::Mistake foreign{"tenant.toml", 1, 1, "conflict", "id is not the token's tenant"};
    return Failure{codec::write(std::vector<pack::Mistake>{foreign})};
  }
  auto position = import_into(local.log(), local.keys(), *loaded, by);
  if (!position) return Failure{std::string{}};
  return door::Accepted{{tenant, "tenant", EntityId{tenant.text()}}, *position};
}

auto services_of(Serving& serving, gateway::TokenRules tokens, connect::SecretSource secrets)
    -> std::shared_ptr<const gateway::ApiServices> {
  auto services = std::make_shared<gateway::ApiServices>();
  auto& local = *serving.local;
  services->door = &*serving.door;
  services->log = &local.log();
  services->rows = &local.rows();
  services->keys = &local.keys();
  services->positions = &*serving.positions;
  services->hub = serving.hub.get();
  services->metrics = &serving.metrics;
  services->rates = &serving.rates;
  services->secrets = std::move(secrets);
  services->tokens = std::move(tokens);
  services->now = [&local] { return local.clock().now(); };
  services->import = [&local](const TenantId& tenant, std::vector<gateway::ImportFile> files,
                              const std::string& by) {
    return import_over_http(local, tenant, std::move(files), by);
  };
  services->is_ready = [&local] { return local.node().is_ready() && local.clock().is_right(); };
  return services;
}

auto listen(Serving& serving, const Address& address, std::vector<gateway::Route> routes,
            gateway::Gate gate) -> Result<std::unique_ptr<gateway::Server>, Trouble> {
  gateway::ServerOptions options;
  options.address = address.host;
  options.port = address.port;
  auto started =
      gateway::start_server(options, gateway::Router(std::move(routes)), std::move(gate),
                            [&metrics = serving.metrics](const gateway::Served& served) {
                              metrics.served(served.method, served.pattern, served.status,
                                             std::chrono::duration<double>(served.took).count());
                              note_served(served);
                            });
  if (!started) return Failure{Trouble{Exit::unreachable, "listen", started.error()}};
  return std::move(*started);
}

auto start(Serving& serving, const Settings& settings, const std::vector<std::string>& packs)
    -> Result<Done, Trouble> {
  ORKESTA_TRY_LET(public_address, address_of(settings.value("server.listen")));
  ORKESTA_TRY_LET(admin_address, address_of(settings.value("server.admin")));
  const auto& data = settings.value("server.data");
  if (data.empty()) {
    return Failure{Trouble{Exit::usage, "usage",
                           "name the data folder: --data DIR, ORKESTA_SERVER_DATA, or server.data "
                           "in the settings"}};
  }
  if (std::filesystem::exists(DataPaths(data).chat_keys)) {
    return Failure{Trouble{Exit::usage, "chat_folder",
                           data + ": made by `orkesta chat`, whose keys are no secret; serve "
                                  "another folder"}};
  }
  auto secrets = connect::open_secrets(settings.value("server.secrets"));
  ORKESTA_TRY_LET(local, LocalServer::open(settings.value("server.data"), {secrets, say}));
  serving.local = std::move(local);
  for (const auto& folder : packs) {
    ORKESTA_TRY_LET(loaded, load_pack(folder));
    ORKESTA_TRY(serving.local->import(loaded, "server"));
  }
  const auto secret = serving.local->keys().secret(TenantId{"~"}, "positions");
  if (!secret)
    return Failure{Trouble{Exit::failed, "keys", "the installation's keys cannot be read"}};
  ORKESTA_TRY_LET(tokens, token_rules_of(serving.local->keys()));
  serving.positions.emplace(*secret);
  serving.door.emplace(serving.local->log(), serving.local->keys(), std::string(installation_name));
  serving.hub = std::make_unique<gateway::LiveHub>(serving.local->log(), serving.local->keys(),
                                                   *serving.positions);
  serving.local->node().on_commit([hub = serving.hub.get()] { hub->wake(); });
  add_node_metrics(serving.metrics, serving);
  const auto services = services_of(serving, std::move(tokens), std::move(secrets));
  ORKESTA_TRY_LET(listener, listen(serving, public_address, gateway::api_routes(services),
                                   gateway::api_gate(services)));
  serving.listener = std::move(listener);
  ORKESTA_TRY_LET(admin, listen(serving, admin_address, gateway::admin_routes(services),
                                gateway::api_gate(services)));
  serving.admin = std::move(admin);
  const auto where = "http://" + public_address.host + ':' +
                     std::to_string(serving.listener->port()) + ", admin http://" +
                     admin_address.host + ':' + std::to_string(serving.admin->port());
  std::cerr << "orkesta: ready on " << where << std::endl;  // Scripts wait for this very line.
  note(Level::info, "ready", where);
  return Done{};
}

}  // namespace

auto run_server(const ServerRun& options) -> Ran {
  std::signal(SIGTERM, ask_to_stop);
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGUSR1, confirm_clock);
  std::signal(SIGPIPE, SIG_IGN);
  ORKESTA_TRY_LET(settings, load_settings(options.config));
  settings.set_flag("server.data", options.data);
  settings.set_flag("server.listen", options.listen);
  settings.set_flag("server.admin", options.admin);
  settings.set_flag("server.secrets", options.secrets);
  open_journal(settings.value("server.log"));
  Supervision supervision;
  Serving serving;
  ORKESTA_TRY(start(serving, settings, options.packs));
  supervision.ready("serving on port " + std::to_string(serving.listener->port()));
  while (stop_asked == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    supervision.beat();
    if (clock_confirmed == 0) continue;
    clock_confirmed = 0;
    serving.local->clock().confirm();
    note(Level::warning, "clock_confirmed", "");
  }
  supervision.stopping();
  note(Level::info, "stopping", "");
  serving.listener->stop(std::chrono::milliseconds{2'000});
  serving.admin->stop(std::chrono::milliseconds{500});
  serving.local->node().stop(drained_within);
  note(Level::info, "stopped", "");
  return Exit::done;
}

}  // namespace orkesta::cli
