/// The test that raises the rules' version: recorded scenarios must be decided, to the byte, as the
/// golden file has it under this number.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "orkesta/codec/json.hpp"
#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using namespace std::chrono_literals;
using support::Talk;
using support::Understood;

constexpr auto golden_file = ORKESTA_SOURCE_DIR "/tests/golden/rules/conversation.jsonl";

auto order(const std::string& sku, const std::string& quantity) -> Understood {
  return Understood{"quote_request"}.of({sku}, quantity);
}

auto a_sale() -> Talk {
  auto talk = Talk{};
  talk.says("hola", Understood{"greeting"})
      .after(5s)
      .says("10 termómetros", order("TER", "10"))
      .says("mejor 12", Understood{"quote_request"}.counting("12"))
      .after(5s)
      .says("está caro", Understood{"objection_price"})
      .after(5s)
      .says("acepto", Understood{"order_confirm"});
  return talk;
}
auto a_question_back() -> Talk {
  auto talk = Talk{};
  const auto gloves = [] {
    return Understood{"quote_request"}.of({"GUA-S", "GUA-M", "GUA-L"}, "20", "caja");
  };
  talk.says("20 cajas de guantes", gloves()).understood_then(gloves()).after(5s);
  talk.says("medianos", Understood{"other", 3000})
      .understood_then(Understood{"other", 3000})
      .after(5s);
  talk.after(96h);
  return talk;
}
auto a_person_decides() -> Talk {
  auto talk = Talk{};
  talk.says("110 termómetros", order("TER", "110"))
      .after(1h)
      .commands(CommandType::grant, "gerencia")
      .says("quiero hablar con alguien", Understood{"human_handoff"})
      .commands(CommandType::take, "ana")
      .commands(CommandType::send, "ana", "Hola, soy Ana.")
      .commands(CommandType::take, "beto")
      .commands(CommandType::release, "ana");
  return talk;
}
auto what_goes_wrong() -> Talk {
  auto talk = Talk{};
  talk.says("12 cubetas de cloro", Understood{"quote_request"}.of({}, "12"), "m1")
      .says("12 cubetas de cloro", Understood{"quote_request"}.of({}, "12"), "m1")
      .after(5s)
      .says("un casco blanco", order("CAS-BLA", "1"))
      .deletes("m7")
      .hears(Unreadable{"unknown_type", "f00d", std::nullopt}, std::nullopt)
      .says("baja", Understood{"unsubscribe"});
  return talk;
}

auto a_bargain() -> Talk {
  auto pack = support::small_pack();
  pack.settings.policy.max_discount_bp = 1500;
  auto talk = Talk{std::move(pack)};
  const auto dear = Understood{"objection_price"};
  talk.says("10 termómetros", order("TER", "10"))
      .understood_then(dear)
      .says("está caro", dear)
      .after(5s)
      .says("¿me lo deja en 4500?", Understood{"discount_request"})
      .says("¿y en 3000?", Understood{"discount_request"})
      .commands(CommandType::refuse, "gerencia")
      .says("acepto", Understood{"order_confirm"});
  return talk;
}

auto written(const Talk& talk) -> std::string {
  auto text = std::string{};
  for (const auto& [heard, decision] : talk.decided())
    text += codec::write_opened(decision.events) + codec::write_opened(decision.replies) +
            codec::write_opened(decision.timers) + codec::write_opened(decision.explanation) + "\n";
  return text;
}

auto all_scenarios() -> std::string {
  return "rules " + std::to_string(Kind::rules) + "\n" + written(a_sale()) +
         written(a_question_back()) + written(a_person_decides()) + written(what_goes_wrong()) +
         written(a_bargain());
}

auto golden() -> std::string {
  auto file = std::ifstream{golden_file};
  return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(Rules, DecideRecordedScenariosAsUnderThisNumber) {  // P7
  if (std::getenv("ORKESTA_GOLDEN") != nullptr) std::ofstream{golden_file} << all_scenarios();
  EXPECT_EQ(all_scenarios(), golden())
      << "The rules decide otherwise than under number " << Kind::rules
      << ": raise conversation::Kind::rules, then write the file anew (tests/golden/rules/README).";
}

}  // namespace
}  // namespace orkesta::conversation
