// The text as the readers of this folder see it: cleaned paragraphs without page furniture, footnotes apart.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "publications/text.h"

namespace griffier::publications::reader {

struct Paragraph {
  BlockKind kind = BlockKind::paragraph;
  int level = 0;
  std::string label;      // of a list item
  std::string text;       // clean (words.h); footnote marks "[^1]" are still in it
  std::size_t block = 0;  // its index in the Text
};

struct Note {
  std::string label;
  std::string text;
  std::size_t block = 0;  // its index in the Text
};

struct Paper {
  std::vector<Paragraph> body;
  std::vector<Note> notes;
  std::string
      printed_id;  // the identity in the foot of a page ("ah-tk-20242025-546") or above a judgment; empty if none
};

[[nodiscard]] Paper prepare(const Text& text);

// The paragraphs [from, to) joined by spaces, at most `bytes` bytes of them.
[[nodiscard]] std::string joined(const Paper& paper, std::size_t from, std::size_t to, std::size_t bytes = 8192);

// "1." of a list item and its text as one, "1. Kunt u ..."; other blocks are their text.
[[nodiscard]] std::string shown(const Paragraph& paragraph);

}  // namespace griffier::publications::reader
