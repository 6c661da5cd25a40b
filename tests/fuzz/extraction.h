// What holds for every text that an extraction gives.
#pragma once

#include "diff/compare.h"
#include "fetchers/extract/extract.h"
#include "publications/markdown.h"
#include "publications/utf8.h"
#include "tests/fuzz/fuzz.h"

namespace griffier::fuzz {

inline void require_sound(const publications::Text& text) {
  for (const auto& block : text.blocks) {
    for (const std::string& part : {block.text, block.label}) {
      require(publications::valid_utf8_length(part) == part.size(), "a block is valid UTF-8");
      require(part.find_first_of("\n\r") == std::string::npos, "a block is one line");
    }
  }
  require(publications::from_markdown(publications::to_markdown(text)) == text, "what is archived reads back the same");
}

inline void extract_any(std::string_view bytes, fetchers::Format format) {
  fetchers::ExtractLimits limits;
  limits.text_bytes = std::size_t{8} << 20;
  try {
    require_sound(fetchers::extract(bytes, format, limits).text);
  } catch (const fetchers::ExtractError&) {
    // Refused with its reason, as it should be.
  }
}

}  // namespace griffier::fuzz
