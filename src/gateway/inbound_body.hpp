#pragma once

// The body of `POST /api/v1/inbound`, read.

#include <string>

#include "orkesta/codec/json_view.hpp"
#include "orkesta/connect/channel.hpp"
#include "orkesta/door/door.hpp"

namespace orkesta::gateway {

inline constexpr std::size_t inbound_bytes_max = 256u << 10;
inline constexpr codec::JsonLimits inbound_limits{.bytes_max = inbound_bytes_max,
                                                  .depth_max = 32,
                                                  .string_bytes_max = inbound_bytes_max,
                                                  .members_max = 1'000,
                                                  .values_max = 10'000};

struct InboundBody {
  door::Line line;
  connect::IncomingMessage message;
};
/// A failure names the member that is wrong, never its value (S4).
auto read_inbound(const codec::JsonView& body) -> Result<InboundBody, std::string>;

}  // namespace orkesta::gateway
