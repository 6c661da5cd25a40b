#include "publications/kinds.h"

#include <algorithm>
#include <array>
#include <utility>

#include "publications/ascii.h"

namespace griffier::publications {
namespace {

constexpr std::array<std::string_view, 21> kKinds = {
    "question_set",    "answer",        "postponement", "other_notice", "letter",       "written_consultation",
    "decision_note",   "motion",        "amendment",    "bill",         "memorandum",   "report",
    "proceedings",     "decision_list", "judgment",     "gazette",      "woo_decision", "toezegging",
    "toezegging_list", "page",          "other"};

// What people call them in Dutch.
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kDutchKinds = {{
    {"vragen", "question_set"},
    {"kamervragen", "question_set"},
    {"antwoord", "answer"},
    {"uitstel", "postponement"},
    {"mededeling", "other_notice"},
    {"brief", "letter"},
    {"kamerbrief", "letter"},
    {"overleg", "written_consultation"},
    {"beslisnota", "decision_note"},
    {"motie", "motion"},
    {"amendement", "amendment"},
    {"wetsvoorstel", "bill"},
    {"toelichting", "memorandum"},
    {"verslag", "report"},
    {"handelingen", "proceedings"},
    {"besluitenlijst", "decision_list"},
    {"uitspraak", "judgment"},
    {"staatsblad", "gazette"},
    {"staatscourant", "gazette"},
    {"pagina", "page"},
    {"overig", "other"},
    {"nota", "memorandum"},
    {"toezeggingen", "toezegging"},
    {"woo-besluit", "woo_decision"},
}};

}  // namespace

std::span<const std::string_view> kinds() { return kKinds; }

std::string kinds_in_words() {
  std::string out;
  for (const auto kind : kKinds) {
    out += (out.empty() ? "" : ", ") + std::string(kind);
    std::string dutch;
    for (const auto& [word, stands_for] : kDutchKinds)
      if (stands_for == kind) dutch += (dutch.empty() ? "" : ", ") + std::string(word);
    if (!dutch.empty()) out += " (" + dutch + ")";
  }
  return out;
}

std::optional<std::string_view> kind_named(std::string_view typed) {
  std::string word(typed);
  for (char& c : word) c = ascii::to_lower(c);
  if (const auto* const own = std::find(kKinds.begin(), kKinds.end(), word); own != kKinds.end()) return *own;
  const auto* const dutch =
      std::find_if(kDutchKinds.begin(), kDutchKinds.end(), [word](const auto& kind) { return kind.first == word; });
  if (dutch == kDutchKinds.end()) return std::nullopt;
  return dutch->second;
}

}  // namespace griffier::publications
