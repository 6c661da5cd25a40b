// Which paragraphs of two texts belong together. Internal to this layer.
#pragma once

#include <cstdint>
#include <vector>

namespace griffier::diff {

struct Paragraph {
  std::vector<std::uint32_t> words;  // numbers; the same word has the same number in both texts
  std::uint32_t id = 0;              // the same for paragraphs of the same words and the same part
  bool footnote = false;             // footnotes and running text never belong together
};

// Paragraphs [before, before + before_count) became [after, after + after_count): one on at least one side.
struct Link {
  std::size_t before = 0, before_count = 1, after = 0, after_count = 1;
  bool moved = false;  // elsewhere in the text, with the same words
};

// Sorted by `after`; a paragraph is in one link at most. Links that are not moved keep the order of both texts.
// Bounded: some hundreds of steps a word for any input.
[[nodiscard]] std::vector<Link> align(const std::vector<Paragraph>& before, const std::vector<Paragraph>& after);

}  // namespace griffier::diff
