// Titles as plain text. By hand, in one pass: an HTML parser takes a microsecond for each stray "&", and feeds of ten
// thousand hostile titles would stop the loop for seconds.
#include <algorithm>
#include <array>
#include <utility>

#include "fetchers/extract/encoding.h"
#include "fetchers/feed/markup.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;

// HTML 4.01 section 24.2: U+00A0 to U+00FF in order.
constexpr std::array<std::string_view, 96> kLatin1{
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

// Of sections 24.3 and 24.4, those that titles have.
constexpr std::array<std::pair<std::string_view, char32_t>, 34> kOthers{
    {{"amp", '&'},      {"lt", '<'},        {"gt", '>'},        {"quot", '"'},      {"apos", '\''},
     {"euro", 0x20AC},  {"hellip", 0x2026}, {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018},
     {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"bdquo", 0x201E},
     {"bull", 0x2022},  {"dagger", 0x2020}, {"permil", 0x2030}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A},
     {"trade", 0x2122}, {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161},
     {"ensp", 0x2002},  {"emsp", 0x2003},   {"thinsp", 0x2009}, {"minus", 0x2212},  {"le", 0x2264},
     {"ge", 0x2265},    {"ne", 0x2260},     {"rarr", 0x2192},   {"larr", 0x2190}}};

constexpr std::size_t kLongestName = 10;

char32_t named(std::string_view name) {
  for (const auto& [known, point] : kOthers)
    if (name == known) return point;
  const auto* found = std::find(kLatin1.begin(), kLatin1.end(), name);
  return found == kLatin1.end() ? 0 : static_cast<char32_t>(0xA0 + (found - kLatin1.begin()));
}

char32_t numbered(std::string_view digits) {
  const bool hexadecimal = !digits.empty() && ascii::to_lower(digits.front()) == 'x';
  if (hexadecimal) digits.remove_prefix(1);
  char32_t point = 0;
  for (const char c : digits) {
    const char low = ascii::to_lower(c);
    const bool letter = hexadecimal && low >= 'a' && low <= 'f';
    if (!ascii::is_digit(c) && !letter) return 0;
    point = point * (hexadecimal ? 16 : 10) + static_cast<char32_t>(letter ? low - 'a' + 10 : c - '0');
    if (point > 0x10FFFF) return 0;
  }
  return point;
}

// Reads the reference that `html` begins with; the bytes read, 0 if it is none.
std::size_t take_reference(std::string_view html, std::string& out) {
  const auto end = html.substr(0, kLongestName + 2).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  const std::string_view name = html.substr(1, end - 1);
  const char32_t point = name.front() == '#' ? numbered(name.substr(1)) : named(name);
  if (point == 0) return 0;
  append_utf8(out, point);
  return end + 1;
}

bool parts_words(std::string_view tag) {
  for (const std::string_view name : {"br", "p", "div", "li", "td", "h1", "h2", "h3"})
    if (ascii::starts_with_ignoring_case(tag, name) &&
        (tag.size() == name.size() || !ascii::is_alnum(tag[name.size()])))
      return true;
  return false;
}

}  // namespace

std::string plain_text(std::string_view html, std::size_t most) {
  html = html.substr(0, most * 4);
  std::string out;
  bool tags_end = true;  // whether there is a '>' ahead
  for (std::size_t at = 0; at < html.size();) {
    const char c = html[at], next = at + 1 < html.size() ? html[at + 1] : '\0';
    if (c == '<' && tags_end && (ascii::is_alpha(next) || next == '/' || next == '!')) {
      const auto end = html.find('>', at);
      tags_end = end != std::string_view::npos;
      if (tags_end) {
        const std::string_view tag = html.substr(at + 1, end - at - 1);
        if (parts_words(next == '/' ? tag.substr(1) : tag)) out += ' ';
        at = end + 1;
        continue;
      }
    }
    const std::size_t reference = c == '&' ? take_reference(html.substr(at), out) : 0;
    if (reference == 0) out += c;
    at += std::max<std::size_t>(reference, 1);
  }
  return collapsed(out, most);
}

}  // namespace griffier::fetchers
