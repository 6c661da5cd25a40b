#include "store/record/toezeggingen_said.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "publications/ascii.h"

namespace griffier::store {
namespace {

namespace json = boost::json;
namespace ascii = publications::ascii;
using toezegging::Said;

std::string text_of(const json::object& object, std::string_view key) {
  const auto* const value = object.if_contains(key);
  const auto* const text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string(text->data(), text->size()) : std::string();
}

// The texts of a list; of one of offices their roles.
std::vector<std::string> texts_of(const json::object& object, std::string_view key) {
  std::vector<std::string> out;
  const auto* const value = object.if_contains(key);
  const auto* const array = value != nullptr ? value->if_array() : nullptr;
  if (array == nullptr) return out;
  for (const auto& item : *array) {
    const auto* const office = item.if_object();
    const auto* const text = item.if_string();
    auto words = office != nullptr ? text_of(*office, "role")
                 : text != nullptr ? std::string(text->data(), text->size())
                                   : std::string();
    if (!words.empty()) out.push_back(std::move(words));
  }
  return out;
}

void take_fulfilled(Said& said, std::string_view sentence) {
  for (auto& number : toezegging_numbers(sentence))
    if (std::find(said.fulfilled.begin(), said.fulfilled.end(), number) == said.fulfilled.end())
      said.fulfilled.push_back(std::move(number));
}

// What the links of some relation name; the words themselves where they name nothing that is known.
std::vector<std::string> linked(const json::object& facts, std::string_view relation) {
  std::vector<std::string> out;
  const auto* const links = facts.if_contains("links");
  if (links == nullptr || !links->is_array()) return out;
  for (const auto& link : links->get_array()) {
    const auto* const object = link.if_object();
    if (object == nullptr || text_of(*object, "relation") != relation) continue;
    for (const char* const key : {"target", "printed"})
      if (auto text = text_of(*object, key); !text.empty()) out.push_back(std::move(text));
  }
  return out;
}

// "Minister van Water en Wind" of what was read of an official; as an office is printed where the paper prints it.
std::string office_of(const json::object& official, const json::object& facts) {
  const auto role = text_of(official, "role");
  const auto ministry = text_of(official, "ministry");
  if (ministry.empty()) return role;
  std::string small = role;
  std::transform(small.begin(), small.end(), small.begin(), ascii::to_lower);
  for (const auto& printed : texts_of(facts, "addressed_to"))
    if (printed.ends_with(ministry) && printed.size() > ministry.size() &&
        ascii::starts_with_ignoring_case(printed, small))
      return printed;
  return role + " van " + ministry;
}

}  // namespace

namespace toezegging {

std::string state_of(std::string_view status) {
  std::string word;
  for (const char c : status)
    if (ascii::is_alnum(c)) word += ascii::to_lower(c);
  if (word == "voldaan" || word == "afgedaan" || word == "nagekomen") return "fulfilled";
  if (word.starts_with("deels")) return "partly";
  return word == "vervallen" ? "lapsed" : "open";
}

Said said_by(const std::string& document_id, const json::object& facts, publications::Instant observed_at) {
  Said said;
  said.on_date = text_of(facts, "date");
  const auto seen_on = publications::iso_date(publications::amsterdam_date(observed_at));
  const auto* const value = facts.if_contains("toezegging");
  const auto* const own = value != nullptr ? value->if_object() : nullptr;
  if (text_of(facts, "kind") == "toezegging" && own != nullptr) {
    auto& row = said.registered;
    row.number = text_of(*own, "number");
    if (row.number.empty()) row.number = document_id;
    row.document_id = document_id;
    row.status = text_of(*own, "status");
    row.made_on = text_of(*own, "made_on");
    row.due_on = text_of(*own, "due_on");
    row.made_by = text_of(*own, "made_by");
    row.made_to = text_of(*own, "made_to");
    row.text = text_of(facts, "title");
    row.state = state_of(row.status);
    said.on_date = seen_on;
    if (const auto letters = linked(facts, "kept_by"); !letters.empty()) said.kept_by = letters.front();
    if (row.state == "open" && !said.kept_by.empty()) row.state = "fulfilled";
    return said;
  }
  if (said.on_date.empty()) said.on_date = seen_on;
  said.promises = texts_of(facts, "promises");
  for (const auto& sentence : texts_of(facts, "promises_fulfilled")) take_fulfilled(said, sentence);
  for (const auto& words : linked(facts, "promise_fulfilled")) take_fulfilled(said, words);
  return said;
}

std::string sender_of(const json::object& facts) {
  // Who sends it, answers in it or signs it.
  const auto sender = text_of(facts, "sender");
  if (!sender.empty()) return sender;
  for (const char* const key : {"answered_by", "signatories", "signatory"}) {
    const auto* const value = facts.if_contains(key);
    if (value == nullptr) continue;
    std::vector<std::string> offices;
    const auto add = [&](const json::value& one) {
      const auto* const official = one.if_object();
      auto office = official != nullptr ? office_of(*official, facts) : std::string();
      if (!office.empty() && std::find(offices.begin(), offices.end(), office) == offices.end())
        offices.push_back(std::move(office));
    };
    if (const auto* const list = value->if_array()) std::for_each(list->begin(), list->end(), add);
    add(*value);
    if (!offices.empty()) return fmt::format("{}", fmt::join(offices, ", "));
  }
  const auto addressed = texts_of(facts, "addressed_to");
  return addressed.size() == 1 ? addressed.front() : std::string();
}

}  // namespace toezegging

std::vector<std::string> toezegging_numbers(std::string_view text) {
  constexpr std::size_t kYearAndMonth = 6;
  constexpr std::size_t kMostDigits = 5;
  std::vector<std::string> out;
  for (std::size_t at = text.find("TZ"); at != std::string_view::npos; at = text.find("TZ", at + 2)) {
    if (at > 0 && ascii::is_alnum(text[at - 1])) continue;
    std::size_t end = at + 2;
    while (end < text.size() && end - at - 2 < kYearAndMonth && ascii::is_digit(text[end])) ++end;
    if (end - at - 2 != kYearAndMonth || end >= text.size() || text[end] != '-') continue;
    const std::size_t serial = ++end;
    while (end < text.size() && end - serial <= kMostDigits && ascii::is_digit(text[end])) ++end;
    if (end == serial || end - serial > kMostDigits) continue;
    auto number = std::string(text.substr(at, end - at));
    if (std::find(out.begin(), out.end(), number) == out.end()) out.push_back(std::move(number));
  }
  return out;
}

}  // namespace griffier::store
