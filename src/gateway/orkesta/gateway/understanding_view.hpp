#pragma once

#include "orkesta/codec/json_writer.hpp"
#include "orkesta/core/understanding.hpp"

namespace orkesta::gateway {

/// The members of `orkesta understand`'s answer, into an object that stands open; personal values
/// as opened.
void write_understanding(codec::JsonWriter& json, const Understanding& understanding);

}  // namespace orkesta::gateway
