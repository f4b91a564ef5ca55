#pragma once

// Rows of a read model as JSON objects: which column becomes which member, and in what shape.

#include <span>
#include <string_view>

#include "orkesta/codec/json_writer.hpp"
#include "orkesta/core/keys.hpp"
#include "orkesta/store/read_store.hpp"

namespace orkesta::gateway {

enum class Shape {
  text,  ///< "" too.
  number,
  time,      ///< Milliseconds; 0 = never: left out.
  money,     ///< Minor units; the currency stands in `other`, "" = left out.
  personal,  ///< Sealed JSON, opened for who may see it; NULL: left out.
  json,      ///< JSON as it is; NULL or "": left out.
};

struct Member {
  std::string_view name;
  std::string_view column;
  Shape shape = Shape::text;
  std::string_view other{};
};

/// The members of row `row` into an object that stands open. `keys` null: personal members are
/// absent, as for a role that may not see them (S6).
void write_row(codec::JsonWriter& json, const store::Rows& rows, std::size_t row,
               std::span<const Member> members, const TenantId& tenant, KeyStore* keys);

extern const std::span<const Member> conversation_members, message_members, quote_members,
    approval_members, dead_letter_members, turn_members;

}  // namespace orkesta::gateway
