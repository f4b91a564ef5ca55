#pragma once

/// The trained weights of understanding: immutable, loaded once, read by any thread.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "orkesta/core/result.hpp"

namespace orkesta::nlu {

struct ModelFile;

/// Why bytes are no model.
enum class ModelError : std::uint8_t {
  not_a_model,      ///< The first bytes are not those of a model file.
  unknown_version,  ///< A format or a set of labels that this build does not know.
  truncated,        ///< Shorter, or longer, than its header says.
  corrupt,          ///< The checksum does not match.
};
auto explain(ModelError error) -> std::string_view;

/// The names of reference order; a model's columns stand in this order.
inline constexpr auto intent_names = std::to_array<std::string_view>({
    "greeting",         "product_query",    "price_query",
    "quote_request",    "discount_request", "objection_price",
    "objection_trust",  "objection_timing", "order_confirm",
    "payment_request",  "payment_status",   "order_status",
    "support_warranty", "return_refund",    "faq_hours",
    "faq_location",     "faq_shipping",     "faq_payment_methods",
    "human_handoff",    "free_resources",   "syllabus_request",
    "contact_info",     "privacy_accept",   "privacy_decline",
    "booking_request",  "complaint",        "thanks",
    "goodbye",          "unsubscribe",      "other",
});
inline constexpr auto sentiment_names =
    std::to_array<std::string_view>({"positive", "neutral", "negative"});
inline constexpr auto language_names = std::to_array<std::string_view>({"es", "en", "pt", "fr"});

class Models {
 public:
  /// Reads a model file. The bytes are copied.
  static auto load(std::string_view bytes) -> Result<Models, ModelError>;

  auto name() const -> const std::string&;  ///< For example `understanding-2`.
  /// The digest of the data that it was trained from, 32 hexadecimal digits.
  auto data_digest() const -> std::string;
  auto file() const -> const ModelFile& { return *file_; }  ///< For this layer alone.

 private:
  explicit Models(std::shared_ptr<const ModelFile> file) : file_(std::move(file)) {}
  std::shared_ptr<const ModelFile> file_;
};

/// The model within this program. Loaded at the first call; a program whose own model is corrupt is
/// a bug and stops.
auto built_in_models() -> const Models&;

}  // namespace orkesta::nlu
