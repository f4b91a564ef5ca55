#include "api_support.hpp"

#include <charconv>

#include "orkesta/codec/json_writer.hpp"
#include "orkesta/core/limits.hpp"

namespace orkesta::gateway {
namespace {

constexpr std::chrono::milliseconds wait_default{5'000};
constexpr std::int64_t wait_ms_max = 10'000;
constexpr std::int64_t page_default = 50;

auto whole(std::string_view text) -> std::optional<std::int64_t> {
  std::int64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return value;
}

}  // namespace

auto unavailable(const Request& request, std::string_view message) -> Response {
  auto response = refuse(request, 503, "unavailable", message);
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

auto too_many(const Request& request) -> Response {
  auto response = refuse(request, 429, "too_many_requests", "slow down");
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

auto accepted_response(const ApiServices& services, const door::Accepted& accepted) -> Response {
  const auto& at = accepted.position;
  codec::JsonWriter json;
  json.begin_object().field("entity", accepted.entity.text());
  json.field("position",
             services.positions->encode(accepted.entity.tenant,
                                        {store::PositionOf::input, at.partition, at.offset}));
  return json_response(202, json.end_object().text());
}

auto door_failure(const Request& request, door::DoorError error) -> Response {
  if (error == door::DoorError::too_large)
    return refuse(request, 413, "too_large", door::describe(error));
  return unavailable(request, door::describe(error));
}

auto wait_as_asked(const ApiServices& services, const Request& request,
                   const std::string& projection) -> std::optional<Response> {
  const auto text = request.parameter("wait_for");
  if (!text) return std::nullopt;
  const auto position = services.positions->decode(request.claims->tenant, *text);
  if (!position) return refuse(request, 400, "bad_position", "wait_for is not a position of yours");
  auto wait = wait_default;
  if (const auto given = request.parameter("timeout_ms")) {
    const auto ms = whole(*given);
    if (!ms || *ms < 0 || *ms > wait_ms_max)
      return refuse(request, 400, "bad_field", "timeout_ms is 0 to 10000");
    wait = std::chrono::milliseconds{*ms};
  }
  const auto reached =
      services.rows->wait_for(projection, *position, std::chrono::steady_clock::now() + wait);
  if (reached) return std::nullopt;
  if (reached.error() == store::StoreError::not_reached)
    return refuse(request, 504, "not_reached", "the read model has not reached that position yet");
  return unavailable(request, "the read store does not answer");
}

auto page_limit(const Request& request) -> Wanted<std::int64_t> {
  const auto text = request.parameter("limit");
  if (!text) return page_default;
  const auto limit = whole(*text);
  if (!limit || *limit < 1 || *limit > static_cast<std::int64_t>(limits::page_rows_max))
    return Failure{refuse(request, 400, "bad_field", "limit is 1 to 200")};
  return *limit;
}

auto ask(const ApiServices& services, const Request& request, store::Question question)
    -> Wanted<store::Rows> {
  const auto& tenant = request.claims->tenant;
  question.partition = log::partition_of(tenant, services.log->partitions());
  auto rows = services.rows->ask(tenant, question);
  if (!rows) return Failure{unavailable(request, "the read store does not answer")};
  return std::move(*rows);
}

auto sees_own_only(const Claims& claims) -> bool {
  return claims.role == "seller" || claims.role == "professional";
}

auto in_scope_of(const Claims& claims, store::Question question) -> store::Question {
  if (!sees_own_only(claims)) return question;
  question.name = "own_" + question.name;
  question.parameters.emplace_back("user", claims.user);
  // A professional has clients, a seller also takes whoever waits.
  question.parameters.emplace_back("sees_queue", std::int64_t{claims.role == "seller"});
  return question;
}

auto ask_in_scope(const ApiServices& services, const Request& request, store::Question question)
    -> Wanted<store::Rows> {
  return ask(services, request, in_scope_of(*request.claims, std::move(question)));
}

auto standing_at(const ApiServices& services, const TenantId& tenant, const store::Rows& rows)
    -> std::string {
  const auto partition = log::partition_of(tenant, services.log->partitions());
  // The last turn that the rows hold; before the first one, the log's beginning.
  const auto last = rows.at.turns_next == 0 ? 0 : rows.at.turns_next - 1;
  return services.positions->encode(tenant, {store::PositionOf::turn, partition, last});
}

auto keys_for(const ApiServices& services, const Request& request) -> KeyStore* {
  return request.claims->role == "operator" ? nullptr : services.keys;
}

}  // namespace orkesta::gateway
