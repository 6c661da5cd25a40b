// A comparison for people: plain text, terminal colours, HTML.
#pragma once

#include <cstddef>
#include <string>

#include "diff/compare.h"

namespace griffier::diff {

struct RenderOptions {
  std::size_t context = 1;         // kept paragraphs shown around a change
  std::size_t context_words = 12;  // words shown around a change within a long paragraph; 0: all
  std::size_t max_bytes = 0;       // 0: no limit; else cut at a paragraph with a line that says how much was left out
  bool colour = false;             // ANSI, for terminals; plain marks words as [-removed-] {+added+}
};

[[nodiscard]] std::string render_text(const Comparison& comparison, const RenderOptions& options);
// <div class="diff"> with <p>, <del>, <ins>; all text escaped; inline styles so that mail programs show it.
[[nodiscard]] std::string render_html(const Comparison& comparison, const RenderOptions& options);
// "12 words in 2 paragraphs".
[[nodiscard]] std::string summary(const Comparison& comparison);

}  // namespace griffier::diff
