#include "publications/reading_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <limits>
#include <stdexcept>

#include "publications/ascii.h"
#include "publications/utf8.h"

namespace griffier::publications {
namespace {

namespace json = boost::json;

// JSON is UTF-8 (RFC 8259, section 8.1), and readers refuse what is not.
json::string text_of(const std::string& text) {
  if (valid_utf8_length(text) == text.size()) return json::string(text);
  return json::string(to_valid_utf8(text));
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text_of(text));
}

json::value or_null(const std::optional<std::string>& text) {
  return text ? json::value(text_of(*text)) : json::value(nullptr);
}

json::value or_null(const std::optional<Date>& date) {
  return date && date->ok() ? json::value(json::string(iso_date(*date))) : json::value(nullptr);
}

json::value block_or_null(int block) { return block < 0 ? json::value(nullptr) : json::value(block); }

template <typename Range, typename Convert>
json::array array_of(const Range& range, Convert convert) {
  json::array out;
  out.reserve(range.size());
  for (const auto& item : range) out.push_back(convert(item));
  return out;
}

json::array strings(const std::vector<std::string>& list) { return array_of(list, text_of); }

json::array numbers(const std::vector<int>& list) {
  return array_of(list, [](int item) { return json::value(item); });
}

// A number as a JSON number if it prints back the same: "3", but not "007" or "3a".
json::value number_or_text(const std::string& number) {
  constexpr std::size_t kDigitsOfInt64 = 18;
  const bool plain = ascii::all_digits(number) && number.size() <= kDigitsOfInt64;
  if (plain && (number == "0" || number[0] != '0')) return json::value(static_cast<std::int64_t>(std::stoll(number)));
  return text_or_null(number);
}

json::object member(const Member& item) { return {{"name", text_of(item.name)}, {"party", text_or_null(item.party)}}; }

json::object official(const Official& item) {
  return {{"role", text_of(item.role)}, {"name", text_of(item.name)}, {"ministry", text_of(item.ministry)}};
}

json::value official_or_null(const std::optional<Official>& item) {
  return item ? json::value(official(*item)) : json::value(nullptr);
}

json::object question(const Question& item) {
  return {
      {"number", number_or_text(item.number)},
      {"text", text_of(item.text)},
      {"answer", text_or_null(item.answer)},
      {"group_heading", item.group_heading.empty() ? json::value(nullptr) : json::value(numbers(item.group_heading))}};
}

json::object answer(const Answer& item) { return {{"covers", numbers(item.covers)}, {"text", text_of(item.text)}}; }

json::object contribution(const FractieContribution& item) {
  return {{"name", text_of(item.name)}, {"questions", array_of(item.questions, question)}};
}

[[noreturn]] void wrong_type(std::string_view key, std::string_view wanted) {
  throw std::invalid_argument(fmt::format("\"{}\" is not {}", key, wanted));
}

// The facts of one object by name. Absent and null are the same.
class Source {
 public:
  explicit Source(const json::object& object) : object_(object) {}

  [[nodiscard]] const json::value* find(std::string_view key) const {
    const auto* value = object_.if_contains(key);
    return value == nullptr || value->is_null() ? nullptr : value;
  }

  void read(std::string_view key, std::string& out) const {
    if (const auto* value = find(key)) out = text_of(key, *value);
  }
  void read(std::string_view key, std::optional<std::string>& out) const {
    if (const auto* value = find(key)) out = text_of(key, *value);
  }
  void read(std::string_view key, std::optional<Date>& out) const {
    const auto* value = find(key);
    if (value == nullptr) return;
    out = parse_iso_date(text_of(key, *value));
    if (!out) wrong_type(key, "a date");
  }
  void read(std::string_view key, std::optional<int>& out) const {
    if (const auto* value = find(key)) out = int_of(key, *value);
  }
  void read(std::string_view key, int& out) const {
    if (const auto* value = find(key)) out = int_of(key, *value);
  }
  void read(std::string_view key, std::vector<std::string>& out) const {
    read_list(key, out, [key](const json::value& item) { return text_of(key, item); });
  }
  void read(std::string_view key, std::vector<int>& out) const {
    read_list(key, out, [key](const json::value& item) { return int_of(key, item); });
  }

  template <typename Item, typename Convert>
  void read_list(std::string_view key, std::vector<Item>& out, Convert convert) const {
    const auto* value = find(key);
    if (value == nullptr) return;
    if (!value->is_array()) wrong_type(key, "a list");
    for (const auto& item : value->get_array()) out.push_back(convert(item));
  }
  template <typename Item>
  void read_objects(std::string_view key, std::vector<Item>& out, Item (*convert)(const Source&)) const {
    read_list(key, out, [key, convert](const json::value& item) {
      if (!item.is_object()) wrong_type(key, "a list of objects");
      return convert(Source(item.get_object()));
    });
  }

  // Null if absent.
  [[nodiscard]] const json::object* object(std::string_view key) const {
    const auto* value = find(key);
    if (value != nullptr && !value->is_object()) wrong_type(key, "an object");
    return value == nullptr ? nullptr : &value->get_object();
  }

  static std::string text_of(std::string_view key, const json::value& value) {
    if (!value.is_string()) wrong_type(key, "a text");
    return std::string(value.get_string());
  }
  static int int_of(std::string_view key, const json::value& value) {
    if (!value.is_int64()) wrong_type(key, "a whole number");
    const auto number = value.get_int64();
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max())
      wrong_type(key, "a number in range");
    return static_cast<int>(number);
  }

 private:
  const json::object& object_;
};

Member to_member(const Source& from) {
  Member out;
  from.read("name", out.name);
  from.read("party", out.party);
  return out;
}

Official to_official(const Source& from) {
  Official out;
  from.read("role", out.role);
  from.read("name", out.name);
  from.read("ministry", out.ministry);
  return out;
}

Question to_question(const Source& from) {
  Question out;
  if (const auto* number = from.find("number"))
    out.number = number->is_int64() ? std::to_string(number->get_int64()) : Source::text_of("number", *number);
  from.read("text", out.text);
  from.read("answer", out.answer);
  from.read("group_heading", out.group_heading);
  return out;
}

Answer to_answer(const Source& from) {
  Answer out;
  from.read("covers", out.covers);
  from.read("text", out.text);
  return out;
}

FractieContribution to_contribution(const Source& from) {
  FractieContribution out;
  from.read("name", out.name);
  from.read_objects("questions", out.questions, to_question);
  return out;
}

Link to_link(const Source& from) {
  Link out;
  from.read("relation", out.relation);
  from.read("kind", out.kind);
  from.read("target", out.target);
  from.read("printed", out.printed);
  from.read("block", out.block);
  return out;
}

Origin to_origin(const Source& from) {
  Origin out;
  from.read("from", out.from);
  from.read("block", out.block);
  return out;
}

// Of these kinds the date is that of a letter.
bool is_letter(const std::string& kind) {
  return kind == "letter" || kind == "decision_note" || kind == "answer" || kind == "postponement" ||
         kind == "other_notice";
}

// Calls `visit(key, member)` for every plain fact, so that writing and reading cannot name them differently.
template <typename AnyReading, typename Visit>
void each_fact(AnyReading& r, Visit visit) {
  visit("kind", r.kind);
  visit("document_id", r.document_id);
  visit("derived_document_id", r.derived_document_id);
  visit("aliases", r.aliases);
  visit("parent", r.parent);
  visit("title", r.title);
  visit("subject", r.subject);
  visit("dossier_title", r.dossier_title);
  visit("dossier", r.dossier);
  visit("document_number_in_dossier", r.document_number_in_dossier);
  visit("dossiers", r.dossiers);
  visit("vergaderjaar", r.vergaderjaar);
  visit("kamer", r.kamer);
  visit("zaaknummer", r.zaaknummer);
  visit("further_zaaknummers", r.further_zaaknummers);
  visit("aanhangselnummer", r.aanhangselnummer);
  visit("kenmerk", r.kenmerk);
  visit("addressed_to", r.addressed_to);
  visit("asked_on", r.asked_on);
  visit("received_on", r.received_on);
  visit("answered_on", r.answered_on);
  visit("due_on", r.due_on);
  visit("on_behalf_of", r.on_behalf_of);
  visit("see_also", r.see_also);
  visit("date", r.date);
  visit("place", r.place);
  visit("sender", r.sender);
  visit("addressee", r.addressee);
  visit("committee", r.committee);
  visit("notice_reason", r.notice_reason);
  visit("toelichting", r.toelichting);
  visit("references", r.references);
  visit("other_references", r.other_references);
  visit("promises", r.promises);
  visit("motions_done", r.motions_done);
  visit("promises_fulfilled", r.promises_fulfilled);
  visit("requests_answered", r.requests_answered);
}

template <typename AnyToezegging, typename Visit>
void each_fact_of_toezegging(AnyToezegging& t, Visit visit) {
  visit("number", t.number);
  visit("status", t.status);
  visit("made_on", t.made_on);
  visit("due_on", t.due_on);
  visit("made_by", t.made_by);
  visit("made_to", t.made_to);
}

json::value fact(const std::string& value) { return text_or_null(value); }
json::value fact(const std::optional<std::string>& value) { return or_null(value); }
json::value fact(const std::optional<Date>& value) { return or_null(value); }
json::value fact(const std::optional<int>& value) { return value ? json::value(*value) : json::value(nullptr); }
json::value fact(const std::vector<std::string>& value) { return strings(value); }

json::object toezegging_object(const Toezegging& item) {
  json::object out;
  each_fact_of_toezegging(item, [&out](std::string_view key, const auto& value) { out[key] = fact(value); });
  return out;
}

json::object link(const Link& item) {
  return {{"relation", text_of(item.relation)},
          {"kind", text_or_null(item.kind)},
          {"target", text_or_null(item.target)},
          {"printed", text_or_null(item.printed)},
          {"block", block_or_null(item.block)}};
}

json::object origins_object(const std::map<std::string, Origin>& origins) {
  json::object out;
  for (const auto& [name, origin] : origins)
    out[text_of(name)] = json::object{{"from", text_of(origin.from)}, {"block", block_or_null(origin.block)}};
  return out;
}

// The objects of a reading that are not lists.
void read_single_objects(const Source& from, Reading& out) {
  if (const auto* signatory = from.object("signatory")) out.signatory = to_official(Source(*signatory));
  if (const auto* toezegging = from.object("toezegging")) {
    const Source facts(*toezegging);
    each_fact_of_toezegging(out.toezegging.emplace(),
                            [&facts](std::string_view key, auto& value) { facts.read(key, value); });
  }
  if (const auto* origins = from.object("origins")) {
    for (const auto& [name, value] : *origins) {
      if (!value.is_object()) wrong_type("origins", "an object of objects");
      out.origins.emplace(std::string(name), to_origin(Source(value.get_object())));
    }
  }
}

}  // namespace

boost::json::object to_json(const Reading& reading) {
  json::object out;
  each_fact(reading, [&out](std::string_view key, const auto& value) { out[key] = fact(value); });
  out["kind"] = text_of(reading.kind);  // never null: a reading without the key is of kind "other"
  if (is_letter(reading.kind)) out["letter_date"] = or_null(reading.date);
  out["askers"] = array_of(reading.askers, member);
  out["answered_by"] = array_of(reading.answered_by, official);
  out["signatory"] = official_or_null(reading.signatory);
  out["signatories"] = array_of(reading.signatories, official);
  out["questions"] = array_of(reading.questions, question);
  out["answers"] = array_of(reading.answers, answer);
  out["fracties"] = array_of(reading.fracties, contribution);
  out["toezegging"] = reading.toezegging ? json::value(toezegging_object(*reading.toezegging)) : json::value(nullptr);
  out["links"] = array_of(reading.links, link);
  out["origins"] = origins_object(reading.origins);
  return out;
}

Reading reading_from_json(const boost::json::object& object) {
  Reading out;
  const Source from(object);
  each_fact(out, [&from](std::string_view key, auto& value) { from.read(key, value); });
  if (!out.date) from.read("letter_date", out.date);
  from.read_objects("askers", out.askers, to_member);
  from.read_objects("answered_by", out.answered_by, to_official);
  from.read_objects("signatories", out.signatories, to_official);
  from.read_objects("questions", out.questions, to_question);
  from.read_objects("answers", out.answers, to_answer);
  from.read_objects("fracties", out.fracties, to_contribution);
  from.read_objects("links", out.links, to_link);
  read_single_objects(from, out);
  return out;
}

}  // namespace griffier::publications
