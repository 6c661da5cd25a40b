#include "fetchers/extract/pdf_lines.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

using publications::ascii::is_digit;

constexpr std::size_t kUsualWords = 12;  // of a printed line

std::string unescape(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    static constexpr std::pair<std::string_view, char> kEntities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&#39;", '\''}};
    const std::size_t plain_end = std::min(text.find('&', at), text.size());
    result += text.substr(at, plain_end - at);
    at = plain_end;
    if (at == text.size()) break;
    const auto* const entity =
        std::find_if(std::begin(kEntities), std::end(kEntities),
                     [rest = text.substr(at)](const auto& known) { return rest.starts_with(known.first); });
    const bool known = entity != std::end(kEntities);
    result += known ? entity->second : '&';
    at += known ? entity->first.size() : 1;
  }
  return result;
}

// Six digits behind a point, read at once: each step joins neighbours to numbers of two, four and eight places. Behind
// them nothing but a quote is taken; -1 otherwise.
std::int64_t six_places(std::string_view text) {
  static constexpr std::uint64_t kZeros = 0x3030303030303030;
  if constexpr (std::endian::native != std::endian::little) return -1;
  if (text.size() < 8 || text[6] != '"') return -1;
  std::uint64_t digits = 0;
  std::memcpy(&digits, text.data(), sizeof digits);
  digits = (digits << 16) | (kZeros >> 48);  // "00" and the six
  const std::uint64_t values = digits ^ kZeros;
  if (((values | (values + 0x0606060606060606)) & 0xF0F0F0F0F0F0F0F0) != 0) return -1;  // one is no digit
  const std::uint64_t two = (values * 10 + (values >> 8)) & 0x00FF00FF00FF00FF;
  const std::uint64_t four = (two * 100 + (two >> 16)) & 0x0000FFFF0000FFFF;
  return static_cast<std::int64_t>((four * 10'000 + (four >> 32)) & 0xFFFFFFFF);
}

// A decimal number as poppler prints it, "125.940000" or "-3.500000", taken off the text. Places of the fraction beyond
// the ninth are read over; a number of points that no page has is 0.
double take_decimal(std::string_view& text) {
  static constexpr std::array<double, 10> kTens{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  static constexpr std::size_t kMostDigits = 8;
  const bool negative = text.starts_with('-');
  std::size_t at = negative ? 1 : 0;
  const std::size_t begin = at;
  std::int64_t digits = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    if (at - begin < kMostDigits) digits = digits * 10 + (text[at] - '0');
  }
  const bool too_large = at - begin > kMostDigits;
  std::size_t places = 0;
  if (at < text.size() && text[at] == '.') {
    const std::size_t point = at++;
    if (const std::int64_t six = six_places(text.substr(at)); six >= 0) {  // what poppler prints
      digits = digits * 1'000'000 + six;
      at += 6;
    } else {
      const std::size_t end = std::min(text.size(), point + kTens.size());
      for (; at < end && is_digit(text[at]); ++at) digits = digits * 10 + (text[at] - '0');
    }
    places = at - point - 1;
    while (at < text.size() && is_digit(text[at])) ++at;
  }
  text.remove_prefix(at);
  const double value = too_large ? 0 : static_cast<double>(digits) / kTens[places];
  return negative ? -value : value;
}

// Takes the number of the next attribute, `name="…"`, off the tag; 0 and the tag as it is when the next is another.
template <std::size_t kSize>
double take_number(std::string_view& tag, const char (&name)[kSize]) {
  std::size_t at = 0;
  while (at < tag.size() && tag[at] == ' ') ++at;
  if (tag.size() - at < kSize || std::memcmp(tag.data() + at, name, kSize - 1) != 0) return 0;
  std::string_view rest = tag.substr(at + kSize - 1);
  const double value = take_decimal(rest);
  if (!rest.starts_with('"')) return 0;
  tag = rest.substr(1);
  return value;
}

// Takes the four attributes, in poppler's order, off the tag.
Box take_box(std::string_view& tag) {
  Box box;
  box.left = take_number(tag, "xMin=\"");
  box.top = take_number(tag, "yMin=\"");
  box.right = take_number(tag, "xMax=\"");
  box.bottom = take_number(tag, "yMax=\"");
  return box;
}

// The height that most letters of the line have; of two the smaller one.
double height_of(const PdfLine& line) {
  std::vector<std::pair<long, std::size_t>> letters;  // few: a line has one size of type, or two
  for (const PdfWord& word : line.words) {
    const long height = std::lround((word.box.bottom - word.box.top) * 10);
    const auto found =
        std::find_if(letters.begin(), letters.end(), [height](const auto& counted) { return counted.first == height; });
    if (found != letters.end()) {
      found->second += word.text.size();
    } else if (letters.size() < 64) {
      letters.emplace_back(height, word.text.size());
    }
  }
  const auto most = std::max_element(letters.begin(), letters.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second < b.second : a.first > b.first;
  });
  return most == letters.end() ? 0 : static_cast<double>(most->first) / 10;
}

// The hyphen of a word that is cut at the line's end, where a typesetter places it by itself: nearer to the word than
// the words are to each other, which a dash is not.
void join_hyphen(PdfLine& line) {
  const std::size_t count = line.words.size();
  if (count < 3 || line.words.back().text != "-") return;
  const auto gap = [&line](std::size_t at) { return line.words[at].box.left - line.words[at - 1].box.right; };
  double least = gap(1);
  for (std::size_t at = 2; at + 1 < count; ++at) least = std::min(least, gap(at));
  if (gap(count - 1) > least * 0.8) return;
  PdfWord& cut = line.words[count - 2];
  cut.text += '-';
  cut.box.right = line.words.back().box.right;
  line.words.pop_back();
}

std::string word_text(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F && c != '&'; });
  return plain ? std::string(text) : fold(unescape(text));
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
  static constexpr std::string_view kWord = "<word ";
  static constexpr std::string_view kWordEnd = "</word>";
  static constexpr std::string_view kLine = "<line ";
  static constexpr std::string_view kPage = "<page ";
  PdfDocument document;
  PdfLine* current = nullptr;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    std::string_view line = output.substr(0, end);
    output.remove_prefix(std::min(output.size(), end + 1));
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));  // poppler indents with spaces
    if (current != nullptr && line.starts_with(kWord)) {
      if (!line.ends_with(kWordEnd)) continue;
      std::string_view rest = line.substr(kWord.size(), line.size() - kWord.size() - kWordEnd.size());
      const Box box = take_box(rest);
      const std::size_t open = rest.find('>');
      if (open == std::string_view::npos) continue;
      std::string text = word_text(rest.substr(open + 1));
      if (!text.empty()) current->words.push_back({box, std::move(text)});
    } else if (line.starts_with(kLine) && !document.pages.empty()) {
      current = &document.pages.back().lines.emplace_back();
      std::string_view tag = line.substr(kLine.size());
      current->box = take_box(tag);
      current->page = document.pages.size() - 1;
      current->words.reserve(kUsualWords);
    } else if (line.starts_with(kPage)) {
      std::string_view tag = line.substr(kPage.size());
      PdfPage& page = document.pages.emplace_back();
      page.width = take_number(tag, "width=\"");
      page.height = take_number(tag, "height=\"");
      current = nullptr;
    } else if (document.pages.empty()) {
      note_fact(line, document);
    }
  }
  for (PdfPage& page : document.pages) {
    std::erase_if(page.lines, [](const PdfLine& line) { return line.words.empty(); });
    for (PdfLine& line : page.lines) {
      join_hyphen(line);
      line.height = height_of(line);
    }
  }
  return document;
}

bool touches(const PdfWord& word, const PdfWord& next, double height) {
  const double gap = next.box.left - word.box.right;
  return gap < height * 0.05 && gap > -height * 0.2;
}

std::string line_text(const PdfLine& line) {
  std::string text;
  const PdfWord* last = nullptr;
  for (const PdfWord& word : line.words) {
    if (last != nullptr && !touches(*last, word, line.height)) text += ' ';
    text += word.text;
    last = &word;
  }
  return text;
}

}  // namespace griffier::fetchers
