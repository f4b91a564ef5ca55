#pragma once

#include <string>

namespace orkesta::gateway {

/// A UUID of version 7 (RFC 9562, section 5.7): for requests, never inside a decision. Any thread.
auto new_request_id() -> std::string;

}  // namespace orkesta::gateway
