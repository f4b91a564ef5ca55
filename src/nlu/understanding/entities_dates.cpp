/// Days: `mañana`, `el lunes`, `20 de junio`, `June 20th`, `30/06/2025`.

#include <array>
#include <utility>

#include "understanding/extraction.hpp"

namespace orkesta::nlu {
namespace {

using Named = std::pair<std::string_view, int>;

auto lookup(std::span<const Named> names, std::string_view word) -> int {
  for (const auto& [name, value] : names) {
    if (name == word) return value;
  }
  return 0;
}

constexpr auto months = std::to_array<Named>(
    {{"enero", 1},     {"febrero", 2},    {"marzo", 3},      {"abril", 4},      {"mayo", 5},
     {"junio", 6},     {"julio", 7},      {"agosto", 8},     {"septiembre", 9}, {"setiembre", 9},
     {"octubre", 10},  {"noviembre", 11}, {"diciembre", 12}, {"january", 1},    {"february", 2},
     {"march", 3},     {"april", 4},      {"may", 5},        {"june", 6},       {"july", 7},
     {"august", 8},    {"september", 9},  {"october", 10},   {"november", 11},  {"december", 12},
     {"janeiro", 1},   {"fevereiro", 2},  {"marco", 3},      {"maio", 5},       {"junho", 6},
     {"julho", 7},     {"setembro", 9},   {"outubro", 10},   {"novembro", 11},  {"dezembro", 12},
     {"janvier", 1},   {"fevrier", 2},    {"mars", 3},       {"avril", 4},      {"mai", 5},
     {"juin", 6},      {"juillet", 7},    {"aout", 8},       {"septembre", 9},  {"octobre", 10},
     {"novembre", 11}, {"decembre", 12},  {"jan", 1},        {"feb", 2},        {"jun", 6},
     {"jul", 7},       {"sept", 9},       {"oct", 10},       {"nov", 11},       {"dic", 12},
     {"dec", 12},      {"ene", 1},        {"ago", 8},        {"aug", 8}});

constexpr auto weekdays = std::to_array<Named>(
    {{"lunes", 1},    {"martes", 2},   {"miercoles", 3}, {"jueves", 4},   {"viernes", 5},
     {"sabado", 6},   {"domingo", 7},  {"monday", 1},    {"tuesday", 2},  {"wednesday", 3},
     {"thursday", 4}, {"friday", 5},   {"saturday", 6},  {"sunday", 7},   {"lundi", 1},
     {"mardi", 2},    {"mercredi", 3}, {"jeudi", 4},     {"vendredi", 5}, {"samedi", 6},
     {"dimanche", 7}});
constexpr auto weekdays_pt = std::to_array<Named>(
    {{"segunda", 1}, {"terca", 2}, {"quarta", 3}, {"quinta", 4}, {"sexta", 5}});

constexpr auto relative = std::to_array<Named>({{"hoy", 100},
                                                {"today", 100},
                                                {"tonight", 100},
                                                {"hoje", 100},
                                                {"manana", 101},
                                                {"tomorrow", 101},
                                                {"amanha", 101},
                                                {"demain", 101},
                                                {"ayer", 99},
                                                {"yesterday", 99},
                                                {"ontem", 99},
                                                {"hier", 99},
                                                {"antier", 98},
                                                {"anteayer", 98},
                                                {"anteontem", 98}});

class Dates {
 public:
  explicit Dates(Extraction& board) : board_(board), today_(board.reading().reference) {}

  void run() {
    for (std::size_t i = 0; i < board_.size(); ++i) {
      if (!board_.free_token(i)) continue;
      if (numeric(i) || month_first(i) || day_first(i) || phrase(i) || weekday(i)) continue;
      day_of_month(i);
    }
  }

 private:
  auto take(std::size_t first, std::size_t last, const Date& date) -> bool {
    const auto checked = parse_date(format_date(date));
    if (!checked) return false;
    board_.add("date", start_of(board_.tokens()[first]), end_of(board_.tokens()[last]),
               json_string(format_date(date)));
    return true;
  }
  auto in_days(std::int64_t days) const -> Date {
    return date_of_days(days_since_epoch(today_) + days);
  }
  auto integer(std::size_t i) const -> int {
    const auto digits = board_.number(i);
    if (digits.empty() || digits.size() > 4) return -1;
    int value = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  }
  auto day(std::size_t i) const -> int {
    const auto value = integer(i);
    if (value >= 1 && value <= 31) return value;
    return board_.is(i, {"primero", "primeiro", "premier"}) ? 1 : -1;
  }
  /// The year as told, else the one that makes the day today or later.
  auto with_year(int told, int month, int day) const -> Date {
    if (told >= 1000) return {told, month, day};
    if (told >= 0) return {2000 + told, month, day};
    const Date date{today_.year, month, day};
    return date < today_ ? Date{today_.year + 1, month, day} : date;
  }

  auto numeric(std::size_t i) -> bool {
    const auto mark = board_.mark(i + 1);
    const bool joined = (mark == "/" || mark == "-") && board_.touches(i) && board_.touches(i + 1);
    if (!joined || integer(i + 2) < 0) return false;
    const bool three = board_.mark(i + 3) == mark && board_.touches(i + 2) &&
                       board_.touches(i + 3) && integer(i + 4) >= 0;
    if (three && integer(i) >= 1000) {
      return take(i, i + 4, {integer(i), integer(i + 2), integer(i + 4)});
    }
    if (three && integer(i) <= 31) {
      return take(i, i + 4, with_year(integer(i + 4), integer(i + 2), integer(i)));
    }
    const bool fraction = integer(i) == 1 && (integer(i + 2) == 2 || integer(i + 2) == 4);
    const bool pair = mark == "/" && !fraction && day(i) > 0 && integer(i + 2) <= 12 &&
                      integer(i + 2) >= 1 && board_.mark(i + 3) != "-";
    return pair && take(i, i + 2, with_year(-1, integer(i + 2), integer(i)));
  }

  /// A year after `at`, perhaps behind `de`: its token, or `at` when there is none.
  auto year_after(std::size_t at) const -> std::size_t {
    auto next = at + 1;
    if (board_.is(next, {"de", "del", "do"}) || board_.mark(next) == ",") ++next;
    return integer(next) >= 1900 && integer(next) <= 2100 ? next : at;
  }
  auto finish_month(std::size_t first, std::size_t last, int month, int day) -> bool {
    const auto year = year_after(last);
    return take(first, year, with_year(year > last ? integer(year) : -1, month, day));
  }
  auto suffix(std::size_t i) const -> std::size_t {
    const bool has = board_.touches(i) && board_.is(i + 1, {"st", "nd", "rd", "th", "er", "o"});
    return has ? i + 1 : i;
  }

  auto month_first(std::size_t i) -> bool {
    const auto month = lookup(months, board_.word(i));
    if (month == 0 || day(i + 1) < 0 || board_.number(i + 1).empty()) return false;
    return finish_month(i, suffix(i + 1), month, day(i + 1));
  }

  auto day_first(std::size_t i) -> bool {
    if (day(i) < 0) return false;
    auto next = suffix(i) + 1;
    if (board_.is(next, {"de", "of", "do"})) ++next;
    const auto month = lookup(months, board_.word(next));
    return month > 0 && finish_month(i, next, month, day(i));
  }

  auto phrase(std::size_t i) -> bool {
    if (board_.is(i, {"pasado"}) && board_.is(i + 1, {"manana"})) return take(i, i + 1, in_days(2));
    if (board_.is(i, {"apres"}) && board_.is(i + 2, {"demain"})) return take(i, i + 2, in_days(2));
    if (board_.is(i, {"depois"}) && board_.is(i + 2, {"amanha"})) return take(i, i + 2, in_days(2));
    if (board_.is(i, {"antes"}) && board_.is(i + 2, {"ayer"})) return take(i, i + 2, in_days(-2));
    if (board_.is(i, {"aujourd"}) && board_.is(i + 2, {"hui"})) return take(i, i + 2, today_);
    if (board_.is(i, {"avant"}) && board_.is(i + 2, {"hier"})) return take(i, i + 2, in_days(-2));
    if (end_of_month(i)) return true;
    const auto days = lookup(relative, board_.word(i));
    if (days == 0) return false;
    const bool morning =
        board_.is(i, {"manana"}) && i > 0 && board_.is(i - 1, {"la", "una", "esta", "en"});
    return !morning && take(i, i, in_days(days - 100));
  }

  auto end_of_month(std::size_t i) -> bool {
    const bool spanish = board_.is(i, {"fin", "fim", "fins"}) &&
                         board_.is(i + 1, {"de", "do", "del"}) && board_.is(i + 2, {"mes", "mois"});
    const bool english = board_.is(i, {"end"}) && board_.is(i + 1, {"of"}) &&
                         (board_.is(i + 2, {"month"}) || board_.is(i + 3, {"month"}));
    if (!spanish && !english) return false;
    const auto last = english && board_.is(i + 3, {"month"}) ? i + 3 : i + 2;
    const auto next =
        today_.month == 12 ? Date{today_.year + 1, 1, 1} : Date{today_.year, today_.month + 1, 1};
    return take(i, last, date_of_days(days_since_epoch(next) - 1));
  }

  auto weekday(std::size_t i) -> bool {
    auto wanted = lookup(weekdays, board_.word(i));
    auto last = i;
    if (const auto brazil = lookup(weekdays_pt, board_.word(i)); brazil > 0) {
      const bool fair = board_.mark(i + 1) == "-" && board_.is(i + 2, {"feira"});
      const bool told = i > 0 && board_.is(i - 1, {"na", "pra", "ate", "nesta", "proxima", "essa",
                                                   "toda", "para"});
      if (fair || told) wanted = brazil;
      if (fair) last = i + 2;
    }
    if (wanted == 0) return false;
    const auto now = weekday_of(today_) + 1;
    auto days = wanted - now;
    if (days <= 0) days += 7;
    if (board_.is(last + 1, {"pasado", "passado", "passada", "dernier"}) ||
        (i > 0 && board_.is(i - 1, {"last"}))) {
      days -= 7;
      if (days == 0) days = -7;
    }
    return take(i, last, in_days(days));
  }

  /// `para el 15`, `dia 15`, `the 15th`, `le 15`.
  void day_of_month(std::size_t i) {
    if (day(i) < 0 || board_.number(i).empty()) return;
    const auto last = suffix(i);
    const bool ordinal = last > i && board_.is(last, {"st", "nd", "rd", "th"});
    const bool named = i > 0 && board_.is(i - 1, {"dia"});
    const bool article = i > 0 && board_.is(i - 1, {"el", "le"}) &&
                         (board_.is(i - 2, {"para", "pa", "hasta", "pour"}) ||
                          (last + 1 >= board_.size() && board_.word(i - 2) != "es"));
    if (!ordinal && !named && !article) return;
    auto date = Date{today_.year, today_.month, day(i)};
    if (date < today_) {
      date = today_.month == 12 ? Date{today_.year + 1, 1, day(i)}
                                : Date{today_.year, today_.month + 1, day(i)};
    }
    take(i, last, date);
  }

  Extraction& board_;
  Date today_;
};

}  // namespace

void find_dates(Extraction& board) { Dates{board}.run(); }

}  // namespace orkesta::nlu
