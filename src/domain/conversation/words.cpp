#include "words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "orkesta/domain/tenant/context.hpp"

namespace orkesta::conversation {
namespace {

using Words = std::vector<std::string>;

/// Letters with marks, in lower case, and what they are without.
constexpr std::array<std::pair<std::string_view, std::string_view>, 26> plain_letters{
    {{"á", "a"}, {"à", "a"}, {"â", "a"}, {"ã", "a"},  {"ä", "a"}, {"é", "e"}, {"è", "e"},
     {"ê", "e"}, {"ë", "e"}, {"í", "i"}, {"ì", "i"},  {"î", "i"}, {"ï", "i"}, {"ó", "o"},
     {"ò", "o"}, {"ô", "o"}, {"õ", "o"}, {"ö", "o"},  {"ú", "u"}, {"ù", "u"}, {"û", "u"},
     {"ü", "u"}, {"ñ", "n"}, {"ç", "c"}, {"œ", "oe"}, {"æ", "ae"}}};

auto is_plain(char c) -> bool { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// What stands at the front of the text, without its mark; "" = it parts words.
auto plain_front(std::string_view text, std::size_t& length) -> std::string_view {
  length = 1;
  if (is_plain(text.front())) return text.substr(0, 1);
  for (const auto& [marked, bare] : plain_letters) {
    if (!text.starts_with(marked)) continue;
    length = marked.size();
    return bare;
  }
  return {};
}

auto consists_of(const Words& words, std::initializer_list<std::string_view> these,
                 std::initializer_list<std::string_view> fillers) -> bool {
  const auto among = [](const std::string& word, const auto& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  return says_any(words, these) && words.size() <= 6 &&
         std::all_of(words.begin(), words.end(), [&](const std::string& word) {
           return among(word, these) || among(word, fillers);
         });
}

}  // namespace

auto plain_words(std::string_view text) -> Words {
  const auto folded = tenant::fold_case(text);
  auto words = Words{};
  auto word = std::string{};
  for (std::size_t at = 0; at < folded.size();) {
    auto length = std::size_t{1};
    const auto plain = plain_front(std::string_view{folded}.substr(at), length);
    if (plain.empty() && !word.empty()) words.push_back(std::exchange(word, {}));
    word += plain;
    at += length;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

auto says_any(const Words& words, std::initializer_list<std::string_view> these) -> bool {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(these.begin(), these.end(), word) != these.end();
  });
}

auto says_phrase(const Words& words, std::string_view phrase) -> bool {
  const auto wanted = plain_words(phrase);
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

auto is_yes(const Words& words) -> bool {
  return consists_of(
      words,
      {"si",       "sii",      "sip",   "simon",    "claro",    "ok",         "okay",   "oki",
       "dale",     "va",       "vale",  "acuerdo",  "confirmo", "confirmado", "acepto", "adelante",
       "correcto", "perfecto", "listo", "yes",      "yeah",     "yep",        "sure",   "sim",
       "oui",      "daccord",  "isso",  "confirme", "obvio",    "bueno",      "agree",  "exacto"},
      {"por",        "favor",    "porfa",    "gracias", "de",    "que",      "muy",
       "bien",       "please",   "the",      "la",      "lo",    "le",       "esta",
       "thanks",     "obrigado", "obrigada", "merci",   "senor", "senorita", "pois",
       "d",          "asi",      "quiero",   "it",      "i",     "eso",      "pues",
       "cotizacion", "quote",    "con",      "gusto",   "amigo"});
}

auto is_bare_no(const Words& words) -> bool {
  return consists_of(words, {"no", "nop", "nope", "nel", "nao", "non", "nunca", "negativo"},
                     {"por", "ahora", "todavia", "aun", "gracias", "thanks", "ainda", "not", "now",
                      "agora", "pour", "instant", "merci", "obrigado", "senor"});
}

auto calls_off(const Words& words) -> bool {
  constexpr std::array phrases{"no gracias",
                               "ya no lo quiero",
                               "ya no la quiero",
                               "ya no los quiero",
                               "ya no quiero",
                               "ya no gracias",
                               "no me interesa",
                               "no lo quiero",
                               "no la quiero",
                               "cancela la cotizacion",
                               "cancelar la cotizacion",
                               "rechazo la cotizacion",
                               "no acepto",
                               "mejor no",
                               "no thanks",
                               "no thank you",
                               "not interested",
                               "i dont want it",
                               "i don t want it",
                               "nao quero",
                               "nao obrigado",
                               "nao obrigada",
                               "nao aceito",
                               "non merci",
                               "ne le veux plus",
                               "n en veux plus",
                               "reject the quote"};
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const char* phrase) { return says_phrase(words, phrase); });
}

auto adds(const Words& words) -> bool {
  return says_any(words, {"agrega",   "agregue",  "agregame", "agregueme",  "agregar",    "anade",
                          "anada",    "anadir",   "suma",     "sumale",     "sume",       "tambien",
                          "ademas",   "incluye",  "incluya",  "add",        "also",       "plus",
                          "adiciona", "adicione", "tambem",   "acrescenta", "acrescente", "ajoute",
                          "ajoutez",  "aussi",    "agregale", "ponle",      "pongale"});
}

auto removes(const Words& words) -> bool {
  return says_any(words, {"quita", "quite",  "quitar", "quitame", "quiteme", "elimina", "elimine",
                          "saca",  "saque",  "sin",    "remove",  "without", "drop",    "tira",
                          "tire",  "retire", "retira", "sem",     "enleve",  "enlevez", "sans"});
}

}  // namespace orkesta::conversation
