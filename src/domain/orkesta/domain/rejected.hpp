#pragma once

#include <boost/describe/class.hpp>
#include <string>
#include <string_view>

namespace orkesta {

/// The dead letter itself, of any kind of entity: poison, unreadable, or illegal in this state. One
/// published name has one shape.
struct InboundRejected {
  static constexpr std::string_view type = "inbound.rejected.v1";
  std::string reason;
  std::string fingerprint;
  std::string heard;    ///< Type of what was heard; of a command, its name behind a slash.
  std::string by{};     ///< Who commanded it; "" = nobody.
  std::string owner{};  ///< Who holds the thread, where that is the reason; "" = it is not.
  bool operator==(const InboundRejected&) const = default;
};
BOOST_DESCRIBE_STRUCT(InboundRejected, (), (reason, fingerprint, heard, by, owner))

}  // namespace orkesta
