#include "fetchers/tweedekamer/join.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "fetchers/tweedekamer/joined_text.h"
#include "fetchers/tweedekamer/surroundings.h"
#include "publications/ascii.h"
#include "publications/digest.h"
#include "publications/facts.h"
#include "publications/identifier.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;
namespace facts = publications::facts;
using ascii::starts_with_ignoring_case;

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), ascii::to_lower);
  return result;
}

void set_fact(std::map<std::string, std::string>& all, const char* name, std::string value) {
  if (!value.empty()) all.insert_or_assign(name, std::move(value));
}

void add_line(std::string& list, const std::string& item) {
  if (item.empty() || ("\n" + list + "\n").find("\n" + item + "\n") != std::string::npos) return;
  if (!list.empty()) list += '\n';
  list += item;
}

int rank_of(const std::string& relation) {
  if (starts_with_ignoring_case(relation, "indiener")) return 0;
  if (starts_with_ignoring_case(relation, "eerste ondertekenaar")) return 0;
  if (starts_with_ignoring_case(relation, "medeindiener")) return 1;
  if (starts_with_ignoring_case(relation, "mede ondertekenaar") || starts_with_ignoring_case(relation, "ondertekenaar"))
    return 1;
  return 2;
}

bool is_office(std::string_view function) {
  return starts_with_ignoring_case(function, "minister") || starts_with_ignoring_case(function, "staatssecretaris");
}

void add_actors(JoinedPublication& joined, const Entity& document, std::vector<Entity> actors) {
  std::sort(actors.begin(), actors.end(), [](const Entity& a, const Entity& b) {
    const auto key = [](const Entity& actor) {
      return std::tuple(rank_of(actor.field("relatie")), actor.field("actorNaam"), actor.id);
    };
    return key(a) < key(b);
  });
  const bool questions = lower(document.field("soort")).find("vragen") != std::string::npos ||
                         lower(document.field("soort")).find("uitstel") != std::string::npos;
  std::string askers, addressed, committee, sender;
  for (const auto& actor : actors) {
    const auto& name = actor.field("actorNaam");
    const auto& function = actor.field("functie");
    const auto& fractie =
        actor.field("actorFractie").empty() ? actor.field("actorAfkorting") : actor.field("actorFractie");
    const auto& relation = actor.field("relatie");
    const bool signs = rank_of(relation) < 2;
    if (!function.empty()) joined.offices.push_back(function);
    if (!name.empty()) joined.offices.push_back(name);
    if (starts_with_ignoring_case(relation, "gericht aan")) add_line(addressed, function.empty() ? name : function);
    if (starts_with_ignoring_case(relation, "voortouwcommissie") && committee.empty()) committee = name;
    if (signs && is_office(function) && actor.category == "DocumentActor" && sender.empty()) sender = function;
    const bool member =
        starts_with_ignoring_case(relation, "indiener") || starts_with_ignoring_case(relation, "medeindiener");
    if (questions && member && !is_office(function) && !name.empty())
      add_line(askers, fractie.empty() ? name : name + " (" + fractie + ")");
  }
  set_fact(joined.facts, facts::kAskers, askers);
  set_fact(joined.facts, facts::kAddressedTo, addressed);
  set_fact(joined.facts, facts::kCommittee, committee);
  set_fact(joined.facts, facts::kSender, sender);
}

void add_numbers(JoinedPublication& joined, const Entity& document, const Surroundings& around) {
  std::string dossiers, cases;
  for (const auto& dossier : around.dossiers) add_line(dossiers, dossier_id(dossier));
  for (const auto& one : around.cases) {
    if (is_zaaknummer(one.field("nummer"))) add_line(cases, one.field("nummer"));
    if (!one.field("organisatie").empty()) joined.offices.push_back(one.field("organisatie"));
    if (!joined.facts.contains(facts::kDueOn))
      set_fact(joined.facts, facts::kDueOn, day_of_moment(one.field("termijn")));
    if (asks(document.field("soort")) && !joined.facts.contains(facts::kAskedOn))
      set_fact(joined.facts, facts::kAskedOn, day_of_moment(one.field("gestartOp")));
  }
  set_fact(joined.facts, facts::kDossiers, dossiers);
  set_fact(joined.facts, facts::kZaaknummers, cases);
  if (!around.dossiers.empty()) set_fact(joined.facts, facts::kDossierTitle, around.dossiers.front().field("titel"));
  if (!is_annex(document) && around.own_dossier && number_of(document.field("volgnummer")) > 0)
    set_fact(joined.facts, facts::kOndernummer, document.field("volgnummer"));
}

void add_parent(JoinedPublication& joined, const Entity& document, const EntityLookup& lookup) {
  for (const auto& id : document.refs_of("bronDocument")) {
    const auto source = lookup.find(id);  // one that was taken back is its main document all the same
    if (!source) {
      joined.missing.push_back(id);
      continue;
    }
    const auto parent = identity_of_document(*source, lookup);
    if (parent.empty() || parent == joined.document_id) continue;
    set_fact(joined.facts, facts::kParent, parent);
    return;
  }
}

std::string extension_of(const JoinedPublication& joined, const Surroundings& around) {
  if (around.current != nullptr && !around.current->field("extensie").empty()) {
    auto extension = lower(around.current->field("extensie"));
    std::erase_if(extension, [](char c) { return !ascii::is_alnum(c); });
    if (!extension.empty() && extension.size() <= 5) return "." + extension;
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTypes{
      {{"application/pdf", ".pdf"},
       {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
       {"application/msword", ".doc"},
       {"application/xml", ".xml"},
       {"text/html", ".html"},
       {"application/vnd.oasis.opendocument.text", ".odt"}}};
  for (const auto& [type, extension] : kTypes)
    if (joined.content_type == type) return std::string(extension);
  return {};
}

void add_file(JoinedPublication& joined, const Entity& document, const Surroundings& around) {
  joined.enclosure = document.enclosure;
  joined.content_type = document.content_type;
  joined.content_length = document.content_length;
  joined.has_file =
      !document.enclosure.empty() || !document.content_type.empty() || document.content_length.has_value();
  joined.name = document.field("documentNummer") + extension_of(joined, around);
  std::string print = document.enclosure + "\n" + document.content_type + "\n" +
                      (document.content_length ? std::to_string(*document.content_length) : "") + "\n";
  print += document.ref("huidigeDocumentVersie") + "\n";
  if (around.current != nullptr)
    for (const auto* name : {"versienummer", "bestandsgrootte", "datum"}) print += around.current->field(name) + "\n";
  joined.file_print = publications::sha256_hex(print).substr(0, 16);
}

JoinedPublication join_document(const Entity& document, const EntityLookup& lookup) {
  JoinedPublication joined;
  joined.entity = document.id;
  joined.deleted = document.deleted;
  auto around = surroundings_of(document, lookup, true);
  joined.missing = std::move(around.missing);
  auto identities = identities_of(document, around);
  joined.empty = document.field("documentNummer").empty();
  joined.document_id = identities.best;
  if (!starts_with_ignoring_case(joined.document_id, "tk-"))
    set_fact(joined.facts, facts::kDocumentId, joined.document_id);
  std::string aliases;
  for (const auto& id : identities.others) add_line(aliases, id);
  set_fact(joined.facts, facts::kAliases, aliases);
  const auto& subject = document.field("onderwerp");
  const auto& title = document.field("titel");
  set_fact(joined.facts, facts::kSoort, document.field("soort"));
  set_fact(joined.facts, facts::kTitle, subject.empty() ? title : subject);
  set_fact(joined.facts, facts::kSubject, subject);
  set_fact(joined.facts, facts::kDate, day_of_moment(document.field("datum")));
  set_fact(joined.facts, facts::kVergaderjaar, document.field("vergaderjaar"));
  set_fact(joined.facts, facts::kKamer, kamer_of(document));
  set_fact(joined.facts, facts::kAanhangselnummer, document.field("aanhangselnummer"));
  set_fact(joined.facts, facts::kKenmerk, document.field("kenmerkAfzender"));
  set_fact(joined.facts, facts::kReceivedOn, day_of_moment(document.field("datumOntvangst")));
  if (!document.field("organisatie").empty()) joined.offices.push_back(document.field("organisatie"));
  add_numbers(joined, document, around);
  add_parent(joined, document, lookup);
  add_actors(joined, document, std::move(around.actors));
  add_file(joined, document, around);
  joined.metadata_text = text_of_document(joined);
  return joined;
}

}  // namespace

std::string JoinedPublication::print() const {
  std::string all = document_id + "\n" + metadata_text + "\n";
  for (const auto& [fact, value] : facts) all += fact + "\t" + value + "\n";
  return publications::sha256_hex(all).substr(0, 32);
}

std::string identity_of_document(const Entity& document, const EntityLookup& lookup) {
  return identities_of(document, surroundings_of(document, lookup, false)).best;
}

JoinedPublication join_publication(const Entity& document, const EntityLookup& lookup) {
  return document.category == "Toezegging" ? join_promise(document, lookup) : join_document(document, lookup);
}

bool Choice::wants(const JoinedPublication& publication) const {
  const auto fact = [&](const char* name) {
    const auto found = publication.facts.find(name);
    return found == publication.facts.end() ? std::string() : found->second;
  };
  if (!dossiers.empty()) {
    const auto has = "\n" + fact(facts::kDossiers) + "\n";
    const auto covers = [&](const std::string& one) {
      const bool whole = one.find('-') == std::string::npos;
      return has.find("\n" + one + "\n") != std::string::npos ||
             (whole && has.find("\n" + one + "-") != std::string::npos);
    };
    if (!std::any_of(dossiers.begin(), dossiers.end(), covers)) return false;
  }
  const auto soort = lower(fact(facts::kSoort));
  if (!kinds.empty() &&
      !std::any_of(kinds.begin(), kinds.end(), [&](const std::string& kind) { return lower(kind) == soort; }))
    return false;
  const auto concerns = [&](const std::string& ministry) {
    const auto wanted = lower(ministry);
    return std::any_of(publication.offices.begin(), publication.offices.end(),
                       [&](const std::string& office) { return lower(office).find(wanted) != std::string::npos; });
  };
  return ministries.empty() || std::any_of(ministries.begin(), ministries.end(), concerns);
}

std::string Choice::print() const {
  std::string all;
  for (const auto* list : {&dossiers, &kinds, &ministries}) {
    const std::set<std::string> sorted(list->begin(), list->end());
    for (const auto& one : sorted) all += one + "\n";
    all += "\f";
  }
  return all == "\f\f\f" ? "all" : publications::sha256_hex(all).substr(0, 16);
}

}  // namespace griffier::fetchers
