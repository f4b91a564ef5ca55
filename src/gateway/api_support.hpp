#pragma once

// What the routes share: errors, positions, pages, reading one's own writes.

#include <memory>
#include <optional>
#include <string>

#include "orkesta/gateway/api.hpp"

namespace orkesta::gateway {

using Services = std::shared_ptr<const ApiServices>;

/// A handler's early answer, or what it wanted.
template <class T>
using Wanted = Result<T, Response>;

inline auto refuse(const Request& request, int status, std::string_view code,
                   std::string_view message) -> Response {
  return error_response(status, code, message, request.request_id);
}
/// 503 with `Retry-After`: nothing was taken in, send it again (P8).
auto unavailable(const Request& request, std::string_view message) -> Response;

/// 429 with `Retry-After` (S18).
auto too_many(const Request& request) -> Response;

/// 202 with the entity and an opaque position at which the decision will stand.
auto accepted_response(const ApiServices& services, const door::Accepted& accepted) -> Response;
auto door_failure(const Request& request, door::DoorError error) -> Response;

/// Waits for `?wait_for=` (at most `?timeout_ms=`, 5 s; 10 s is the most): nothing: go on; else
/// 504, or 400 for a position that is not this tenant's.
auto wait_as_asked(const ApiServices& services, const Request& request,
                   const std::string& projection) -> std::optional<Response>;

/// `?limit=` from 1 to 200, 50 where none is given.
auto page_limit(const Request& request) -> Wanted<std::int64_t>;

/// Asks the read store for the caller's tenant; a 503 when it cannot answer.
auto ask(const ApiServices& services, const Request& request, store::Question question)
    -> Wanted<store::Rows>;

/// The same question of what the caller's role may see: `own_<name>` for roles that see only
/// their own conversations (S6), `name` for the others.
auto ask_in_scope(const ApiServices& services, const Request& request, store::Question question)
    -> Wanted<store::Rows>;
auto in_scope_of(const Claims& claims, store::Question question) -> store::Question;
/// Whether it sees its own conversations only.
auto sees_own_only(const Claims& claims) -> bool;

/// The position that an answer stands at.
auto standing_at(const ApiServices& services, const TenantId& tenant, const store::Rows& rows)
    -> std::string;
/// The keys to open personal values with; null for roles that may not see them.
auto keys_for(const ApiServices& services, const Request& request) -> KeyStore*;

/// Routes by area; `api_routes` is all of them.
void add_inbound_routes(std::vector<Route>& routes, const Services& services);
void add_read_routes(std::vector<Route>& routes, const Services& services);
void add_command_routes(std::vector<Route>& routes, const Services& services);
void add_live_routes(std::vector<Route>& routes, const Services& services);
void add_document_routes(std::vector<Route>& routes, const Services& services);

}  // namespace orkesta::gateway
