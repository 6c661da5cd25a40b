#include "store/record/questions_filter.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "publications/ascii.h"
#include "publications/fracties.h"

namespace griffier::store::questions {
namespace {

namespace ascii = publications::ascii;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// The letters of an abbreviation: "VWS", "vws" and "V.W.S." are VWS, "J&V" and "JenV" are JV. Empty if it is none.
std::string letters_of(std::string_view words) {
  constexpr std::size_t kLongest = 8;
  if (words.size() < 2 || words.size() > kLongest || words.find(' ') != std::string_view::npos) return {};
  const auto capitals = std::count_if(words.begin(), words.end(), is_upper);
  std::string letters;
  for (const char c : words) {
    if (is_upper(c)) letters += c;
    if (capitals < 2 && c >= 'a' && c <= 'z') letters += static_cast<char>(c - 32);
  }
  return letters.size() < 2 ? std::string() : letters;
}

// "VWS" of "Minister van Volksgezondheid, Welzijn en Sport".
std::string initials_of(std::string_view office) {
  std::string initials;
  for (std::size_t at = 0; at < office.size();) {
    const auto end = std::min(office.find_first_of(" ,-", at), office.size());
    const auto word = office.substr(at, end - at);
    const bool title = ascii::starts_with_ignoring_case(word, "minister") ||
                       ascii::starts_with_ignoring_case(word, "staatssecretaris");
    if (!title && !word.empty() && is_upper(word.front())) initials += word.front();
    at = end + 1;
  }
  return initials;
}

// Where the next office of a list begins: behind a comma that doesn't belong to the name of a ministry.
std::size_t next_office(std::string_view offices, std::size_t from) {
  for (auto at = offices.find(", ", from); at != std::string_view::npos; at = offices.find(", ", at + 2)) {
    const auto rest = offices.substr(at + 2);
    if (ascii::starts_with_ignoring_case(rest, "minister") ||
        ascii::starts_with_ignoring_case(rest, "staatssecretaris"))
      return at + 2;
  }
  return offices.size();
}

}  // namespace

std::string folded(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  constexpr auto kHow = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                       UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_LUMP);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, kHow);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0 || mapped == nullptr) return std::string(text);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

bool names_ministry(std::string_view offices, std::string_view words) {
  return folded(offices).find(folded(words)) != std::string::npos || abbreviates_ministry(offices, words);
}

bool abbreviates_ministry(std::string_view offices, std::string_view words) {
  const auto letters = letters_of(words);
  if (letters.empty()) return false;
  for (std::size_t at = 0; at < offices.size();) {
    const auto next = next_office(offices, at);
    if (initials_of(offices.substr(at, next - at)) == letters) return true;
    at = next;
  }
  return false;
}

Who::Who(const QuestionFilter& filter)
    : ministry_(filter.ministry), fractie_(filter.fractie), member_(folded(filter.member)) {}

bool Who::fits(const QuestionSetRow& set) const {
  if (!ministry_.empty() && !names_ministry(set.addressed_to, ministry_)) return false;
  if (!member_.empty() && folded(set.asker).find(member_) == std::string::npos) return false;
  if (fractie_.empty()) return true;
  const auto wanted = folded(publications::fractie_of(fractie_));
  for (std::size_t at = 0; at < set.fractie.size();) {
    const auto end = std::min(set.fractie.find(", ", at), set.fractie.size());
    if (folded(publications::fractie_of(std::string_view(set.fractie).substr(at, end - at))) == wanted) return true;
    at = end + 2;
  }
  return false;
}

}  // namespace griffier::store::questions
