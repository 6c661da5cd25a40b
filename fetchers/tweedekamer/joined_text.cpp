#include "fetchers/tweedekamer/joined_text.h"

#include <algorithm>

#include "publications/facts.h"
#include "publications/identifier.h"
#include "publications/markdown.h"
#include "publications/text.h"

namespace griffier::fetchers {
namespace {

namespace facts = publications::facts;
using publications::Block;
using publications::BlockKind;

constexpr std::size_t kLongestTitle = 160;

std::string fact(const JoinedPublication& joined, const char* name) {
  const auto found = joined.facts.find(name);
  return found == joined.facts.end() ? std::string() : found->second;
}

void add(publications::Text& text, BlockKind kind, std::string words) {
  if (words.empty()) return;
  std::replace(words.begin(), words.end(), '\n', ' ');
  std::replace(words.begin(), words.end(), '\r', ' ');
  Block block;
  block.kind = kind;
  block.level = kind == BlockKind::heading ? 1 : 0;
  if (kind == BlockKind::list_item) block.label = "–";
  block.text = std::move(words);
  text.blocks.push_back(std::move(block));
}

void add_line(publications::Text& text, const std::string& name, const std::string& value) {
  if (!value.empty()) add(text, BlockKind::list_item, name + ": " + value);
}

std::string in_words(const std::string& iso) {
  const auto date = publications::parse_iso_date(iso);
  return date ? publications::dutch_date(*date) : std::string();
}

std::string listed(std::string lines) {
  std::size_t at = 0;
  while ((at = lines.find('\n', at)) != std::string::npos) lines.replace(at, 1, ", ");
  return lines;
}

std::string shortened(const std::string& text) {
  if (text.size() <= kLongestTitle) return text;
  auto end = text.rfind(' ', kLongestTitle);
  if (end == std::string::npos || end == 0) end = kLongestTitle;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + " …";
}

std::string joined_words(std::initializer_list<std::string> words) {
  std::string all;
  for (const auto& word : words) {
    if (word.empty()) continue;
    if (!all.empty()) all += ' ';
    all += word;
  }
  return all;
}

std::optional<Entity> other(const Entity& entity, const char* name, const EntityLookup& lookup,
                            JoinedPublication& joined) {
  const auto& id = entity.ref(name);
  if (id.empty()) return std::nullopt;
  auto found = lookup.find(id);
  if (!found) joined.missing.push_back(id);
  return found && !found->deleted ? found : std::nullopt;
}

std::string made_to(const Entity& promise, const EntityLookup& lookup, JoinedPublication& joined) {
  const auto person = other(promise, "toegezegdAanPersoon", lookup, joined);
  const auto fractie = other(promise, "toegezegdAanFractie", lookup, joined);
  std::string group;
  if (fractie) group = fractie->field("afkorting").empty() ? fractie->field("naamNl") : fractie->field("afkorting");
  if (!person) return group;
  const auto& first = person->field("roepnaam").empty() ? person->field("initialen") : person->field("roepnaam");
  const auto name = joined_words({first, person->field("tussenvoegsel"), person->field("achternaam")});
  if (group.empty()) group = person->field("fractielabel");
  return group.empty() || name.empty() ? name + group : name + " (" + group + ")";
}

std::string made_by(const Entity& promise) {
  if (!promise.field("functie").empty()) return promise.field("functie");
  if (!promise.field("naam").empty()) return promise.field("naam");
  const auto name =
      joined_words({promise.field("initialen"), promise.field("tussenvoegsel"), promise.field("achternaam")});
  return name.empty() ? promise.field("ministerie") : name;
}

}  // namespace

std::string day_of_moment(const std::string& text) {
  if (const auto day = publications::parse_iso_date(text)) return publications::iso_date(*day);
  const auto moment = publications::parse_iso_instant(text);
  return moment ? publications::iso_date(publications::amsterdam_date(*moment)) : std::string();
}

std::string text_of_document(const JoinedPublication& joined) {
  publications::Text text;
  const auto title = fact(joined, facts::kTitle);
  add(text, BlockKind::heading, title.empty() ? joined.document_id : title);
  add_line(text, "Soort", fact(joined, facts::kSoort));
  add_line(text, "Nummer",
           listed(joined.document_id + (joined.facts.contains(facts::kAliases) ? "\n" : "") +
                  fact(joined, facts::kAliases)));
  add_line(text, "Datum", in_words(fact(joined, facts::kDate)));
  const auto dossier = fact(joined, facts::kDossiers);
  const auto dossier_title = fact(joined, facts::kDossierTitle);
  add_line(text, "Dossier",
           listed(dossier) + (dossier.empty() || dossier_title.empty() ? "" : " (" + dossier_title + ")"));
  add_line(text, "Zaak", listed(fact(joined, facts::kZaaknummers)));
  add_line(text, "Bijlage bij", fact(joined, facts::kParent));
  add_line(text, "Van", fact(joined, facts::kSender));
  add(text, BlockKind::paragraph,
      joined.has_file
          ? "Het bestand van dit stuk is er nog niet; dit is wat het register van de Tweede Kamer erover zegt."
          : "Bij dit stuk hoort geen bestand; dit is wat het register van de Tweede Kamer erover zegt.");
  return publications::to_markdown(text);
}

JoinedPublication join_promise(const Entity& promise, const EntityLookup& lookup) {
  JoinedPublication joined;
  joined.entity = promise.id;
  joined.deleted = promise.deleted;
  const auto& number = promise.field("nummer");
  const auto& words = promise.field("tekst");
  joined.document_id = publications::is_safe_document_id(number) ? number : "toezegging-" + promise.id;
  joined.empty = number.empty() || words.empty();
  joined.name = joined.document_id + ".md";
  const auto set = [&](const char* name, const std::string& value) {
    if (!value.empty()) joined.facts[name] = value;
  };
  const auto by = made_by(promise);
  const auto to = made_to(promise, lookup, joined);
  const auto made_on = day_of_moment(promise.field("aanmaakdatum"));
  const auto due_on = day_of_moment(promise.field("datumNakoming"));
  set(facts::kSoort, "Toezegging");
  set(facts::kTitle, shortened(words));
  set(facts::kDate, made_on);
  set(facts::kKamer, "tk");
  set(facts::kDueOn, due_on);
  set(facts::kToezeggingNumber, number);
  set(facts::kToezeggingStatus, promise.field("status"));
  set(facts::kToezeggingMadeBy, by);
  set(facts::kToezeggingMadeTo, to);
  set(facts::kToezeggingMadeOn, made_on);
  set(facts::kToezeggingLetter, promise.field("kamerbriefNakoming"));
  for (const auto* name : {"functie", "ministerie", "naam"})
    if (!promise.field(name).empty()) joined.offices.push_back(promise.field(name));
  publications::Text text;
  add(text, BlockKind::heading, "Toezegging " + number);
  add(text, BlockKind::paragraph, words);
  add_line(text, "Toegezegd door", by);
  add_line(text, "Toegezegd aan", to);
  add_line(text, "Op", in_words(made_on));
  add_line(text, "In activiteit", promise.field("activiteitNummer"));
  joined.metadata_text = publications::to_markdown(text);
  return joined;
}

}  // namespace griffier::fetchers
