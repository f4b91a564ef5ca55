/// Names of people and businesses, behind their cues.

#include "understanding/extraction.hpp"

namespace orkesta::nlu {
namespace {

auto is_title(const Extraction& board, std::size_t i) -> bool {
  return board.is(
      i, {"don",       "dona",  "sra", "sr",  "srta",   "senor",     "senora",     "senorita",
          "ing",       "lic",   "dr",  "dra", "doctor", "doctora",   "mr",         "mrs",
          "ms",        "miss",  "el",  "la",  "the",    "seu",       "dona",       "monsieur",
          "madame",    "mme",   "m",   "o",   "a",      "ingeniero", "licenciado", "licenciada",
          "professor", "profe", "tu",  "su"});
}
/// Words that join the parts of a name.
auto is_joint(const Extraction& board, std::size_t i) -> bool {
  return board.is(i, {"de", "del", "la", "los", "das", "da", "do", "dos", "y", "e", "van", "von",
                      "las", "di", "du", "des", "le"});
}
auto is_name_stop(const Extraction& board, std::size_t i) -> bool {
  return board.word(i).empty() || !board.free_token(i) ||
         board.is(i,
                  {"y",   "and",     "e",       "et",   "mi",       "my",     "meu",   "quiero",
                   "con", "para",    "por",     "de",   "tel",      "cel",    "tengo", "necesito",
                   "i",   "del",     "gracias", "from", "mon",      "quero",  "mucho", "quisiera",
                   "que", "el",      "la",      "su",   "telefono", "correo", "soy",   "cliente",
                   "con", "tambien", "aqui",    "pero", "desde",    "vivo",   "me"});
}

/// Takes the name that begins at `i`. A strong cue lets small letters pass.
auto take_name(Extraction& board, std::size_t i, bool strong) -> bool {
  auto first = i;
  while (first < i + 3 && is_title(board, first) &&
         !(board.capital(first) && board.capital(first + 1) &&
           board.is(first, {"el", "la", "the", "o", "a", "de"}))) {
    ++first;
    if (board.mark(first) == ".") ++first;
  }
  auto last = first;
  while (board.capital(last) && board.free_token(last) && last < first + 8) {
    ++last;
    std::size_t joints = 0;
    while (joints < 2 && is_joint(board, last + joints) && !board.capital(last + joints)) ++joints;
    if (joints > 0 && board.capital(last + joints)) last += joints;
    if ((board.mark(last) == "&" || board.mark(last) == "-") && board.capital(last + 1)) ++last;
  }
  if (last == first && strong) {
    while (last < first + 3 && !is_name_stop(board, last)) ++last;
  }
  if (last == first) return false;
  board.add_text("name", start_of(board.tokens()[first]), end_of(board.tokens()[last - 1]));
  return true;
}

/// The token behind a cue that begins at `i`; 0 when there is none.
auto strong_cue(const Extraction& board, std::size_t i) -> std::size_t {
  if (board.is(i, {"me"}) && board.is(i + 1, {"llamo", "chamo"})) return i + 2;
  if (board.is(i, {"nombre", "nome"}) && board.is(i + 1, {"es", "completo", "e"})) {
    return board.is(i + 2, {"es", "e"}) ? i + 3 : i + 2;
  }
  if (board.is(i, {"name"}) && (board.is(i + 1, {"is"}) || board.is(i + 1, {"s"}))) return i + 2;
  if (board.is(i, {"name"}) && board.mark(i + 1) == "'" && board.is(i + 2, {"s"})) return i + 3;
  if (board.is(i, {"a", "en", "em", "no"}) && board.is(i + 1, {"nombre", "nome"}) &&
      board.is(i + 2, {"de", "da", "do"})) {
    return i + 3;
  }
  if (board.is(i, {"m"}) && board.mark(i + 1) == "'" && board.is(i + 2, {"appelle"})) return i + 3;
  if (board.is(i, {"nom"}) && board.is(i + 1, {"est", "de"})) return i + 2;
  if (board.is(i, {"nombre", "nome", "name", "nom"}) && board.mark(i + 1) == ":") return i + 2;
  return 0;
}
auto weak_cue(const Extraction& board, std::size_t i) -> std::size_t {
  if (board.is(i, {"soy",      "sou",  "habla",   "atte",     "con",         "com",     "con",
                   "avec",     "with", "hablele", "llame",    "call",        "ask",     "esposo",
                   "esposa",   "mama", "hijo",    "hermana",  "marido",      "husband", "wife",
                   "socio",    "jefe", "mari",    "femme",    "atentamente", "a",       "contact",
                   "suis",     "am",   "empresa", "contacto", "filho",       "marque",  "to",
                   "pregunte", "au",   "for",     "empresa",  "razon"})) {
    return i + 1;
  }
  if (board.is(i, {"i"}) && board.mark(i + 1) == "'" && board.is(i + 2, {"m"})) return i + 3;
  if (board.is(i, {"this", "aqui", "razon", "social"}) && board.is(i + 1, {"is", "e", "es"}))
    return i + 2;
  return 0;
}

}  // namespace

void find_names(Extraction& board) {
  for (std::size_t i = 0; i < board.size(); ++i) {
    if (const auto after = strong_cue(board, i); after > 0 && take_name(board, after, true)) {
      i = after;
      continue;
    }
    const auto after = weak_cue(board, i);
    const bool shouted = after > 0 && after < board.size() && board.tokens()[after].capitals &&
                         board.tokens()[i].capitals;
    const bool common = board.is(i, {"con", "a", "to", "with", "for", "au", "com", "avec"});
    // Behind a plain preposition only two capitals in a row are a name.
    const auto first = after > 0 && is_title(board, after) ? after + 1 : after;
    const bool two = board.capital(first) && (board.capital(first + 1) || first > after);
    if (after > 0 && !shouted && (!common || two)) take_name(board, after, false);
  }
  if (board.reading().asked_last == "name" && board.size() <= 4 && board.size() > 0) {
    bool words = true;
    for (std::size_t i = 0; i < board.size(); ++i)
      words = words && !board.word(i).empty() && board.free_token(i);
    if (words) {
      board.add_text("name", start_of(board.tokens()[0]), end_of(board.tokens()[board.size() - 1]));
    }
  }
}

}  // namespace orkesta::nlu
