#include "fetchers/officielebekendmakingen/record_facts.h"

#include <algorithm>
#include <array>
#include <variant>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "publications/ascii.h"
#include "publications/facts.h"
#include "publications/identifier.h"
#include "publications/instant.h"

namespace griffier::fetchers {
namespace {

namespace names = publications::facts;

using publications::ascii::is_digit;

void set(Facts& facts, const char* name, std::string value) {
  if (!value.empty()) facts.emplace(name, std::move(value));
}

void set_list(Facts& facts, const char* name, const std::vector<std::string>& values) {
  std::vector<std::string> once;
  for (const auto& value : values)
    if (!value.empty() && std::find(once.begin(), once.end(), value) == once.end()) once.push_back(value);
  std::string lines;
  for (const auto& value : once) lines += (lines.empty() ? "" : "\n") + value;
  set(facts, name, std::move(lines));
}

// "17050;22343" is two dossiers in one value.
std::vector<std::string> dossiers_of(const SruFields& fields) {
  std::vector<std::string> dossiers;
  for (const auto& value : all_of(fields, "dossiernummer")) {
    std::size_t at = 0;
    while (at <= value.size()) {
      const auto end = std::min(value.find(';', at), value.size());
      if (const auto dossier = publications::parse_dossier(fold(value.substr(at, end - at))))
        dossiers.push_back(dossier->id());
      at = end + 1;
    }
  }
  return dossiers;
}

// "2024Z18438". Before 2009 the field held the number of a document ("2009D25439"), and that of the Eerste Kamer is of
// its own making.
std::vector<std::string> cases_of(const SruFields& fields) {
  std::vector<std::string> cases;
  for (std::string value : all_of(fields, "vraagnummer")) {
    std::erase(value, ' ');
    const bool year =
        value.size() >= 9 && value.size() <= 11 && std::all_of(value.begin(), value.begin() + 4, is_digit);
    if (year && value[4] == 'Z' && std::all_of(value.begin() + 5, value.end(), is_digit)) cases.push_back(value);
  }
  return cases;
}

std::string kamer_of(const SruFields& fields, const std::string& identifier) {
  const std::string creator = to_lower(first_of(fields, "creator"));
  if (creator.starts_with("tweede kamer")) return "tk";
  if (creator.starts_with("eerste kamer")) return "ek";
  if (creator.starts_with("verenigde vergadering")) return "vv";
  for (const char* kamer : {"tk", "ek", "vv"})
    if (identifier.find(std::string("-") + kamer + '-') != std::string::npos) return kamer;
  return {};
}

std::string of_scheme(const SruFields& fields, std::string_view field, std::string_view scheme) {
  const auto found = fields.find(std::string(field));
  if (found == fields.end()) return {};
  for (const auto& value : found->second)
    if (value.scheme == scheme) return value.text;
  return {};
}

// The narrowest word there is for its kind.
std::string soort_of(const SruFields& fields) {
  if (auto narrow = first_of(fields, "subrubriek"); !narrow.empty()) return narrow;
  for (const char* scheme : {"OVERHEIDop.KamerstukTypen", "OVERHEIDop.AanhangselTypen", "OVERHEIDop.HandelingTypen",
                             "OVERHEIDop.Parlementair"})
    if (auto type = of_scheme(fields, "type", scheme); !type.empty()) return type;
  const auto found = fields.find("type");
  if (found == fields.end()) return first_of(fields, "publicatienaam");
  for (const auto& value : found->second)
    if (value.scheme != "OVERHEID.Informatietype") return value.text;
  return first_of(fields, "publicatienaam");
}

std::string day_of(const SruFields& fields, std::initializer_list<const char*> candidates) {
  for (const char* name : candidates)
    if (const auto date = publications::parse_iso_date(first_of(fields, name).substr(0, 10)))
      return publications::iso_date(*date);
  return {};
}

std::string parent_of(const std::string& identifier, const SruFields& fields) {
  if (auto main = first_of(fields, "hoofddocument"); !main.empty()) return main;
  return original_of(identifier);
}

void set_people(Facts& facts, const std::string& identifier, const SruFields& fields) {
  const auto named = first_of(fields, "publicatienaam").starts_with("Kamervragen");
  if (!named && !identifier.starts_with("kv-") && !identifier.starts_with("ah-")) return;
  set_list(facts, names::kAskers, all_of(fields, "indiener"));
  set_list(facts, names::kAddressedTo, all_of(fields, "ontvanger"));
}

}  // namespace

std::string original_of(const std::string& identifier) {
  auto parsed = publications::parse_identifier(identifier);
  if (!parsed) return {};
  const bool suffixed = std::visit(
      [](auto& id) {
        if constexpr (requires { id.suffix; }) {
          const bool has = id.suffix.kind != 0;
          id.suffix = publications::Suffix();
          return has;
        } else {
          return false;
        }
      },
      *parsed);
  return suffixed ? publications::to_id(*parsed) : std::string();
}

Facts record_facts(const std::string& identifier, const SruFields& fields) {
  Facts facts;
  set(facts, names::kDocumentId, identifier);
  set(facts, names::kTitle, first_of(fields, "documenttitel"));
  set(facts, names::kTitle, first_of(fields, "title"));
  set(facts, names::kDossierTitle, first_of(fields, "dossiertitel"));
  set_list(facts, names::kDossiers, dossiers_of(fields));
  set(facts, names::kOndernummer, first_of(fields, "ondernummer"));
  set(facts, names::kVergaderjaar, first_of(fields, "vergaderjaar"));
  set(facts, names::kAanhangselnummer, first_of(fields, "aanhangselnummer"));
  set_list(facts, names::kZaaknummers, cases_of(fields));
  set(facts, names::kKamer, kamer_of(fields, identifier));
  set(facts, names::kSoort, soort_of(fields));
  set_people(facts, identifier, fields);
  set(facts, names::kDate, day_of(fields, {"datumbrief", "available", "issued", "date"}));
  set(facts, names::kAskedOn, day_of(fields, {"datumindiening"}));
  set(facts, names::kReceivedOn, day_of(fields, {"datumontvangst"}));
  set(facts, names::kParent, parent_of(identifier, fields));
  return facts;
}

bool facts_are_thin(const std::string& identifier, const Facts& facts) {
  const auto lacks = [&](const char* name) { return !facts.contains(name); };
  if (lacks(names::kTitle)) return true;
  if (identifier.starts_with("ah-")) return lacks(names::kZaaknummers) || lacks(names::kAanhangselnummer);
  if (identifier.starts_with("kst-")) return lacks(names::kDossiers) || lacks(names::kOndernummer);
  if (identifier.starts_with("blg-")) return lacks(names::kParent);
  return false;
}

}  // namespace griffier::fetchers
