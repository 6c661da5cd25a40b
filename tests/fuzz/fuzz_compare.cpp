// Two texts, divided by a byte of value 0xFF: the words that are kept and removed are the older text's, those kept and
// added the newer's, each once.
#include "diff/compare.h"

#include <algorithm>
#include <string>
#include <vector>

#include "diff/render.h"
#include "diff/words.h"
#include "publications/markdown.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace griffier;

std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// The words that a comparison shows of one side, in any order: paragraphs move and join.
std::vector<std::string> shown(const diff::Comparison& comparison, diff::Piece own, bool older) {
  std::vector<std::string> words;
  for (const auto& paragraph : comparison.paragraphs) {
    if (paragraph.fate == (older ? diff::Fate::added : diff::Fate::removed)) continue;
    for (const auto& run : paragraph.runs) {
      if (run.piece != diff::Piece::kept && run.piece != own) continue;
      for (auto& word : words_in(run.text)) words.push_back(std::move(word));
    }
  }
  std::sort(words.begin(), words.end());
  return words;
}

std::vector<std::string> words_of(const publications::Text& text) {
  std::vector<std::string> words;
  for (const auto& block : text.blocks) {
    for (auto& word : diff::words(block)) words.push_back(std::move(word));
  }
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [first, second] = fuzz::halves(fuzz::text_of(data, size));
  const auto before = publications::from_markdown(first);
  const auto after = publications::from_markdown(second);
  const auto comparison = diff::compare(before, after);
  fuzz::require(shown(comparison, diff::Piece::removed, true) == words_of(before), "the older text is shown whole");
  fuzz::require(shown(comparison, diff::Piece::added, false) == words_of(after), "the newer text is shown whole");
  fuzz::require(diff::compare(before, before).change == diff::Change::none, "a text is equal to itself");
  fuzz::require((comparison.change == diff::Change::none) == (diff::normalise(before) == diff::normalise(after)),
                "no change is said of equal texts only");
  (void)diff::render_text(comparison, {.colour = true});
  (void)diff::render_html(comparison, {.max_bytes = 4'096});
  return 0;
}
