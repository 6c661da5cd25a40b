#include "publications/recognise/kinds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// The first that occurs wins, so longer names stand before shorter ones.
constexpr std::array<Pair, 36> kTitles{{
    {"verslag van een schriftelijk overleg", "written_consultation"},
    {"verslag schriftelijk overleg", "written_consultation"},
    {"inbreng schriftelijk overleg", "written_consultation"},
    {"verslag houdende een lijst van vragen en antwoorden", "answer"},
    {"verslag houdende een lijst van vragen", "question_set"},
    {"lijst van vragen en antwoorden", "answer"},
    {"lijst van vragen", "question_set"},
    {"motie", "motion"},
    {"amendement", "amendment"},
    {"memorie van", "memorandum"},
    {"nadere memorie", "memorandum"},
    {"nota naar aanleiding van", "memorandum"},
    {"nota van wijziging", "memorandum"},
    {"nota van verbetering", "memorandum"},
    {"nota over de toestand", "memorandum"},
    {"initiatiefnota", "memorandum"},
    {"toelichting", "memorandum"},
    {"geleidende brief", "letter"},
    {"voorstel van rijkswet", "bill"},
    {"voorstel van wet", "bill"},
    {"ontwerp van wet", "bill"},
    {"koninklijke boodschap", "bill"},
    {"brief", "letter"},
    {"advies afdeling", "report"},
    {"advies raad van state", "report"},
    {"advies van de", "report"},
    {"nader rapport", "report"},
    {"eindverslag", "report"},
    {"voorlopig verslag", "report"},
    {"verslag", "report"},
    {"rapport", "report"},
    {"jaarverslag", "report"},
    {"besluitenlijst", "decision_list"},
    {"beslisnota", "decision_note"},
    {"nota", "memorandum"},
    {"handelingen", "proceedings"},
}};

std::string by_root(std::string_view root) {
  static constexpr std::array<Pair, 16> kRoots{{{"handelingen", "proceedings"},
                                                {"open-rechtspraak", "judgment"},
                                                {"uitspraak", "judgment"},
                                                {"conclusie", "judgment"},
                                                {"staatsblad", "gazette"},
                                                {"staatscourant", "gazette"},
                                                {"tractatenblad", "gazette"},
                                                {"gemeenteblad", "gazette"},
                                                {"provinciaalblad", "gazette"},
                                                {"provinciaal-blad", "gazette"},
                                                {"waterschapsblad", "gazette"},
                                                {"bladgemeenschappelijkeregeling", "gazette"},
                                                {"blad-gemeenschappelijke-regeling", "gazette"},
                                                {"circulaire", "gazette"},
                                                {"motie", "motion"},
                                                {"amendement", "amendment"}}};
  for (const auto& [name, kind] : kRoots) {
    if (same(root, name)) return std::string(kind);
  }
  return {};
}

std::string by_identity(std::string_view id) {
  for (const std::string_view series : {"stb-", "stcrt-", "trb-", "gmb-", "prb-", "wsb-", "bgr-"}) {
    if (starts_with(id, series)) return "gazette";
  }
  if (starts_with(id, "h-")) return "proceedings";
  return starts_with(id, "ecli:nl:") ? "judgment" : "";
}

bool opens_with(const Paper& paper, std::initializer_list<std::string_view> phrases, std::size_t paragraphs) {
  for (std::size_t i = 0; i < std::min(paper.body.size(), paragraphs); ++i) {
    const std::string_view text = paper.body[i].text;
    for (const auto phrase : phrases) {
      if (starts_with(text, phrase)) return true;
    }
  }
  return false;
}

// The numbered sections that every note for a decision of a minister has.
bool is_decision_note(const Paper& paper) {
  if (opens_with(paper, {"beslisnota", "nota actief openbaar", "beslisnota bij"}, 20)) return true;
  int sections = 0;
  bool note = false;
  for (const auto& paragraph : paper.body) {
    if (paragraph.text.size() > 60) continue;
    const auto text = trim_all(paragraph.text, "0123456789.:");
    note = note || same(text, "nota");
    for (const std::string_view section :
         {"aanleiding", "geadviseerd besluit", "kernpunten", "beslispunten", "toelichting op het advies",
          "politieke context", "krachtenveld", "gevraagd besluit"}) {
      if (same(text, section)) ++sections;
    }
  }
  return sections >= 3 || (note && sections >= 2);
}

bool is_judgment(const Paper& paper) {
  bool ecli = false;
  bool verdict = false;
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 40); ++i) {
    const std::string_view text = paper.body[i].text;
    ecli = ecli || (text.size() < 200 && has(text, "ecli:nl:"));
    verdict = verdict || starts_with(text, "uitspraak") || starts_with(text, "rechtbank ") ||
              starts_with(text, "hoge raad der") || starts_with(text, "gerechtshof") || starts_with(text, "vonnis") ||
              starts_with(text, "arrest") || starts_with(text, "in naam van");
  }
  return ecli && verdict;
}

bool is_proceedings(const Paper& paper) {
  int speakers = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 200); ++i) {
    const std::string_view text = paper.body[i].text;
    if (starts_with(text, "de voorzitter:") || starts_with(text, "de heer ") || starts_with(text, "mevrouw ")) {
      const auto colon = text.find(':');
      if (colon != npos && colon < 80) ++speakers;
    }
  }
  return speakers >= 3;
}

bool is_decision_list(const Paper& paper) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 30); ++i) {
    const auto& paragraph = paper.body[i];
    std::string_view text = paragraph.text;
    if (starts_with(text, "document: ")) text = trim(text.substr(10));
    if (paragraph.kind != BlockKind::table_row &&
        (same(text, "besluitenlijst") || starts_with(text, "besluitenlijst ")))
      return true;
  }
  return false;
}

// A list of undertakings under a heading of its own: "Overzicht moties en toezeggingen".
bool is_toezegging_list(const Paper& paper, const Letter& letter) {
  if (letter.greets || has(letter.addressee, "voorzitter")) return false;
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 6); ++i) {
    const std::string_view text = paper.body[i].text;
    if (text.size() > 160 || !has_word(text, "toezeggingen")) continue;
    for (const std::string_view word :
         {"overzicht", "lijst", "stand van zaken", "toezeggingen", "moties en toezeggingen", "openstaande", "bijlage",
          "toezeggingenlijst", "toezeggingenregister"}) {
      if (starts_with(without_section_number(text), word)) return true;
    }
  }
  return false;
}

// The decision of an authority on a request for information; a letter to the Kamer about one is a letter.
bool is_information_decision(const Paper& paper, const Letter& letter) {
  if (has(letter.addressee, "voorzitter")) return false;
  const auto any_of_first = [&](std::size_t most, auto says) {
    return std::any_of(paper.body.begin(),
                       paper.body.begin() + static_cast<std::ptrdiff_t>(std::min(paper.body.size(), most)),
                       [&](const Paragraph& paragraph) { return says(std::string_view(paragraph.text)); });
  };
  return any_of_first(40,
                      [](std::string_view text) {
                        return has_any(text, {"woo-verzoek", "wob-verzoek", "woo verzoek", "wob verzoek", "woo-besluit",
                                              "wob-besluit", "beroep op de wet open overheid", "beroep op de woo",
                                              "op grond van de wet open overheid", "beroep op de wet openbaarheid",
                                              "op grond van de wet openbaarheid"});
                      }) &&
         any_of_first(200, [](std::string_view text) {
           return starts_with(text, "ik besluit") || same(trim_all(text, "0123456789. "), "besluit") ||
                  has_any(text, {"ik heb besloten", "heb ik besloten", "besluit ik", "bezwaarschrift", "bezwaar maken",
                                 "besloten heb", "besluit op uw woo", "besluit op uw wob"});
         });
}

std::string by_words(const Paper& paper, const Letter& letter) {
  if (is_decision_list(paper)) return "decision_list";
  if (is_information_decision(paper, letter)) return "woo_decision";
  if (is_toezegging_list(paper, letter)) return "toezegging_list";
  if (is_decision_note(paper)) return "decision_note";
  if (is_judgment(paper)) return "judgment";
  if (opens_with(paper,
                 {"staatsblad van het koninkrijk", "staatscourant", "tractatenblad van het", "gemeenteblad van",
                  "provinciaal blad", "waterschapsblad", "blad gemeenschappelijke regeling"},
                 6))
    return "gazette";
  if (is_proceedings(paper)) return "proceedings";
  if (opens_with(paper, {"bij kabinetsmissive van", "bij kabinetsmissive no"}, 12)) return "report";  // Raad van State
  if (opens_with(paper, {"voorstel van wet", "wij willem-alexander", "wij beatrix"}, 12)) return "bill";
  const bool to_chamber = has(letter.addressee, "voorzitter");
  if (letter.greets || to_chamber || (letter.date && !letter.signatories.empty())) return "letter";
  return {};
}

// Where the phrase first stands as words, in the plural too, or as the last part of one: "Moties", "Kamerbrief", but
// neither "briefing" nor "promotie".
std::size_t find_title_words(std::string_view title, std::string_view phrase) {
  for (auto at = find(title, phrase); at != npos; at = find(title, phrase, at + 1)) {
    auto behind = title.substr(at + phrase.size());
    for (const std::string_view ending : {"en", "s", "age", "ages"}) {
      const bool ends =
          starts_with(behind, ending) && (behind.size() == ending.size() || !is_word_byte(behind[ending.size()]));
      if (ends) behind = behind.substr(ending.size());
    }
    const bool begins = at == 0 || !is_word_byte(title[at - 1]);
    if ((behind.empty() || !is_word_byte(behind.front())) && (begins || phrase != "motie")) return at;
  }
  return npos;
}

}  // namespace

std::string kind_of_title(std::string_view title) {
  if (title.empty()) return {};
  const Pair* best = nullptr;
  std::size_t at = npos;
  for (const auto& pair : kTitles) {
    const auto hit = find_title_words(title, pair.first);
    if (hit >= at) continue;  // the earliest, and of those at one place the first in the table
    at = hit;
    best = &pair;
  }
  return best == nullptr ? std::string{} : std::string(best->second);
}

std::string kind_of(const Paper& paper, const Hints& hints, const KamerstukHead& head, const Letter& letter,
                    std::string_view identity) {
  const auto fact = [&](const char* name) {
    const auto found = hints.facts.find(name);
    return found == hints.facts.end() ? std::string_view{} : std::string_view(found->second);
  };
  for (const auto* name : {"root", "element", "kind"}) {
    if (auto kind = by_root(fact(name)); !kind.empty()) return kind;
  }
  if (auto kind = by_identity(identity); !kind.empty()) return kind;
  if (auto kind = kind_of_title(head.title); !kind.empty()) return kind;
  if (auto kind = by_words(paper, letter); !kind.empty()) return kind;
  const auto root = fact("root");
  const auto format = fact("format");
  if (same(root, "html") || has(format, "html") || !fact("url").empty()) return "page";
  return "other";
}

}  // namespace griffier::publications::reader
