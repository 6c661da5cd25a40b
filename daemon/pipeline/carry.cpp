#include "daemon/pipeline/carry.h"

#include <boost/json/object.hpp>
#include <string_view>

#include "publications/reading_json.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

const json::value& member(const json::object& of, std::string_view key) {
  static const json::value nothing;
  const auto* found = of.if_contains(key);
  return found != nullptr ? *found : nothing;
}

// Whether a register, rather than the text, said it.
bool registered(const publications::Reading& reading, std::string_view key) {
  const auto origin = reading.origins.find(std::string(key));
  return origin != reading.origins.end() && origin->second.from == "metadata";
}

template <typename Fact>
void fill(Fact& now, const Fact& before) {
  if (now == Fact()) now = before;
}

}  // namespace

void carry_place(const publications::Reading& before, bool same_text, publications::Reading& reading) {
  if (!reading.dossier) {
    reading.dossier = before.dossier;
    fill(reading.document_number_in_dossier, before.document_number_in_dossier);
  }
  if (!reading.zaaknummer) {
    reading.zaaknummer = before.zaaknummer;
    fill(reading.further_zaaknummers, before.further_zaaknummers);
  }
  if (!reading.aanhangselnummer) {
    reading.aanhangselnummer = before.aanhangselnummer;
    fill(reading.vergaderjaar, before.vergaderjaar);
  }
  fill(reading.kamer, before.kamer);
  fill(reading.parent, before.parent);
  fill(reading.due_on, before.due_on);
  fill(reading.askers, before.askers);
  fill(reading.addressed_to, before.addressed_to);
  fill(reading.committee, before.committee);
  fill(reading.date, before.date);
  fill(reading.received_on, before.received_on);
  fill(reading.asked_on, before.asked_on);
  fill(reading.kenmerk, before.kenmerk);
  fill(reading.subject, before.subject);
  if (same_text && !before.title.empty()) reading.title = before.title;
}

publications::Reading with_its_news(const publications::Reading& recorded, const publications::Reading& then,
                                    const publications::Reading& now, bool same_text) {
  const auto was = publications::to_json(recorded), before = publications::to_json(then);
  auto known = publications::to_json(now);
  auto lasting = was;  // but for what the register says otherwise now
  json::object origins = member(known, "origins").is_object() ? known.at("origins").get_object() : json::object();
  const auto& old_origins = member(was, "origins");
  for (const auto& [key, value] : was) {
    if (key == "origins") continue;
    const std::string_view name = key;
    const bool news = member(before, name) != member(known, name);
    if (news) lasting.erase(key);
    const bool of_a_register =
        registered(recorded, name) && (registered(now, name) || !now.origins.contains(std::string(key)));
    if (news || !(same_text || of_a_register)) continue;
    known[key] = value;
    origins.erase(key);
    if (old_origins.is_object() && old_origins.get_object().contains(key))
      origins[key] = old_origins.get_object().at(key);
  }
  known["origins"] = std::move(origins);
  auto reading = publications::reading_from_json(known);
  if (!same_text) carry_place(publications::reading_from_json(lasting), same_text, reading);
  return reading;
}

}  // namespace griffier::daemon
