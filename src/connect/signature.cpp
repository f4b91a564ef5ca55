#include "orkesta/connect/signature.hpp"

#include <charconv>

#include "orkesta/codec/hash.hpp"

namespace orkesta::connect {
namespace {

auto seconds_of(std::string_view text) -> std::optional<std::int64_t> {
  std::int64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped != end || value < 0 || value > 1LL << 40) return std::nullopt;
  return value;
}

}  // namespace

auto SignedRequest::header(std::string_view lower_case_name) const -> std::string_view {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

auto verify_chatwoot(const SignedRequest& request, const std::vector<std::string>& secrets,
                     Timestamp now, std::chrono::seconds tolerance) -> Verdict {
  const auto given = request.header("x-chatwoot-signature");
  const auto timestamp = request.header("x-chatwoot-timestamp");
  if (given.empty() || timestamp.empty() || secrets.empty()) return {false, "missing"};
  const auto sent = seconds_of(timestamp);
  if (!sent) return {false, "format"};
  auto signed_text = std::string(timestamp) + '.';
  signed_text += request.body;
  bool authentic = false;
  for (const auto& secret : secrets) {
    if (secret.empty()) continue;
    const auto expected = "sha256=" + codec::hmac_sha256(secret, signed_text).hex();
    authentic = codec::constant_time_equal(expected, given) || authentic;
  }
  if (!authentic) return {false, "hmac"};
  const auto age = now - Timestamp{*sent * 1000};
  if (age > tolerance || age < -tolerance) return {false, "stale"};
  return {true, ""};
}

}  // namespace orkesta::connect
