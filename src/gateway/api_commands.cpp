// Operators' commands and imports: each is an inbound, its answer says where its decision will
// stand.
#include <algorithm>

#include "api_support.hpp"
#include "orkesta/codec/json_view.hpp"
#include "request_id.hpp"

namespace orkesta::gateway {
namespace {

using conversation::Command;
using conversation::CommandType;

constexpr std::size_t import_bytes_max = 10u << 20;
constexpr codec::JsonLimits import_limits{.bytes_max = import_bytes_max,
                                          .depth_max = 8,
                                          .string_bytes_max = 64u << 10,
                                          .members_max = 200'000,
                                          .values_max = 500'000};

/// The inbound's id: the caller's idempotency key makes a repeat the same inbound (S19).
struct Identity {
  HeardId heard;
  std::string duplicate_key;
};
auto identity_of(const ApiServices& services, const Request& request) -> std::optional<Identity> {
  const auto key = request.header("idempotency-key");
  if (key.empty()) return Identity{HeardId{"c-" + new_request_id()}, ""};
  auto hashed = door::command_key(*services.keys, request.claims->tenant, key);
  if (!hashed) return std::nullopt;
  return Identity{HeardId{"c-" + *hashed}, *hashed};
}

struct ApprovalBody {
  CommandType type = CommandType::grant;
  std::optional<std::string> note;
};
auto read_approval(std::string_view text) -> Result<ApprovalBody, std::string> {
  const auto json = codec::Json::parse(text, {.bytes_max = 64u << 10, .depth_max = 4});
  if (!json || !json->root().is_object()) return Failure{std::string("bad_json")};
  ApprovalBody body;
  for (const auto [name, value] : json->root().members())
    if (name != "decision" && name != "note") return Failure{std::string("bad_field")};
  const auto decision = json->root().text_of("decision");
  if (decision == "grant")
    body.type = CommandType::grant;
  else if (decision == "refuse")
    body.type = CommandType::refuse;
  else
    return Failure{std::string("bad_field")};
  if (const auto note = json->root().text_of("note")) body.note = std::string(*note);
  return body;
}

auto decide_approval(const ApiServices& services, const Request& request) -> Response {
  const auto body = read_approval(request.body);
  if (!body) {
    const bool is_json = body.error() == "bad_field";
    return refuse(request, is_json ? 422 : 400, body.error(),
                  "send decision: grant or refuse, and a note if you like");
  }
  const auto& id = request.captured.at("id");
  const auto rows = ask_in_scope(services, request, {"approval_one", {{"approval", id}}, 0});
  if (!rows) return rows.error();
  if (rows->rows.empty()) return refuse(request, 404, "not_found", "there is nothing here");
  const auto identity = identity_of(services, request);
  if (!identity) return unavailable(request, "the key store does not answer");
  Command command;
  command.command = body->type;
  command.duplicate_key = identity->duplicate_key;
  command.by = request.claims->user.empty() ? request.claims->role : request.claims->user;
  command.approval = id;
  if (body->note) command.note = PersonalText::fresh(*body->note);
  const EntityKey entity{request.claims->tenant, "conversation",
                         EntityId{rows->text(0, "conversation")}};
  const auto taken = services.door->command(entity, identity->heard, std::move(command));
  if (!taken) return door_failure(request, taken.error());
  return accepted_response(services, *taken);
}

/// A pack's file: `products.csv`, `knowledge/garantia.md`. Nothing that leads out of a folder (S8).
auto is_file_name(std::string_view name) -> bool {
  if (name.empty() || name.size() > 200 || name.front() == '/') return false;
  if (name.find("..") != std::string_view::npos) return false;
  return name.find_first_of("\\:") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
}

/// `{"files":[{"name","lines":[…]}]}`: lines keep every string within the limits of JSON.
auto read_files(std::string_view text) -> std::optional<std::vector<ImportFile>> {
  const auto json = codec::Json::parse(text, import_limits);
  if (!json) return std::nullopt;
  const auto listed = json->root().find("files");
  if (!listed || !listed->is_array()) return std::nullopt;
  std::vector<ImportFile> files;
  for (const auto file : listed->items()) {
    const auto name = file.text_of("name");
    const auto lines = file.find("lines");
    if (!name || !is_file_name(*name) || !lines || !lines->is_array()) return std::nullopt;
    ImportFile read{std::string(*name), ""};
    for (const auto line : lines->items()) {
      if (!line.is_string()) return std::nullopt;
      read.text += line.text();
      read.text += '\n';
    }
    files.push_back(std::move(read));
  }
  return files;
}

auto import_context(const ApiServices& services, const Request& request) -> Response {
  auto files = read_files(request.body);
  if (!files) return refuse(request, 400, "bad_json", "send files, each with a name and its lines");
  const auto& claims = *request.claims;
  const auto imported = services.import(claims.tenant, std::move(*files),
                                        claims.user.empty() ? claims.role : claims.user);
  if (imported) return accepted_response(services, *imported);
  if (imported.error().empty()) return unavailable(request, "the import cannot be written now");
  return json_response(
      422, R"({"error":{"code":"bad_pack","message":"nothing was imported","request_id":")" +
               request.request_id + R"("},"mistakes":)" + imported.error() + '}');
}

}  // namespace

void add_command_routes(std::vector<Route>& routes, const Services& services) {
  routes.push_back(
      {"POST",
       "/api/v1/approvals/{id}",
       {Access::Kind::token, {"ceo", "seller"}},
       64u << 10,
       [services](const Request& request) { return decide_approval(*services, request); },
       nullptr});
  routes.push_back(
      {"POST",
       "/api/v1/context",
       {Access::Kind::token, {"ceo"}},
       import_bytes_max,
       [services](const Request& request) { return import_context(*services, request); },
       nullptr});
}

}  // namespace orkesta::gateway
