#include "orkesta/codec/json_read.hpp"

#include "orkesta/codec/hash.hpp"
#include "orkesta/codec/json.hpp"

namespace orkesta::codec {
namespace {

/// This thread's tape, and whether a read holds it now.
struct Lent {
  detail::JsonTape tape;
  bool taken = false;
};
auto lent() -> Lent& {
  thread_local Lent one;
  return one;
}

constexpr std::size_t kept_bytes_max = 1u << 20;  // A giant's memory is not kept.

/// JSON pointers escape `~` and `/` (RFC 6901).
auto pointer_token(std::string_view name) -> std::string {
  std::string token = "/";
  for (const char c : name) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

}  // namespace

namespace detail {

BorrowedTape::BorrowedTape() : tape_(nullptr) {
  if (lent().taken) {
    tape_ = new JsonTape;
  } else {
    lent().taken = true;
    tape_ = &lent().tape;
  }
}

BorrowedTape::~BorrowedTape() {
  if (tape_ != &lent().tape) {
    delete tape_;
    return;
  }
  if (tape_->bytes.capacity() > kept_bytes_max) *tape_ = JsonTape{};
  lent().taken = false;
}

auto Reading::refuse(std::string_view message, std::string_view code) -> std::nullopt_t {
  error_ = {.code = std::string{code}, .path = "", .message = std::string{message}};
  return std::nullopt;
}

auto Reading::inside(std::string_view name) -> std::nullopt_t {
  error_.path.insert(0, pointer_token(name));
  return std::nullopt;
}

auto read_quantity(const JsonView& view) -> std::optional<Quantity> {
  const auto negative = view.text().starts_with('-');
  if (!view.is_number() && !view.is_string()) return std::nullopt;
  auto quantity = Quantity::parse(view.text().substr(negative ? 1 : 0));
  if (quantity && negative) quantity->thousandths = -quantity->thousandths;
  return quantity;
}

}  // namespace detail

auto read_sealed(const JsonView& view) -> std::optional<Sealed> {
  const auto parts = view.find("sealed");
  if (!parts || view.size() != 1 || !parts->is_array() || parts->size() != 4) return std::nullopt;
  auto items = parts->items();
  auto at = items.begin();
  const auto subject = *at++;
  const auto key = (*at++).unsigned_integer();
  const auto origin = *at++;
  const auto blob = *at;
  if (!subject.is_string() || !origin.is_string() || !blob.is_string()) return std::nullopt;
  if (!key || !std::in_range<KeyNumber>(*key)) return std::nullopt;
  auto bytes = parse_base64(blob.text());
  if (!bytes) return std::nullopt;
  return Sealed{.subject = std::string{subject.text()},
                .key = static_cast<KeyNumber>(*key),
                .origin = std::string{origin.text()},
                .blob = std::move(*bytes)};
}

auto parse_entity_key(std::string_view text) -> std::optional<EntityKey> {
  const auto first = text.find('/');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = text.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  if (first == 0 || second == first + 1 || second + 1 == text.size()) return std::nullopt;
  return EntityKey{TenantId{std::string{text.substr(0, first)}},
                   std::string{text.substr(first + 1, second - first - 1)},
                   EntityId{std::string{text.substr(second + 1)}}};
}

auto type_of(std::string_view text) -> Result<std::string, CodecError> {
  constexpr std::string_view start = "{\"type\":\"";
  if (text.starts_with(start)) {
    const auto rest = text.substr(start.size());
    const auto end = rest.find_first_of("\"\\");
    if (end != std::string_view::npos && rest[end] == '"') return std::string{rest.substr(0, end)};
  }
  const auto json = Json::parse(text);
  if (!json) return Failure{json.error()};
  const auto type = json->root().text_of("type");
  if (type) return std::string{*type};
  return Failure{CodecError{"bad_field", "/type", "is missing or no string"}};
}

}  // namespace orkesta::codec
