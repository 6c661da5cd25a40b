// Which publications an entity may be a part of.
#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "fetchers/tweedekamer/join.h"

namespace griffier::fetchers {
namespace {

using Ids = std::set<std::string>;

// The fields and references of an entity that a publication is made with. A dossier counts its papers with every one
// that comes in; that is no reason to join three thousand of them again.
struct Matter {
  std::string_view category;
  std::array<const char*, 6> names;
};
constexpr std::array<Matter, 5> kMatters{{
    {"Zaak", {"nummer", "termijn", "gestartOp", "organisatie", "kamerstukdossier", nullptr}},
    {"Kamerstukdossier", {"nummer", "toevoeging", "titel", nullptr, nullptr, nullptr}},
    {"Persoon", {"roepnaam", "initialen", "tussenvoegsel", "achternaam", "fractielabel", nullptr}},
    {"Fractie", {"afkorting", "naamNl", nullptr, nullptr, nullptr, nullptr}},
    {"DocumentVersie", {"versienummer", "bestandsgrootte", "datum", "extensie", "externeidentifier", "document"}},
}};

bool matters(const std::optional<Entity>& before, const Entity& now) {
  if (!before || before->deleted != now.deleted) return true;
  const auto* matter =
      std::find_if(kMatters.begin(), kMatters.end(), [&](const Matter& one) { return one.category == now.category; });
  if (matter == kMatters.end()) return !before->says_the_same(now);
  return std::any_of(matter->names.begin(), matter->names.end(), [&](const char* name) {
    return name != nullptr && (before->field(name) != now.field(name) || before->refs_of(name) != now.refs_of(name));
  });
}

void add_with_annexes(Ids& ids, const std::string& document, const EntityLookup& lookup) {
  if (document.empty() || !ids.insert(document).second) return;
  for (const auto& annex : lookup.referring("Document", document)) ids.insert(annex.id);
}

void add_referring(Ids& ids, const std::string& id, const EntityLookup& lookup) {
  for (const auto& document : lookup.referring("Document", id)) add_with_annexes(ids, document.id, lookup);
}

void add_of(Ids& ids, const Entity& entity, const EntityLookup& lookup) {
  const auto& category = entity.category;
  if (category == "Document") {
    add_with_annexes(ids, entity.id, lookup);
  } else if (category == "Toezegging") {
    ids.insert(entity.id);
  } else if (category == "DocumentVersie") {
    add_with_annexes(ids, entity.ref("document"), lookup);
    add_referring(ids, entity.id, lookup);
  } else if (category == "DocumentActor") {
    if (!entity.ref("document").empty()) ids.insert(entity.ref("document"));
  } else if (category == "ZaakActor") {
    for (const auto& document : lookup.referring("Document", entity.ref("zaak"))) ids.insert(document.id);
  } else if (category == "Zaak") {
    add_referring(ids, entity.id, lookup);
  } else if (category == "Kamerstukdossier") {
    add_referring(ids, entity.id, lookup);
    for (const auto& one : lookup.referring("Zaak", entity.id)) add_referring(ids, one.id, lookup);
  } else if (category == "Persoon" || category == "Fractie") {
    for (const auto& promise : lookup.referring("Toezegging", entity.id)) ids.insert(promise.id);
  }
}

}  // namespace

std::vector<std::string> touched_by(const std::optional<Entity>& before, const Entity& now,
                                    const EntityLookup& lookup) {
  if (!matters(before, now)) return {};
  Ids ids;
  if (before) add_of(ids, *before, lookup);
  add_of(ids, now, lookup);
  return {ids.begin(), ids.end()};
}

}  // namespace griffier::fetchers
