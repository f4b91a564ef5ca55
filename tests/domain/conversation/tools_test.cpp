/// Every tool of the course tenant, from what a customer says to what is answered: a row for each
/// tool of the pack's registry, and no tool without a row (B3).

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "conversation/tools.hpp"
#include "orkesta/pack/pack.hpp"
#include "support/given.hpp"

namespace orkesta::conversation {
namespace {

using namespace std::chrono_literals;
using support::Talk;
using support::Understood;

auto course_pack() -> const tenant::Pack& {
  static const auto pack = [] {
    const auto files = pack::load_folder(ORKESTA_SOURCE_DIR "/ops/tenants/academia-ia");
    return pack::read_pack(*files, pack::system_zones())->pack;
  }();
  return pack;
}

using Given = std::vector<std::pair<std::string, std::string>>;

struct Row {
  std::string tool;
  std::string intent;
  std::string says;
  std::vector<std::string> answered;    ///< Pieces of the reply.
  std::vector<std::string> facts;       ///< Values that must be facts of it.
  Given found = {};                     ///< What understanding finds beside the intent.
  std::vector<std::string> events = {};  ///< That happen in the same turn.
  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.tool; }
};

const std::string site = "https://academia-ia.example.com/";

auto link(const std::string& path) -> std::string { return site + path; }

auto of_link(std::string tool, std::string intent, std::string says, const std::string& path)
    -> Row {
  return {std::move(tool), std::move(intent), std::move(says), {link(path)}, {link(path)}};
}

const std::vector<Row> rows{
    of_link("send_free_resources", "free_resources", "¿Tienen material gratuito?",
            "descargas/guia-inicio.pdf"),
    of_link("send_free_class", "free_resources", "¿Me invitan a una clase muestra?",
            "clase-muestra"),
    of_link("send_prompt_pack", "free_resources", "¿Me das la muestra de plantillas?",
            "descargas/diez-prompts.pdf"),
    of_link("send_webinar_recording", "free_resources", "la grabación del seminario porfa",
            "seminarios/octubre"),
    of_link("show_syllabus", "syllabus_request", "¿Qué voy a aprender?", "temario/experto-ia"),
    {"show_syllabus_module", "syllabus_request", "¿Qué se ve en el módulo 3?",
     {"GPT para textos y correos"}, {"3", "GPT para textos y correos"}},
    of_link("download_syllabus", "syllabus_request", "Mándame el temario en PDF",
            "descargas/temario-experto-ia.pdf"),
    {"show_course_duration", "syllabus_request", "¿Cuánto dura?", {"42 horas"},
     {"Experto en IA: 42 horas en doce módulos; acceso por un año."}},
    of_link("compare_prices", "objection_price", "Está caro", "comparativa"),
    {"calculate_roi", "objection_price",
     "ahorro 10 horas a la semana y mi hora vale 200 pesos, ¿cuál es el retorno?",
     {"$2,000.00 MXN", "2 semanas"}, {"10", "200.00", "2000.00", "3999.00", "2"}},
    {"show_payment_plans", "faq_payment_methods", "¿Qué planes de pago hay?",
     {"3 meses sin intereses: 3 × $1,333.00 MXN"}, {"1333.00", "3"}},
    {"simulate_instalments", "faq_payment_methods", "simula las mensualidades a 6 meses",
     {"6 mensualidades: 2 × $709.83 MXN + 4 × $709.82 MXN"}, {"709.83", "709.82"}},
    of_link("offer_bonus", "discount_request", "¿Qué bono hay por inscribirme hoy?", "bonos"),
    {"apply_coupon", "discount_request", "tengo el cupón IA15", {"$3,399.15 MXN"}, {"3399.15"},
     {}, {"quote.offered"}},
    of_link("offer_scholarship_form", "discount_request", "¿Tienen becas?", "beca"),
    {"offer_bundle", "price_query", "¿No hay algún paquete?",
     {"Paquete dúo: Experto en IA y Automatización", "$5,999.00 MXN"}, {"5999.00"}, {},
     {"alternative.suggested"}},
    of_link("show_testimonials", "objection_trust", "¿tienen opiniones de alumnos?", "testimonios"),
    of_link("show_success_case", "objection_trust", "¿algún caso de éxito?",
            "descargas/caso-despacho.pdf"),
    of_link("show_instructor", "product_query", "¿Quién es el instructor?", "instructores"),
    of_link("show_certificate_sample", "product_query", "¿Puedo ver un ejemplo del certificado?",
            "descargas/certificado-ejemplo.png"),
    of_link("show_guarantee", "objection_trust", "¿y qué garantía me dan?", "garantia"),
    of_link("show_company_registration", "objection_trust", "¿la empresa está registrada?",
            "quienes-somos"),
    {"book_demo", "booking_request", "Agenda una demostración el martes a las 4",
     {"01/12/2026", "16:00"}, {"01/12/2026", "16:00"}, {{"date", "2026-12-01"}},
     {"handoff.requested"}},
    {"book_call", "booking_request", "Agenda una llamada el jueves a las 10:00 al 1202 555 0100",
     {"03/12/2026", "10:00"}, {"03/12/2026", "10:00"},
     {{"date", "2026-12-03"}, {"phone", "12025550100"}}, {"handoff.requested"}},
    {"reschedule_booking", "booking_request", "Quiero mover la cita B12 al jueves a las 11:00",
     {"03/12/2026", "11:00"}, {"03/12/2026", "11:00"}, {{"date", "2026-12-03"}},
     {"handoff.requested"}},
    {"cancel_booking", "booking_request", "Cancela la cita B12", {}, {}, {},
     {"handoff.requested"}},
    {"create_payment_link", "payment_request", "¿me pasas el enlace de pago?", {}, {}},
    {"check_payment", "payment_status", "¿ya quedó el pago?", {"pedido"}, {}},
    of_link("send_bank_details", "payment_request", "¿a qué cuenta deposito?",
            "descargas/datos-bancarios.pdf"),
    of_link("send_invoice_form", "contact_info", "¿me pueden facturar?", "factura"),
    {"check_access", "support_warranty", "no puedo entrar, mi correo es ana@example.com",
     {"acceso"}, {}, {}, {"handoff.requested"}},
    of_link("send_platform_help", "support_warranty", "necesito ayuda con la plataforma", "ayuda"),
    {"recommend_course", "product_query", "¿qué me recomiendas? soy abogado, empiezo de cero",
     {"IA para abogados", "$2,599.00 MXN"}, {"2599.00"}, {}, {"alternative.suggested"}},
    of_link("level_test", "product_query", "¿hay una prueba de nivel?", "prueba-de-nivel"),
    {"schedule_followup", "objection_timing", "ahora no, escríbeme el viernes", {"04/12/2026"},
     {"04/12/2026"}, {{"date", "2026-12-04"}}, {"objection.answered"}},
    {"subscribe_newsletter", "free_resources", "suscríbeme al boletín: ana@example.com",
     {"boletín"}, {}},
    of_link("show_privacy_notice", "privacy_accept", "¿dónde está el aviso de privacidad?",
            "privacidad"),
    {"erase_my_data", "privacy_decline", "borra mis datos", {}, {}, {}, {"handoff.requested"}},
    {"corporate_proposal", "quote_request", "una propuesta para empresas, somos 20 personas",
     {link("descargas/empresas.pdf")}, {link("descargas/empresas.pdf")}, {},
     {"handoff.requested"}},
};

/// Tools that a rule of their own leads to; their tests stand below.
const std::set<std::string> elsewhere{"contact_advisor", "create_quote", "stop_messages"};

auto understood(const std::string& intent) -> Understood {
  return Understood{intent};
}

/// A customer who came by the advertisement of the course, with consent on file.
auto prospect() -> Talk {
  auto talk = Talk{course_pack()};
  talk.as_customer("A001");
  talk.says("#Experto_IA_GPT_Gemini #ADSIM_05",
            understood("other").hashtag("#Experto_IA_GPT_Gemini").hashtag("#ADSIM_05"))
      .after(10s);
  return talk;
}

auto quoted() -> Talk {
  auto talk = prospect();
  talk.says("Cotízame el curso", understood("quote_request").of({"CUR-EXP-IA"}, "1")).after(10s);
  return talk;
}

auto say(Talk& talk, const Row& row) {
  auto heard = understood(row.intent);
  for (const auto& [type, value] : row.found)
    heard.value.entities.push_back({type, 0, 1, PersonalText::fresh(value),
                                    PersonalText::fresh('"' + value + '"'), std::nullopt});
  talk.understood_then(heard);
  talk.says(row.says, heard);
  if (!talk.replies()) talk.after(10s);
}

auto calls_of(const Talk& talk, const std::string& tool) -> std::vector<events::ToolCalled> {
  auto calls = std::vector<events::ToolCalled>{};
  for (const auto& event : talk.last().events)
    if (const auto* call = std::get_if<events::ToolCalled>(&event))
      if (call->tool == tool) calls.push_back(*call);
  return calls;
}

auto fact_values(const Talk& talk) -> std::set<std::string> {
  auto values = std::set<std::string>{};
  for (const auto& reply : talk.last().replies)
    for (const auto& fact : reply.facts)
      if (fact.value) values.insert(*fact.value);
  return values;
}

class CourseTool : public testing::TestWithParam<Row> {};

TEST_P(CourseTool, IsCalledByWhatTheCustomerSaysAndAnswersFromThePack) {  // B3
  const auto& row = GetParam();
  auto talk = row.tool == "create_payment_link" ? quoted() : prospect();
  say(talk, row);
  const auto calls = calls_of(talk, row.tool);
  ASSERT_EQ(calls.size(), 1U) << testing::PrintToString(talk.events()) << talk.reply();
  EXPECT_EQ(calls.front().outcome, "done");
  EXPECT_TRUE(talk.replies());
  for (const auto& piece : row.answered) EXPECT_TRUE(talk.replies_with(piece)) << talk.reply();
  const auto facts = fact_values(talk);
  for (const auto& value : row.facts) EXPECT_TRUE(facts.contains(value)) << value;
  for (const auto& event : row.events) EXPECT_TRUE(talk.has(event)) << event;
  for (const auto& reply : talk.last().replies)
    EXPECT_TRUE(figures_without_fact(*reply.text.opened(), reply.facts).empty()) << talk.reply();
}

INSTANTIATE_TEST_SUITE_P(Academia, CourseTool, testing::ValuesIn(rows),
                         [](const testing::TestParamInfo<Row>& row) { return row.param.tool; });

TEST(CourseTools, AreThirtyFiveAtLeastAndEachHasItsTest) {  // B3
  auto tested = elsewhere;
  for (const auto& row : rows) tested.insert(row.tool);
  auto declared = std::set<std::string>{};
  for (const auto& tool : course_pack().tools) declared.insert(tool.name);
  EXPECT_GE(declared.size(), 35U);
  EXPECT_EQ(tested, declared);
}

TEST(CourseTools, QuoteIsThePricingToolsWork) {
  const auto talk = quoted();
  EXPECT_EQ(talk.times("quote.offered"), 1U);
  EXPECT_EQ(talk.times("tool.called"), 1U);
}

// --- refused calls -----------------------------------------------------------------------------

/// A call as nothing but a fault would make it: the conversation's own decision, in the hand.
struct Called {
  std::string outcome;
  Decision<Kind> decision;
};
auto called(const std::string& tool, const Arguments& arguments,
            tenant::Pack pack = course_pack()) -> Called {
  const auto state = State{};
  const auto heard = Heard<Kind>{HeardId{"in/1"},
                                 FromInbound{},
                                 Timestamp{1'795'536'000'000},
                                 TimerFired{},
                                 std::nullopt,
                                 EntityKey{TenantId{"academia-ia"}, "conversation", EntityId{"c"}},
                                 1,
                                 support::context_of(std::move(pack))};
  auto deciding = Deciding{state, heard};
  const auto said = Said{};
  const auto matter = Matter{.said = said, .intent = {}, .read = {}, .words = {}};
  auto outcome = std::string{call_tool(deciding, matter, tool, arguments)};
  return {std::move(outcome), deciding.finish()};
}

auto recorded(const Called& call) -> std::string {
  for (const auto& event : call.decision.events)
    if (const auto* one = std::get_if<events::ToolCalled>(&event)) return one->outcome;
  return "nothing";
}

struct WrongCall {
  std::string name;
  std::string tool;
  Arguments arguments;
  std::string outcome;
  friend void PrintTo(const WrongCall& call, std::ostream* out) { *out << call.name; }
};
class Refused : public testing::TestWithParam<WrongCall> {};

TEST_P(Refused, IsAnEventAndNothingElse) {  // B3
  const auto call = called(GetParam().tool, GetParam().arguments);
  EXPECT_EQ(call.outcome, GetParam().outcome);
  EXPECT_EQ(recorded(call), GetParam().outcome);
  EXPECT_TRUE(call.decision.replies.empty());
  EXPECT_TRUE(call.decision.effects.empty());
}

const std::vector<WrongCall> wrong_calls{
    {"UnknownTool", "grant_ninety_percent", {}, "unknown_tool"},
    {"UndeclaredArgument", "send_free_class", {{"discount", "90"}}, "bad_arguments"},
    {"MissingArgument", "show_syllabus", {}, "missing_arguments"},
    {"UnknownProduct", "show_syllabus", {{"sku", "NOPE"}}, "bad_arguments"},
    {"IntBelowRange", "corporate_proposal", {{"seats", "0"}}, "bad_arguments"},
    {"IntAboveRange", "corporate_proposal", {{"seats", "5001"}}, "bad_arguments"},
    {"IntThatIsNone", "corporate_proposal", {{"seats", "veinte"}}, "bad_arguments"},
    {"NoDay", "book_demo", {{"date", "2026-02-30"}, {"time", "10:00"}}, "bad_arguments"},
    {"DayThatIsOver", "book_demo", {{"date", "2020-01-01"}, {"time", "10:00"}}, "bad_arguments"},
    {"NoTime", "book_demo", {{"date", "2026-12-01"}, {"time", "25:00"}}, "bad_arguments"},
    {"NoEmail", "subscribe_newsletter", {{"email", "ana@"}}, "bad_arguments"},
    {"TwoAts", "subscribe_newsletter", {{"email", "a@b@example.com"}}, "bad_arguments"},
    {"NoPhone", "book_call",
     {{"date", "2026-12-01"}, {"time", "10:00"}, {"phone", "12"}}, "bad_arguments"},
    {"NoMoney", "calculate_roi", {{"hours_saved_week", "5"}, {"hour_value", "mucho"}},
     "bad_arguments"},
    {"NoChoice", "recommend_course", {{"profession", "x"}, {"level", "guru"}}, "bad_arguments"},
    {"NoLines", "create_quote", {{"lines", "NOPE=3"}}, "bad_arguments"},
    {"TooLong", "apply_coupon", {{"coupon", std::string(5000, 'x')}}, "bad_arguments"},
};
INSTANTIATE_TEST_SUITE_P(Calls, Refused, testing::ValuesIn(wrong_calls),
                         [](const testing::TestParamInfo<WrongCall>& call) {
                           return call.param.name;
                         });

TEST(Tool, SwitchedOffByTheTenantIsNotUsed) {
  auto pack = course_pack();
  for (auto& tool : pack.tools) tool.enabled = tool.name != "send_free_class";
  const auto call = called("send_free_class", {}, std::move(pack));
  EXPECT_EQ(call.outcome, "disabled");
  EXPECT_TRUE(call.decision.replies.empty());
}
TEST(Tool, OfTheTenantsOwnInventionAnswersByItsAction) {
  auto pack = course_pack();
  pack.tools.push_back({"show_alumni_wall", "Muro de egresados", {"objection_trust"},
                        "send_resource", {"testimonios"}, true, {}});
  const auto call = called("show_alumni_wall", {}, std::move(pack));
  EXPECT_EQ(call.outcome, "done");
  ASSERT_EQ(call.decision.replies.size(), 1U);
  EXPECT_NE(call.decision.replies.front().text.opened()->find(link("testimonios")),
            std::string::npos);
}
TEST(Tool, ToAPersonHandsOff) {
  const auto call = called("contact_advisor", {{"email", "ana@example.com"}});
  EXPECT_EQ(call.outcome, "done");
  EXPECT_FALSE(call.decision.replies.empty());
}
TEST(Tool, ThatStopsMessagesIsFinal) {
  const auto call = called("stop_messages", {});
  const auto closed = std::any_of(
      call.decision.events.begin(), call.decision.events.end(),
      [](const auto& event) { return std::holds_alternative<events::ConversationClosed>(event); });
  EXPECT_TRUE(closed);
}
TEST(Tool, MissingAnArgumentAsksForItAndTakesTheAnswer) {
  auto talk = prospect();
  talk.says("agenda una demostración", understood("booking_request"));
  EXPECT_EQ(talk.the<events::ToolCalled>().outcome, "missing_arguments");
  EXPECT_TRUE(talk.replies_with("día"));
  const auto friday = understood("other").with("date", "2026-12-04");
  talk.understood_then(friday).says("el viernes", friday).after(10s);
  EXPECT_TRUE(talk.replies_with("hora"));
  talk.understood_then(understood("other")).says("a las 5 pm", understood("other")).after(10s);
  EXPECT_EQ(talk.the<events::ToolCalled>().outcome, "done");
  EXPECT_TRUE(talk.replies_with("17:00"));
}
TEST(Tool, GivenAWrongArgumentAsksAgain) {
  auto talk = prospect();
  talk.says("suscríbeme al boletín: ana@", understood("free_resources"));
  EXPECT_EQ(talk.the<events::ToolCalled>().outcome, "bad_arguments");
  talk.understood_then(understood("contact_info"))
      .says("ana@example.com", understood("contact_info"))
      .after(10s);
  EXPECT_EQ(talk.times("handoff.requested"), 0U);
}
TEST(Tool, ShownBeforeGivesWayToAnotherOfTheSameIntent) {
  auto talk = prospect();
  talk.says("¿algo gratis?", understood("free_resources"));
  const auto first = talk.the<events::ToolCalled>().tool;
  talk.says("¿algo más?", understood("free_resources"));
  EXPECT_NE(talk.the<events::ToolCalled>().tool, first);
}
TEST(Arguments, AreWrittenAsJsonAndReadBack) {
  const auto given = Arguments{{"a", "uno \"dos\" \\ tres\n"}, {"b", "x;y=2"}};
  EXPECT_EQ(arguments_from(arguments_json(given)), given);
  EXPECT_EQ(arguments_json({}), "{}");
}

}  // namespace
}  // namespace orkesta::conversation
