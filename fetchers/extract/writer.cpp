#include "fetchers/extract/writer.h"

#include "fetchers/extract/print.h"

namespace griffier::fetchers {

using publications::BlockKind;

void BlockWriter::add(BlockKind kind, std::string_view text, int level, std::string_view label) {
  publications::Block block;
  block.kind = kind;
  block.level = level;
  block.label = fold(label);
  block.text = kind == BlockKind::table_row ? std::string(text) : fold(text);
  if (block.text.find_first_not_of('\t') == std::string::npos) return;
  bytes_ += block.text.size() + block.label.size();
  if (bytes_ > limits_.text_bytes) {
    throw ExtractError(ExtractError::Reason::too_large,
                       "its text is larger than " + std::to_string(limits_.text_bytes >> 20) + " MiB");
  }
  extraction_.text.blocks.push_back(std::move(block));
}

void BlockWriter::add_printed(std::string_view text) {
  const std::string folded = fold(text);
  if (const auto heading = question_heading(folded)) return add(*heading, folded);
  if (const auto item = list_label(folded)) {
    return add(BlockKind::list_item, std::string_view(folded).substr(item->text_at), 0, item->label);
  }
  add(BlockKind::paragraph, folded);
}

std::string table_cell(std::string_view text) { return fold(text); }

void require_text(const Extraction& extraction, const std::string& why) {
  if (extraction.text.blocks.empty()) throw ExtractError(ExtractError::Reason::no_text, why);
}

}  // namespace griffier::fetchers
