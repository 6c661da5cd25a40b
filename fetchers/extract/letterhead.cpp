#include "fetchers/extract/letterhead.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/reflow.h"
#include "fetchers/extract/words.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

using publications::Block;
using publications::BlockKind;

constexpr std::size_t kMostBlocks = 24;  // of a head
constexpr std::size_t kLeastBlocks = 3;  // of a head that comes back
constexpr std::size_t kShortBlock = 90;  // bytes
constexpr std::size_t kSubject = 250;    // bytes

using publications::ascii::is_digit;
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// "Postbus 20301", "2500 EH Den Haag", "www.voorbeeld.nl".
bool has_address(std::string_view text) {
  if (text.starts_with("www.") || text.find("Postbus ") != std::string_view::npos) return true;
  for (std::size_t at = 0; at + 7 <= text.size(); ++at) {
    const std::string_view code = text.substr(at, 7);
    const bool digits = std::all_of(code.begin(), code.begin() + 4, is_digit);
    if (digits && code[4] == ' ' && is_capital(code[5]) && is_capital(code[6])) return true;
  }
  return false;
}

// "Datum", or "Datum 7 juni 2031" in one block.
bool begins_with_label(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kLabels{
      "datum", "ons kenmerk", "onze referentie", "kenmerk", "uw kenmerk", "ons nummer", "referentie", "uw brief van"};
  const std::string lower = to_lower(text.substr(0, 24));
  return std::any_of(kLabels.begin(), kLabels.end(), [&](std::string_view label) {
    return lower.starts_with(label) &&
           (lower.size() == label.size() || lower[label.size()] == ' ' || lower[label.size()] == ':');
  });
}

bool is_label(std::string_view text) {
  if (text.ends_with(':')) text.remove_suffix(1);
  return begins_with_label(text) && std::none_of(text.begin(), text.end(), is_digit);
}

// What may stand in a head: no sentence, and no longer than the subject of a letter.
bool is_of_head(const Block& block) {
  const bool kind = block.kind == BlockKind::paragraph || block.kind == BlockKind::heading;
  return kind && block.text.size() < kSubject && (is_label(block.text) || !ends_sentence(block.text));
}

// How many blocks stand before the salutation or the first sentence, none when they hold no
// address.
std::size_t head_of(const std::vector<Block>& blocks) {
  std::size_t head = 0;
  bool address = false;
  while (head < blocks.size() && head < kMostBlocks) {
    const Block& block = blocks[head];
    if (!is_of_head(block) || block.text.starts_with("Geachte ")) break;
    address = address || has_address(block.text);
    ++head;
  }
  return address && head < blocks.size() ? head : 0;
}

// How many blocks from `at` are those of the head, in its order, and make a head that comes back; else 0.
std::size_t repeated_at(const std::vector<Block>& blocks, std::size_t at, const std::vector<Block>& head) {
  std::size_t place = 0;
  std::size_t end = at;
  bool labelled = false;
  while (end < blocks.size() && blocks[end].text.size() < kShortBlock && is_of_head(blocks[end])) {
    const std::size_t before = place;
    while (place < head.size() && head[place].text != blocks[end].text) ++place;
    if (place == head.size()) break;
    const bool follows = end > at && place == before && is_label(head[place - 1].text);
    const bool whole = begins_with_label(blocks[end].text) && !is_label(blocks[end].text);
    labelled = labelled || follows || whole;
    ++place;
    ++end;
  }
  return labelled && end - at >= kLeastBlocks ? end - at : 0;
}

}  // namespace

void drop_repeated_letterhead(publications::Text& text) {
  const std::size_t size = head_of(text.blocks);
  if (size == 0) return;
  const std::vector<Block> head(text.blocks.begin(), text.blocks.begin() + static_cast<std::ptrdiff_t>(size));
  std::vector<Block> kept;
  for (std::size_t at = 0; at < text.blocks.size();) {
    const std::size_t repeated = at < size ? 0 : repeated_at(text.blocks, at, head);
    if (repeated == 0) {
      kept.push_back(std::move(text.blocks[at++]));
      continue;
    }
    at += repeated;
    const bool interrupts = at < text.blocks.size() && kept.back().kind == BlockKind::paragraph &&
                            text.blocks[at].kind == BlockKind::paragraph && !ends_sentence(kept.back().text) &&
                            begins_lower(text.blocks[at].text);
    if (interrupts) append_line(kept.back().text, text.blocks[at++].text, WordList::installed());
  }
  text.blocks = std::move(kept);
}

}  // namespace griffier::fetchers
