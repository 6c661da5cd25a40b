#include "fetchers/extract/writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "fetchers/extract/print.h"

namespace griffier::fetchers {

using publications::BlockKind;

namespace {

// Each takes some two hundred bytes on its way, whatever its text. The largest publications have 60,000.
constexpr std::size_t kMostBlocks = 1'000'000;
constexpr std::size_t kMostLines = 2'000'000;

// What word processors print where a field of a template has nothing to show.
void drop_field_errors(std::string& text) {
  static constexpr std::array<std::string_view, 6> kErrors{"Fout! Onbekende naam voor documenteigenschap.",
                                                           "Fout! Verwijzingsbron niet gevonden.",
                                                           "Fout! Bladwijzer niet gedefinieerd.",
                                                           "Error! Unknown document property name.",
                                                           "Error! Reference source not found.",
                                                           "Error! Bookmark not defined."};
  if (text.find("Fout!") == std::string::npos && text.find("Error!") == std::string::npos) return;
  std::string kept;
  std::size_t from = 0;
  for (std::size_t mark = text.find('!'); mark != std::string::npos; mark = text.find('!', mark + 1)) {
    for (const std::string_view error : kErrors) {
      const std::size_t before = error.find('!');
      if (mark < from + before || text.compare(mark - before, error.size(), error) != 0) continue;
      kept.append(text, from, mark - before - from);
      from = mark - before + error.size();
      break;
    }
  }
  text = fold(kept.append(text, from));
}

}  // namespace

void BlockWriter::add(BlockKind kind, std::string_view text, int level, std::string_view label) {
  put(kind, kind == BlockKind::table_row ? std::string(text) : fold(text), level, label);
}

void BlockWriter::put(BlockKind kind, std::string folded, int level, std::string_view label) {
  publications::Block block;
  block.kind = kind;
  block.level = level;
  block.label = fold(label);
  block.text = std::move(folded);
  if (kind != BlockKind::table_row) drop_field_errors(block.text);
  if (block.text.find_first_not_of('\t') == std::string::npos) return;
  if (extraction_.text.blocks.size() >= kMostBlocks) {
    throw ExtractError(ExtractError::Reason::too_large,
                       "it has more than " + std::to_string(kMostBlocks) + " paragraphs");
  }
  bytes_ += block.text.size() + block.label.size();
  if (bytes_ > limits_.text_bytes) {
    throw ExtractError(ExtractError::Reason::too_large,
                       "its text is larger than " + std::to_string(limits_.text_bytes >> 20) + " MiB");
  }
  std::vector<publications::Block>& blocks = extraction_.text.blocks;
  if (kind == BlockKind::table_row) {
    const bool behind_row = !blocks.empty() && blocks.back().kind == BlockKind::table_row;
    block.level = std::exchange(table_begins_, false) && behind_row ? 1 : 0;
  }
  blocks.push_back(std::move(block));
}

void BlockWriter::add_printed(std::string_view text) {
  std::string folded = fold(text);
  if (const auto heading = question_heading(folded)) return put(*heading, std::move(folded), 0, {});
  if (const auto item = list_label(folded)) {
    return add(BlockKind::list_item, std::string_view(folded).substr(item->text_at), 0, item->label);
  }
  put(BlockKind::paragraph, std::move(folded), 0, {});
}

void check_lines(std::string_view text) {
  if (text.size() < kMostLines) return;
  for (const char end : {'\n', '\r', '\f'}) {
    if (std::count(text.begin(), text.end(), end) <= static_cast<std::ptrdiff_t>(kMostLines)) continue;
    throw ExtractError(ExtractError::Reason::too_large, "it has more than " + std::to_string(kMostLines) + " lines");
  }
}

void require_text(const Extraction& extraction, const std::string& why) {
  if (extraction.text.blocks.empty()) throw ExtractError(ExtractError::Reason::no_text, why);
}

}  // namespace griffier::fetchers
