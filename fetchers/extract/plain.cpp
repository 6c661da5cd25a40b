#include <algorithm>
#include <array>
#include <map>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/hyphen.h"
#include "fetchers/extract/letterhead.h"
#include "fetchers/extract/lost_ends.h"
#include "fetchers/extract/notes.h"
#include "fetchers/extract/page_feet.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/reflow.h"
#include "fetchers/extract/writer.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

// A spacing accent behind its letter ("Kostic´"), as some programs write out a PDF's text, becomes the letter that it
// is.
std::string compose_accents(std::string text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kAcute{{{"c", "ć"},
                                                                                         {"e", "é"},
                                                                                         {"a", "á"},
                                                                                         {"i", "í"},
                                                                                         {"o", "ó"},
                                                                                         {"u", "ú"},
                                                                                         {"n", "ń"},
                                                                                         {"s", "ś"},
                                                                                         {"z", "ź"},
                                                                                         {"y", "ý"},
                                                                                         {"C", "Ć"},
                                                                                         {"E", "É"},
                                                                                         {"S", "Ś"},
                                                                                         {"Z", "Ź"}}};
  static constexpr std::string_view kMark = "\xC2\xB4";
  std::size_t at = text.find(kMark);
  if (at == std::string::npos) return text;
  std::string result;
  result.reserve(text.size());
  std::size_t from = 0;
  for (; at != std::string::npos; at = text.find(kMark, from)) {
    result.append(text, from, at - from);
    from = at + kMark.size();
    const bool apart = result.ends_with(' ');
    const std::string_view before = std::string_view(result).substr(0, result.size() - (apart ? 1 : 0));
    const auto found = std::find_if(kAcute.begin(), kAcute.end(),
                                    [before](const auto& letter) { return before.ends_with(letter.first); });
    if (found == kAcute.end()) {
      result += kMark;
      continue;
    }
    result.resize(before.size() - 1);
    result += found->second;
  }
  return result.append(text, from);
}

// Where the text of the next page was glued to the foot of a page, "Tweede Kamer, vergaderjaar 2031–2032, Aanhangsel
// 2Antwoord 3": the length of the foot; npos if nothing was.
std::size_t glued_foot(std::string_view line) {
  constexpr auto npos = std::string_view::npos;
  static constexpr std::string_view kSession = " Kamer, vergaderjaar ";
  const std::size_t at = line.find(kSession);
  if (at == npos || at < 6 || (at > 6 && !line.starts_with("ISSN ") && !line.starts_with("’s-Gravenhage ")))
    return npos;
  const std::string_view chamber = line.substr(at - 6, 6);
  if (chamber != "Tweede" && chamber != "Eerste") return npos;
  const auto digit = [&](std::size_t i) { return i < line.size() && publications::ascii::is_digit(line[i]); };
  std::size_t end = line.find(", Aanhangsel ", at);
  if (end != npos) {
    end += 13;
  } else if (end = line.find(", nr. ", at); end != npos) {  // ", nr. 31 5Tekst": the number of the page comes last
    end += 6;
    while (digit(end)) ++end;
    if (end < line.size() && line[end] == ' ') ++end;
  }
  if (end > at + 60 || !digit(end)) return npos;
  while (digit(end)) ++end;
  return end < line.size() && line[end] != ' ' && line[end] != ',' && line[end] != '.' ? end : npos;
}

std::vector<PrintedLine> split_lines(std::string_view text) {
  std::vector<PrintedLine> lines;
  bool page_start = true;
  while (!text.empty()) {
    std::size_t end = text.find_first_of("\n\r\f");
    if (end == std::string_view::npos) end = text.size();
    const std::string_view raw = text.substr(0, end);
    PrintedLine line;
    line.text = fold_line(raw);
    line.indented = !line.text.empty() && (raw.front() == ' ' || raw.front() == '\t');
    line.page_start = page_start;
    page_start = end < text.size() && text[end] == '\f';
    const bool pair = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(text.size(), end + (pair ? 2 : 1)));
    if (line.text.empty() && (page_start || (!lines.empty() && lines.back().text.empty() && !line.page_start)))
      continue;
    if (const std::size_t foot = glued_foot(line.text); foot != std::string_view::npos) {
      PrintedLine next = line;
      next.text.erase(0, foot);
      line.text.resize(foot);
      lines.push_back(std::move(line));
      line = std::move(next);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

// A text whose lines all begin at the margin but for a few begins its pages with a space.
void note_indented_pages(std::vector<PrintedLine>& lines) {
  std::size_t indented = 0;
  std::size_t filled = 0;
  for (const PrintedLine& line : lines) {
    if (line.indented) ++indented;
    if (!line.text.empty()) ++filled;
  }
  if (indented * 15 > filled + 15) return;
  for (PrintedLine& line : lines) {
    if (line.indented && !list_label(line.text)) line.page_start = true;
  }
}

// Takes the heads and feet of pages out; the line behind them begins a page.
void drop_lines(std::vector<PrintedLine>& lines, const std::vector<bool>& dropped) {
  std::vector<PrintedLine> kept;
  bool page_start = false;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    PrintedLine& line = lines[at];
    if (dropped[at]) {
      page_start = true;
      while (!kept.empty() && kept.back().text.empty()) kept.pop_back();
      continue;
    }
    if (page_start && line.text.empty()) continue;
    line.page_start = line.page_start || page_start;
    page_start = false;
    kept.push_back(std::move(line));
  }
  lines = std::move(kept);
}

}  // namespace

void read_plain(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  const WordList& words = WordList::installed();
  Decoded decoded = decode(bytes);
  extraction.warnings = std::move(decoded.warnings);
  check_lines(decoded.text);
  if (words.empty()) extraction.warnings.emplace_back(kNoWordList);
  std::vector<PrintedLine> lines =
      split_lines(compose_accents(heal_lost_line_ends(part_lost_line_ends(decoded.text, words), words)));
  const std::vector<bool> feet = find_page_feet(lines, extraction.facts);
  note_indented_pages(lines);
  drop_lines(lines, feet);
  const std::vector<Footnote> notes = take_footnotes(lines, words);
  BlockWriter writer(extraction, limits);
  write_paragraphs(lines, words, writer);
  for (const Footnote& note : notes) writer.add(publications::BlockKind::footnote, note.text, 0, note.label);
  drop_repeated_letterhead(extraction.text);
  promote_headings(extraction.text);
  require_text(extraction, "it holds no text");
}

}  // namespace griffier::fetchers
