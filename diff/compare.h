// What changed between two states of a publication: aligned paragraphs, words within changed paragraphs, and the class
// of the change.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "publications/text.h"

namespace griffier::diff {

// Raise when normalisation changes the outcome for the same texts: existing documents are then re-baselined silently.
inline constexpr int kNormalisationVersion = 2;

// The text as compared: NFC, all kinds of space as one, soft hyphens and zero-width characters gone, typographic quotes
// and dashes kept (they are words' own), line-end hyphenation undone by extraction already. One line a block, with a
// prefix for its kind. SHA-256 of this is Text-SHA256.
[[nodiscard]] std::string normalise(const publications::Text& text);
// The words alone, without kinds, labels of lists, layout, or the hyphenation of "overeen- stemming": equal for texts
// that differ in layout only.
[[nodiscard]] std::string fold_layout(const publications::Text& text);

enum class Change : std::uint8_t { none, metadata, cosmetic, substantive };
[[nodiscard]] std::string_view name(Change change);

enum class Piece : std::uint8_t { kept, removed, added };
struct Run {  // consecutive words of one fate; joined by single spaces when printed
  Piece piece = Piece::kept;
  std::string text;
  bool operator==(const Run&) const = default;
};

enum class Fate : std::uint8_t { kept, removed, added, changed, moved };
// One paragraph, or several that became one or that one became: the indices are the first's, the words those of all.
// Kept is what has the same words in the same place; its kind, its label and its division may differ.
struct ParagraphChange {
  Fate fate = Fate::kept;
  std::size_t before = 0;  // index of the block in the older text; unused for added
  std::size_t after = 0;   // index of the block in the newer text; unused for removed
  std::vector<Run> runs;   // words; one run for added, removed, moved and kept paragraphs
};

struct Comparison {
  Change change = Change::none;  // none, cosmetic or substantive: metadata is the caller's to see
  std::size_t words_added = 0, words_removed = 0;
  std::size_t paragraphs_changed = 0;  // changed, added, removed or moved
  std::vector<ParagraphChange>
      paragraphs;  // all of them, in the order of the newer text, removed ones where they stood
};

// Compares two states. O(n) for near-equal texts and bounded (capped Myers) for unrelated ones: 20,000 words in some
// tens of milliseconds. Pure; any thread.
[[nodiscard]] Comparison compare(const publications::Text& before, const publications::Text& after);

}  // namespace griffier::diff
