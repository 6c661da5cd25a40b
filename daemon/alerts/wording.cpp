#include "daemon/alerts/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "publications/instant.h"

namespace griffier::daemon::wording {
namespace {

struct Kind {
  std::string_view event, label;
  int weight;
};
constexpr std::array<Kind, 20> kKinds{{
    {"question.answered", "Beantwoord", 9},
    {"question.partly_answered", "Deels beantwoord", 9},
    {"question.withdrawn", "Vragen ingetrokken", 9},
    {"question.postponed", "Uitgesteld", 8},
    {"question.passed_on", "Vragen doorgeleid", 8},
    {"question.remark", "Mededeling over vragen", 7},
    {"question.asked", "Vragen gesteld", 7},
    {"question.overdue", "Termijn verstreken", 7},
    {"document.withdrawn", "Ingetrokken", 6},
    {"document.restored", "Weer beschikbaar", 6},
    {"document.revised", "Gewijzigd", 5},
    {"document.published", "Nieuw", 5},
    {"toezegging.fulfilled", "Toezegging nagekomen", 4},
    {"toezegging.partly_fulfilled", "Toezegging deels nagekomen", 4},
    {"toezegging.lapsed", "Toezegging vervallen", 4},
    {"toezegging.overdue", "Toezegging niet op tijd nagekomen", 4},
    {"toezegging.made", "Toezegging", 4},
    {"document.metadata_changed", "Gegevens gewijzigd", 3},
    {"source.failing", "Bron faalt", 2},
    {"source.recovered", "Bron hersteld", 2},
}};

const Kind* kind_of(std::string_view event) {
  const auto* const kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.event == event; });
  return kind == kKinds.end() ? nullptr : kind;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// "14 meldingen", "1 melding".
std::string count_of(std::size_t count, std::string_view one, std::string_view several) {
  return fmt::format("{} {}", count, count == 1 ? one : several);
}

}  // namespace

std::string_view label(std::string_view event_kind) {
  const auto* const kind = kind_of(event_kind);
  return kind == nullptr ? std::string_view("Melding") : kind->label;
}

int weight(std::string_view event_kind) {
  const auto* const kind = kind_of(event_kind);
  return kind == nullptr ? 0 : kind->weight;
}

std::vector<std::string_view> kinds() {
  std::vector<std::string_view> all;
  for (const auto& kind : kKinds) all.push_back(kind.event);
  return all;
}

std::string difference(std::string text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kWords{{
      {"more changed paragraphs", "gewijzigde alinea's meer"},
      {"more changed paragraph", "gewijzigde alinea meer"},
      {"left out:", "weggelaten:"},
      {"no change", "geen verschil"},
      {"metadata", "alleen gegevens"},
      {"layout", "alleen opmaak"},
      {"paragraphs", "alinea's"},
      {"paragraph", "alinea"},
      {" moved", " verplaatst"},
      {" of ", " met "},
      {"words", "woorden"},
      {"word", "woord"},
  }};
  // "woord" holds "word" no more, so one pass from left to right does.
  for (const auto& [english, dutch] : kWords) replace_all(text, english, dutch);
  return text;
}

std::string enumerate(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " en " : ", ";
    out += words[i];
  }
  return out;
}

std::string question_heading(const std::vector<std::string>& numbers) {
  return numbers.empty() ? std::string("Vraag") : "Vraag " + enumerate(numbers);
}

std::string answer_elsewhere(const std::string& number, const std::string& answer) {
  return fmt::format("[Antwoord op vraag {}: {}]", number, answer);
}

std::string circumstances(int revision, const std::string& published_on, const std::string& dossier) {
  std::vector<std::string> parts;
  if (revision > 0) parts.push_back(fmt::format("versie {}", revision));
  if (const auto date = publications::parse_iso_date(published_on))
    parts.push_back("gepubliceerd op " + publications::dutch_date(*date));
  if (!dossier.empty()) parts.push_back("dossier " + dossier);
  return fmt::format("{}", fmt::join(parts, ", "));
}

namespace {

std::string_view fact_name(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 29> kNames{{
      {"kind", "soort"},
      {"title", "titel"},
      {"subject", "onderwerp"},
      {"parent", "bijlage bij"},
      {"dossier", "dossier"},
      {"document_number_in_dossier", "ondernummer"},
      {"dossier_title", "titel van het dossier"},
      {"vergaderjaar", "vergaderjaar"},
      {"kamer", "Kamer"},
      {"zaaknummer", "zaaknummer"},
      {"kenmerk", "kenmerk"},
      {"aanhangselnummer", "aanhangselnummer"},
      {"askers", "gesteld door"},
      {"addressed_to", "gericht aan"},
      {"answered_by", "beantwoord door"},
      {"on_behalf_of", "mede namens"},
      {"sender", "afzender"},
      {"signatories", "ondertekend door"},
      {"addressee", "geadresseerde"},
      {"committee", "commissie"},
      {"date", "datum"},
      {"asked_on", "ingezonden op"},
      {"received_on", "ontvangen op"},
      {"answered_on", "beantwoord op"},
      {"due_on", "termijn"},
      {"toezegging.status", "status"},
      {"toezegging.made_by", "toegezegd door"},
      {"toezegging.made_to", "toegezegd aan"},
      {"kept_by", "nagekomen met"},
  }};
  for (const auto& [fact, dutch] : kNames)
    if (fact == name) return dutch;
  return {};
}

std::string in_words(const std::string& value) {
  const auto date = publications::parse_iso_date(value);
  return date ? publications::dutch_date(*date) : value;
}

}  // namespace

std::string changed_fact(std::string_view name, const std::string& before, const std::string& after) {
  const auto what = fact_name(name);
  if (what.empty()) return "andere gegevens";
  if (before.empty()) return fmt::format("{}: {} (was er niet)", what, in_words(after));
  if (after.empty()) return fmt::format("{}: vervallen (was {})", what, in_words(before));
  return fmt::format("{}: {} → {}", what, in_words(before), in_words(after));
}

std::string tally(const std::vector<std::string_view>& labels) {
  std::map<std::string_view, std::size_t> counts;
  for (const auto one : labels) ++counts[one];
  std::vector<std::string> parts;
  for (const auto& [what, count] : counts) {
    std::string word(what);
    word[0] = static_cast<char>(word[0] - 'A' + 'a');  // all labels begin with an ASCII capital
    parts.push_back(fmt::format("{} {}", count, word));
  }
  return fmt::format("{}: {}", count_of(labels.size(), "melding", "meldingen"), fmt::join(parts, ", "));
}

std::string footer(const std::string& watch, const std::string& at) {
  return fmt::format("Volger \"{}\" van griffier, {}.", watch, at);
}

std::string more_questions(std::size_t left, std::size_t of) {
  return fmt::format("… ingekort: nog {} van {} vragen staan in het stuk zelf.", left, of);
}

std::string more_papers(std::size_t left) {
  return fmt::format("… ingekort: nog {} andere; zie griffier events.", left);
}

std::string undelivered(std::size_t count, const std::string& channel) {
  return fmt::format("griffier: {} niet bezorgd via {}", count_of(count, "melding", "meldingen"), channel);
}

std::string undelivered_one(const std::string& watch, const std::string& recipient, const std::string& subject,
                            const std::string& error) {
  return fmt::format("{} aan {}: {} ({})", watch, recipient, subject, error);
}

std::string trial(const std::string& channel) {
  return fmt::format("Dit is een proefbericht van griffier via het kanaal '{}'. U hoeft niets te doen.", channel);
}

}  // namespace griffier::daemon::wording
