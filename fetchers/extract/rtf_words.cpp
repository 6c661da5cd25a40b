#include "fetchers/extract/rtf_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace griffier::fetchers {

RtfAim rtf_aim(std::string_view word) {
  static const std::unordered_map<std::string_view, RtfAim> kAims = [] {
    std::unordered_map<std::string_view, RtfAim> aims{
        {"fonttbl", RtfAim::fonts}, {"stylesheet", RtfAim::styles}, {"info", RtfAim::info},
        {"title", RtfAim::title},   {"author", RtfAim::author},     {"listtext", RtfAim::label},
        {"fldinst", RtfAim::code},  {"formfield", RtfAim::form},    {"ffl", RtfAim::entry},
        {"moMath", RtfAim::math},   {"moMathPara", RtfAim::math},   {"pntext", RtfAim::label},
    };
    for (const std::string_view skipped :
         {"colortbl",   "filetbl",  "pict",      "nonshppict", "header",   "headerl",  "headerr",   "headerf",
          "footer",     "footerl",  "footerr",   "footerf",    "ftnsep",   "ftnsepc",  "ftncn",     "aftnsep",
          "aftnsepc",   "aftncn",   "xe",        "tc",         "rxe",      "sp",       "shprslt",   "nonesttables",
          "objname",    "objclass", "objalias",  "objsect",    "objdata",  "operator", "subject",   "keywords",
          "comment",    "doccomm",  "company",   "category",   "pnseclvl", "pn",       "bkmkstart", "bkmkend",
          "annotation", "atnid",    "atnauthor", "template",   "private1", "falt",     "panose"}) {
      aims.emplace(skipped, RtfAim::skip);
    }
    return aims;
  }();
  const auto found = kAims.find(word);
  return found == kAims.end() ? RtfAim::text : found->second;
}

bool is_read_when_starred(std::string_view word) {
  static constexpr std::array<std::string_view, 13> kRead{
      "moMath", "moMathPara", "fldinst",    "formfield", "ffl",    "footnote", "shpinst",
      "shptxt", "do",         "dptxbxtext", "ud",        "hyphen", "fldrslt"};
  return std::find(kRead.begin(), kRead.end(), word) != kRead.end();
}

bool is_rtf_field_code(RtfAim aim) { return aim == RtfAim::code || aim == RtfAim::form || aim == RtfAim::entry; }

std::string_view rtf_sign(std::string_view word) {
  static const std::unordered_map<std::string_view, std::string_view> kSigns{
      {"tab", " "},       {"line", "\n"},     {"softline", "\n"}, {"lquote", "‘"}, {"rquote", "’"},
      {"ldblquote", "“"}, {"rdblquote", "”"}, {"emdash", "—"},    {"endash", "–"}, {"bullet", "•"},
      {"emspace", " "},   {"enspace", " "},   {"qmspace", " "}};
  const auto found = kSigns.find(word);
  return found == kSigns.end() ? std::string_view() : found->second;
}

bool is_rtf_paragraph_property(std::string_view word) {
  return word == "pard" || word == "intbl" || word == "ilvl" || word == "outlinelevel" || word == "s";
}

int rtf_heading_level(std::string_view style) {
  for (const std::string_view begin : {"heading ", "kop "}) {
    if (!style.starts_with(begin) || style.size() == begin.size()) continue;
    const char digit = style[begin.size()];
    if (digit >= '1' && digit <= '6') return digit - '0';
  }
  return 0;
}

char32_t RtfUnicode::point(int number) {
  const auto unit = static_cast<char32_t>(number < 0 ? number + 0x10000 : number);
  if (unit >= 0xD800 && unit < 0xDC00) {
    high_ = unit;
    return 0;
  }
  if (unit < 0xDC00 || unit >= 0xE000) return unit;
  const char32_t high = std::exchange(high_, 0);
  return high == 0 ? 0 : 0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00);
}

}  // namespace griffier::fetchers
