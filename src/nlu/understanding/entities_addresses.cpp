/// E-mail addresses, links, hashtags, numbers of invoices, telephones.

#include "understanding/extraction.hpp"

namespace orkesta::nlu {
namespace {

auto is_plain(char32_t c) -> bool {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void find_mails(Extraction& board) {
  const auto text = board.text();
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    if (text[at] != '@') continue;
    auto start = at;
    auto end = at + 1;
    const auto local = [](char32_t c) {
      return is_plain(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
    };
    while (start > 0 && local(text[start - 1])) --start;
    while (end < text.size() && (is_plain(text[end]) || text[end] == '.' || text[end] == '-'))
      ++end;
    while (end > at + 1 && !is_plain(text[end - 1])) --end;
    while (start < at && !is_plain(text[start])) ++start;
    const auto domain = text.substr(at + 1, end - at - 1);
    if (start == at || domain.find(U'.') == std::u32string_view::npos) continue;
    board.add("email", start, end, json_string(lower(text.substr(start, end - start))));
    at = end;
  }
}

void find_links(Extraction& board) {
  for (std::size_t i = 0; i < board.size(); ++i) {
    if (!board.is(i, {"http", "https", "www"}) || !board.touches(i)) continue;
    const auto start = start_of(board.tokens()[i]);
    auto end = start;
    while (end < board.text().size() && board.text()[end] > ' ') ++end;
    board.use(start, end);
  }
}

void find_hashtags(Extraction& board) {
  const auto text = board.text();
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    if (text[at] != '#' || !is_letter(text[at + 1])) continue;
    auto end = at + 1;
    while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) || text[end] == '_')) {
      ++end;
    }
    board.add("hashtag", at, end, json_string(lower(text.substr(at, end - at))));
    at = end;
  }
}

auto is_invoice_cue(const Extraction& board, std::size_t i) -> bool {
  return board.is(i, {"factura", "facturas", "boleta", "proforma", "invoice", "folio", "remision",
                      "nota", "nf", "facture", "fatura", "bill", "comprobante", "recibo"});
}

auto is_invoice_filler(const Extraction& board, std::size_t i) -> bool {
  if (board.word(i).size() == 1 && board.touches(i)) return false;  // `A-2231`: its own letter.
  const auto mark = board.mark(i);
  return mark == "#" || mark == ":" || mark == "." || mark == "-" || mark == "°" ||
         board.is(
             i, {"n",     "no",      "nro",    "num", "numero", "number",  "es",          "is",
                 "est",   "e",       "fiscal", "de",  "la",     "mi",      "electronica", "venta",
                 "folio", "factura", "fatura", "o",   "nao",    "credito", "compra",      "facture",
                 "a",     "ma",      "my",     "the", "el",     "con"});
}

void find_invoices(Extraction& board) {
  const auto text = board.text();
  for (std::size_t i = 0; i < board.size(); ++i) {
    if (!is_invoice_cue(board, i)) continue;
    auto next = i + 1;
    bool loose = false;
    while (next < board.size() && next < i + 6 && is_invoice_filler(board, next)) {
      loose = loose || board.is(next, {"de", "con", "a"});
      ++next;
    }
    if (next >= board.size() || !board.free_token(next)) continue;
    const auto start = start_of(board.tokens()[next]);
    auto end = start;
    std::size_t digits = 0;
    std::size_t letters = 0;
    while (end < text.size() && (is_plain(text[end]) || text[end] == '-' || text[end] == '/')) {
      digits += is_digit(text[end]) ? 1 : 0;
      letters += is_digit(text[end]) ? 0 : 1;
      ++end;
    }
    while (end > start && !is_plain(text[end - 1])) --end;
    const bool plain = letters == 0;
    if (digits == 0 || (plain && digits < (loose ? 4U : 2U))) continue;
    if (plain &&
        (board.is(next + 1, {"pesos", "dolares", "soles", "mil", "de", "reais", "euros"}) ||
         board.mark(next + 1) == "%")) {
      continue;
    }
    board.add_text("invoice", start, end);
  }
}

/// Digits from `start` on with single blanks, points, hyphens and brackets
/// between.
struct Run {
  std::size_t end = 0;
  std::string digits;
};
auto phone_run(const Extraction& board, std::size_t start) -> Run {
  Run run{start, {}};
  std::size_t gap = 0;
  for (auto at = start; at < board.text().size() && board.free_span(at, at + 1); ++at) {
    const auto c = board.text()[at];
    if (is_digit(c)) {
      run.digits.push_back(static_cast<char>(c));
      run.end = at + 1;
      gap = 0;
    } else if ((c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' ||
                (c == '+' && at == start)) &&
               gap < 2) {
      ++gap;
    } else {
      break;
    }
  }
  return run;
}

auto has_phone_cue(const Extraction& board, std::size_t token) -> bool {
  for (std::size_t back = 1; back <= 4 && back <= token; ++back) {
    if (board.is(token - back,
                 {"tel",      "telefono", "cel",      "celular", "numero",  "phone",    "cell",
                  "whatsapp", "wsp",      "telefone", "fone",    "zap",     "portable", "mobile",
                  "call",     "number",   "fijo",     "movil",   "marcame", "marqueme"})) {
      return true;
    }
  }
  return false;
}

}  // namespace

void find_addresses(Extraction& board) {
  find_mails(board);
  find_links(board);
  find_hashtags(board);
  find_invoices(board);
}

void find_phones(Extraction& board) {
  for (std::size_t i = 0; i < board.size(); ++i) {
    if (board.number(i).empty() || !board.free_token(i)) continue;
    auto start = start_of(board.tokens()[i]);
    if (start > 0 && board.code(start - 1) == '(') --start;
    if (start > 0 && board.code(start - 1) == '+') --start;
    if (start > 0 && (is_plain(board.code(start - 1)) || board.code(start - 1) == '-')) continue;
    const auto run = phone_run(board, start);
    if (is_plain(board.code(run.end))) continue;
    const auto least = has_phone_cue(board, i) ? 7U : 9U;
    if (run.digits.size() < least || run.digits.size() > 13) continue;
    board.add("phone", start, run.end, json_string(run.digits));
  }
}

}  // namespace orkesta::nlu
