// Chatwoot's application API: posting a message, and finding one again.
#include "orkesta/codec/json_view.hpp"
#include "orkesta/connect/chatwoot.hpp"

namespace orkesta::connect::chatwoot {
namespace {

using Kind = Sent::Kind;

auto messages_url(const Account& account, const std::string& thread) -> std::string {
  return account.base_url + "/api/v1/accounts/" + account.id + "/conversations/" + thread +
         "/messages";
}

auto is_number(std::string_view text) -> bool {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

auto body_of(const OutgoingText& message) -> std::string {
  std::string body = R"({"content":)";
  codec::append_string(body, message.text);
  body += R"(,"message_type":"outgoing","private":false,"content_type":"text",)";
  body += R"("content_attributes":{"orkesta_effect":)";
  codec::append_string(body, message.effect);
  body += "}}";
  return body;
}

auto retry_after(const HttpResponse& response) -> std::optional<std::chrono::milliseconds> {
  const auto seconds = response.header("retry-after");
  if (!is_number(seconds) || seconds.size() > 5) return std::nullopt;
  return std::chrono::seconds{std::stoi(std::string(seconds))};
}

auto unanswered(HttpError error) -> Sent {
  switch (error) {
    case HttpError::not_connected:
      return {Kind::busy, "", "not_connected", std::nullopt};
    case HttpError::in_doubt:
      return {Kind::in_doubt, "", "no_answer", std::nullopt};
    case HttpError::bad_url:
      return {Kind::refused, "", "bad_url", std::nullopt};
  }
  return {Kind::in_doubt, "", "no_answer", std::nullopt};
}

auto request_to(const Account& account, std::string method, std::string url,
                std::chrono::milliseconds timeout) -> HttpRequest {
  HttpRequest request;
  request.method = std::move(method);
  request.url = std::move(url);
  request.timeout = timeout;
  request.headers = {{"api_access_token", account.access_token.reveal()},
                     {"Accept", "application/json"}};
  return request;
}

auto id_in(const codec::JsonView& message) -> std::string {
  const auto id = message.find("id");
  return id ? std::string(id->text()) : std::string{};
}

}  // namespace

auto post_message(HttpClient& http, const Account& account, const OutgoingText& message,
                  std::chrono::milliseconds timeout) -> Sent {
  if (!is_number(message.thread)) return {Kind::refused, "", "bad_thread", std::nullopt};
  auto request = request_to(account, "POST", messages_url(account, message.thread), timeout);
  request.headers.emplace_back("Content-Type", "application/json");
  request.headers.emplace_back("Idempotency-Key", message.effect);
  request.body = body_of(message);
  const auto response = http.perform(request);
  if (!response) return unanswered(response.error());
  if (response->status == 429 || response->status == 503)
    return {Kind::busy, "", "overloaded", retry_after(*response)};
  if (response->status >= 500) return {Kind::in_doubt, "", "server_error", std::nullopt};
  if (response->status < 200 || response->status >= 300)
    return {Kind::refused, "", "status_" + std::to_string(response->status), std::nullopt};
  const auto json = codec::Json::parse(response->body);
  if (!json) return {Kind::in_doubt, "", "bad_answer", std::nullopt};
  return {Kind::done, id_in(json->root()), "", std::nullopt};
}

auto find_message(HttpClient& http, const Account& account, const OutgoingText& message,
                  std::chrono::milliseconds timeout) -> Sent {
  if (!is_number(message.thread)) return {Kind::refused, "", "not_found", std::nullopt};
  const auto response =
      http.perform(request_to(account, "GET", messages_url(account, message.thread), timeout));
  if (!response || response->status != 200) return {Kind::in_doubt, "", "no_answer", std::nullopt};
  const auto json = codec::Json::parse(response->body);
  if (!json) return {Kind::in_doubt, "", "bad_answer", std::nullopt};
  const auto messages = json->root().find("payload");
  if (!messages) return {Kind::in_doubt, "", "bad_answer", std::nullopt};
  for (const auto candidate : messages->items()) {
    const auto effect = candidate.at({"content_attributes", "orkesta_effect"});
    if (effect && effect->text() == message.effect)
      return {Kind::done, id_in(candidate), "", std::nullopt};
  }
  return {Kind::refused, "", "not_found", std::nullopt};
}

}  // namespace orkesta::connect::chatwoot
