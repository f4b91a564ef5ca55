#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace orkesta::log {

/// CRC-32C (Castagnoli, reflected polynomial 0x82f63b78, RFC 3720 appendix B.4): finds every burst
/// of up to 32 wrong bits. Goes on from `crc`, so a sum can be taken in pieces; starts at 0.
auto crc32c(std::uint32_t crc, std::string_view bytes) -> std::uint32_t;

/// Without the processor's own instruction; the same values. For tests, and where there is none.
auto crc32c_portable(std::uint32_t crc, std::string_view bytes) -> std::uint32_t;

/// The same over the eight little-endian bytes of a number.
auto crc32c_number(std::uint32_t crc, std::uint64_t number) -> std::uint32_t;

}  // namespace orkesta::log
