// Commands that answer JSON lines with JSON lines.
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

#include "commands.hpp"
#include "context_choice.hpp"
#include "json_lines.hpp"
#include "orkesta/connect/signature.hpp"
#include "orkesta/engine/understander.hpp"
#include "orkesta/gateway/understanding_view.hpp"
#include "orkesta/nlu/catalog_index.hpp"
#include "price_json.hpp"

namespace orkesta::cli {
namespace {

using codec::JsonView;
using codec::JsonWriter;

auto bad_field(std::string_view message) -> Failure<BadLine> {
  return Failure{BadLine{"bad_field", std::string(message)}};
}

/// The first instant of `ref_date`, or of today where none is given.
auto reference_of(const JsonView& line) -> Result<Timestamp, BadLine> {
  const auto given = line.find("ref_date");
  if (!given || given->is_null()) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Timestamp{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
  }
  const auto date = parse_date(given->text());
  if (!given->is_string() || !date) return bad_field("ref_date is YYYY-MM-DD");
  constexpr std::int64_t noon_ms = 43'200'000;  // Of any zone the same day.
  return Timestamp{days_since_epoch(*date) * 86'400'000 + noon_ms};
}

auto read_catalog(const std::string& file) -> Result<std::vector<nlu::CatalogItem>, Trouble> {
  std::ifstream in(file);
  if (!in) return Failure{Trouble{Exit::not_found, "not_found", file + ": cannot be read"}};
  std::vector<nlu::CatalogItem> items;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto json = codec::Json::parse(line);
    const auto sku = json ? json->root().text_of("sku") : std::nullopt;
    const auto name = json ? json->root().text_of("name") : std::nullopt;
    if (!sku || !name)
      return Failure{Trouble{Exit::usage, "bad_field",
                             file + ':' + std::to_string(number) + ": sku and name are needed"}};
    nlu::CatalogItem item{std::string(*sku),
                          std::string(*name),
                          {},
                          std::string(json->root().text_of("category").value_or(""))};
    if (const auto aliases = json->root().find("aliases"))
      for (const auto alias : aliases->items()) item.aliases.emplace_back(alias.text());
    items.push_back(std::move(item));
  }
  return items;
}

/// What `orkesta search` searches: an index, and the names to print.
struct Searched {
  std::unique_ptr<nlu::CatalogIndex> index;
  std::map<std::string, std::string> names;
};

auto searched(const ContextChoice& choice, const std::string& catalog)
    -> Result<Searched, Trouble> {
  Searched searched;
  if (!catalog.empty()) {
    ORKESTA_TRY_LET(items, read_catalog(catalog));
    searched.index = std::make_unique<nlu::CatalogIndex>(items);
    for (const auto& item : items) searched.names.emplace(item.sku, item.name);
    return searched;
  }
  ORKESTA_TRY_LET(context, choose_context(choice));
  searched.index = std::make_unique<nlu::CatalogIndex>(*context);
  for (const auto& product : context->pack.products)
    searched.names.emplace(product.sku, product.name);
  return searched;
}

void write_results(JsonWriter& json, const Searched& searched,
                   const std::vector<Candidate>& found) {
  json.key("results").begin_array();
  for (const auto& candidate : found) {
    const auto name = searched.names.find(candidate.sku.text());
    json.begin_object().field("sku", candidate.sku);
    json.field("name", name == searched.names.end() ? std::string{} : name->second);
    json.key("confidence").fraction(candidate.confidence).end_object();
  }
  json.end_array();
  json.key("skus").begin_array();
  for (const auto& candidate : found) json.value(candidate.sku);
  json.end_array();
}

/// `secret` or `secrets`.
auto secrets_of(const JsonView& line) -> std::vector<std::string> {
  std::vector<std::string> secrets;
  if (const auto one = line.text_of("secret")) secrets.emplace_back(*one);
  if (const auto many = line.find("secrets"))
    for (const auto secret : many->items()) secrets.emplace_back(secret.text());
  return secrets;
}

auto lower_case(std::string_view text) -> std::string {
  std::string lower(text);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return lower;
}

/// `now`: seconds since 1970, or an RFC 3339 instant.
auto now_of(const JsonView& line) -> std::optional<Timestamp> {
  const auto now = line.find("now");
  if (!now) return std::nullopt;
  if (const auto seconds = now->integer()) return Timestamp{*seconds * 1000};
  return parse_timestamp(now->text());
}

auto verify_webhook(const JsonView& line, JsonWriter& json) -> Result<Done, BadLine> {
  const auto provider = line.text_of("provider").value_or("");
  if (provider != "chatwoot") return bad_field("provider: this build knows chatwoot");
  const auto body = line.text_of("body");
  const auto now = now_of(line);
  const auto headers = line.find("headers");
  if (!body || !now || !headers || !headers->is_object())
    return bad_field("body, now and headers are needed");
  connect::SignedRequest request;
  for (const auto [name, value] : headers->members())
    request.headers.emplace(lower_case(name), value.text());
  request.body = *body;
  const auto tolerance = line.integer_of("tolerance_s");
  const auto verdict = connect::verify_chatwoot(
      request, secrets_of(line), *now,
      tolerance ? std::chrono::seconds{*tolerance} : connect::chatwoot_tolerance);
  json.field("valid", verdict.valid);
  if (!verdict.valid) json.field("reason", verdict.reason);
  return Done{};
}

}  // namespace

auto run_price(const ContextChoice& choice) -> Ran {
  ORKESTA_TRY_LET(context, choose_context(choice));
  return answer_lines(std::cin, std::cout,
                      [&](const JsonView& line, JsonWriter& json) -> Result<Done, BadLine> {
                        ORKESTA_TRY_LET(request, read_price_request(line));
                        const auto answer = pricing::price(*context, request);
                        const auto* const error = std::get_if<pricing::PriceError>(&answer);
                        if (error && error->code == pricing::ErrorCode::bad_request)
                          return Failure{BadLine{"bad_request", error->message}};
                        write_price_answer(json, answer);
                        return Done{};
                      });
}

auto run_understand(const ContextChoice& choice) -> Ran {
  engine::ContextSnapshot snapshot;
  if (!choice.pack.empty() || !choice.tenant.empty()) {
    ORKESTA_TRY_LET(context, choose_context(choice));
    snapshot = engine::make_snapshot(context);
  }
  const auto& understander = engine::built_in_understander();
  return answer_lines(
      std::cin, std::cout, [&](const JsonView& line, JsonWriter& json) -> Result<Done, BadLine> {
        const auto text = line.text_of("text");
        if (!text) return bad_field("text is a string");
        ORKESTA_TRY_LET(at, reference_of(line));
        gateway::write_understanding(json, understander.understand(*text, {}, at, snapshot));
        return Done{};
      });
}

auto run_search(const ContextChoice& choice, const std::string& catalog) -> Ran {
  ORKESTA_TRY_LET(what, searched(choice, catalog));
  return answer_lines(
      std::cin, std::cout, [&](const JsonView& line, JsonWriter& json) -> Result<Done, BadLine> {
        const auto text = line.text_of("text");
        if (!text) return bad_field("text is a string");
        const auto limit = line.integer_of("limit").value_or(5);
        if (limit < 1 || limit > 200) return bad_field("limit is 1 to 200");
        write_results(json, what, what.index->search(*text, static_cast<std::size_t>(limit)));
        return Done{};
      });
}

auto run_webhook_verify() -> Ran { return answer_lines(std::cin, std::cout, verify_webhook); }

}  // namespace orkesta::cli
