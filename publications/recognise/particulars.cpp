#include "publications/recognise/particulars.h"

#include <algorithm>
#include <array>
#include <string>

#include "publications/recognise/dates.h"
#include "publications/recognise/kamerstuk_head.h"
#include "publications/recognise/people.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {

std::optional<Date> settled_date(const Paper& paper) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 16); ++i) {
    std::string_view text = paper.body[i].text;
    const auto stated = stated_at(text);
    if (stated != npos) text = text.substr(stated);
    if (text.size() < 120 && starts_with(text, "vastgesteld ")) return first_date(text);
  }
  return std::nullopt;
}

void read_stated_date(Reading& reading, const Paper& paper) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 40) && !reading.date; ++i) {
    const std::string_view text = paper.body[i].text;
    for (const std::string_view word : {"voorgesteld", "vastgesteld", "ontvangen", "den haag,"}) {
      if (text.size() >= 120 || !starts_with(text, word)) continue;
      reading.date = read_date(trim(text.substr(word.size())));
      if (!reading.date && word != "den haag,") reading.date = first_date(text);  // "tijdens het debat van ..."
      if (reading.date) break;
    }
    // "GEWIJZIGD VOORSTEL VAN WET" and the day below it.
    std::size_t length = 0;
    const auto below = i > 0 && !reading.date && text.size() < 40 ? read_date(text, &length) : std::nullopt;
    if (below && length == text.size() && !reading.title.empty() && paper.body[i - 1].text.ends_with(reading.title))
      reading.date = below;
    const auto stated = stated_at(text);
    if (!reading.date && stated != npos) reading.date = first_date(text.substr(stated));
  }
  if (!reading.date) reading.date = reading.received_on ? reading.received_on : reading.asked_on;
}

namespace {

// "zestiende mei 2024", "1 mei 2024".
std::optional<Date> spelled_day(std::string_view text) {
  static constexpr std::array<std::string_view, 20> kOrdinals{
      "eerste",     "tweede",    "derde",       "vierde",     "vijfde",      "zesde",     "zevende",
      "achtste",    "negende",   "tiende",      "elfde",      "twaalfde",    "dertiende", "veertiende",
      "vijftiende", "zestiende", "zeventiende", "achttiende", "negentiende", "twintigste"};
  if (auto day = read_date(text)) return day;
  const auto end = text.find(' ');
  if (end == npos) return std::nullopt;
  const auto word = lower(text.substr(0, end));
  std::size_t number = 0;
  for (std::size_t i = 0; i < kOrdinals.size(); ++i) {
    if (word == kOrdinals[i]) number = i + 1;
  }
  static constexpr std::array<std::string_view, 9> kUnits{"een", "twee",  "drie", "vier", "vijf",
                                                          "zes", "zeven", "acht", "negen"};
  for (std::size_t i = 0; i < kUnits.size() && number == 0; ++i) {
    if (word.starts_with(kUnits[i]) && word.ends_with("twintigste")) number = 21 + i;
  }
  if (word == "dertigste") number = 30;
  if (word == "eenendertigste") number = 31;
  return number == 0 ? std::nullopt : read_date(std::to_string(number) + std::string(text.substr(end)));
}

// What stands behind a label, in the same paragraph or the next; empty if the paragraph begins otherwise.
std::string_view beside_label(const Paper& paper, std::size_t i, std::string_view label) {
  const std::string_view text = paper.body[i].text;
  if (text.size() > 200 || !starts_with(text, label)) return {};
  const auto rest = text.substr(label.size());
  if (!rest.empty() && rest.front() != ' ' && rest.front() != ':') return {};
  const auto value = trim_all(rest, ": ");
  if (!value.empty()) return value;
  return i + 1 < paper.body.size() ? std::string_view(paper.body[i + 1].text) : std::string_view{};
}

bool names_court(std::string_view text) {
  constexpr std::size_t kLongest = 80;  // bytes
  if (text.size() > kLongest) return false;
  for (const std::string_view court : {"rechtbank ", "gerechtshof ", "hoge raad", "raad van state",
                                       "centrale raad van beroep", "college van beroep"}) {
    if (starts_with(text, court) && text.find_first_of(".:,") == npos) return true;
  }
  return false;
}

}  // namespace

std::optional<Date> issue_day(const Paper& paper) {
  constexpr std::size_t kLongest = 60;  // bytes
  constexpr std::string_view kIssued = "uitgegeven de ";
  for (std::size_t i = 0; i < paper.body.size(); ++i) {
    const std::string_view text = paper.body[i].text;
    if (text.size() < kLongest && starts_with(text, kIssued)) return spelled_day(text.substr(kIssued.size()));
  }
  return std::nullopt;
}

void read_court_record(Reading& reading, const Paper& paper) {
  constexpr std::size_t kRecord = 40;  // paragraphs
  for (std::size_t i = 0; i < std::min(paper.body.size(), kRecord); ++i) {
    if (reading.sender.empty()) reading.sender = std::string(beside_label(paper, i, "instantie"));
    if (!reading.date) reading.date = read_date(beside_label(paper, i, "datum uitspraak"));
    if (const auto number = beside_label(paper, i, "zaaknummer");
        !reading.kenmerk && !number.empty() && number.size() < 80)
      reading.kenmerk = std::string(number);
  }
  for (std::size_t i = 0; i < std::min(paper.body.size(), kRecord) && reading.sender.empty(); ++i) {
    if (names_court(paper.body[i].text)) reading.sender = name_in_usual_case(paper.body[i].text);
  }
  for (std::size_t back = 1; back <= std::min<std::size_t>(paper.body.size(), 15) && !reading.date; ++back) {
    const std::string_view text = paper.body[paper.body.size() - back].text;
    if (has(text, "uitgesproken")) reading.date = date_after(text, "uitgesproken op");
    if (has(text, "in het openbaar") && !reading.date) reading.date = date_after(text, "in het openbaar op");
  }
}

void read_committee(Reading& reading, const Paper& paper) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 40) && !reading.committee; ++i) {
    const std::string_view text = paper.body[i].text;
    if (!has(text, "commissie ")) continue;
    auto at = npos;
    for (const std::string_view word : {"vaste commissie voor ", "vaste commissie van ", "algemene commissie voor ",
                                        "tijdelijke commissie ", "bijzondere commissie "})
      at = std::min(at, find(text, word));
    if (at == npos) continue;
    auto name = text.substr(at);
    for (const std::string_view stop : {" heeft ",
                                        " hebben ",
                                        " bestond",
                                        " heb ",
                                        " een aantal",
                                        " aan de ",
                                        " (",
                                        ". ",
                                        "\t",
                                        " voor de leden",
                                        " is ",
                                        " en de ",
                                        "[^",
                                        " over ",
                                        " d.d. ",
                                        " verzocht",
                                        " vraagt",
                                        " wenst ",
                                        " om ",
                                        " inzake ",
                                        ", belast",
                                        " informeer ik",
                                        " bericht ik",
                                        " soort:",
                                        " volgcommissie",
                                        " activiteit:",
                                        " datum:"})
      name = name.substr(0, find(name, stop));
    for (auto of = find(name, " van "); of != npos; of = find(name, " van ", of + 1)) {
      if (of + 5 < name.size() && is_digit(name[of + 5])) name = name.substr(0, of);  // "van 11 september"
    }
    if (name.size() < 140) reading.committee = committee_name(name);
  }
}

}  // namespace griffier::publications::reader
