// Texts for the tests of this layer.
#pragma once

#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "publications/text.h"

namespace griffier::diff {

using publications::Block;
using publications::BlockKind;
using publications::Text;

inline Text paragraphs(const std::vector<std::string>& texts) {
  Text text;
  for (const auto& t : texts) text.blocks.push_back({BlockKind::paragraph, 0, "", t});
  return text;
}

inline std::size_t below(std::mt19937& random, std::size_t end) {
  return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
}

// A text of invented words; a small vocabulary makes repeats likely.
inline Text random_text(std::mt19937& random, std::size_t blocks, std::size_t vocabulary) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < blocks; ++i) {
    std::string text;
    for (std::size_t w = 1 + below(random, 25); w > 0; --w) {
      text += (text.empty() ? "w" : " w") + std::to_string(below(random, vocabulary));
    }
    texts.push_back(text);
  }
  return paragraphs(texts);
}

// Some edits: a word changed, a paragraph removed, added, moved, split or joined.
inline Text edited(Text text, std::mt19937& random, std::size_t edits) {
  for (; edits > 0 && !text.blocks.empty(); --edits) {
    const auto at = text.blocks.begin() + static_cast<std::ptrdiff_t>(below(random, text.blocks.size()));
    switch (below(random, 6)) {
      case 0:
        at->text += " nieuw" + std::to_string(edits);
        break;
      case 1:
        text.blocks.erase(at);
        break;
      case 2:
        text.blocks.insert(at, random_text(random, 1, 500).blocks.front());
        break;
      case 3: {
        const Block block = *at;
        text.blocks.erase(at);
        text.blocks.push_back(block);
        break;
      }
      case 4: {
        const auto space = at->text.find(' ', at->text.size() / 2);
        if (space == std::string::npos) break;
        const Block second{at->kind, 0, "", at->text.substr(space + 1)};
        at->text.resize(space);
        text.blocks.insert(at + 1, second);
        break;
      }
      default:
        if (at + 1 == text.blocks.end()) break;
        at->text += " " + (at + 1)->text;
        text.blocks.erase(at + 1);
    }
  }
  return text;
}

}  // namespace griffier::diff
