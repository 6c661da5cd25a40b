#include "publications/recognise/identity.h"

#include <algorithm>
#include <variant>

#include "publications/identifier.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

std::string without_dash(std::string_view vergaderjaar) { return replace_all(vergaderjaar, "-", ""); }

// The identity that the numbers in the head make up; a year that is not printed is that of `vergaderjaar`.
std::optional<std::string> composed_id(const Reading& reading, const std::optional<std::string>& vergaderjaar) {
  const auto kamer = reading.kamer.value_or("tk");
  std::string id;
  if (reading.aanhangselnummer) {
    if (!vergaderjaar) return std::nullopt;
    id = "ah-" + kamer + '-' + without_dash(*vergaderjaar) + '-' + std::to_string(*reading.aanhangselnummer);
  } else if (reading.zaaknummer && reading.kind == "question_set") {
    id = "kv-" + kamer + '-' + *reading.zaaknummer;
  } else if (reading.dossier && reading.document_number_in_dossier) {
    id = "kst-" + *reading.dossier + '-' + *reading.document_number_in_dossier;
  } else {
    return std::nullopt;
  }
  const auto parsed = parse_identifier(id);
  return parsed ? std::optional(to_id(*parsed)) : std::nullopt;
}

constexpr std::size_t kLettersOfANumber = 3;  // the Eerste Kamer numbers its papers A to Z, AA to ZZ and on

// "VII", "08", "B", "R2345".
bool is_toevoeging(std::string_view text) {
  const auto all = [&](std::string_view of) { return text.find_first_not_of(of) == npos; };
  return text.size() <= 1 || all("IVXLCDM") || all("0123456789") || (text.front() == 'R' && is_digit(text[1]));
}

// The grammar of identifiers takes words for numbers, "kst-36600-series"; a file's name is full of words.
bool is_numbered(const Identifier& identifier) {
  if (const auto* paper = std::get_if<Kamerstuk>(&identifier)) {
    const auto& number = paper->ondernummer;
    const bool counted = !number.empty() && is_digit(number.front());
    return (counted || number.size() <= kLettersOfANumber) && is_toevoeging(paper->dossier.toevoeging);
  }
  if (const auto* paper = std::get_if<Reeks>(&identifier))
    return paper->series != "nds-tk" || paper->number.find('D') != std::string::npos;
  return true;
}

}  // namespace

std::optional<std::string> identity_in_name(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  if (slash != npos) name.remove_prefix(slash + 1);
  const auto dot = name.find('.');
  if (dot != npos && dot > 0) name = name.substr(0, dot);
  for (int i = 0; i < 4 && !name.empty(); ++i) {
    if (const auto parsed = parse_identifier(name); parsed && is_numbered(*parsed)) return to_id(*parsed);
    const auto dash = name.find_last_of("-_ ");
    if (dash == npos) break;
    const auto tail = name.substr(dash + 1);
    if (std::any_of(tail.begin(), tail.end(), is_digit)) break;  // only words are dropped: "-uitstel"
    name = name.substr(0, dash);
  }
  return std::nullopt;
}

void identify(Reading& reading, const Paper& paper, const Hints& hints, bool typeset) {
  if (const auto printed = parse_identifier(paper.printed_id)) {
    reading.document_id = to_id(*printed);
  } else if (const auto fact = hints.facts.find("document_id"); fact != hints.facts.end()) {
    if (const auto own = parse_identifier(fact->second)) reading.document_id = to_id(*own);
  }
  const bool kamerstuk = reading.dossier && reading.document_number_in_dossier;
  if (!reading.document_id && (typeset || kamerstuk)) reading.document_id = composed_id(reading, reading.vergaderjaar);
  if (!reading.document_id) {
    auto vergaderjaar = reading.vergaderjaar;
    if (!vergaderjaar && reading.received_on) vergaderjaar = vergaderjaar_of(*reading.received_on);
    reading.derived_document_id = composed_id(reading, vergaderjaar);
    if (!reading.derived_document_id) reading.derived_document_id = identity_in_name(hints.name);
  }
  const auto known = reading.document_id ? reading.document_id : reading.derived_document_id;
  const auto parsed = known ? parse_identifier(*known) : std::nullopt;
  if (!parsed) return;
  if (const auto* aanhangsel = std::get_if<Aanhangsel>(&*parsed)) {
    if (!reading.aanhangselnummer && reading.document_id) reading.aanhangselnummer = aanhangsel->number;
    if (!reading.kamer) reading.kamer = aanhangsel->kamer;
  } else if (const auto* question = std::get_if<Kamervraag>(&*parsed)) {
    if (!reading.zaaknummer && reading.document_id) reading.zaaknummer = question->zaaknummer;
    if (!reading.kamer) reading.kamer = question->kamer;
  } else if (const auto* stuk = std::get_if<Kamerstuk>(&*parsed)) {
    if (!reading.dossier) reading.dossier = stuk->dossier.id();
    if (!reading.document_number_in_dossier) reading.document_number_in_dossier = stuk->ondernummer;
  } else if (const auto* proceedings = std::get_if<Handelingen>(&*parsed)) {
    if (!reading.kamer) reading.kamer = proceedings->kamer;
    if (!reading.vergaderjaar) reading.vergaderjaar = proceedings->vergaderjaar;
  }
}

}  // namespace griffier::publications::reader
