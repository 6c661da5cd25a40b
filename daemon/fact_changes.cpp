#include "daemon/fact_changes.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string_view>

#include "publications/reading_json.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 28> kFacts{"kind",
                                                  "title",
                                                  "subject",
                                                  "parent",
                                                  "dossier",
                                                  "document_number_in_dossier",
                                                  "dossier_title",
                                                  "vergaderjaar",
                                                  "kamer",
                                                  "zaaknummer",
                                                  "kenmerk",
                                                  "aanhangselnummer",
                                                  "askers",
                                                  "addressed_to",
                                                  "answered_by",
                                                  "on_behalf_of",
                                                  "sender",
                                                  "signatories",
                                                  "addressee",
                                                  "committee",
                                                  "date",
                                                  "asked_on",
                                                  "received_on",
                                                  "answered_on",
                                                  "due_on",
                                                  "toezegging.status",
                                                  "toezegging.made_by",
                                                  "toezegging.made_to"};
constexpr std::string_view kKeptBy = "kept_by";  // a relation of its links

std::string text_of(const json::value& value);

// "Piri (GroenLinks-PvdA)", "Faber, Minister Asiel en Migratie".
std::string person(const json::object& object) {
  std::string out;
  for (const std::string_view key : {"name", "party", "role", "ministry"}) {
    const auto* const member = object.if_contains(key);
    const auto text = member != nullptr ? text_of(*member) : std::string();
    if (text.empty()) continue;
    if (key == "party")
      out += " (" + text + ")";
    else
      out += (out.empty() ? "" : key == "ministry" ? " " : ", ") + text;
  }
  return out;
}

std::string text_of(const json::value& value) {
  if (const auto* const text = value.if_string()) return {text->data(), text->size()};
  if (const auto* const number = value.if_int64()) return std::to_string(*number);
  if (const auto* const object = value.if_object()) return person(*object);
  std::string out;
  if (const auto* const list = value.if_array())
    for (const auto& item : *list) out += (out.empty() ? "" : "; ") + text_of(item);
  return out;
}

// "toezegging.status" is a member of a member.
std::string fact_of(const json::object& facts, std::string_view name) {
  const auto dot = name.find('.');
  const auto* const value = facts.if_contains(name.substr(0, dot));
  if (value == nullptr) return {};
  if (dot == std::string_view::npos) return text_of(*value);
  const auto* const object = value->if_object();
  const auto* const member = object != nullptr ? object->if_contains(name.substr(dot + 1)) : nullptr;
  return member != nullptr ? text_of(*member) : std::string();
}

std::string kept_by(const publications::Reading& reading) {
  std::string out;
  for (const auto& link : reading.links)
    if (link.relation == kKeptBy) out += (out.empty() ? "" : "; ") + (link.target.empty() ? link.printed : link.target);
  return out;
}

}  // namespace

std::vector<FactChange> fact_changes(const publications::Reading& before, const publications::Reading& now) {
  const auto old_facts = publications::to_json(before);
  const auto new_facts = publications::to_json(now);
  std::vector<FactChange> changes;
  const auto compare = [&](std::string_view name, std::string was, std::string is) {
    if (was != is) changes.push_back({std::string(name), std::move(was), std::move(is)});
  };
  for (const auto name : kFacts) compare(name, fact_of(old_facts, name), fact_of(new_facts, name));
  compare(kKeptBy, kept_by(before), kept_by(now));
  return changes;
}

std::vector<std::string> changeable_facts() {
  std::vector<std::string> names(kFacts.begin(), kFacts.end());
  names.emplace_back(kKeptBy);
  return names;
}

}  // namespace griffier::daemon
