// The read models over HTTP: each answer names the position it stands at.
#include <array>

#include "api_support.hpp"
#include "orkesta/codec/json_writer.hpp"
#include "orkesta/gateway/turn_view.hpp"
#include "rows_view.hpp"

namespace orkesta::gateway {
namespace {

using codec::JsonWriter;
using store::Question;
using store::Rows;

constexpr std::int64_t last_of_all = 9'007'199'254'740'991;
const std::vector<std::string> readers = {"ceo", "seller", "secretary", "professional"};
const std::vector<std::string> owners = {"ceo"};

/// How a list is asked for and shown.
struct List {
  std::string path;
  std::string projection;
  std::string question;
  std::string name;  ///< Of the array in the answer.
  std::span<const Member> members;
  std::string time_column;  ///< Pages go back by it, then by the key.
  std::string key_column;
  std::string key_parameter;
  std::vector<std::string> filters;
  std::vector<std::string> roles;
};

auto lists() -> std::vector<List> {
  return {
      {"/api/v1/conversations",
       "conversations",
       "conversations_list",
       "conversations",
       conversation_members,
       "last_at",
       "conversation",
       "before_conversation",
       {"owner", "status", "stage"},
       readers},
      {"/api/v1/quotes",
       "quotes",
       "quotes_list",
       "quotes",
       quote_members,
       "offered_at",
       "quote",
       "before_quote",
       {"status", "conversation"},
       readers},
      {"/api/v1/approvals",
       "approvals",
       "approvals_list",
       "approvals",
       approval_members,
       "requested_at",
       "approval",
       "before_approval",
       {"status", "conversation"},
       {"ceo", "seller"}},
  };
}

void write_rows(JsonWriter& json, const ApiServices& services, const Request& request,
                std::string_view name, std::span<const Member> members, const Rows& rows) {
  auto* const keys = keys_for(services, request);
  json.key(name).begin_array();
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    json.begin_object();
    write_row(json, rows, i, members, request.claims->tenant, keys);
    json.end_object();
  }
  json.end_array();
}

/// `?before=` is the last row's time and key, as `next` of the page before gave them.
struct Cursor {
  std::int64_t at = last_of_all;
  std::string key;
};
auto cursor_of(const Request& request) -> std::optional<Cursor> {
  const auto text = request.parameter("before");
  if (!text) return Cursor{};
  const auto tilde = text->find('~');
  if (tilde == std::string_view::npos || tilde == 0 || tilde > 16) return std::nullopt;
  Cursor cursor{0, std::string(text->substr(tilde + 1))};
  for (const char digit : text->substr(0, tilde)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    cursor.at = cursor.at * 10 + (digit - '0');
  }
  return cursor;
}

auto answer_list(const ApiServices& services, const Request& request, const List& list)
    -> Response {
  if (auto late = wait_as_asked(services, request, list.projection)) return *late;
  const auto limit = page_limit(request);
  if (!limit) return limit.error();
  const auto cursor = cursor_of(request);
  if (!cursor) return refuse(request, 400, "bad_field", "before is not a page's next");
  Question question{
      list.question,
      {{"before_at", cursor->at}, {list.key_parameter, cursor->key}, {"limit", *limit}},
      0};
  for (const auto& filter : list.filters)
    question.parameters.emplace_back(filter, std::string(request.parameter(filter).value_or("")));
  const auto rows = ask_in_scope(services, request, std::move(question));
  if (!rows) return rows.error();
  JsonWriter json;
  json.begin_object();
  json.field("position", standing_at(services, request.claims->tenant, *rows));
  write_rows(json, services, request, list.name, list.members, *rows);
  if (rows->rows.size() == static_cast<std::size_t>(*limit)) {
    const auto last = rows->rows.size() - 1;
    json.field("next", std::to_string(rows->number(last, list.time_column)) + '~' +
                           rows->text(last, list.key_column));
  }
  return json_response(200, json.end_object().text());
}

auto answer_conversation(const ApiServices& services, const Request& request) -> Response {
  if (auto late = wait_as_asked(services, request, "messages")) return *late;
  if (auto late = wait_as_asked(services, request, "conversations")) return *late;
  const auto& id = request.captured.at("id");
  const auto rows =
      ask_in_scope(services, request, {"conversation_one", {{"conversation", id}}, 0});
  if (!rows) return rows.error();
  if (rows->rows.empty()) return refuse(request, 404, "not_found", "there is nothing here");
  const auto messages = ask(services, request,
                            {"conversation_messages",
                             {{"conversation", id},
                              {"after", std::int64_t{0}},
                              {"after_place", std::int64_t{0}},
                              {"limit", std::int64_t{200}}},
                             0});
  if (!messages) return messages.error();
  JsonWriter json;
  json.begin_object();
  json.field("position", standing_at(services, request.claims->tenant, *rows));
  json.key("conversation").begin_object();
  write_row(json, *rows, 0, conversation_members, request.claims->tenant,
            keys_for(services, request));
  json.end_object();
  write_rows(json, services, request, "messages", message_members, *messages);
  return json_response(200, json.end_object().text());
}

/// Where a conversation stood before a turn: its turns up to there tell it.
auto stage_before(const ApiServices& services, const Request& request) -> StageBefore {
  return [&](const EntityKey& entity, Sequence sequence) -> std::optional<conversation::Stage> {
    auto stage = conversation::Stage::greeting;
    for (std::int64_t seen = 0; seen + 1 < static_cast<std::int64_t>(sequence);) {
      const auto rows = ask(services, request,
                            {"entity_turns",
                             {{"entity", "conversation/" + entity.id.text()},
                              {"after", seen},
                              {"limit", std::int64_t{200}}},
                             0});
      if (!rows || rows->rows.empty()) return std::nullopt;
      for (std::size_t i = 0; i < rows->rows.size(); ++i) {
        if (rows->number(i, "sequence") >= static_cast<std::int64_t>(sequence)) return stage;
        seen = rows->number(i, "sequence");
        stage = stage_moved_to(rows->text(i, "bytes")).value_or(stage);
      }
    }
    return stage;
  };
}

auto answer_turns(const ApiServices& services, const Request& request) -> Response {
  if (auto late = wait_as_asked(services, request, "turns")) return *late;
  const auto limit = page_limit(request);
  if (!limit) return limit.error();
  const auto after = request.parameter("after").value_or("0");
  const auto sequence = Quantity::parse(after);
  if (!sequence || !sequence->is_whole())
    return refuse(request, 400, "bad_field", "after is a sequence number");
  const auto entity = "conversation/" + request.captured.at("id");
  const auto rows =
      ask(services, request,
          {"entity_turns",
           {{"entity", entity}, {"after", sequence->thousandths / 1000}, {"limit", *limit}},
           0});
  if (!rows) return rows.error();
  JsonWriter json;
  json.begin_object();
  json.field("position", standing_at(services, request.claims->tenant, *rows));
  json.key("turns").begin_array();
  TurnView view(*services.keys, *services.positions, stage_before(services, request));
  for (std::size_t i = 0; i < rows->rows.size(); ++i) {
    const auto bytes = rows->text(i, "bytes");
    const SeenTurn seen{
        {request.claims->tenant, "conversation", EntityId{request.captured.at("id")}},
        static_cast<Sequence>(rows->number(i, "sequence")),
        Digest::parse(rows->text(i, "digest")).value_or(Digest{}),
        {log::topic::turns, static_cast<Partition>(rows->number(i, "partition_number")),
         static_cast<Offset>(rows->number(i, "turn_offset"))},
        bytes};
    json.begin_object();
    view.write(json, seen, keys_for(services, request) != nullptr);
    json.end_object();
  }
  json.end_array();
  return json_response(200, json.end_object().text());
}

auto answer_dead_letters(const ApiServices& services, const Request& request) -> Response {
  if (auto late = wait_as_asked(services, request, "dead_letters")) return *late;
  const auto limit = page_limit(request);
  if (!limit) return limit.error();
  const auto rows = ask(services, request,
                        {"dead_letters_list",
                         {{"before", last_of_all},
                          {"before_place", std::int64_t{0}},
                          {"reason", std::string(request.parameter("reason").value_or(""))},
                          {"limit", *limit}},
                         0});
  if (!rows) return rows.error();
  JsonWriter json;
  json.begin_object();
  json.field("position", standing_at(services, request.claims->tenant, *rows));
  write_rows(json, services, request, "dead_letters", dead_letter_members, *rows);
  return json_response(200, json.end_object().text());
}

/// Every column as a member: figures only, no person's words.
void write_figures(JsonWriter& json, std::string_view name, const Rows& rows) {
  json.key(name).begin_array();
  for (const auto& row : rows.rows) {
    json.begin_object();
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (rows.columns[c] == "tenant") continue;
      if (const auto* const number = std::get_if<std::int64_t>(&row[c]))
        json.field(rows.columns[c], *number);
      if (const auto* const text = std::get_if<std::string>(&row[c]))
        json.field(rows.columns[c], *text);
    }
    json.end_object();
  }
  json.end_array();
}

auto answer_overview(const ApiServices& services, const Request& request) -> Response {
  if (auto late = wait_as_asked(services, request, "overview")) return *late;
  const std::string from(request.parameter("from").value_or("0000-01-01"));
  const std::string to(request.parameter("to").value_or("9999-12-31"));
  if (!parse_date(from) || !parse_date(to))
    return refuse(request, 400, "bad_field", "from and to are days: YYYY-MM-DD");
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> parts = {
      {{"days", "overview_days"},
       {"amounts", "overview_amounts"},
       {"agents", "overview_agents"},
       {"stages", "overview_stages"},
       {"intents", "overview_intents"}}};
  JsonWriter json;
  json.begin_object();
  bool is_first = true;
  for (const auto& [name, question] : parts) {
    const auto rows =
        ask(services, request, {std::string(question), {{"from", from}, {"to", to}}, 0});
    if (!rows) return rows.error();
    if (std::exchange(is_first, false))
      json.field("position", standing_at(services, request.claims->tenant, *rows));
    write_figures(json, name, *rows);
  }
  return json_response(200, json.end_object().text());
}

using Answer = Response (*)(const ApiServices&, const Request&);

void add_get(std::vector<Route>& routes, const Services& services, std::string pattern,
             std::vector<std::string> roles, Answer answer) {
  routes.push_back(
      {"GET",
       std::move(pattern),
       {Access::Kind::token, std::move(roles)},
       0,
       [services, answer](const Request& request) { return answer(*services, request); },
       nullptr});
}

}  // namespace

void add_read_routes(std::vector<Route>& routes, const Services& services) {
  for (auto& list : lists()) {
    Route route{"GET", list.path, {Access::Kind::token, list.roles}, 0, nullptr, nullptr};
    route.handle = [services, list](const Request& request) {
      return answer_list(*services, request, list);
    };
    routes.push_back(std::move(route));
  }
  add_get(routes, services, "/api/v1/conversations/{id}", readers, answer_conversation);
  add_get(routes, services, "/api/v1/conversations/{id}/turns", owners, answer_turns);
  add_get(routes, services, "/api/v1/dead-letters", {"ceo", "operator"}, answer_dead_letters);
  add_get(routes, services, "/api/v1/overview", {"ceo", "secretary"}, answer_overview);
}

}  // namespace orkesta::gateway
