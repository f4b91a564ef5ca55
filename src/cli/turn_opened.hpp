#pragma once

#include <string>
#include <string_view>

#include "orkesta/core/ids.hpp"
#include "orkesta/core/keys.hpp"

namespace orkesta::cli {

/// A recorded turn with its personal values in clear, or "[erased]" where the key is gone. As it is
/// where its kind is not one of this build's.
auto opened_turn(std::string_view turn, const EntityKey& entity, KeyStore& keys) -> std::string;

}  // namespace orkesta::cli
