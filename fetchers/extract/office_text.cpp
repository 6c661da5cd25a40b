#include "fetchers/extract/office_text.h"

#include <algorithm>
#include <utility>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;

constexpr std::size_t kLongestHeading = 300;      // bytes; a longer one is a paragraph in the wrong style
constexpr std::size_t kLongestBoldHeading = 120;  // of what is a heading by its bold face alone

void write_line(const std::string& text, const std::string& label, const OfficeLook& look, BlockWriter& writer) {
  if (const auto heading = question_heading(label)) {
    writer.add(*heading, label);
    return writer.add(BlockKind::paragraph, text);
  }
  if (const auto heading = question_heading(text)) return writer.add(*heading, text);
  if (look.heading > 0 && text.size() < kLongestHeading) {
    return writer.add(BlockKind::heading, label.empty() ? text : label + ' ' + text, look.heading);
  }
  if (!label.empty()) return writer.add(BlockKind::list_item, text, look.level, label);
  if (look.quote) return writer.add(BlockKind::quote, text);
  const bool short_line = text.size() < kLongestBoldHeading && !ends_sentence(text) && text.back() != ',';
  if (look.bold && short_line && !list_label(text)) return writer.add(BlockKind::heading, text, 3);
  writer.add_printed(text);
}

}  // namespace

void write_office_paragraph(std::string_view text, std::string label, const OfficeLook& look, BlockWriter& writer) {
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string next = fold(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
    if (next.empty()) continue;
    const char32_t first = first_letter(next);
    const bool goes_on = !line.empty() && !ends_sentence(line) && first != 0 && is_lower(first) &&
                         !question_heading(line) && !list_label(next);
    if (!line.empty() && !goes_on) write_line(std::exchange(line, {}), std::exchange(label, {}), look, writer);
    append_line(line, next, WordList::installed());
  }
  if (!line.empty()) write_line(line, label, look, writer);
}

}  // namespace griffier::fetchers
