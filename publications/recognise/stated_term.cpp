#include "publications/stated_term.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include "publications/recognise/calendar_words.h"
#include "publications/recognise/words.h"

namespace griffier::publications {
namespace {

using namespace reader::calendar;
using reader::is_digit;
using std::chrono::days;
using std::chrono::sys_days;

enum class Firmness : std::uint8_t { vague, loose, plain, firm };

// What stands at some word: up to which word it goes, and its days.
struct Period {
  std::size_t end = 0;
  std::optional<Date> until, before;  // its last day, and the last day of "before" it; neither is known of some
  bool needs_in = false;              // a month or a year alone: "in mei", but not "de brief van mei"
  bool is_day = false, is_year = false;
};

class Reader {
 public:
  Reader(std::string_view sentence, Date said_on)
      : sentence_(sentence), said_on_(said_on), words_(words_of(sentence)) {}

  std::optional<StatedTerm> read() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      within(i);
      preposed(i);
      vague(i);
    }
    if (!best_) return std::nullopt;
    const auto from = words_[*best_].begin;
    const auto end = words_[end_ - 1].end;
    return StatedTerm{due_, std::string(sentence_.substr(from, end - from)), firmness_ == Firmness::firm};
  }

 private:
  [[nodiscard]] std::string_view at(std::size_t i) const {
    return i < words_.size() ? std::string_view(words_[i].text) : std::string_view();
  }
  [[nodiscard]] bool past(Date date) const { return sys_days(date) < sys_days(said_on_); }

  void take(std::size_t from, std::size_t end, std::optional<Date> due, Firmness firmness) {
    if (due && (!due->ok() || past(*due))) return;
    if (best_ && firmness <= firmness_) return;
    best_ = from;
    end_ = end;
    due_ = due;
    firmness_ = firmness;
  }

  // "binnen zes weken", "binnen een half jaar", "binnen de termijn van vier weken". What counts from another day than
  // the one on which it is said, "na inwerkingtreding", names no day.
  void within(std::size_t i) {
    if (at(i) != "binnen") return;
    std::size_t k = i + 1;
    while (among(at(k), {"de", "het", "termijn", "van", "uiterlijk", "maximaal", "circa", "ongeveer"})) ++k;
    int months = at(k) == "halfjaar" || (at(k) == "een" && at(k + 1) == "half" && at(k + 2) == "jaar") ? 6 : 0;
    if (months != 0) k += at(k) == "halfjaar" ? 1 : 3;
    int count = 0;
    if (months == 0) {
      if (at(k) == "een" && at(k + 1) == "halfjaar") return take(i, k + 2, months_on(6), Firmness::firm);
      count = number_named(at(k));
      if (count == 0) return;
      ++k;
    }
    auto due = months != 0 ? std::optional(months_on(months)) : after(count, at(k));
    if (!due) return;
    if (months == 0) ++k;
    if (at(k) == "na" && !among(at(k + 1), {"ontvangst", "dagtekening", "heden", "vandaag", "verzending"})) due.reset();
    take(i, k, due, Firmness::firm);
  }
  [[nodiscard]] std::optional<Date> after(int count, std::string_view unit) const {
    const auto from = sys_days(said_on_);
    if (among(unit, {"dag", "dagen"})) return Date(from + days(count));
    if (among(unit, {"werkdag", "werkdagen"})) return Date(from + days((count * 7 + 4) / 5));
    if (among(unit, {"week", "weken"})) return Date(from + days(7 * count));
    if (among(unit, {"maand", "maanden"})) return months_on(count);
    if (unit == "jaar") return months_on(12 * count);
    return std::nullopt;
  }
  [[nodiscard]] Date months_on(int count) const {
    const auto month = said_on_.year() / said_on_.month() + std::chrono::months(count);
    const Date same = month / said_on_.day();
    return same.ok() ? same : Date(month / std::chrono::last);
  }

  // A period, and what stands before it: "uiterlijk", "voor", "in", "dit", or nothing where that is enough.
  void preposed(std::size_t i) {
    const auto word = at(i);
    if (word == "uiterlijk") {
      std::size_t k = i + 1;
      const bool before = among(at(k), {"voor", "vóór"});
      while (among(at(k), {"voor", "vóór", "op", "in", "per", "aan", "de", "het", "maandag", "dinsdag", "woensdag",
                           "donderdag", "vrijdag"}))
        ++k;
      if (const auto found = period(k)) take(i, found->end, before ? found->before : found->until, Firmness::firm);
      return;
    }
    if (word == "voor" || word == "vóór") {
      std::size_t k = i + 1;
      while (among(at(k), {"de", "het", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"})) ++k;
      const auto found = period(k);
      // "De cijfers voor 2025" has another "voor".
      if (found && found->before && (word == "vóór" || !found->is_year))
        take(i, found->end, found->before, Firmness::firm);
      return;
    }
    if (among(word, {"in", "op", "rond", "omstreeks", "tegen", "nog"})) {
      std::size_t k = i + 1;
      while (among(at(k), {"de", "het", "loop", "van", "in"})) ++k;
      // On a day something else may happen, of which the Kamer hears later.
      if (const auto found = period(k))
        take(i, found->end, found->until, found->is_year || found->is_day ? Firmness::loose : Firmness::plain);
      return;
    }
    if (const auto found = period(i); found && !found->needs_in && !follows_from(i))
      take(i, found->end, found->until, found->is_year ? Firmness::loose : Firmness::plain);
  }
  // "Sinds eind 2024", "de brief van begin mei", "na de zomer": no term.
  [[nodiscard]] bool follows_from(std::size_t i) const {
    for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
      const auto word = at(i - back);
      if (among(word, {"sinds", "vanaf", "na", "van", "over", "tot"})) return true;
      if (!among(word, {"de", "het"})) return false;
    }
    return false;
  }

  // "2025", "van 2025", "van dit jaar", "volgend jaar"; moves `k` behind it.
  [[nodiscard]] std::optional<int> year_at(std::size_t& k) const {
    std::size_t next = k;
    while (among(at(next), {"van", "het", "jaar", "in"})) ++next;
    const auto word = at(next);
    if (word.size() == 4 && word.starts_with("20") && std::all_of(word.begin(), word.end(), is_digit)) {
      k = next + 1;
      return number_of(word);
    }
    if (at(next + 1) == "jaar" && among(word, {"dit", "volgend", "komend", "lopende", "aankomend"})) {
      k = next + 2;
      return year_of(said_on_) + (among(word, {"dit", "lopende"}) ? 0 : 1);
    }
    return std::nullopt;
  }
  static int number_of(std::string_view digits) {
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  // The year of a month that stands without: of the next such month.
  [[nodiscard]] int next_year_of(unsigned month) const {
    return year_of(said_on_) + (month < month_of(said_on_) ? 1 : 0);
  }

  [[nodiscard]] std::optional<Period> period(std::size_t k) const {
    for (const auto read : {&Reader::date_at, &Reader::part_at, &Reader::quarter_at, &Reader::season_at,
                            &Reader::recess_at, &Reader::month_at, &Reader::this_at, &Reader::bare_year_at}) {
      if (auto found = (this->*read)(k)) return found;
    }
    return std::nullopt;
  }

  // "12 mei 2025", "12-05-2025", "12 mei".
  [[nodiscard]] std::optional<Period> date_at(std::size_t k) const {
    if (k >= words_.size() || !is_digit(at(k).front()) || at(k).size() > 2) return std::nullopt;
    std::size_t length = 0;
    Period found;
    found.is_day = found.needs_in = true;
    if (const auto date = parse_dutch_date(sentence_.substr(words_[k].begin), &length)) {
      found.end = k + 1;
      while (found.end < words_.size() && words_[found.end].begin < words_[k].begin + length) ++found.end;
      found.until = found.before = date;
      return found;
    }
    const auto month = month_named(at(k + 1));
    if (month == 0) return std::nullopt;
    auto date = day(year_of(said_on_), month, static_cast<unsigned>(number_of(at(k))));
    if (date.ok() && past(date)) date += std::chrono::years(1);
    if (!date.ok()) return std::nullopt;
    found.end = k + 2;
    found.until = found.before = date;
    return found;
  }

  // "eind 2024", "begin juni", "medio mei 2025", "het einde van dit jaar", "eind deze maand".
  [[nodiscard]] std::optional<Period> part_at(std::size_t k) const {
    const auto part = at(k);
    const bool first = part == "begin", middle = among(part, {"medio", "halverwege", "midden"});
    if (!first && !middle && !among(part, {"eind", "einde"})) return std::nullopt;
    std::size_t next = k + 1;
    while (among(at(next), {"van", "de", "maand"})) ++next;
    Period found;
    if (const auto month = month_named(at(next))) {
      ++next;
      const auto year = year_at(next);
      const int of = year.value_or(next_year_of(month));
      found.until = first ? day(of, month, 10) : middle ? day(of, month, 20) : last_day(of, month);
    } else if (const auto other = this_at(next); other && among(at(next + 1), {"maand", "week"})) {
      found.until = other->until;
      next = other->end;
    } else if (const auto year = year_at(next)) {
      found.until = first ? last_day(*year, 3) : middle ? last_day(*year, 7) : last_day(*year, 12);
    } else if (at(next) == "het" && at(next + 1) == "jaar" && !first && !middle) {
      next += 2;
      found.until = last_day(year_of(said_on_), 12);
    } else {
      return std::nullopt;
    }
    found.before = found.until;
    found.end = next;
    return found;
  }

  // "eerste kwartaal van 2025", "Q1 2025", "tweede helft van dit jaar".
  [[nodiscard]] std::optional<Period> quarter_at(std::size_t k) const {
    const int which = ordinal_named(at(k));
    if (which == 0) return std::nullopt;
    const bool short_form = at(k).front() == 'q';
    const bool half = !short_form && at(k + 1) == "helft" && which <= 2;
    if (!short_form && !half && at(k + 1) != "kwartaal") return std::nullopt;
    std::size_t next = k + (short_form ? 1 : 2);
    const auto last = static_cast<unsigned>(which * (half ? 6 : 3));
    const auto year = year_at(next);
    if (half && !year) return std::nullopt;
    Period found;
    found.end = next;
    found.until = last_day(year.value_or(next_year_of(last)), last);
    return found;
  }

  // "het voorjaar van 2025", "deze zomer", "dit najaar"; a season of a Kamer, not of the stars.
  [[nodiscard]] std::optional<Period> season_at(std::size_t k) const {
    std::size_t next = k;
    const bool coming = among(at(next), {"dit", "deze", "komend", "komende", "aankomend", "aankomende"});
    if (coming) ++next;
    const auto season = at(next);
    const unsigned last = among(season, {"voorjaar", "lente"}) ? 6 : season == "zomer" ? 9 : 12;
    if (last == 12 && !among(season, {"najaar", "herfst"})) return std::nullopt;
    ++next;
    const auto stated = year_at(next);
    if (season == "zomer" && !coming && !stated && !among(at(k == 0 ? k : k - 1), {"de"})) return std::nullopt;
    const int year = stated.value_or(next_year_of(last));
    Period found;
    found.end = next;
    found.until = day(year, last, 20);
    found.before = last == 9 ? before_summer(stated) : last == 12 ? day(year, 9, 20) : day(year, 3, 20);
    return found;
  }

  // The first Friday of July: the Kamer's last day before its summer recess, or a week off it.
  [[nodiscard]] Date before_summer(std::optional<int> stated) const {
    auto friday = friday_until(day(stated.value_or(year_of(said_on_)), 7, 7));
    if (!stated && past(friday)) friday = friday_until(day(year_of(said_on_) + 1, 7, 7));
    return friday;
  }

  [[nodiscard]] std::optional<Period> recess_at(std::size_t k) const {
    const auto name = at(k);
    Period found;
    found.end = k + 1;
    const auto stated = year_at(found.end);
    const int year = stated.value_or(year_of(said_on_));
    const auto coming = [&](auto make) {
      const Date date = make(year);
      return !stated && past(date) ? make(year + 1) : date;
    };
    if (name == "zomerreces") {
      found.before = before_summer(stated);
    } else if (name == "kerstreces") {
      found.before = coming([](int of) { return friday_until(day(of, 12, 23)); });
    } else if (among(name, {"kerst", "kerstmis"})) {
      found.before = coming([](int of) { return day(of, 12, 24); });
    } else if (name == "meireces") {
      found.before = coming([](int of) { return friday_until(day(of, 4, 30)); });
    } else if (name == "jaarwisseling") {
      found.before = coming([](int of) { return day(of, 12, 31); });
    } else {
      return std::nullopt;
    }
    found.needs_in = true;  // its end is in no calendar of ours
    return found;
  }

  [[nodiscard]] std::optional<Period> month_at(std::size_t k) const {
    const auto month = month_named(at(k));
    if (month == 0) return std::nullopt;
    Period found;
    found.end = k + 1;
    const int year = year_at(found.end).value_or(next_year_of(month));
    found.until = last_day(year, month);
    found.before = Date(sys_days(day(year, month, 1)) - days(1));
    found.needs_in = true;
    return found;
  }

  // "deze maand", "volgende week", "dit kwartaal".
  [[nodiscard]] std::optional<Period> this_at(std::size_t k) const {
    const bool now = among(at(k), {"deze", "dit"});
    if (!now && !among(at(k), {"volgende", "volgend", "komende", "komend", "aankomende"})) return std::nullopt;
    const auto unit = at(k + 1);
    const auto month = said_on_.year() / said_on_.month() + std::chrono::months(now ? 0 : 1);
    Period found;
    found.end = k + 2;
    if (unit == "maand") {
      found.until = Date(month / std::chrono::last);
    } else if (unit == "week") {
      const auto today = sys_days(said_on_);
      const auto sunday = today + (std::chrono::Sunday - std::chrono::weekday(today));
      found.until = Date(sunday + days(now ? 0 : 7));
    } else if (unit == "kwartaal") {
      const unsigned last = (month_of(said_on_) + 2) / 3 * 3;
      found.until = now ? last_day(year_of(said_on_), last)
                        : last_day(year_of(said_on_) + (last == 12 ? 1 : 0), last == 12 ? 3 : last + 3);
    } else {
      return std::nullopt;
    }
    found.before = found.until;
    return found;
  }

  [[nodiscard]] std::optional<Period> bare_year_at(std::size_t k) const {
    Period found;
    found.end = k;
    const auto year = among(at(k), {"van", "het", "jaar", "in"}) ? std::nullopt : year_at(found.end);
    if (!year) return std::nullopt;
    found.until = last_day(*year, 12);
    found.before = last_day(*year - 1, 12);
    found.is_year = true;
    found.needs_in = is_digit(at(k).front());
    return found;
  }

  // Words that name no day.
  void vague(std::size_t i) {
    const auto phrase = [&](std::initializer_list<std::string_view> words) {
      std::size_t k = i;
      for (const auto word : words)
        if (at(k++) != word) return;
      take(i, k, std::nullopt, Firmness::vague);
    };
    phrase({"binnenkort"});
    phrase({"zo", "spoedig", "mogelijk"});
    phrase({"op", "korte", "termijn"});
    phrase({"te", "zijner", "tijd"});
    phrase({"na", "de", "zomer"});
    phrase({"na", "het", "zomerreces"});
    phrase({"na", "het", "kerstreces"});
    phrase({"op", "een", "later", "moment"});
  }

  std::string_view sentence_;
  Date said_on_;
  std::vector<Word> words_;
  std::optional<std::size_t> best_;
  std::size_t end_ = 0;
  std::optional<Date> due_;
  Firmness firmness_ = Firmness::vague;
};

}  // namespace

std::optional<StatedTerm> stated_term(std::string_view sentence, Date said_on) {
  if (!said_on.ok()) return std::nullopt;
  return Reader(sentence, said_on).read();
}

}  // namespace griffier::publications
