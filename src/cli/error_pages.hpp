#pragma once

#include <string_view>

namespace orkesta::cli {

/// Which page of `ops/runbooks/errors/` explains the error of this code; "" where its own message
/// says all there is to do (usage, not_found).
auto page_of(std::string_view code) -> std::string_view;

}  // namespace orkesta::cli
