#include "orkesta/codec/json_write.hpp"

namespace orkesta::codec {

void append_sealed(std::string& out, const Sealed& seal) {
  out += "{\"sealed\":[";
  append_string(out, seal.subject);
  out += ',';
  append_unsigned(out, seal.key);
  out += ',';
  append_string(out, seal.origin);
  out += ",\"";
  append_base64(out, seal.blob);
  out += "\"]}";
}

void append_timestamp(std::string& out, Timestamp at) {
  out += '"';
  out += format_timestamp(at);
  out += '"';
}

}  // namespace orkesta::codec
