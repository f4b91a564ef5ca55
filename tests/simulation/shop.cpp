// Customers and operators of a real tenant, in a world where everything fails.

#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>

#include "orkesta/codec/json.hpp"
#include "orkesta/codec/sealing.hpp"
#include "orkesta/codec/turn.hpp"
#include "orkesta/domain/conversation/kind.hpp"
#include "orkesta/domain/tenant/kind.hpp"
#include "orkesta/engine/context_source.hpp"
#include "orkesta/engine/kinds.hpp"
#include "orkesta/engine/understander.hpp"
#include "orkesta/pack/pack.hpp"
#include "world.hpp"

namespace orkesta::simulation {
namespace {

using namespace std::chrono_literals;

constexpr auto said = std::to_array<std::string_view>({
    "Hola, buenas tardes",
    "50 cajas de guantes, cotización por favor",
    "acepto",
    "sí, gracias",
    "¿cuánto cuesta?",
    "está muy caro",
    "quiero 3",
    "quiero hablar con una persona",
    "",
    "mañana te confirmo",
    "¿tienen cubrebocas?",
    "mejor que sean 20",
    "¿hacen envíos?",
    "no, gracias",
    "ya no me escriban",
    "mi correo es ana@example.com",
    "¿y con descuento?",
    "de la M",
});

auto demo_pack() -> const tenant::Pack& {
  static const auto pack = [] {
    const auto folder = std::filesystem::path{ORKESTA_SOURCE_DIR} / "ops/tenants/demo";
    auto read = pack::read_pack(*pack::load_folder(folder), pack::system_zones());
    return std::move(read->pack);
  }();
  return pack;
}

class ShopWorld final : public World {
 public:
  ShopWorld(std::uint64_t seed, const engine::PlantedBugs& planted, Met& met)
      : World(seed, engine::all_kinds(), &engine::built_in_understander(), planted, met) {
    keep_read_models();
  }

 private:
  void prepare() override { import(demo_pack()); }

  /// The parts of one import; now and then one comes twice, or never.
  void import(const tenant::Pack& pack) {
    const auto name = "import-" + std::to_string(++imports_);
    int number = 0;
    for (auto& part : tenant::split_import(pack, {name, name, "simulation"}, 8'000)) {
      const auto id = name + '/' + std::to_string(++number);
      static_cast<void>(codec::seal(part, {demo_, "tenant/demo", id}, *keys_));
      const auto bytes = codec::write(tenant::Payload{std::move(part)});
      if (faulty_ && chance(5)) continue;
      deliver(engine::tenant_entity(demo_), tenant::ImportPart::type, id, bytes);
      if (faulty_ && chance(10)) {
        deliver(engine::tenant_entity(demo_), tenant::ImportPart::type, id, bytes);
      }
    }
  }
  void change_prices() {
    ++met_.imports;
    auto pack = demo_pack();
    for (auto& price : pack.prices) price.price += static_cast<std::int64_t>(any(50));
    import(pack);
  }

  auto thread(std::size_t number) const -> EntityKey {
    return {demo_, "conversation", EntityId{"t" + std::to_string(number)}};
  }
  auto next_id() -> std::string { return id_of(++messages_); }
  /// 16 hex digits, as doors make them.
  static auto id_of(std::uint64_t number) -> std::string {
    const auto digits = std::to_string(number);
    return std::string(16 - digits.size(), '0') + digits;
  }

  void hear(const EntityKey& to, const std::string& id, conversation::Payload payload) {
    const codec::SealScope scope{demo_, "conversation/" + to.id.text(), id};
    static_cast<void>(codec::seal(payload, scope, *keys_));
    const auto type = std::visit([]<class A>(const A&) { return A::type; }, payload);
    const auto bytes = codec::write(payload);
    deliver(to, type, id, bytes);
    if (!chance(15)) return;
    ++met_.duplicates;
    deliver(to, type, id, bytes);
  }

  void somebody_acts() override {
    clock_.move_to(clock_.now() + std::chrono::milliseconds{any(6000)});
    const auto to = thread(any(4));
    const auto dice = any(100);
    if (dice < 75) return customer_writes(to);
    if (dice < 83) return customer_edits(to);
    if (dice < 96) return operator_commands(to);
    if (dice < 99) return change_prices();
    hear(to, next_id(), command(conversation::CommandType::erase));
  }

  void customer_writes(const EntityKey& to) {
    const auto id = next_id();
    conversation::CustomerMessage message;
    message.origin = {"chat", "main", PersonalText::fresh(to.id.text())};
    message.duplicate_key = id;
    message.message_id = PersonalText::fresh(id);
    message.kind = "text";
    message.text = PersonalText::fresh(std::string{said[any(said.size())]});
    if (!chance(10)) return hear(to, id, std::move(message));
    ++met_.disordered;
    late_.emplace_back(to, message);
    if (late_.size() < 2) return;
    hear(late_.front().first, late_.front().second.duplicate_key, late_.front().second);
    late_.erase(late_.begin());
  }

  void customer_edits(const EntityKey& to) {
    const auto id = next_id();
    conversation::MessageEdited edit;
    edit.origin = {"chat", "main", PersonalText::fresh(to.id.text())};
    edit.duplicate_key = id;
    edit.target_key = id_of(1 + any(messages_));
    edit.message_id = PersonalText::fresh(edit.target_key);
    edit.text = PersonalText::fresh("mejor 12 cajas");
    hear(to, id, std::move(edit));
  }

  auto command(conversation::CommandType what) -> conversation::Command {
    conversation::Command made;
    made.command = what;
    made.by = chance(50) ? "ana" : "luis";
    if (what == conversation::CommandType::send) made.text = PersonalText::fresh("Con gusto");
    return made;
  }
  void operator_commands(const EntityKey& to) {
    using enum conversation::CommandType;
    const auto what = std::array{take, release, send, grant, refuse}[any(5)];
    hear(to, next_id(), command(what));
  }

  auto broken_outcome() -> std::optional<std::string> override {
    std::map<std::string, std::map<std::string, int>> delivered;
    std::size_t results = 0;
    for (const auto& inbound : records(log::topic::inbound)) {
      const auto payload = codec::read<conversation::Payload>(inbound.record.value);
      if (!payload) continue;
      const auto* message = std::get_if<conversation::CustomerMessage>(&*payload);
      if (message != nullptr) ++delivered[inbound.record.key][message->duplicate_key];
      const auto* result = std::get_if<effects::EffectResult>(&*payload);
      results += result != nullptr && result->effect_type == "send_message" ? 1 : 0;
    }
    if (results != records(log::topic::outbound).size()) return "a send has no result, or two";
    std::map<std::string, std::map<std::string, int>> received;
    for (const auto& turn : records(log::topic::turns)) {
      const auto read = codec::decode_turn<conversation::Kind>(turn.record.value);
      if (!read) continue;
      if (std::holds_alternative<conversation::Unreadable>(read->heard.payload)) {
        return turn.record.key + "/" + std::to_string(read->sequence) + " is a dead letter";
      }
      met_.timers += std::holds_alternative<FromTimer>(read->heard.cause) ? 1 : 0;
      for (const auto& event : read->decision.events) {
        const auto* got = std::get_if<conversation::events::MessageReceived>(&event);
        if (got != nullptr) ++received[turn.record.key][got->message];
      }
    }
    for (const auto& [key, messages] : delivered) {
      for (const auto& [id, times] : messages) {
        if (received[key][id] == 1) continue;
        return key + " received " + id + ' ' + std::to_string(received[key][id]) + " times of " +
               std::to_string(times);
      }
    }
    const auto again = replayed();
    if (!again) return "the log cannot be replayed";
    if (again->differing == 0) return std::nullopt;
    return "a replay decides " + again->first_difference->entity + "/" +
           std::to_string(again->first_difference->sequence) + " otherwise";
  }

  std::uint64_t messages_ = 0;
  int imports_ = 0;
  std::vector<std::pair<EntityKey, conversation::CustomerMessage>> late_;
};

}  // namespace

auto run_shop(std::uint64_t seed, const engine::PlantedBugs& planted, Met& met)
    -> std::optional<std::string> {
  return ShopWorld(seed, planted, met).run(60);
}

}  // namespace orkesta::simulation
