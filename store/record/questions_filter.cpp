#include "store/record/questions_filter.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "publications/fracties.h"
#include "publications/ministries.h"

namespace griffier::store::questions {

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
  return folded(offices).find(folded(words)) != std::string::npos || publications::abbreviates_ministry(offices, words);
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
