#include "publications/recognise/metadata.h"

#include <algorithm>
#include <charconv>
#include <variant>

#include "publications/ascii.h"
#include "publications/facts.h"
#include "publications/identifier.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kMostItems = 200;  // of a list; more is no list of people or cases

const std::string* raw_fact(const Hints& hints, const char* name) {
  const auto found = hints.facts.find(name);
  return found == hints.facts.end() ? nullptr : &found->second;
}

std::vector<std::string> list_of(const Hints& hints, const char* name) {
  std::vector<std::string> out;
  const auto* value = raw_fact(hints, name);
  std::string_view rest = value == nullptr ? std::string_view{} : std::string_view(*value);
  while (!rest.empty() && out.size() < kMostItems) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (auto item = clean(rest.substr(0, end)); !item.empty()) out.push_back(std::move(item));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

void from_metadata(Reading& reading, const char* name) { reading.origins[name] = {"metadata", -1}; }

using ascii::all_digits;

// "2024Z18435".
bool is_zaaknummer(std::string_view text) {
  return text.size() == 10 && text[4] == 'Z' && all_digits(text.substr(0, 4)) && all_digits(text.substr(5));
}

std::optional<std::string> kamer_of(std::string_view text) {
  for (const std::string_view code : {"tk", "ek", "vv"}) {
    if (same(text, code)) return std::string(code);
  }
  if (text == "2" || starts_with(text, "tweede kamer")) return "tk";
  if (text == "1" || starts_with(text, "eerste kamer")) return "ek";
  return starts_with(text, "verenigde vergadering") ? std::optional<std::string>("vv") : std::nullopt;
}

// "3274", "Nr. 7", "A"; nothing of "-1" (none, as the Gegevensmagazijn says).
std::optional<std::string> ondernummer_of(std::string_view text) {
  if (starts_with(text, "nr.")) text = trim(text.substr(3));
  const auto belongs = [](char c) { return is_digit(c) || is_ascii_letter(c); };
  if (text.empty() || text.size() > 8 || !std::all_of(text.begin(), text.end(), belongs)) return std::nullopt;
  return std::string(text);
}

void take_numbers(Reading& reading, const Hints& hints) {
  if (auto session = session_of(fact(hints, facts::kVergaderjaar))) {
    reading.vergaderjaar = std::move(session);
    from_metadata(reading, "vergaderjaar");
  }
  if (auto kamer = kamer_of(fact(hints, facts::kKamer))) {
    reading.kamer = std::move(kamer);
    from_metadata(reading, "kamer");
  }
  const auto number = fact(hints, facts::kAanhangselnummer);
  constexpr std::size_t kDigitsOfTheGegevensmagazijn = 9;
  if (number.size() == kDigitsOfTheGegevensmagazijn) {
    if (const auto whole = parse_aanhangselnummer(number, reading.kamer.value_or("tk"))) {
      reading.aanhangselnummer = whole->number;
      reading.vergaderjaar = whole->vergaderjaar;
      from_metadata(reading, "aanhangselnummer");
      from_metadata(reading, "vergaderjaar");
    }
  } else if (int plain = 0; all_digits(number) && number.size() < kDigitsOfTheGegevensmagazijn) {
    std::from_chars(number.data(), number.data() + number.size(), plain);
    if (plain == 0) return;
    reading.aanhangselnummer = plain;
    from_metadata(reading, "aanhangselnummer");
  }
}

void take_dossiers(Reading& reading, const Hints& hints) {
  std::vector<std::string> said;
  for (const auto& item : list_of(hints, facts::kDossiers)) {
    if (const auto dossier = parse_dossier(item)) said.push_back(dossier->id());
  }
  if (!said.empty()) {
    reading.dossier = said.front();
    from_metadata(reading, "dossier");
    for (auto& id : said) {
      if (std::find(reading.dossiers.begin(), reading.dossiers.end(), id) == reading.dossiers.end())
        reading.dossiers.push_back(std::move(id));
    }
    from_metadata(reading, "dossiers");
  }
  if (auto number = ondernummer_of(fact(hints, facts::kOndernummer)); number && reading.dossier) {
    reading.document_number_in_dossier = std::move(number);
    from_metadata(reading, "document_number_in_dossier");
  }
}

// The number that the text prints stays the first one if the publisher knows it too.
void take_cases(Reading& reading, const Hints& hints) {
  std::vector<std::string> said;
  for (auto& item : list_of(hints, facts::kZaaknummers)) {
    if (is_zaaknummer(item) && std::find(said.begin(), said.end(), item) == said.end()) said.push_back(std::move(item));
  }
  if (said.empty()) return;
  if (reading.zaaknummer) {
    const auto printed = std::find(said.begin(), said.end(), *reading.zaaknummer);
    if (printed == said.end())
      said.push_back(*reading.zaaknummer);
    else
      std::rotate(said.begin(), printed, printed + 1);
  }
  reading.zaaknummer = said.front();
  reading.further_zaaknummers.assign(said.begin() + 1, said.end());
  from_metadata(reading, "zaaknummer");
  if (!reading.further_zaaknummers.empty()) from_metadata(reading, "further_zaaknummers");
}

// An identity in its canonical form, or as it is where its series has a form of its own ("TZ202411-049").
std::optional<std::string> identity_of(std::string_view text) {
  if (const auto parsed = parse_identifier(text)) return to_id(*parsed);
  if (text.empty() || !is_safe_document_id(text)) return std::nullopt;
  return std::string(text);
}

void take_relatives(Reading& reading, const Hints& hints) {
  if (auto parent = identity_of(fact(hints, facts::kParent))) {
    reading.parent = std::move(parent);
    from_metadata(reading, "parent");
  }
  for (const auto& item : list_of(hints, facts::kAliases)) {
    auto alias = identity_of(item);
    if (alias && std::find(reading.aliases.begin(), reading.aliases.end(), *alias) == reading.aliases.end())
      reading.aliases.push_back(std::move(*alias));
  }
  if (!reading.aliases.empty()) from_metadata(reading, "aliases");
}

Member member_of(std::string_view text) {
  const auto open = text.find(" (");
  if (open == npos) return {std::string(text), ""};
  return {std::string(trim(text.substr(0, open))), std::string(trim_all(text.substr(open + 2), "()"))};
}

void fill(Reading& reading, const Hints& hints, const char* name, std::string& field) {
  if (!field.empty()) return;
  field = fact(hints, name);
  if (!field.empty()) from_metadata(reading, name);
}

void fill(Reading& reading, const Hints& hints, const char* name, std::optional<std::string>& field) {
  if (field) return;
  auto value = fact(hints, name);
  if (value.empty()) return;
  field = std::move(value);
  from_metadata(reading, name);
}

void fill(Reading& reading, const Hints& hints, const char* name, std::optional<Date>& field) {
  if (field) return;
  field = day_of(fact(hints, name));
  if (field) from_metadata(reading, name);
}

// What programs write where a file should have its title: "Microsoft Word - brief.doc", "Document1".
bool is_name_of_a_file(std::string_view title) {
  if (title.size() < 4) return true;
  for (const std::string_view word : {"microsoft word", "document1", "untitled", "naamloos"}) {
    if (starts_with(title, word)) return true;
  }
  for (const std::string_view end : {".doc", ".docx", ".odt", ".rtf", ".pdf", ".dot", ".dotx", ".dotm"}) {
    if (ends_with(title, end)) return true;
  }
  return false;
}

Toezegging toezegging_of(const Hints& hints) {
  Toezegging out;
  out.number = fact(hints, facts::kToezeggingNumber);
  out.status = fact(hints, facts::kToezeggingStatus);
  out.made_by = fact(hints, facts::kToezeggingMadeBy);
  out.made_to = fact(hints, facts::kToezeggingMadeTo);
  out.made_on = day_of(fact(hints, facts::kToezeggingMadeOn));
  out.due_on = day_of(fact(hints, facts::kDueOn));
  return out;
}

}  // namespace

std::string fact(const Hints& hints, const char* name) {
  const auto* value = raw_fact(hints, name);
  return value == nullptr ? std::string{} : clean(*value);
}

std::optional<std::string> session_of(std::string_view text) {
  if (text.size() < 7 || !all_digits(text.substr(0, 4))) return std::nullopt;
  auto rest = text.substr(4);
  for (const std::string_view between : {"-", "–", "/"}) {
    if (rest.starts_with(between)) {
      rest.remove_prefix(between.size());
      break;
    }
  }
  if (!all_digits(rest) || (rest.size() != 2 && rest.size() != 4)) return std::nullopt;
  int first = 0;
  int second = 0;
  std::from_chars(text.data(), text.data() + 4, first);
  std::from_chars(rest.data(), rest.data() + rest.size(), second);
  const int next = rest.size() == 2 ? (first + 1) % 100 : first + 1;
  if (second != next) return std::nullopt;
  return std::to_string(first) + '-' + std::to_string(first + 1);
}

std::optional<Date> day_of(std::string_view text) {
  if (const auto day = parse_iso_date(text)) return day;
  if (const auto moment = parse_iso_instant(text)) return amsterdam_date(*moment);
  return std::nullopt;
}

bool is_provisional(std::string_view id) {
  const auto parsed = parse_identifier(id);
  if (!parsed) return false;
  if (std::holds_alternative<TweedeKamerDocument>(*parsed)) return true;
  const auto* paper = std::get_if<Onopgemaakt>(&*parsed);
  return paper != nullptr && paper->series != "blg";  // an annex keeps its number
}

std::optional<std::string> said_identity(const Hints& hints) {
  const auto said = fact(hints, facts::kDocumentId);
  if (const auto parsed = parse_identifier(said)) return to_id(*parsed);
  const auto number = fact(hints, facts::kToezeggingNumber);
  if (number.empty() || !is_safe_document_id(number)) return std::nullopt;
  return number;
}

void take_place(Reading& reading, const Hints& hints) {
  if (hints.facts.empty()) return;
  take_numbers(reading, hints);
  take_dossiers(reading, hints);
  take_cases(reading, hints);
  take_relatives(reading, hints);
  if (const auto due = day_of(fact(hints, facts::kDueOn))) {
    reading.due_on = due;
    from_metadata(reading, "due_on");
  }
}

void take_kind(Reading& reading, const Hints& hints) {
  auto toezegging = toezegging_of(hints);
  if (!toezegging.number.empty() || !toezegging.status.empty()) {
    reading.kind = "toezegging";
    reading.toezegging = std::move(toezegging);
    from_metadata(reading, "kind");
    from_metadata(reading, "toezegging");
    return;
  }
  if (reading.kind != "other" && reading.kind != "page") return;
  for (const auto& word : list_of(hints, facts::kSoort)) {
    auto kind = kind_of_soort(word);
    if (kind.empty()) continue;
    reading.kind = std::move(kind);
    from_metadata(reading, "kind");
    return;
  }
}

void fill_from_metadata(Reading& reading, const Hints& hints) {
  if (hints.facts.empty()) return;
  if (!is_name_of_a_file(fact(hints, facts::kTitle))) fill(reading, hints, facts::kTitle, reading.title);
  fill(reading, hints, facts::kSubject, reading.subject);
  fill(reading, hints, facts::kDossierTitle, reading.dossier_title);
  fill(reading, hints, facts::kSender, reading.sender);
  fill(reading, hints, facts::kCommittee, reading.committee);
  fill(reading, hints, facts::kKenmerk, reading.kenmerk);
  fill(reading, hints, facts::kAskedOn, reading.asked_on);
  fill(reading, hints, facts::kReceivedOn, reading.received_on);
  fill(reading, hints, facts::kDate, reading.date);
  if (reading.askers.empty()) {
    for (const auto& item : list_of(hints, facts::kAskers)) reading.askers.push_back(member_of(item));
    if (!reading.askers.empty()) from_metadata(reading, "askers");
  }
  if (reading.addressed_to.empty()) {
    reading.addressed_to = list_of(hints, facts::kAddressedTo);
    if (!reading.addressed_to.empty()) from_metadata(reading, "addressed_to");
  }
}

}  // namespace griffier::publications::reader
