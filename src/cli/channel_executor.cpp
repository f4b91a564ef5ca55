#include "channel_executor.hpp"

#include "orkesta/codec/json.hpp"
#include "orkesta/codec/json_writer.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/connect/chatwoot.hpp"
#include "orkesta/domain/effects.hpp"
#include "orkesta/engine/records.hpp"

namespace orkesta::cli {
namespace {

using connect::chatwoot::Sent;
using effects::OutcomeKind;
using engine::Outcome;
using engine::Requested;

constexpr std::chrono::milliseconds send_timeout{15'000};

auto outcome_of(const Sent& sent) -> Outcome {
  switch (sent.kind) {
    case Sent::Kind::done: {
      codec::JsonWriter json;
      json.begin_object().field("message_id", sent.message_id).end_object();
      return {OutcomeKind::done, "", std::nullopt, json.text()};
    }
    case Sent::Kind::refused:
      return {OutcomeKind::refused, sent.reason, std::nullopt, std::nullopt};
    case Sent::Kind::in_doubt:
      return {OutcomeKind::in_doubt, sent.reason, std::nullopt, std::nullopt};
    case Sent::Kind::busy:
      return {OutcomeKind::busy, sent.reason, sent.retry_after, std::nullopt};
  }
  return {OutcomeKind::in_doubt, "", std::nullopt, std::nullopt};
}

auto refused(std::string reason) -> Outcome {
  return {OutcomeKind::refused, std::move(reason), std::nullopt, std::nullopt};
}

/// A send, opened: where it goes and what it says.
struct Opened {
  effects::SendMessage send;
  Reply reply;
};

class ChannelExecutor final : public engine::Executor {
 public:
  ChannelExecutor(KeyStore& keys, connect::SecretSource secrets)
      : keys_(keys), secrets_(std::move(secrets)) {}

  auto perform(const Requested& effect, Timestamp) -> Outcome override {
    auto opened = open(effect);
    if (!opened) return opened.error();
    if (opened->send.channel != "chatwoot") return {OutcomeKind::done, "", std::nullopt, "{}"};
    auto account = account_of(effect, opened->send.account);
    if (!account) return refused("no_credentials");
    return outcome_of(connect::chatwoot::post_message(
        http_, *account,
        {effect.id.text(), *opened->send.thread.opened(), *opened->reply.text.opened()},
        send_timeout));
  }

  auto look_up(const Requested& effect) -> std::optional<Outcome> override {
    auto opened = open(effect);
    if (!opened) return opened.error();
    if (opened->send.channel != "chatwoot") return std::nullopt;
    auto account = account_of(effect, opened->send.account);
    if (!account) return refused("no_credentials");
    const auto found = connect::chatwoot::find_message(
        http_, *account, {effect.id.text(), *opened->send.thread.opened(), ""}, send_timeout);
    if (found.kind == Sent::Kind::refused) return std::nullopt;  // It is not there.
    return outcome_of(found);
  }

 private:
  auto open(const Requested& effect) -> Result<Opened, Outcome> {
    auto opened = read(effect);
    if (!opened) return Failure{refused("unreadable")};
    const auto& tenant = effect.entity.tenant;
    const bool readable = codec::open(opened->send, tenant, keys_).has_value() &&
                          codec::open(opened->reply, tenant, keys_).has_value();
    if (!readable) return Failure{Outcome{OutcomeKind::busy, "keys", std::nullopt, std::nullopt}};
    if (!opened->send.thread.opened() || !opened->reply.text.opened())
      return Failure{refused("erased")};
    return std::move(*opened);
  }

  static auto read(const Requested& effect) -> std::optional<Opened> {
    const auto json = codec::Json::parse(effect.body);
    const auto send = json ? json->root().find("send") : std::nullopt;
    const auto reply = json ? json->root().find("reply") : std::nullopt;
    if (!send || !reply) return std::nullopt;
    auto read_send = codec::read<effects::SendMessage>(send->write());
    auto read_reply = codec::read<Reply>(reply->write());
    if (!read_send || !read_reply) return std::nullopt;
    return Opened{std::move(*read_send), std::move(*read_reply)};
  }

  auto account_of(const Requested& effect, const std::string& account)
      -> std::optional<connect::chatwoot::Account> {
    if (!secrets_) return std::nullopt;
    const auto& tenant = effect.entity.tenant.text();
    const auto url = connect::find_secrets(secrets_, tenant, "chatwoot", account, "base_url");
    const auto token = connect::find_secrets(secrets_, tenant, "chatwoot", account, "access_token");
    if (url.empty() || token.empty()) return std::nullopt;
    return connect::chatwoot::Account{url.front(), account, connect::Secret{token.front()}};
  }

  KeyStore& keys_;
  connect::SecretSource secrets_;
  connect::HttpClient http_;
};

}  // namespace

auto channel_executor(KeyStore& keys, connect::SecretSource secrets)
    -> std::shared_ptr<engine::Executor> {
  return std::make_shared<ChannelExecutor>(keys, std::move(secrets));
}

}  // namespace orkesta::cli
