#include "crc32c.hpp"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace orkesta::log {
namespace {

constexpr std::uint32_t polynomial = 0x82f63b78;

using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr auto make_tables() -> Tables {
  Tables tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    auto sum = byte;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? polynomial : 0);
    tables[0][byte] = sum;
  }
  for (std::size_t slice = 1; slice < 8; ++slice) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const auto before = tables[slice - 1][byte];
      tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xff];
    }
  }
  return tables;
}

constexpr Tables tables = make_tables();

auto load(const char* from) -> std::uint64_t {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) auto with_instruction(std::uint32_t crc, std::string_view bytes)
    -> std::uint32_t {
  std::uint64_t sum = ~crc;
  const auto* at = bytes.data();
  auto left = bytes.size();
  for (; left >= 8; at += 8, left -= 8) sum = _mm_crc32_u64(sum, load(at));
  auto narrow = static_cast<std::uint32_t>(sum);
  for (; left > 0; ++at, --left) narrow = _mm_crc32_u8(narrow, static_cast<unsigned char>(*at));
  return ~narrow;
}
#endif

}  // namespace

auto crc32c_portable(std::uint32_t crc, std::string_view bytes) -> std::uint32_t {
  auto sum = ~crc;
  const auto* at = bytes.data();
  auto left = bytes.size();
  for (; left >= 8; at += 8, left -= 8) {
    const auto word = load(at) ^ sum;  // Little-endian machines, as all that we run on.
    sum = tables[7][word & 0xff] ^ tables[6][(word >> 8) & 0xff] ^ tables[5][(word >> 16) & 0xff] ^
          tables[4][(word >> 24) & 0xff] ^ tables[3][(word >> 32) & 0xff] ^
          tables[2][(word >> 40) & 0xff] ^ tables[1][(word >> 48) & 0xff] ^ tables[0][word >> 56];
  }
  for (; left > 0; ++at, --left) {
    sum = (sum >> 8) ^ tables[0][(sum ^ static_cast<unsigned char>(*at)) & 0xff];
  }
  return ~sum;
}

auto crc32c(std::uint32_t crc, std::string_view bytes) -> std::uint32_t {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
  if (has_instruction) return with_instruction(crc, bytes);
#endif
  return crc32c_portable(crc, bytes);
}

auto crc32c_number(std::uint32_t crc, std::uint64_t number) -> std::uint32_t {
  std::array<char, 8> bytes{};
  for (auto& byte : bytes) {
    byte = static_cast<char>(number & 0xff);
    number >>= 8;
  }
  return crc32c(crc, {bytes.data(), bytes.size()});
}

}  // namespace orkesta::log
