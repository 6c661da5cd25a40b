#include "publications/recognise/paper.h"

#include <algorithm>

#include "publications/identifier.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

// "ECLI:NL:HR:2024:1" alone in one of the first lines, as the courts print above a judgment.
constexpr std::size_t kHeadOfJudgment = 6;
bool is_ecli(std::string_view text) {
  return starts_with(text, "ecli:") && text.size() < 50 && text.find(' ') == npos && parse_identifier(text).has_value();
}

// "ah-tk-20242025-546", "kv-tk-2024Z18438" alone in a line, as in the foot of the first page, which says who the
// paper is.
bool is_printed_id(std::string_view text) {
  if (text.size() > 60 || text.find(' ') != npos) return false;
  if (!starts_with(text, "ah-") && !starts_with(text, "kv-") && !starts_with(text, "kst-") &&
      !starts_with(text, "h-tk-") && !starts_with(text, "h-ek-") && !starts_with(text, "nds-tk-"))
    return false;
  return parse_identifier(text).has_value();
}

// What a typesetter prints on each page: the ISSN, the place and year, the running foot.
bool is_furniture(std::string_view text) {
  if (text.size() > 120) return false;
  if (starts_with(text, "issn 0921") || starts_with(text, "issn 0920")) return true;
  if (starts_with(text, "tweede kamer, vergaderjaar") || starts_with(text, "eerste kamer, vergaderjaar")) return true;
  const auto year = text.size() - std::min<std::size_t>(text.size(), 4);
  if (text.size() <= 24 && (has(text, "s-gravenhage 1") || has(text, "s-gravenhage 2")) && is_digit(text[year]))
    return true;
  return text.find_first_not_of("_-–—= ") == npos;
}

// Whether a part of a page's foot stands beside the block: an identity alone may be no more than what a note refers to.
bool has_foot_beside(const Text& text, std::size_t at) {
  constexpr std::size_t kBeside = 2;  // blocks
  constexpr std::size_t kFoot = 200;  // bytes
  const auto end = std::min(text.blocks.size(), at + kBeside + 1);
  for (auto i = at - std::min(at, kBeside); i < end; ++i) {
    const auto& block = text.blocks[i].text;
    if (i != at && block.size() < kFoot && block.find_first_of("0123456789") != npos && is_furniture(clean(block)))
      return true;
  }
  return false;
}

// "... Zo nee, waarom niet? Mededeling": a heading that an extractor joined to the line before. Its position, or npos.
std::size_t joined_heading(std::string_view text) {
  const auto words = trim_all(text, ":");
  for (const std::string_view heading : {" Mededeling", " Toelichting"}) {
    if (!words.ends_with(heading)) continue;
    const auto at = words.size() - heading.size();
    if (at > 0 && (text[at - 1] == '?' || text[at - 1] == '.' || text[at - 1] == ']' || is_digit(text[at - 1])))
      return at + 1;
  }
  return npos;
}

}  // namespace

Paper prepare(const Text& text) {
  Paper paper;
  paper.body.reserve(text.blocks.size());
  std::size_t others = 0;  // ECLIs of other judgments alone in a line
  for (std::size_t i = 0; i < text.blocks.size(); ++i) {
    const auto& block = text.blocks[i];
    auto cleaned = clean(block.text);
    if (block.kind == BlockKind::footnote) {
      paper.notes.push_back({block.label, std::move(cleaned), i});
      continue;
    }
    if (cleaned.empty() && block.label.empty()) continue;
    if (is_printed_id(cleaned) && has_foot_beside(text, i)) {
      if (paper.printed_id.empty()) paper.printed_id = std::move(cleaned);
      continue;
    }
    if (is_ecli(cleaned)) {
      if (i < kHeadOfJudgment && paper.printed_id.empty()) paper.printed_id = cleaned;
      others += paper.printed_id == cleaned ? 0 : 1;
    }
    if (block.kind != BlockKind::table_row && is_furniture(cleaned)) continue;
    if (const auto heading = joined_heading(cleaned); heading != npos) {
      paper.body.push_back({block.kind, block.level, clean(block.label),
                            std::string(trim(std::string_view(cleaned).substr(0, heading))), i});
      paper.body.push_back({BlockKind::paragraph, 0, {}, cleaned.substr(heading), i});
      continue;
    }
    paper.body.push_back({block.kind, block.level, clean(block.label), std::move(cleaned), i});
  }
  constexpr std::size_t kMostOthers = 1;
  if (others > kMostOthers && is_ecli(paper.printed_id)) paper.printed_id.clear();  // a list of judgments
  return paper;
}

std::string joined(const Paper& paper, std::size_t from, std::size_t to, std::size_t bytes) {
  std::string out;
  for (std::size_t i = from; i < std::min(to, paper.body.size()) && out.size() < bytes; ++i) {
    if (!out.empty()) out += ' ';
    out += paper.body[i].text;
  }
  return out;
}

std::string shown(const Paragraph& paragraph) {
  if (paragraph.kind != BlockKind::list_item || paragraph.label.empty()) return paragraph.text;
  return paragraph.text.empty() ? paragraph.label : paragraph.label + ' ' + paragraph.text;
}

}  // namespace griffier::publications::reader
