#include <algorithm>
#include <string_view>

#include "daemon/alerts/alert.h"
#include "publications/fracties.h"
#include "publications/ministries.h"

namespace griffier::daemon {
namespace {

// Upper and lower case of ASCII alone: names of fracties and ministries differ in nothing else that matters.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool begins(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && same(text.substr(0, start.size()), start);
}

bool is_word_byte(char c) {
  const char small = lower(c);
  return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Whether `words` stands in `text` as whole words: "Piri" in "K.P. Piri", not in "Piripiri".
bool holds_words(std::string_view text, std::string_view words) {
  if (words.empty() || text.size() < words.size()) return false;
  for (std::size_t at = 0; at + words.size() <= text.size(); ++at) {
    if (!same(text.substr(at, words.size()), words)) continue;
    const bool open = at == 0 || !is_word_byte(text[at - 1]);
    const auto end = at + words.size();
    if (open && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

// A filter that is not given matches everything; else one entry for which `fits` holds is enough.
template <typename Fits>
bool passes(const std::vector<std::string>& filter, Fits fits) {
  return filter.empty() || std::any_of(filter.begin(), filter.end(), fits);
}

bool event_passes(const WatchConfig& watch, const Matchable& subject) {
  const auto& kind = subject.event.kind;
  if (subject.revision.change == "cosmetic" && kind == "document.revised" && !watch.cosmetic) return false;
  // What happens to a source is the operator's, who asks for it by name.
  if (watch.events.empty()) return kind != "document.metadata_changed" && !kind.starts_with("source.");
  return std::find(watch.events.begin(), watch.events.end(), kind) != watch.events.end();
}

// "36600" covers "36600-VI": who follows a budget follows its chapters.
bool dossier_covers(std::string_view wanted, std::string_view dossier) {
  if (!begins(dossier, wanted)) return false;
  return dossier.size() == wanted.size() ||
         (dossier[wanted.size()] == '-' && wanted.find('-') == std::string_view::npos);
}

// The dossiers that a publication belongs to: its own, and those that its publisher files it under as well. One that
// its text only speaks of is none.
bool in_dossier(const Matchable& subject, const std::string& wanted) {
  const auto& reading = subject.reading;
  return dossier_covers(wanted, subject.revision.dossier) ||
         (reading.dossier && dossier_covers(wanted, *reading.dossier)) ||
         std::any_of(reading.links.begin(), reading.links.end(), [&](const auto& link) {
           return link.kind == "dossier" && link.relation == "refers" && link.printed.empty() &&
                  dossier_covers(wanted, link.target);
         });
}

bool is_document(const Matchable& subject, const std::string& wanted) {
  const auto& aliases = subject.revision.aliases;
  return same(subject.revision.document_id, wanted) ||
         std::any_of(aliases.begin(), aliases.end(), [&](const auto& alias) { return same(alias, wanted); });
}

// One of the paper's own numbers, or that of the question set that the event is about: "kv-tk-2024Z18435".
bool has_zaaknummer(const Matchable& subject, const std::string& wanted) {
  const auto& zaak = subject.reading.zaaknummer;
  const auto& further = subject.reading.further_zaaknummers;
  return (zaak && same(*zaak, wanted)) ||
         std::any_of(further.begin(), further.end(), [&](const auto& number) { return same(number, wanted); }) ||
         holds_words(subject.event.set_id, wanted) || holds_words(subject.revision.document_id, wanted);
}

bool is_of_kind(const Matchable& subject, const std::string& wanted) {
  const auto& id = subject.revision.document_id;
  const bool series =
      begins(id, wanted) && id.size() > wanted.size() && (id[wanted.size()] == '-' || id[wanted.size()] == ':');
  return series || same(subject.revision.kind, wanted) || same(subject.reading.kind, wanted);
}

// "Financiën" in "Minister van Financiën", "VWS" for the ministry that it abbreviates.
bool names_ministry(std::string_view office, const std::string& wanted) {
  return holds_words(office, wanted) || publications::abbreviates_ministry(office, wanted);
}

bool concerns_ministry(const Matchable& subject, const std::string& wanted) {
  const auto& reading = subject.reading;
  const auto named = [&](const std::vector<std::string>& offices) {
    return std::any_of(offices.begin(), offices.end(),
                       [&](const auto& office) { return names_ministry(office, wanted); });
  };
  const auto leads = [&](const std::vector<publications::Official>& officials) {
    return std::any_of(officials.begin(), officials.end(),
                       [&](const auto& official) { return names_ministry(official.ministry, wanted); });
  };
  return named(reading.addressed_to) || named(reading.on_behalf_of) || leads(reading.answered_by) ||
         leads(reading.signatories) || (reading.signatory && names_ministry(reading.signatory->ministry, wanted)) ||
         names_ministry(reading.sender, wanted) ||
         (reading.toezegging && names_ministry(reading.toezegging->made_by, wanted));
}

bool asks_fractie(const Matchable& subject, const std::string& wanted) {
  const auto& reading = subject.reading;
  const auto& set = subject.event.set_id;
  const auto hash = set.find('#');
  // The event of one fractie's contribution concerns that fractie alone.
  if (hash != std::string::npos) return publications::is_same_fractie(std::string_view(set).substr(hash + 1), wanted);
  // A toezegging is made to "Piri (GroenLinks-PvdA)".
  if (reading.toezegging) {
    const auto names = publications::names_of_fractie(wanted);
    if (std::any_of(names.begin(), names.end(),
                    [&](const auto& name) { return holds_words(reading.toezegging->made_to, name); }))
      return true;
  }
  return std::any_of(reading.askers.begin(), reading.askers.end(),
                     [&](const auto& asker) { return publications::is_same_fractie(asker.party, wanted); }) ||
         std::any_of(reading.fracties.begin(), reading.fracties.end(),
                     [&](const auto& fractie) { return publications::is_same_fractie(fractie.name, wanted); });
}

bool is_by_member(const Matchable& subject, const std::string& wanted) {
  const auto& reading = subject.reading;
  if (std::any_of(reading.askers.begin(), reading.askers.end(),
                  [&](const auto& asker) { return holds_words(asker.name, wanted); }))
    return true;
  if (reading.toezegging && holds_words(reading.toezegging->made_to, wanted)) return true;
  // Members sign motions and amendments; whoever signs another paper is an official.
  if (reading.kind != "motion" && reading.kind != "amendment") return false;
  return (reading.signatory && holds_words(reading.signatory->name, wanted)) ||
         std::any_of(reading.signatories.begin(), reading.signatories.end(),
                     [&](const auto& official) { return holds_words(official.name, wanted); });
}

}  // namespace

bool matches(const WatchConfig& watch, const Matchable& subject, const TextMatch& text_match) {
  const auto with = [&](auto fits) {
    return [&subject, fits](const std::string& wanted) { return fits(subject, wanted); };
  };
  const bool filters = event_passes(watch, subject) &&
                       passes(watch.sources, [&](const auto& source) { return source == subject.revision.source; }) &&
                       passes(watch.dossiers, with(in_dossier)) && passes(watch.documents, with(is_document)) &&
                       passes(watch.zaaknummers, with(has_zaaknummer)) && passes(watch.kinds, with(is_of_kind)) &&
                       passes(watch.ministries, with(concerns_ministry)) &&
                       passes(watch.fracties, with(asks_fractie)) && passes(watch.members, with(is_by_member));
  if (!filters || watch.text.empty()) return filters;
  // A withdrawal changes no text: the query is then about the document itself.
  const auto& changed = subject.new_or_changed_text;
  return text_match &&
         text_match(watch.text, subject.revision.title, changed.empty() ? subject.revision.plain_text : changed);
}

}  // namespace griffier::daemon
