#include "cues.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "words.hpp"

namespace orkesta::conversation {
namespace {

constexpr std::size_t word_letters_min = 4;

/// Words that any question has, in four languages.
constexpr auto empty_words = std::to_array<std::string_view>(
    {"para",    "como",     "cuanto",  "cuanta",   "cuantos",   "cuantas",  "tiene",    "tienen",
     "quiero",  "quisiera", "puedo",   "puede",    "pueden",    "podria",   "sobre",    "este",
     "esta",    "estos",    "estas",   "esto",     "ese",       "esos",     "esas",     "donde",
     "cual",    "cuales",   "cuando",  "porque",   "pero",      "favor",    "gracias",  "hola",
     "buenas",  "buenos",   "dias",    "tardes",   "noches",    "necesito", "saber",    "mandame",
     "mande",   "mandar",   "envia",   "enviame",  "pasame",    "pasa",     "dame",     "deme",
     "todo",    "todos",    "todas",   "algo",     "algun",     "alguna",   "curso",    "cursos",
     "course",  "courses",  "what",    "which",    "where",     "when",     "have",     "does",
     "your",    "with",     "this",    "that",     "there",     "about",    "would",    "could",
     "like",    "want",     "need",    "please",   "send",      "show",     "some",     "quero",
     "voce",    "voces",    "tem",     "qual",     "quais",     "onde",     "isso",     "preciso",
     "vous",    "avez",     "pour",    "avec",     "quel",      "quelle",   "est",      "dans",
     "ustedes", "usted",    "ver",     "hay",      "hace",      "hacen",    "desde",    "hasta",
     "entre",   "muy",      "mas",     "menos",    "tambien",   "seria",    "ahora",    "aqui",
     "otra",    "otro",     "otros",   "otras",    "dice",      "dicen",    "mismo",    "ellos",
     "solo",    "bien",     "bueno",   "cosa",     "cosas",     "tengo",    "vale",     "sirve",
     "según",   "segun",    "una",     "unos",     "unas",      "les",      "nos",      "del",
     "las",     "los",      "que",     "por",      "con",       "sin",      "ser",      "son"});

/// What people call it, and what packs do.
constexpr auto meanings = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"syllabus", "temario"},        {"programa", "temario"},       {"contenido", "temario"},
     {"temas", "temario"},           {"programme", "temario"},      {"curriculum", "temario"},
     {"conteudo", "temario"},        {"contents", "temario"},       {"modules", "modulo"},
     {"module", "modulo"},           {"unidad", "modulo"},          {"certificate", "certificado"},
     {"diploma", "certificado"},     {"constancia", "certificado"}, {"certificat", "certificado"},
     {"profesor", "instructor"},     {"profesora", "instructor"},   {"maestro", "instructor"},
     {"imparte", "instructor"},      {"teacher", "instructor"},     {"professor", "instructor"},
     {"profe", "instructor"},        {"ensena", "instructor"},      {"prof", "instructor"},
     {"opiniones", "testimonios"},   {"opinan", "testimonios"},     {"resenas", "testimonios"},
     {"reviews", "testimonios"},     {"testimonials", "testimonios"},
     {"depoimentos", "testimonios"}, {"referencias", "testimonios"},
     {"avis", "testimonios"},        {"temoignages", "testimonios"},
     {"cuotas", "mensualidades"},    {"meses", "planes"},           {"plazos", "planes"},
     {"abonos", "planes"},           {"mensualidad", "planes"},     {"mensualidades", "planes"},
     {"installments", "planes"},     {"instalments", "planes"},     {"parcelas", "planes"},
     {"parcelado", "planes"},        {"financiamiento", "planes"},  {"mensualites", "planes"},
     {"scholarship", "beca"},        {"becas", "beca"},             {"bourse", "beca"},
     {"gratis", "gratuitas"},        {"free", "gratuitas"},         {"gratuit", "gratuitas"},
     {"gratuito", "gratuitas"},      {"ebook", "guia"},             {"guide", "guia"},
     {"warranty", "garantia"},       {"guarantee", "garantia"},     {"garantie", "garantia"},
     {"webinar", "seminario"},       {"seminar", "seminario"},      {"grabada", "grabacion"},
     {"grabado", "grabacion"},       {"recording", "grabacion"},    {"clabe", "transferencia"},
     {"banco", "transferencia"},     {"bancarios", "transferencia"},{"cuenta", "transferencia"},
     {"deposito", "transferencia"},  {"depositar", "transferencia"},{"bank", "transferencia"},
     {"transferir", "transferencia"},{"transfer", "transferencia"}, {"cfdi", "factura"},
     {"facturar", "factura"},        {"facturan", "factura"},       {"invoice", "factura"},
     {"facture", "factura"},         {"fatura", "factura"},         {"entrar", "acceso"},
     {"login", "acceso"},            {"contrasena", "acceso"},      {"password", "acceso"},
     {"access", "acceso"},           {"acesso", "acceso"},          {"ingresar", "acceso"},
     {"newsletter", "boletin"},      {"suscribirme", "suscribe"},   {"dura", "horas"},
     {"duracion", "horas"},          {"tarda", "horas"},            {"duration", "horas"},
     {"long", "horas"},              {"ritmo", "horas"},            {"empieza", "fechas"},
     {"empiezan", "fechas"},         {"inicia", "fechas"},          {"inicio", "fechas"},
     {"bundle", "paquete"},          {"combo", "paquete"},          {"pacote", "paquete"},
     {"bonus", "bono"},              {"regalo", "bono"},            {"regalan", "bono"},
     {"coupon", "cupon"},            {"cupom", "cupon"},            {"codigo", "cupon"},
     {"roi", "retorno"},             {"inversion", "retorno"},      {"recupero", "retorno"},
     {"recupera", "retorno"},        {"comparar", "comparacion"},   {"comparan", "comparacion"},
     {"compare", "comparacion"},     {"comparison", "comparacion"}, {"competencia", "comparacion"},
     {"colaboradores", "empresas"},  {"empleados", "empresas"},     {"corporativo", "empresas"},
     {"company", "empresas"},        {"level", "nivel"},            {"test", "prueba"},
     {"examen", "prueba"},           {"call", "llamada"},           {"llamen", "llamada"},
     {"llamar", "llamada"},          {"llame", "llamada"},          {"llamarme", "llamada"},
     {"demostrar", "demostracion"},  {"demo", "demostracion"},      {"appointment", "cita"},
     {"reagendar", "mueve"},         {"reprogramar", "mueve"},      {"mover", "mueve"},
     {"cambiar", "mueve"},           {"reschedule", "mueve"},       {"cancelar", "cancela"},
     {"cancel", "cancela"},          {"plantillas", "plantillas"},  {"templates", "plantillas"},
     {"recomiendas", "recomienda"},  {"recomiendan", "recomienda"}, {"recomendar", "recomienda"},
     {"recommend", "recomienda"},    {"conviene", "recomienda"},    {"registrada", "empresa"},
     {"legal", "empresa"},           {"razon", "empresa"},          {"resultados", "exito"},
     {"results", "exito"},           {"ayuda", "ayuda"},            {"help", "ayuda"},
     {"funciona", "plataforma"},     {"platform", "plataforma"},    {"sample", "muestra"},
     {"ejemplo", "ejemplo"},         {"aprender", "temario"},       {"aprendere", "temario"},
     {"learn", "temario"},           {"pdf", "documento"},          {"rfc", "empresa"},
                {"aprendo", "temario"},        {"apprendre", "temario"}});

auto is_empty_word(std::string_view word) -> bool {
  return std::find(empty_words.begin(), empty_words.end(), word) != empty_words.end();
}

auto meaning_of(const std::string& word) -> std::string {
  const auto known = std::find_if(meanings.begin(), meanings.end(),
                                  [&](const auto& one) { return one.first == word; });
  return known == meanings.end() ? word : std::string{known->second};
}

auto common_letters(std::string_view a, std::string_view b) -> std::size_t {
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(at - a.begin());
}

}  // namespace

auto are_forms_of_one(std::string_view a, std::string_view b) -> bool {
  if (a == b) return true;
  const auto shorter = std::min(a.size(), b.size());
  if (shorter < word_letters_min) return false;
  const auto common = common_letters(a, b);
  // Four letters at least, and seven in ten of the shorter one.
  return common >= word_letters_min && common * 10 >= shorter * 7;
}

auto telling_words(std::string_view text) -> std::vector<std::string> {
  auto telling = std::vector<std::string>{};
  for (const auto& word : plain_words(text)) {
    auto meant = meaning_of(word);
    if (meant == word && (word.size() < word_letters_min || is_empty_word(word))) continue;
    if (std::find(telling.begin(), telling.end(), meant) == telling.end())
      telling.push_back(std::move(meant));
  }
  return telling;
}

auto shared_words(const std::vector<std::string>& telling, std::string_view text) -> int {
  auto words = plain_words(text);
  for (auto& word : words) word = meaning_of(word);
  return static_cast<int>(std::count_if(telling.begin(), telling.end(), [&](const auto& one) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return are_forms_of_one(one, word); });
  }));
}

}  // namespace orkesta::conversation
