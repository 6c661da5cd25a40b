#include "fetchers/extract/pdf_lines.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

std::string unescape(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    static constexpr std::pair<std::string_view, char> kEntities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&#39;", '\''}};
    bool found = false;
    for (const auto& [entity, plain] : kEntities) {
      if (found || !text.substr(at).starts_with(entity)) continue;
      result += plain;
      at += entity.size();
      found = true;
    }
    if (!found) result += text[at++];
  }
  return result;
}

double attribute(std::string_view tag, std::string_view name) {
  const std::size_t at = tag.find(name);
  if (at == std::string_view::npos) return 0;
  const char* begin = tag.data() + at + name.size();
  double value = 0;
  const auto [end, error] = std::from_chars(begin, tag.data() + tag.size(), value);
  return error == std::errc() && std::isfinite(value) ? value : 0;
}

Box box_of(std::string_view tag) {
  return {attribute(tag, "xMin=\""), attribute(tag, "yMin=\""), attribute(tag, "xMax=\""), attribute(tag, "yMax=\"")};
}

// The height that most letters of the line have.
double height_of(const PdfLine& line) {
  std::map<long, std::size_t> letters;
  for (const PdfWord& word : line.words)
    letters[std::lround((word.box.bottom - word.box.top) * 10)] += word.text.size();
  const auto most = std::max_element(letters.begin(), letters.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == letters.end() ? 0 : static_cast<double>(most->first) / 10;
}

void note_fact(std::string_view line, PdfDocument& document) {
  static constexpr std::pair<std::string_view, const char*> kFields[] = {
      {"<meta name=\"Author\" content=\"", "creator"}, {"<meta name=\"Subject\" content=\"", "subject"}};
  if (line.starts_with("<title>")) {
    const std::string title = fold(unescape(line.substr(7, line.rfind('<') - 7)));
    if (!title.empty() && title != "None" && title != "-" && !title.starts_with("Microsoft Word")) {
      document.facts["title"] = title;
    }
  }
  for (const auto& [begin, field] : kFields) {
    if (!line.starts_with(begin)) continue;
    const std::string_view rest = line.substr(begin.size());
    const std::string value = fold(unescape(rest.substr(0, std::min(rest.find('"'), rest.size()))));
    if (!value.empty()) document.facts[field] = value;
  }
}

}  // namespace

PdfDocument parse_pdf_lines(std::string_view output) {
  PdfDocument document;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    const std::string_view line = trim(output.substr(0, end));
    output.remove_prefix(std::min(output.size(), end + 1));
    if (line.starts_with("<word ") && !document.pages.empty() && !document.pages.back().lines.empty()) {
      const std::size_t open = line.find('>');
      const std::size_t close = line.rfind("</word>");
      if (open == std::string_view::npos || close == std::string_view::npos || close < open) continue;
      PdfWord word{box_of(line.substr(0, open)), fold(unescape(line.substr(open + 1, close - open - 1)))};
      if (!word.text.empty()) document.pages.back().lines.back().words.push_back(std::move(word));
    } else if (line.starts_with("<line ") && !document.pages.empty()) {
      PdfLine next;
      next.box = box_of(line);
      next.page = document.pages.size() - 1;
      document.pages.back().lines.push_back(std::move(next));
    } else if (line.starts_with("<page ")) {
      PdfPage page;
      page.width = attribute(line, "width=\"");
      page.height = attribute(line, "height=\"");
      document.pages.push_back(std::move(page));
    } else if (document.pages.empty()) {
      note_fact(line, document);
    }
  }
  for (PdfPage& page : document.pages) {
    std::erase_if(page.lines, [](const PdfLine& line) { return line.words.empty(); });
    for (PdfLine& line : page.lines) line.height = height_of(line);
  }
  return document;
}

std::string line_text(const PdfLine& line) {
  std::string text;
  for (const PdfWord& word : line.words) {
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

}  // namespace griffier::fetchers
