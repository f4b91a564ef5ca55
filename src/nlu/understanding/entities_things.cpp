/// Sizes, quantities and products.

#include <algorithm>

#include "understanding/extraction.hpp"

namespace orkesta::nlu {
namespace {

auto is_unit(const Extraction& board, std::size_t i) -> bool {
  return board.is(
      i,
      {"ml",     "l",      "lt",      "lts",      "litro",   "litros",     "litre",   "litres",
       "liter",  "liters", "kg",      "kgs",      "kilo",    "kilos",      "quilo",   "quilos",
       "g",      "gr",     "grs",     "gramos",   "grams",   "gramas",     "grammes", "cm",
       "cms",    "mm",     "m",       "mt",       "mts",     "metro",      "metros",  "meter",
       "meters", "metre",  "metres",  "pulgadas", "pulgada", "inch",       "inches",  "polegadas",
       "pouces", "watts",  "watt",    "w",        "volts",   "v",          "gb",      "tb",
       "mb",     "oz",     "onzas",   "lb",       "lbs",     "libras",     "libra",   "ft",
       "feet",   "galon",  "galones", "gallon",   "gallons", "hp",         "mah",     "cc",
       "pie",    "pies",   "m2",      "btu",      "onza",    "kilogramos", "gramo",   "amp",
       "amperes"});
}
/// Units in which goods are weighed out: `2 kilos de arroz` is an order.
auto is_order_unit(const Extraction& board, std::size_t i) -> bool {
  return board.is(i, {"kg",    "kgs", "kilo",    "kilos", "quilo", "quilos", "libras", "libra",
                      "lb",    "lbs", "gramos",  "g",     "gr",    "litros", "litro",  "metros",
                      "metro", "mts", "galones", "m",     "l",     "gramas"});
}
auto is_letter_size(std::string_view word) -> bool {
  for (const auto size :
       {"xs", "s", "m", "l", "xl", "xg", "ch", "g", "gg", "p", "pp", "eg", "xxl", "xxs", "u"}) {
    if (word == size) return true;
  }
  return false;
}
auto is_size_cue(const Extraction& board, std::size_t i) -> bool {
  return board.is(i, {"talla", "tallas", "size", "sizes", "tamanho", "taille", "pointure", "talle",
                      "tam", "numeracion", "tamano", "calibre", "rin", "aro"});
}
auto is_footwear(const Extraction& board, std::size_t i) -> bool {
  return board.is(i, {"zapato",     "zapatos",   "tenis",   "botas",     "bota",     "sandalias",
                      "zapatillas", "zapatilla", "escolar", "shoes",     "boots",    "sneakers",
                      "chaussures", "baskets",   "sapato",  "sapatos",   "pantalon", "jean",
                      "jeans",      "calca",     "botines", "huaraches", "chinelo",  "tacones",
                      "mocasines",  "bottes",    "brasier", "camisa",    "sapatilha"});
}

void size_behind_cue(Extraction& board, std::size_t i) {
  auto next = i + 1;
  if (board.is(next, {"numero", "number", "es", "la", "no", "n"}) || board.mark(next) == ":")
    ++next;
  if (!board.free_token(next)) return;
  const auto& token = board.tokens()[next];
  const bool named = board.is(next, {"chica", "mediana", "grande", "small", "medium", "large",
                                     "unica", "pequeno", "medio", "extragrande"});
  if (token.kind == TokenKind::number) {
    const bool letters =
        board.touches(next) && !board.word(next + 1).empty() && board.word(next + 1).size() <= 2;
    const auto last = letters ? next + 1 : next;
    if (token.folded.size() <= 4) {
      board.add_text("size", start_of(token), end_of(board.tokens()[last]));
    }
  } else if (is_letter_size(board.word(next)) || named) {
    board.add_text("size", start_of(token), end_of(token));
  }
}

void size_with_unit(Extraction& board, std::size_t i) {
  const auto first = start_of(board.tokens()[i]);
  if (board.mark(i + 1) == "\"" && board.touches(i)) {
    return board.add_text("size", first, end_of(board.tokens()[i + 1]));
  }
  auto last = i;
  while (board.is(last + 1, {"x", "por"}) && !board.number(last + 2).empty() && last < i + 4 &&
         (board.touches(last) || is_unit(board, last + 3) || board.is(last + 1, {"x"}))) {
    last += 2;
  }
  const bool unit = is_unit(board, last + 1);
  if (!unit && last == i) return;
  const bool of = i > 0 && board.is(i - 1, {"de", "of", "del", "d"});
  const bool ordered = is_order_unit(board, i + 1) && !of &&
                       board.is(i + 2, {"de", "of", "d", "do", "da"}) && !board.word(i + 3).empty();
  if (ordered) {
    const auto value = read_digits(board.number(i));
    if (value) board.add("quantity", first, end_of(board.tokens()[i + 1]), value->text());
    return;
  }
  const auto end = unit ? last + 1 : last;
  board.add_text("size", first, end_of(board.tokens()[end]));
}

/// `camisas M`, `pantalón 32`, `zapato del 22`, `tenis número 26.5`.
void bare_size(Extraction& board, std::size_t i) {
  const auto& token = board.tokens()[i];
  if (i == 0 || !board.free_token(i)) return;
  if (token.kind == TokenKind::word) {
    const auto code = board.code(start_of(token));
    const bool capital = code >= 'A' && code <= 'Z';
    const bool long_one = token.folded.size() >= 2 && token.folded != "eg" && token.folded != "pp";
    const bool after_word = !board.word(i - 1).empty() && !board.capital(i - 1);
    if (is_letter_size(token.folded) && capital && after_word &&
        (long_one || (i + 1 >= board.size() || board.word(i + 1).size() <= 5)) &&
        token.folded != "u") {
      board.add_text("size", start_of(token), end_of(token));
    }
    return;
  }
  if (token.kind != TokenKind::number || token.folded.size() > 4) return;
  const auto value = read_digits(token.folded);
  if (!value || value->thousandths < 10'000 || value->thousandths > 60'000) return;
  auto before = i - 1;
  while (before > 0 && before + 3 > i &&
         board.is(before, {"del", "numero", "no", "n", "en", "de", "do", "du"}))
    --before;
  const bool near = is_footwear(board, before) || (before > 0 && is_footwear(board, before - 1));
  if (near && board.word(i + 1) != "de") board.add_text("size", start_of(token), end_of(token));
}

auto is_time_word(const Extraction& board, std::size_t i) -> bool {
  return board.is(
      i, {"hora",  "horas",  "hrs",      "hr",        "dia",       "dias",    "semana", "semanas",
          "mes",   "meses",  "ano",      "anos",      "minuto",    "minutos", "min",    "am",
          "pm",    "hours",  "hour",     "days",      "day",       "weeks",   "week",   "months",
          "month", "years",  "year",     "minutes",   "jours",     "jour",    "heures", "heure",
          "h",     "mois",   "semaines", "ans",       "vez",       "veces",   "times",  "fois",
          "vezes", "cuotas", "msi",      "porciento", "star",      "gracias", "thanks", "percent",
          "old",   "msn",    "parcelas", "stars",     "estrellas", "clock",   "mins",   "o"});
}
auto is_no_count_cue(const Extraction& board, std::size_t i) -> bool {
  return board.mark(i) == "#" || board.mark(i) == ":" || board.mark(i) == "/" ||
         board.is(i, {"calle",   "pedido",  "orden",    "order",   "opcion",  "numero", "modulo",
                      "las",     "la",      "nivel",    "av",      "avenida", "error",  "codigo",
                      "les",     "number",  "commande", "option",  "artigo",  "piso",   "iphone",
                      "samsung", "windows", "no",       "version", "the",     "this",   "that",
                      "which",   "ese",     "otro",     "any",     "every",   "at",     "as"});
}

auto is_thing(const Extraction& board, std::size_t i) -> bool {
  return !board.word(i).empty() && board.free_token(i) && !is_time_word(board, i) &&
         !board.is(i, {"y",     "o",   "e",   "ou",  "or",  "and", "et",   "para", "por",
                       "en",    "a",   "si",  "no",  "que", "de",  "pero", "con",  "ya",
                       "mas",   "for", "to",  "is",  "es",  "of",  "que",  "al",   "porciento",
                       "thank", "mil", "was", "who", "you", "we",  "i",    "it"});
}
auto is_count_cue(const Extraction& board, std::size_t i) -> bool {
  return board.is(i, {"somos",  "llevo",  "quiero",   "quisiera", "dame",     "deme",    "son",
                      "x",      "para",   "seriamos", "mandame",  "necesito", "want",    "need",
                      "take",   "for",    "quero",    "pour",     "pra",      "seremos", "serian",
                      "sommes", "agrega", "ponme",    "me",       "like",     "unos",    "unas",
                      "los",    "solo",   "levar",    "voudrais", "veux",     "otros",   "otras"});
}

/// French `très` and English `the one` fold into numbers; they are none.
auto is_false_number(const Extraction& board, const NumberRead& number) -> bool {
  if (number.last != number.first + 1) return false;
  const auto& token = board.tokens()[number.first];
  if (token.folded == "tres") return board.code(start_of(token) + 2) == 0xE8;
  if (token.folded == "one") return !is_thing(board, number.last);
  if (token.folded == "uno" || token.folded == "neuf") return !is_thing(board, number.last);
  return token.folded == "ten" || token.folded == "mil" || token.folded == "cent";
}

/// `-5 cajas`: nobody can buy that, but whoever answers must know that it was
/// said.
void negative_quantity(Extraction& board, const NumberRead& number) {
  const auto start = start_of(board.tokens()[number.first - 1]);
  const auto end = end_of(board.tokens()[number.last - 1]);
  if (number.value.thousandths == 0 || is_time_word(board, number.last)) return;
  board.add("quantity", start, end, Quantity{-number.value.thousandths}.text());
}

void quantity(Extraction& board, const NumberRead& number) {
  auto start = start_of(board.tokens()[number.first]);
  auto end = end_of(board.tokens()[number.last - 1]);
  if (!board.free_span(start, end) || is_false_number(board, number)) return;
  const auto before = number.first - 1;  // Beyond every token for the first one: no word, no mark.
  const auto next = number.last;
  if (board.mark(next) == "%" || board.mark(next) == "/" || is_time_word(board, next)) return;
  if (number.value.thousandths == 0) return;
  const bool times = board.is(before, {"x"}) && board.touches(before);
  const bool after_times = board.is(next, {"x"}) && board.touches(next - 1);
  if (times) start = start_of(board.tokens()[before]);
  if (after_times) end = end_of(board.tokens()[next]);
  if (!times && is_no_count_cue(board, before)) return;
  if (number.first > 0 && board.touches(before) && !times && !board.mark(before).empty() &&
      board.mark(before) != "," && board.mark(before) != "¿" && board.mark(before) != "(" &&
      board.mark(before) != "+") {
    return;
  }
  const bool glued = number.first > 0 && board.touches(before) && !board.word(before).empty();
  if (glued && !times) return;
  if (number.article) {
    const bool wanted =
        board.is(before, {"quiero", "necesito", "dame", "deme", "quisiera", "want", "need", "quero",
                          "queria", "voudrais", "agendar", "mandame", "mandeme", "agregar",
                          "agrega", "reservar", "pedir", "y", "llevo"});
    if (!wanted || !is_thing(board, next)) return;
    if (board.is(next, {"cotizacion", "coti", "informacion", "pregunta", "orcamento", "devis",
                        "quote", "descuento", "reembolso", "persona", "asesor", "humano", "poco",
                        "favor", "consulta", "link", "presupuesto", "proforma", "desconto"})) {
      return;
    }
  }
  const bool half = number.words && number.value.thousandths < 1000 && !is_order_unit(board, next);
  if (half) return;
  const bool group_of =
      board.is(next, {"de", "of", "d"}) && !board.word(next + 1).empty() && number.words;
  const bool person = board.is(next, {"personas", "people", "pessoas", "personnes", "pax"});
  const bool ends =
      next >= board.size() || !board.mark(next).empty() ||
      board.is(next, {"por", "y", "para", "porfa", "please", "mas", "de", "e", "and"});
  const bool counted = is_thing(board, next) || group_of || person || times || after_times ||
                       (ends && is_count_cue(board, before)) ||
                       (number.words && number.last > number.first + 1);
  if (counted) board.add("quantity", start, end, number.value.text());
}

auto is_product_stop(const Extraction& board, std::size_t i) -> bool {
  if (board.word(i).empty() || !board.free_token(i)) return true;
  return is_time_word(board, i) ||
         board.is(
             i, {"para",    "por",        "con",         "en",     "a",       "al",       "y",
                 "o",       "que",        "si",          "no",     "ya",      "hoy",      "me",
                 "se",      "lo",         "le",          "porfa",  "gracias", "favor",    "talla",
                 "size",    "tamanho",    "taille",      "numero", "pero",    "como",     "cuando",
                 "donde",   "cuanto",     "esta",        "es",     "son",     "sale",     "cuesta",
                 "vale",    "for",        "with",        "in",     "on",      "at",       "to",
                 "and",     "or",         "please",      "is",     "are",     "do",       "you",
                 "i",       "from",       "by",          "as",     "that",    "of",       "pra",
                 "com",     "em",         "no",          "na",     "e",       "ou",       "pour",
                 "avec",    "en",         "dans",        "et",     "ou",      "svp",      "sil",
                 "plis",    "xfa",        "mas",         "x",      "it",      "per",      "this",
                 "the",     "disponible", "disponibles", "stock",  "del",     "urgente",  "ahora",
                 "aqui",    "sin",        "sur",         "sous",   "le",      "la",       "les",
                 "qui",     "mi",         "su",          "ellos",  "uno",     "personas", "people",
                 "pessoas", "personnes",  "va",          "queda",  "tiene",   "tienen",   "hay"});
}

/// The noun phrase from token `i` on: its last token + 1, or `i` when there is
/// none.
auto phrase_end(const Extraction& board, std::size_t i) -> std::size_t {
  auto next = i;
  while (next < board.size() && next < i + 5) {
    const bool of = next > i && board.is(next, {"de", "d'", "d"}) &&
                    !is_product_stop(board, next + 1) && !board.is(next + 1, {"de"});
    if (of) {
      next += 2;
      continue;
    }
    if (is_product_stop(board, next) || board.is(next, {"de"})) break;
    ++next;
  }
  return next;
}

auto is_article(const Extraction& board, std::size_t i) -> bool {
  return board.is(
      i, {"el",   "la",  "los", "las",  "un",   "una", "unos",  "unas", "the", "a",     "an",
          "some", "any", "o",   "os",   "as",   "um",  "uma",   "le",   "les", "des",   "une",
          "de",   "of",  "del", "mi",   "my",   "meu", "minha", "mon",  "ma",  "algun", "alguna",
          "su",   "esa", "ese", "this", "that", "du",  "your",  "otro", "otra"});
}
auto is_product_cue(const Extraction& board, std::size_t i) -> bool {
  return board.is(
      i,
      {"quiero",   "busco",    "tienen",   "tiene",     "tendra",  "tendran", "venden", "vende",
       "necesito", "ocupo",    "quisiera", "cuesta",    "cuestan", "vale",    "precio", "manejan",
       "cuanto",   "agrega",   "recojo",   "want",      "need",    "sell",    "buy",    "order",
       "looking",  "quero",    "queria",   "preciso",   "tem",     "vendem",  "custa",  "preco",
       "procuro",  "voudrais", "veux",     "cherche",   "avez",    "vendez",  "coute",  "prix",
       "price",    "urge",     "comprar",  "llevo",     "aparte",  "carry",   "cost",   "much",
       "gostaria", "levar",    "acheter",  "commander", "have",    "fait",    "kiero",  "mandame",
       "mandeme",  "interesa", "interesan"});
}

/// What customers ask for that no shop sells as goods.
auto is_no_product(const Extraction& board, std::size_t i) -> bool {
  return board.is(i, {"pedido",      "orden",
                      "order",       "cuenta",
                      "dinero",      "asesor",
                      "persona",     "humano",
                      "informacion", "info",
                      "precio",      "descuento",
                      "garantia",    "warranty",
                      "sucursal",    "sucursales",
                      "local",       "tienda",
                      "parking",     "direccion",
                      "ubicacion",   "envio",
                      "envios",      "tarda",
                      "falta",       "pago",
                      "link",        "esas",
                      "esos",        "saber",
                      "promocion",   "promo",
                      "cotizacion",  "estacionamiento",
                      "horario",     "money",
                      "refund",      "quote",
                      "discount",    "appointment",
                      "devis",       "orcamento",
                      "desconto",    "frete",
                      "entrega",     "endereco",
                      "loja",        "livraison",
                      "adresse",     "remise",
                      "problema",    "problem",
                      "queja",       "duda",
                      "pregunta",    "consulta",
                      "catalogo",    "muestra",
                      "numero",      "facebook",
                      "instagram",   "pagina",
                      "delivery",    "shipping",
                      "address",     "payment",
                      "human",       "agent",
                      "someone",     "cupo",
                      "lugar",       "espacio",
                      "turno",       "disponibilidad",
                      "reembolso",   "cambio",
                      "ayuda",       "help",
                      "factura",     "invoice",
                      "tarjeta",     "cuotas",
                      "efectivo",    "alguien",
                      "stock",       "temario",
                      "cuanto",      "todo",
                      "nada",        "algo",
                      "any",         "size",
                      "tallas",      "colores",
                      "modelos",     "marcas",
                      "domicilio",   "cost",
                      "time",        "long",
                      "dos",         "clases",
                      "mesa",        "esto"});
}
/// An infinitive behind a wish, `quiero comprar`: the thing stands behind it.
auto is_infinitive(const Extraction& board, std::size_t i) -> bool {
  const auto word = board.word(i);
  if (word.size() < 5 || board.is(i, {"collar", "celular", "taller", "pulsar", "router"}))
    return false;
  const auto ending = word.substr(word.size() - 2);
  return ending == "ar" || ending == "er" || ending == "ir";
}

void product_from(Extraction& board, std::size_t i) {
  auto first = i;
  if (is_infinitive(board, first)) ++first;
  if (board.is(first, {"to"}) && board.is(first + 1, {"buy", "order", "get"})) first += 2;
  const auto limit = first + 3;
  while (first < limit && is_article(board, first)) ++first;
  const auto last = phrase_end(board, first);
  if (last <= first || is_product_cue(board, first) || is_no_product(board, first)) return;
  if (board.tokens()[first].folded.size() < 3 || is_infinitive(board, first)) return;
  board.add_text("product", start_of(board.tokens()[first]), end_of(board.tokens()[last - 1]));
}

/// At the beginning, before a size: `croquetas de 15 kg`, `raincoat size M`,
/// `tenis número 26`.
void product_before_size(Extraction& board) {
  if (board.size() < 2 || is_product_stop(board, 0) || is_product_cue(board, 0)) return;
  const auto last = phrase_end(board, 0);
  if (last == 0 || last > 3 || is_no_product(board, 0)) return;
  auto next = last;
  if (is_size_cue(board, next) || board.is(next, {"de", "del", "numero", "do", "du"})) ++next;
  if (board.type_at(next) != "size") return;
  board.add_text("product", start_of(board.tokens()[0]), end_of(board.tokens()[last - 1]));
}

}  // namespace

void find_sizes(Extraction& board) {
  for (std::size_t i = 0; i < board.size(); ++i) {
    if (is_size_cue(board, i)) size_behind_cue(board, i);
  }
  for (std::size_t i = 0; i < board.size(); ++i) {
    if (!board.free_token(i)) continue;
    if (!board.number(i).empty()) size_with_unit(board, i);
    bare_size(board, i);
  }
}

void find_quantities(Extraction& board) {
  for (std::size_t i = 0; i < board.size(); ++i) {
    if (!board.free_token(i)) continue;
    const auto number = read_number(board.tokens(), i);
    if (!number) continue;
    if (is_negative(board.text(), board.tokens(), i))
      negative_quantity(board, *number);
    else
      quantity(board, *number);
    i = number->last - 1;
  }
}

void find_products(Extraction& board) {
  const auto cues = std::min<std::size_t>(board.size(), 240);
  for (std::size_t i = 0; i < cues; ++i) {
    const bool after_number = board.type_at(i) == "quantity" && board.free_token(i + 1);
    if (after_number || (board.free_token(i) && is_product_cue(board, i)))
      product_from(board, i + 1);
  }
  product_before_size(board);
}

}  // namespace orkesta::nlu
