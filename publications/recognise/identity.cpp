#include "publications/recognise/identity.h"

#include <algorithm>
#include <variant>

#include "publications/facts.h"
#include "publications/identifier.h"
#include "publications/recognise/metadata.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

std::string without_dash(std::string_view vergaderjaar) { return replace_all(vergaderjaar, "-", ""); }

// The identity that the numbers in the head make up; a year that is not printed is that of `vergaderjaar`.
std::optional<std::string> composed_id(const Reading& reading, const std::optional<std::string>& vergaderjaar) {
  const auto kamer = reading.kamer.value_or("tk");
  std::string id;
  if (reading.aanhangselnummer && reading.kind != "question_set") {
    if (!vergaderjaar) return std::nullopt;
    id = "ah-" + kamer + '-' + without_dash(*vergaderjaar) + '-' + std::to_string(*reading.aanhangselnummer);
  } else if (reading.dossier && reading.document_number_in_dossier) {
    id = "kst-" + *reading.dossier + '-' + *reading.document_number_in_dossier;
  } else if (reading.zaaknummer && reading.kind == "question_set") {
    id = "kv-" + kamer + '-' + *reading.zaaknummer;
  } else {
    return std::nullopt;
  }
  const auto parsed = parse_identifier(id);
  return parsed ? std::optional(to_id(*parsed)) : std::nullopt;
}

bool from_metadata(const Reading& reading, const char* name) {
  const auto found = reading.origins.find(name);
  return found != reading.origins.end() && found->second.from == "metadata";
}

// Whether the publisher's own numbers make the identity up, so that it is as good as said.
bool numbers_are_given(const Reading& reading) {
  return from_metadata(reading, "aanhangselnummer") || from_metadata(reading, "document_number_in_dossier") ||
         (from_metadata(reading, "zaaknummer") && !reading.askers.empty());
}

// An annex has the numbers of its main document, a correction those of the paper that it corrects.
bool has_numbers_of_another(const Reading& reading, const Hints& hints, const std::string& id) {
  const auto soort = fact(hints, facts::kSoort);
  return reading.parent == id || same(soort, "bijlage") || starts_with(reading.title, "bijlage") ||
         (starts_with(soort, "nota van verbetering") && id.find("-n") == std::string::npos);
}

// The identity as the paper or its publisher says it. A provisional number gives way to the final one.
std::optional<std::string> own_identity(Reading& reading, const Paper& paper, const Hints& hints,
                                        const PrintedHead& head) {
  auto said = said_identity(hints);
  const bool final = said && !is_provisional(*said);
  std::optional<std::string> found = final ? said : std::nullopt;
  if (const auto printed = parse_identifier(paper.printed_id); printed && !found) found = to_id(*printed);
  const bool kamerstuk = reading.dossier && reading.document_number_in_dossier;
  if (!final && (head.typeset || kamerstuk || numbers_are_given(reading))) {
    auto composed = composed_id(reading, reading.vergaderjaar);
    if (composed && kamerstuk && !reading.aanhangselnummer) *composed += head.suffix;
    if (composed && has_numbers_of_another(reading, hints, *composed)) composed.reset();
    const bool more_exact = found && composed && found->starts_with(*composed + '-');  // with the suffix of a reprint
    if (composed && (!found || (numbers_are_given(reading) && !more_exact))) found = std::move(composed);
  }
  if (said && (!found || found == said)) {
    reading.origins["document_id"] = {"metadata", -1};
    return said;
  }
  if (!found) return std::nullopt;
  if (numbers_are_given(reading)) reading.origins["document_id"] = {"metadata", -1};
  if (said && *said != *found &&
      std::find(reading.aliases.begin(), reading.aliases.end(), *said) == reading.aliases.end())
    reading.aliases.insert(reading.aliases.begin(), std::move(*said));
  return found;
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

void identify(Reading& reading, const Paper& paper, const Hints& hints, const PrintedHead& head) {
  reading.document_id = own_identity(reading, paper, hints, head);
  if (!reading.document_id) {
    auto vergaderjaar = reading.vergaderjaar;
    if (!vergaderjaar && reading.received_on) vergaderjaar = vergaderjaar_of(*reading.received_on);
    reading.derived_document_id = composed_id(reading, vergaderjaar);
    if (!reading.derived_document_id) {
      reading.derived_document_id = identity_in_name(hints.name);
      if (reading.derived_document_id) reading.origins["derived_document_id"] = {"name", -1};
    }
  }
  std::erase_if(reading.aliases, [&](const std::string& alias) { return reading.document_id == alias; });
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
