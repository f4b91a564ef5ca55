#include "orkesta/log/message_log.hpp"

#include <openssl/evp.h>

#include <array>

#include "orkesta/core/assert.hpp"

namespace orkesta::log {

auto describe(LogError error) -> std::string_view {
  switch (error) {
    case LogError::unavailable:
      return "The log cannot be reached now and nothing happened; try again later.";
    case LogError::disk_full:
      return "The disk of the log is full and nothing was written; make room, it goes on by "
             "itself.";
    case LogError::corrupt:
      return "The log's bytes are not as they were written; stop, and restore it from a backup.";
    case LogError::locked:
      return "Another process writes this data folder; stop that one first, or read only.";
    case LogError::fenced:
      return "A successor of the same name has taken over; this one must end.";
    case LogError::in_doubt:
      return "Nobody knows whether it was written; open the log again and compare offsets.";
    case LogError::unknown_topic:
      return "There is no such topic or partition; check its name and the number of partitions.";
    case LogError::too_large:
      return "The record or transaction is above the limit; send it in smaller parts.";
    case LogError::misuse:
      return "The log was called out of turn; this is a bug of the caller.";
    case LogError::incompatible:
      return "The log was written by another version or with another number of partitions.";
  }
  ORKESTA_UNREACHABLE();
}

auto partition_of(const TenantId& tenant, Partition partitions) -> Partition {
  ORKESTA_ASSERT(partitions >= 1);
  std::array<unsigned char, 32> digest{};
  unsigned size = 0;
  const auto& text = tenant.text();
  const auto done =
      EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  ORKESTA_ASSERT(done == 1 && size == digest.size());
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < 8; ++i) first = first << 8 | digest[i];
  return static_cast<Partition>(first % partitions);
}

}  // namespace orkesta::log
