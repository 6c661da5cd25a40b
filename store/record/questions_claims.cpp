#include "store/record/questions_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <set>

#include "publications/ascii.h"
#include "publications/notice_words.h"

namespace griffier::store::questions {
namespace {

namespace json = boost::json;
namespace ascii = publications::ascii;

constexpr std::array<std::string_view, 7> kRoles = {
    "asks", "answers", "postpones", "withdraws", "answered by letter", "re-addresses", "remarks"};
constexpr std::size_t kDigested = 400;  // bytes of a question that tell it from others
constexpr std::size_t kTelling = 40;    // below this, "Zo nee, waarom niet?" stands in every contribution
constexpr std::size_t kDigestKeys = 6;

std::string text_of(const json::value* value) {
  if (value == nullptr) return {};
  if (const auto* text = value->if_string()) return std::string(text->data(), text->size());
  if (const auto* number = value->if_int64()) return std::to_string(*number);
  return {};
}
std::string text_of(const json::object& object, std::string_view key) { return text_of(object.if_contains(key)); }

std::string date_of(const json::object& object, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys) {
    const auto text = text_of(object, key);
    if (publications::parse_iso_date(text)) return text;
  }
  return {};
}

const json::array& array_of(const json::object& object, std::string_view key) {
  static const json::array kNone;
  const json::value* const value = object.if_contains(key);
  const json::array* const array = value != nullptr ? value->if_array() : nullptr;
  return array != nullptr ? *array : kNone;
}

// The texts of an array, or one member of its objects, once each.
std::vector<std::string> texts_of(const json::array& array, std::string_view member = {}) {
  std::vector<std::string> out;
  for (const json::value& value : array) {
    const auto* const object = value.if_object();
    auto text = object != nullptr ? text_of(*object, member) : text_of(&value);
    if (!text.empty() && std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  }
  return out;
}

// Who answers was asked, where nothing says more: "Minister van Sociale Zaken en Werkgelegenheid".
std::vector<std::string> offices_of(const json::array& officials) {
  std::vector<std::string> offices;
  for (const json::value& value : officials) {
    const auto* const official = value.if_object();
    if (official == nullptr) continue;
    const auto ministry = text_of(*official, "ministry");
    auto office = text_of(*official, "role");
    if (!office.empty() && !ministry.empty()) office += " van " + ministry;
    if (!office.empty() && std::find(offices.begin(), offices.end(), office) == offices.end())
      offices.push_back(std::move(office));
  }
  return offices;
}

std::string joined(const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, ", ")); }

std::int64_t digest_of(std::string_view text) {
  const auto words = squashed(text);
  if (words.empty()) return 0;
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
  for (std::size_t i = 0; i < std::min(words.size(), kDigested); ++i) {
    hash ^= static_cast<unsigned char>(words[i]);
    hash *= 0x100000001b3U;
  }
  return static_cast<std::int64_t>(hash >> 1U);  // SQLite's integers are signed
}

std::vector<Line> asked_lines(const json::array& questions) {
  std::vector<Line> lines;
  for (const json::value& value : questions) {
    const auto* const question = value.if_object();
    if (question == nullptr) continue;
    Line line;
    line.number = text_of(*question, "number");
    if (line.number.empty()) line.number = std::to_string(lines.size() + 1);
    line.question = text_of(*question, "text");
    line.asked = true;
    line.digest = digest_of(line.question);
    lines.push_back(std::move(line));
  }
  return lines;
}

// Puts each answer at the numbers that it covers; a number that isn't printed as a question gets a line of its own
// unless `printed_only`.
void take_answers(std::vector<Line>& lines, const json::array& answers, bool printed_only) {
  for (const json::value& value : answers) {
    const auto* const answer = value.if_object();
    if (answer == nullptr) continue;
    for (const auto& number : texts_of(array_of(*answer, "covers"))) {
      bool found = false;
      for (auto& line : lines) {
        if (line.number != number) continue;
        found = true;
        if (line.answered) continue;
        line.answered = true;
        line.answer = text_of(*answer, "text");
      }
      if (found || printed_only) continue;
      Line line;
      line.number = number;
      line.answer = text_of(*answer, "text");
      line.answered = true;
      lines.push_back(std::move(line));
    }
  }
}

void take_zaak(Claim& claim, std::string zaak) {
  std::transform(zaak.begin(), zaak.end(), zaak.begin(), ascii::to_upper);
  if (zaak.empty() || std::find(claim.zaken.begin(), claim.zaken.end(), zaak) != claim.zaken.end()) return;
  claim.zaken.push_back(std::move(zaak));
}

Role role_of_paper(std::string_view kind, std::string_view reason) {
  if (kind == "answer") return Role::answers;
  if (kind == "postponement") return Role::postpones;
  if (kind != "other_notice") return Role::asks;
  switch (publications::notice_says(reason)) {
    case publications::NoticeSays::withdrawn:
      return Role::withdraws;
    case publications::NoticeSays::answered:
      return Role::by_letter;
    case publications::NoticeSays::passed_on:
      return Role::passes_on;
    case publications::NoticeSays::later:
      return Role::postpones;
    case publications::NoticeSays::unclear:
      break;
  }
  return Role::remarks;
}

std::string askers_key_of(const std::vector<std::string>& names) {
  std::set<std::string> keys;
  for (const auto& name : names) keys.insert(squashed(name));
  return fmt::format("{}", fmt::join(keys, "+"));
}

Claim common_of(const std::string& document_id, const json::object& facts, publications::Instant observed_at) {
  Claim claim;
  claim.paper = claim.document_id = document_id;
  const auto names = texts_of(array_of(facts, "askers"), "name");
  claim.asker = joined(names);
  claim.fractie = joined(texts_of(array_of(facts, "askers"), "party"));
  claim.addressed_to = joined(texts_of(array_of(facts, "addressed_to"), "role"));
  if (claim.addressed_to.empty()) claim.addressed_to = joined(offices_of(array_of(facts, "answered_by")));
  claim.subject = text_of(facts, "subject");
  claim.kamer = text_of(facts, "kamer");
  claim.asked_on = date_of(facts, {"asked_on"});
  claim.on_date = date_of(facts, {"received_on", "answered_on", "letter_date", "date"});
  if (claim.on_date.empty()) claim.on_date = publications::iso_date(publications::amsterdam_date(observed_at));
  claim.given_on = date_of(facts, {"due_on"});
  claim.reason = text_of(facts, "notice_reason");
  claim.role = role_of_paper(text_of(facts, "kind"), claim.reason);
  if (claim.role == Role::passes_on) claim.addressed_to = publications::passed_on_to(claim.reason);
  claim.askers_key = askers_key_of(names);
  claim.subject_key = squashed(claim.subject);
  // A contribution to a schriftelijk overleg and a list of questions name no subject but that of their dossier.
  if (claim.subject.empty() && claim.asked_on.empty()) claim.subject = text_of(facts, "dossier_title");
  return claim;
}

// An answer that its register announces and whose file is yet to come answers nothing: it may be one in part.
void await_file(Claim& claim, const json::object& facts) {
  if (claim.role != Role::answers ||
      std::any_of(claim.lines.begin(), claim.lines.end(), [](const Line& line) { return line.answered; }))
    return;
  for (const json::value& value : array_of(facts, "links")) {
    const auto* const link = value.if_object();
    if (link == nullptr || text_of(*link, "relation") != "file_to_come") continue;
    claim.role = Role::remarks;
    claim.awaits_file = true;
    claim.reason = text_of(*link, "printed");
    return;
  }
}

// Each fractie's questions are a set of their own; answers carry the numbers of the whole paper.
std::vector<Claim> contributions_of(const Claim& common, const json::object& facts) {
  std::vector<Claim> claims;
  for (const json::value& value : array_of(facts, "fracties")) {
    const auto* const fractie = value.if_object();
    if (fractie == nullptr) continue;
    const auto name = text_of(*fractie, "name");
    const auto& questions = array_of(*fractie, "questions");
    const auto paper = common.document_id + "#" + name;
    if (name.empty() || questions.empty() ||
        std::any_of(claims.begin(), claims.end(), [&](const Claim& one) { return one.paper == paper; }))
      continue;
    Claim claim = common;
    claim.paper = paper;
    claim.fractie = name;
    claim.asker.clear();
    claim.contribution = true;
    claim.lines = asked_lines(questions);
    for (auto& line : claim.lines)
      if (squashed(line.question).size() < kTelling) line.digest = 0;
    take_answers(claim.lines, array_of(facts, "answers"), true);
    const bool answers =
        std::any_of(claim.lines.begin(), claim.lines.end(), [](const Line& line) { return line.answered; });
    claim.role = answers ? Role::answers : Role::asks;
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

std::string_view name(Role role) { return kRoles.at(static_cast<std::size_t>(role)); }

Role role_of(std::string_view name) {
  const auto* const found = std::find(kRoles.begin(), kRoles.end(), name);
  return found == kRoles.end() ? Role::remarks : static_cast<Role>(found - kRoles.begin());
}

bool is_about_questions(std::string_view kind) {
  return kind == "question_set" || kind == "answer" || kind == "postponement" || kind == "other_notice" ||
         kind == "written_consultation";
}

std::string squashed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    // A byte above ASCII is part of a letter, but for the first bytes of dashes, quotes and no-break spaces.
    if (ascii::is_alnum(c)) out += ascii::to_lower(c);
    if (static_cast<unsigned char>(c) == 0xC3U || (!out.empty() && static_cast<unsigned char>(out.back()) == 0xC3U &&
                                                   (static_cast<unsigned char>(c) & 0xC0U) == 0x80U))
      out += c;
  }
  return out;
}

std::vector<Claim> claims_of(const std::string& document_id, const json::object& facts,
                             publications::Instant observed_at) {
  const auto kind = text_of(facts, "kind");
  if (!is_about_questions(kind)) return {};
  Claim claim = common_of(document_id, facts, observed_at);
  if (kind == "written_consultation") return contributions_of(claim, facts);
  take_zaak(claim, text_of(facts, "zaaknummer"));
  for (auto& zaak : texts_of(array_of(facts, "further_zaaknummers"))) take_zaak(claim, std::move(zaak));
  // "kv-tk-2024Z18435": an answer that serves two sets names both.
  auto names = texts_of(array_of(facts, "aliases"));
  if (claim.role == Role::asks) names.push_back(document_id);
  for (const auto& id : names)
    if (id.starts_with("kv-") && id.rfind('-') > 2) take_zaak(claim, id.substr(id.rfind('-') + 1));
  // A register gives the term of a case: of a paper of several, nobody knows of which.
  if (claim.zaken.size() > 1 && claim.role != Role::asks) claim.given_on.clear();
  claim.see_also = texts_of(array_of(facts, "see_also"));
  // A notice may print the questions too.
  claim.lines = asked_lines(array_of(facts, "questions"));
  take_answers(claim.lines, array_of(facts, "answers"), false);
  const auto title = text_of(facts, "title");
  if (claim.role == Role::asks && claim.lines.empty() && ascii::starts_with_ignoring_case(title, "mondelinge vragen")) {
    claim.orally = true;
    Line whole;
    whole.number = "1";
    whole.question = title;
    whole.asked = true;
    claim.lines.push_back(std::move(whole));
  }
  if (claim.role == Role::by_letter) {
    const auto references = texts_of(array_of(facts, "references"));
    const auto letter =
        std::find_if(references.begin(), references.end(), [](const auto& id) { return id.starts_with("kst-"); });
    if (letter != references.end()) claim.letter = *letter;
    Line all;
    all.answer = claim.reason;
    all.answered = true;
    claim.lines = {std::move(all)};
  }
  await_file(claim, facts);
  const bool answers_all = claim.role == Role::answers && std::none_of(claim.lines.begin(), claim.lines.end(),
                                                                       [](const Line& line) { return line.answered; });
  if (answers_all) {
    // It says that it answers and its answers can't be told apart: the paper as a whole is the answer.
    Line all;
    all.answered = true;
    claim.lines.push_back(std::move(all));
  }
  const bool nothing = claim.zaken.empty() && claim.asked_on.empty() && claim.see_also.empty();
  const bool unreadable =
      std::none_of(claim.lines.begin(), claim.lines.end(), [](const Line& line) { return line.asked; });
  if (nothing && unreadable) return {};
  return {std::move(claim)};
}

std::vector<std::string> keys_of(const Claim& claim) {
  std::vector<std::string> keys = {"d:" + claim.paper};
  const auto add_digests = [&](const std::string& begin) {
    // The smallest of all digests: two papers that print the same questions have most of these in common, whichever
    // questions one of them lacks.
    std::set<std::int64_t> digests;
    for (const auto& line : claim.lines)
      if (line.digest != 0) digests.insert(line.digest);
    std::size_t count = 0;
    for (const std::int64_t digest : digests)
      if (++count <= kDigestKeys) keys.push_back(fmt::format("{}{:x}", begin, digest));
  };
  if (claim.contribution) {
    add_digests("c:" + squashed(claim.fractie) + ":");
    return keys;
  }
  for (const auto& zaak : claim.zaken) keys.push_back("z:" + zaak);
  for (const auto& id : claim.see_also) keys.push_back("d:" + id);
  if (!claim.asked_on.empty()) {
    if (!claim.askers_key.empty()) keys.push_back("a:" + claim.asked_on + claim.askers_key);
    if (!claim.subject_key.empty()) keys.push_back("s:" + claim.asked_on + claim.subject_key);
  } else if (claim.askers_key.empty()) {
    add_digests("q:");
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

void keep_answered(Claim& claim, const Claim& before) {
  for (const auto& old : before.lines) {
    if (!old.answered) continue;
    const bool said = std::any_of(claim.lines.begin(), claim.lines.end(), [&](const Line& line) {
      return line.answered && (line.number == old.number || line.number.empty());
    });
    if (said) continue;
    claim.lines.push_back(old);
    claim.lines.back().earlier = true;
    claim.lines.back().asked = false;
  }
}

}  // namespace griffier::store::questions
