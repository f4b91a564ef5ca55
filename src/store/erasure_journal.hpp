#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "orkesta/core/keys.hpp"

namespace orkesta::store {

/// Which key numbers of whom were destroyed, for ever: a text file that is only ever appended to,
/// apart from the keys, so that an older copy of the keys cannot bring anybody back. Any thread.
class ErasureJournal {
 public:
  /// "" = in memory alone. A torn last line is cut off, it was never answered for.
  static auto open(const std::string& path, bool read_only = false)
      -> Result<std::unique_ptr<ErasureJournal>, KeyError>;
  ~ErasureJournal();
  ErasureJournal(const ErasureJournal&) = delete;
  auto operator=(const ErasureJournal&) -> ErasureJournal& = delete;

  /// Numbers up to this one are destroyed; 0: none.
  auto up_to(const TenantId& tenant, const Subject& subject) const -> KeyNumber;
  /// Durable when it returns; what is known already costs nothing.
  auto remember(const TenantId& tenant, const Subject& subject, KeyNumber up_to)
      -> Result<Done, KeyError>;
  auto all() const -> std::map<std::pair<std::string, Subject>, KeyNumber>;

 private:
  ErasureJournal() = default;
  auto read_lines(const std::string& text) -> std::size_t;

  mutable std::mutex mutex_;
  int file_ = -1;
  bool broken_ = false;
  std::map<std::pair<std::string, Subject>, KeyNumber> destroyed_;
};

}  // namespace orkesta::store
