// The blocks of a text as they are found, held to the limits of an extraction.
#pragma once

#include <string>
#include <string_view>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

class BlockWriter {
 public:
  BlockWriter(Extraction& extraction, const ExtractLimits& limits) : extraction_(extraction), limits_(limits) {}

  // Folds the text and adds it, unless nothing is left. Throws ExtractError (too_large) over limits.text_bytes.
  void add(publications::BlockKind kind, std::string_view text, int level = 0, std::string_view label = {});
  // A printed paragraph of which only the text is known: the heading of a question, an item with its label, or prose.
  void add_printed(std::string_view text);
  // The rows that come next are of another table than those before, also when nothing stands between them.
  void begin_table() { table_begins_ = true; }
  [[nodiscard]] bool empty() const { return extraction_.text.blocks.empty(); }

 private:
  void put(publications::BlockKind kind, std::string folded, int level, std::string_view label);

  Extraction& extraction_;
  const ExtractLimits& limits_;
  std::size_t bytes_ = 0;
  bool table_begins_ = false;
};

// Throws ExtractError (too_large) when a printed text has more lines than any publication.
void check_lines(std::string_view text);

// Throws ExtractError (no_text) with `why` when the extraction has no blocks.
void require_text(const Extraction& extraction, const std::string& why);

}  // namespace griffier::fetchers
