#include "fetchers/tweedekamer/surroundings.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "publications/ascii.h"
#include "publications/identifier.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;
using ascii::starts_with_ignoring_case;
using publications::parse_identifier;

constexpr std::size_t kMostOfAKind = 200;  // actors, cases, dossiers of one document

std::vector<Entity> living(std::vector<Entity> all) {
  std::erase_if(all, [](const Entity& entity) { return entity.deleted; });
  if (all.size() > kMostOfAKind) all.resize(kMostOfAKind);
  return all;
}

std::optional<Entity> find_or_miss(const std::string& id, const EntityLookup& lookup,
                                   std::vector<std::string>& missing) {
  auto found = lookup.find(id);
  if (!found) missing.push_back(id);
  if (found && found->deleted) found.reset();
  return found;
}

void add_dossier(Surroundings& around, const std::string& id, const EntityLookup& lookup) {
  if (id.empty()) return;
  const bool there =
      std::any_of(around.dossiers.begin(), around.dossiers.end(), [&](const Entity& one) { return one.id == id; });
  if (there) return;
  if (auto dossier = find_or_miss(id, lookup, around.missing)) around.dossiers.push_back(std::move(*dossier));
}

int version_number(const Entity& version) { return number_of(version.field("versienummer")); }

std::string canonical(const std::string& id) {
  const auto parsed = parse_identifier(id);
  return parsed ? publications::to_id(*parsed) : std::string();
}

std::string own_number(const Entity& document) {
  const auto& number = document.field("documentNummer");
  if (number.empty()) return {};
  const auto id = canonical("tk-" + number);
  if (!id.empty()) return id;
  return publications::is_safe_document_id("tk-" + number) ? "tk-" + number : "tk-" + document.id;
}

// What the versions call it, newest first: the official identities, and apart from them the provisional ones.
struct Said {
  std::vector<std::string> official, provisional;
};

Said said_by_versions(const Surroundings& around) {
  Said said;
  const auto add = [&](const Entity& version) {
    const auto parsed = parse_identifier(version.field("externeidentifier"));
    if (!parsed) return;
    const auto* unformatted = std::get_if<publications::Onopgemaakt>(&*parsed);
    const bool provisional = unformatted != nullptr && unformatted->series != "blg";  // an annex keeps its number
    auto& list = provisional ? said.provisional : said.official;
    if (auto id = publications::to_id(*parsed); std::find(list.begin(), list.end(), id) == list.end())
      list.push_back(std::move(id));
  };
  if (around.current != nullptr) add(*around.current);
  for (const auto& version : around.versions) add(version);
  return said;
}

// The identity that its numbers make up; empty if they make none.
std::string composed(const Entity& document, const Surroundings& around) {
  const auto& soort = document.field("soort");
  if (is_annex(document) || starts_with_ignoring_case(soort, "nota van verbetering"))
    return {};  // they bear the numbers of another
  const auto kamer = kamer_of(document);
  if (asks(soort)) {
    for (const auto& one : around.cases)
      if (is_zaaknummer(one.field("nummer"))) return canonical("kv-" + kamer + "-" + one.field("nummer"));
    return {};
  }
  if (const auto number = publications::parse_aanhangselnummer(document.field("aanhangselnummer"), kamer))
    return publications::to_id(*number);
  const int volgnummer = number_of(document.field("volgnummer"));
  if (volgnummer <= 0 || kamer == "ek" || !around.own_dossier) return {};
  const auto dossier = dossier_id(around.dossiers.front());
  return dossier.empty() ? std::string() : canonical("kst-" + dossier + "-" + std::to_string(volgnummer));
}

}  // namespace

Surroundings surroundings_of(const Entity& document, const EntityLookup& lookup, bool with_actors) {
  Surroundings around;
  around.versions = living(lookup.referring("DocumentVersie", document.id));
  const auto& current = document.ref("huidigeDocumentVersie");
  const bool has_current = std::any_of(around.versions.begin(), around.versions.end(),
                                       [&](const Entity& version) { return version.id == current; });
  if (!current.empty() && !has_current)
    if (auto version = find_or_miss(current, lookup, around.missing)) around.versions.push_back(std::move(*version));
  std::sort(around.versions.begin(), around.versions.end(), [](const Entity& a, const Entity& b) {
    return std::pair(version_number(a), a.id) > std::pair(version_number(b), b.id);
  });
  for (const auto& version : around.versions)
    if (around.current == nullptr || version.id == current) around.current = &version;

  auto cases = document.refs_of("zaak");
  if (cases.size() > kMostOfAKind) cases.resize(kMostOfAKind);
  for (const auto& id : cases)
    if (auto one = find_or_miss(id, lookup, around.missing)) around.cases.push_back(std::move(*one));
  std::sort(around.cases.begin(), around.cases.end(), [](const Entity& a, const Entity& b) {
    return std::pair(a.field("nummer"), a.id) < std::pair(b.field("nummer"), b.id);
  });
  add_dossier(around, document.ref("kamerstukdossier"), lookup);
  around.own_dossier = !around.dossiers.empty();
  for (const auto& one : around.cases)
    for (const auto& id : one.refs_of("kamerstukdossier")) add_dossier(around, id, lookup);
  if (!with_actors) return around;
  around.actors = living(lookup.referring("DocumentActor", document.id));
  for (const auto& one : around.cases)
    for (auto& actor : living(lookup.referring("ZaakActor", one.id))) around.actors.push_back(std::move(actor));
  return around;
}

Identities identities_of(const Entity& document, const Surroundings& around) {
  auto said = said_by_versions(around);
  std::vector<std::string> all = std::move(said.official);
  if (auto made = composed(document, around); !made.empty()) all.push_back(std::move(made));
  if (auto own = own_number(document); !own.empty()) all.push_back(std::move(own));
  for (auto& id : said.provisional) all.push_back(std::move(id));
  Identities identities;
  for (auto& id : all) {
    if (identities.best.empty())
      identities.best = std::move(id);
    else if (id != identities.best &&
             std::find(identities.others.begin(), identities.others.end(), id) == identities.others.end())
      identities.others.push_back(std::move(id));
  }
  return identities;
}

std::string dossier_id(const Entity& dossier) {
  const auto& addition = dossier.field("toevoeging");
  const auto parsed =
      publications::parse_dossier(dossier.field("nummer") + (addition.empty() ? std::string() : "-" + addition));
  return parsed ? parsed->id() : std::string();
}

bool is_annex(const Entity& document) {
  return document.refs.contains("bronDocument") || starts_with_ignoring_case(document.field("soort"), "bijlage");
}
bool asks(const std::string& soort) {
  return starts_with_ignoring_case(soort, "schriftelijke vragen") ||
         starts_with_ignoring_case(soort, "mondelinge vragen");
}
bool is_zaaknummer(std::string_view text) {
  return text.size() == 10 && text[4] == 'Z' && ascii::all_digits(text.substr(0, 4)) &&
         ascii::all_digits(text.substr(5));
}
std::string kamer_of(const Entity& document) { return document.field("kamer") == "1" ? "ek" : "tk"; }

int number_of(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace griffier::fetchers
