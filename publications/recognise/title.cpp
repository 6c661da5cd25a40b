#include "publications/recognise/title.h"

#include <algorithm>

#include "publications/recognise/dates.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

// A line that names the paper's series or is too short to name anything.
bool is_no_title(std::string_view line) {
  if (line.size() <= 3) return true;
  std::size_t length = 0;
  if (read_date(line, &length) && length == line.size()) return true;
  if ((starts_with(line, "nr. ") || starts_with(line, "jaargang ")) && line.size() < 30 && is_digit(line.back()))
    return true;
  for (const std::string_view word :
       {"gemeenteblad", "staatscourant", "staatsblad", "tractatenblad", "provinciaal blad", "waterschapsblad",
        "officiële uitgave", "logo ", "van het koninkrijk der nederlanden", "tweede kamer der staten",
        "eerste kamer der staten"}) {
    if (starts_with(line, word) && line.size() < 70) return true;
  }
  return false;
}

}  // namespace

// Of a list of decisions, which files give the titles of their templates.
std::string title_of_decisions(const Paper& paper) {
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 60); ++i) {
    const auto at = find(paper.body[i].text, "besluitenlijst van ");
    if (at != npos) return without_marks(std::string_view(paper.body[i].text).substr(at));
  }
  return {};
}

std::string first_title(const Paper& paper) {
  const auto size = paper.body.size();
  for (std::size_t i = 0; i < std::min<std::size_t>(size, 12); ++i) {
    auto line = without_marks(paper.body[i].text);
    if (paper.body[i].kind == BlockKind::heading && !is_no_title(line)) return line;
  }
  for (std::size_t i = 0; i < std::min<std::size_t>(size, 12); ++i) {
    auto line = without_marks(paper.body[i].text);
    if (!is_no_title(line)) return line;
  }
  if (size > 0) return without_marks(shown(paper.body.front()));
  return paper.notes.empty() ? std::string{} : paper.notes.front().text;
}

}  // namespace griffier::publications::reader
