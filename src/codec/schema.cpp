#include "orkesta/codec/schema.hpp"

namespace orkesta::codec::detail {

void write_text_schema(JsonWriter& out, std::string_view format) {
  out.begin_object();
  if (format == "quantity") {
    out.key("type").begin_array().value("integer").value("string").end_array();
    out.field("pattern", "^-?[0-9]+(\\.[0-9]{1,3})?$");
  } else {
    out.field("type", "string");
    if (format == "currency")
      out.field("pattern", "^[A-Z]{3}$");
    else if (format == "digest")
      out.field("pattern", "^[0-9a-f]{64}$");
    else if (!format.empty())
      out.field("format", format);
  }
  out.end_object();
}

void write_sealed_schema(JsonWriter& out) {
  out.begin_object()
      .field("type", "object")
      .field("description", "Personal, sealed: subject, key number, origin, base64 of AES-256-SIV")
      .key("properties")
      .begin_object()
      .key("sealed")
      .begin_object()
      .field("type", "array")
      .key("prefixItems")
      .begin_array()
      .raw(R"({"type":"string"})")
      .raw(R"({"type":"integer","minimum":1})")
      .raw(R"({"type":"string"})")
      .raw(R"({"type":"string","contentEncoding":"base64"})")
      .end_array()
      .field("minItems", 4)
      .field("maxItems", 4)
      .end_object()
      .end_object()
      .key("required")
      .begin_array()
      .value("sealed")
      .end_array()
      .end_object();
}

void write_integer_schema(JsonWriter& out, bool is_unsigned, int bits) {
  out.begin_object().field("type", "integer");
  if (is_unsigned)
    out.field("minimum", 0);
  else if (bits == 32)
    out.field("minimum", std::int64_t{-2147483648});
  if (bits == 32)
    out.field("maximum", is_unsigned ? std::int64_t{4294967295} : std::int64_t{2147483647});
  out.end_object();
}

}  // namespace orkesta::codec::detail
