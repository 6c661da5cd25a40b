#include "publications/recognise/committee_term.h"

#include <algorithm>

#include "publications/recognise/consultation.h"
#include "publications/recognise/words.h"
#include "publications/stated_term.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kHead = 40;  // paragraphs before the questions

bool asks_for_answers(std::string_view sentence) {
  if (sentence.find('?') != npos || !has_any(sentence, {"antwoord", "reactie te", "reactie ontvangen", "te reageren"}))
    return false;
  return has_any(sentence, {"gaarne", "graag", "verzoek", "commissie", "ontvangt zij"});
}

}  // namespace

std::optional<Date> committee_term(const Paper& paper, Date dated) {
  for (std::size_t i = 0; i < std::min(paper.body.size(), kHead); ++i) {
    const auto& text = paper.body[i].text;
    if (!fractie_of_heading(text).empty()) return std::nullopt;
    for (const auto sentence : sentences(text)) {
      if (!asks_for_answers(sentence)) continue;
      const auto term = stated_term(sentence, dated);
      if (term && term->firm && term->due_on) return term->due_on;
    }
  }
  return std::nullopt;
}

}  // namespace griffier::publications::reader
