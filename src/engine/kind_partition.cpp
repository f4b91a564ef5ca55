#include <boost/describe/class.hpp>
#include <variant>

#include "orkesta/domain/conversation/messages.hpp"
#include "orkesta/domain/rejected.hpp"
#include "orkesta/engine/host_of.hpp"
#include "orkesta/engine/kinds.hpp"

namespace orkesta::engine {
namespace nobody {

struct State {
  bool operator==(const State&) const = default;
};
BOOST_DESCRIBE_STRUCT(State, (), ())

struct Kind {
  static constexpr std::string_view name = "partition";
  static constexpr RulesVersion rules = 1;
  static constexpr FoldVersion fold = 1;
  using State = nobody::State;
  using Event = std::variant<InboundRejected>;
  using Payload = std::variant<conversation::Unreadable>;
  using Effect = effects::Effect;
  using Outgoing = std::variant<conversation::Unreadable>;

  static auto decide(const State&, const Heard<Kind>& heard) -> Decision<Kind> {
    const auto& letter = std::get<conversation::Unreadable>(heard.payload);
    Decision<Kind> decision;
    decision.events.emplace_back(InboundRejected{
        letter.reason, letter.fingerprint, std::string{conversation::Unreadable::type}});
    return decision;
  }
  static auto evolve(State&, const Event&) -> void {}
};

}  // namespace nobody

auto partition_kind() -> std::unique_ptr<Kind> { return host_of<nobody::Kind>(); }

}  // namespace orkesta::engine
