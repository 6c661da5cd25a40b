// Rich Text Format, as Microsoft's specification 1.9.1 describes it, for what a reader sees of it.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/numbering.h"
#include "fetchers/extract/office_text.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/rtf_tokens.h"
#include "fetchers/extract/writer.h"

namespace griffier::fetchers {
namespace {

using publications::BlockKind;
using Kind = RtfToken::Kind;

constexpr std::size_t kLayoutLetters = 800;  // a cell with more frames text, as in read_docx()
constexpr std::size_t kLayoutParagraphs = 4;

// What a group's text is for.
enum class Aim { text, skip, label, fonts, styles, style, info, title, author };

// A story is text that stands apart: the paper itself, a note, a text box.
enum class Place { body, note, box };

struct Paragraph {
  std::string text;  // lines of it parted by '\n'
  std::string label;
  std::size_t letters = 0;
  std::size_t bold_letters = 0;
  OfficeLook look;
};

struct Story {
  Place place = Place::body;
  Paragraph paragraph;
  std::vector<Paragraph> done;  // of a note or a box; of the body those of the cell being read
  std::string note_label;
};

// What a group's end undoes.
struct Group {
  Aim aim = Aim::text;
  int unicode_skip = 1;
  bool bold = false;
  bool hidden = false;
  bool deleted = false;
  bool symbols = false;  // a face whose letters are signs
  bool story = false;    // the group is one
};

Aim aim_of(std::string_view word) {
  static const std::unordered_map<std::string_view, Aim> kAims = [] {
    std::unordered_map<std::string_view, Aim> aims{
        {"fonttbl", Aim::fonts}, {"stylesheet", Aim::styles}, {"info", Aim::info},    {"title", Aim::title},
        {"author", Aim::author}, {"listtext", Aim::label},    {"pntext", Aim::label},
    };
    for (const std::string_view skipped :
         {"colortbl",  "filetbl",  "pict",     "nonshppict", "header",    "headerl",  "headerr",    "headerf",
          "footer",    "footerl",  "footerr",  "footerf",    "ftnsep",    "ftnsepc",  "ftncn",      "aftnsep",
          "aftnsepc",  "aftncn",   "xe",       "tc",         "rxe",       "sp",       "shprslt",    "nonesttables",
          "object",    "objdata",  "fldinst",  "operator",   "subject",   "keywords", "comment",    "doccomm",
          "company",   "category", "pnseclvl", "pn",         "bkmkstart", "bkmkend",  "annotation", "atnid",
          "atnauthor", "template", "private1", "falt",       "panose"}) {
      aims.emplace(skipped, Aim::skip);
    }
    return aims;
  }();
  const auto found = kAims.find(word);
  return found == kAims.end() ? Aim::text : found->second;
}

// Groups marked \* that hold text for a reader all the same.
bool is_read_when_starred(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kRead{"footnote",   "shpinst", "shptxt", "do",
                                                         "dptxbxtext", "ud",      "hyphen", "fldrslt"};
  return std::find(kRead.begin(), kRead.end(), word) != kRead.end();
}

std::string_view sign_of(std::string_view word) {
  static const std::unordered_map<std::string_view, std::string_view> kSigns{
      {"tab", " "},       {"line", "\n"},     {"softline", "\n"}, {"lquote", "‘"}, {"rquote", "’"},
      {"ldblquote", "“"}, {"rdblquote", "”"}, {"emdash", "—"},    {"endash", "–"}, {"bullet", "•"},
      {"emspace", " "},   {"enspace", " "},   {"qmspace", " "}};
  const auto found = kSigns.find(word);
  return found == kSigns.end() ? std::string_view() : found->second;
}

class RtfReader {
 public:
  RtfReader(BlockWriter& writer, const ExtractLimits& limits, std::map<std::string, std::string>& facts)
      : writer_(writer), limits_(limits), facts_(facts) {
    stories_.emplace_back();
    groups_.emplace_back();
  }

  void run(std::string_view bytes) {
    RtfTokens tokens(bytes);
    while (const auto token = tokens.next()) take(*token);
    is_cut_off_ = groups_.size() > 1;
    while (groups_.size() > 1) close();
    end_paragraph();
    write_row();
    for (const auto& [label, text] : notes_) writer_.add(BlockKind::footnote, text, 0, label);
  }

  // Whether it ended before its groups did.
  [[nodiscard]] bool is_cut_off() const { return is_cut_off_; }

 private:
  Group& group() { return groups_.back(); }
  Story& story() { return stories_.back(); }

  void take(const RtfToken& token) {
    switch (token.kind) {
      case Kind::open:
        return open();
      case Kind::close:
        return close();
      case Kind::word:
        return take_word(token.text, token.number);
      case Kind::symbol:
        return take_symbol(token.text);
      case Kind::byte: {
        const char32_t point = group().symbols ? U'•' : from_windows1252(token.byte);
        if (!is_replacement(1) && point != 0) add_point(point);
        return;
      }
      case Kind::text:
        return take_text(token.text);
    }
  }

  void open() {
    if (groups_.size() > static_cast<std::size_t>(limits_.depth)) {
      throw ExtractError(ExtractError::Reason::too_large,
                         "its groups are nested deeper than " + std::to_string(limits_.depth));
    }
    Group inner = group();
    inner.story = false;
    groups_.push_back(inner);
    star_ = false;
    to_replace_ = 0;
  }

  void close() {
    if (groups_.size() < 2) return;
    const Group ended = group();
    groups_.pop_back();
    to_replace_ = 0;
    if (ended.story) end_story();
    if (ended.aim == Aim::style && group().aim == Aim::styles) end_style();
    if (ended.aim == Aim::title || ended.aim == Aim::author) end_fact(ended.aim);
  }

  // How many of the next letters stand for the one that \u named: they are for readers without Unicode.
  bool is_replacement(int count) {
    if (to_replace_ < count) return false;
    to_replace_ -= count;
    return true;
  }

  void take_text(std::string_view text) {
    const auto skipped = std::min(static_cast<std::size_t>(std::max(0, to_replace_)), text.size());
    to_replace_ -= static_cast<int>(skipped);
    text.remove_prefix(skipped);
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      const char32_t point = byte < 0x80 ? byte : from_windows1252(byte);
      if (point != 0) add_point(point);
    }
  }

  void add_point(char32_t point) {
    std::string letters;
    append_utf8(letters, point);
    add(letters);
  }

  void add(std::string_view letters) {
    switch (group().aim) {
      case Aim::text: {
        if (group().hidden || group().deleted) return;
        Paragraph& paragraph = story().paragraph;
        paragraph.text += letters;
        paragraph.letters += letters.size();
        if (group().bold) paragraph.bold_letters += letters.size();
        return;
      }
      case Aim::label:
        story().paragraph.label += letters;
        return;
      case Aim::style:
      case Aim::title:
      case Aim::author:
        collected_ += letters;
        return;
      default:
        return;
    }
  }

  void take_symbol(std::string_view symbol) {
    if (symbol == "*") {
      star_ = true;
    } else if (symbol == "~") {
      add(" ");
    } else if (symbol == "_") {
      add("-");
    } else if (symbol == "\\" || symbol == "{" || symbol == "}") {
      if (!is_replacement(1)) add(symbol);
    } else if (symbol == "\n" || symbol == "\r") {
      end_paragraph();
    }
  }

  void take_word(std::string_view word, std::optional<int> number) {
    if (std::exchange(star_, false) && !is_read_when_starred(word)) group().aim = Aim::skip;
    if (group().aim == Aim::skip) return;
    if (word == "u") return take_unicode(number.value_or(0));
    if (word == "uc") {
      group().unicode_skip = std::clamp(number.value_or(1), 0, 16);
      return;
    }
    if (group().aim == Aim::fonts) return take_font_word(word, number);
    if (group().aim == Aim::styles || group().aim == Aim::style) return take_style_word(word, number);
    const Aim aim = aim_of(word);
    if (aim != Aim::text) {
      if (aim == Aim::label) story().paragraph.label.clear();
      group().aim = aim;
      return;
    }
    if (group().aim == Aim::info) {
      group().aim = Aim::skip;  // an entry that is not asked for
      return;
    }
    if (const std::string_view sign = sign_of(word); !sign.empty()) return add(sign);
    if (take_story(word) || take_end(word)) return;
    take_property(word, number);
  }

  void take_unicode(int number) {
    const auto unit = static_cast<char32_t>(number < 0 ? number + 0x10000 : number);
    to_replace_ = group().unicode_skip;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      if (high_ != 0) add_point(0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00));
      high_ = 0;
    } else {
      // The signs of the Symbol and Wingdings faces lie in the private use area.
      add_point(unit >= 0xE000 && unit < 0xF900 ? U'•' : unit);
    }
  }

  void take_font_word(std::string_view word, std::optional<int> number) {
    if (word == "f") font_ = number.value_or(0);
    if (word == "fcharset" && number == 2 && symbol_fonts_.size() < 4096) symbol_fonts_[font_] = true;
  }

  // {\s2 … heading 2;} in the style sheet.
  void take_style_word(std::string_view word, std::optional<int> number) {
    if (word == "s" && group().aim == Aim::styles) {
      group().aim = Aim::style;
      style_ = number.value_or(0);
      collected_.clear();
    }
  }

  void end_style() {
    const std::string name = to_lower(fold(std::exchange(collected_, {})));
    for (const std::string_view begin : {"heading ", "kop "}) {
      if (!name.starts_with(begin) || name.size() == begin.size()) continue;
      const char digit = name[begin.size()];
      if (digit >= '1' && digit <= '6' && headings_.size() < 4096) headings_[style_] = digit - '0';
    }
  }

  void end_fact(Aim aim) {
    const std::string value = fold(std::exchange(collected_, {}));
    if (!value.empty()) facts_.emplace(aim == Aim::title ? "title" : "creator", value);
  }

  // Begins a note or a text box.
  bool take_story(std::string_view word) {
    if (word == "ftnalt" && story().place == Place::note) {
      // An endnote: it was counted as a footnote just before.
      story().note_label = format_number(++endnotes_, "lowerRoman");
      --footnotes_;
      return true;
    }
    const bool note = word == "footnote";
    if (!note && word != "shptxt" && word != "dptxbxtext") return false;
    if (group().deleted || group().hidden || group().story || stories_.size() > 8) {
      group().aim = Aim::skip;
      return true;
    }
    group().story = true;
    Story next;
    next.place = note ? Place::note : Place::box;
    if (note) next.note_label = std::to_string(++footnotes_);
    stories_.push_back(std::move(next));
    return true;
  }

  void end_story() {
    end_paragraph();
    Story ended = std::move(story());
    stories_.pop_back();
    if (ended.place == Place::box) {
      std::move(ended.done.begin(), ended.done.end(), std::back_inserter(boxes_));
      return;
    }
    std::string text;
    for (const Paragraph& paragraph : ended.done) text += ' ' + paragraph.text;
    if (is_blank(text)) return;
    story().paragraph.text += "[^" + ended.note_label + "]";
    notes_.emplace_back(std::move(ended.note_label), std::move(text));
  }

  // Ends a paragraph, a cell or a row.
  bool take_end(std::string_view word) {
    if (word == "par" || word == "sect" || word == "page" || word == "column" || word == "nestcell") {
      end_paragraph();
    } else if (word == "cell") {
      end_paragraph(true);
      cells_.push_back(std::exchange(story().done, {}));
    } else if (word == "row") {
      write_row();
    } else {
      return false;
    }
    return true;
  }

  void take_property(std::string_view word, std::optional<int> number) {
    const bool on = number.value_or(1) != 0;
    OfficeLook& look = story().paragraph.look;
    if (word == "b") {
      group().bold = on;
    } else if (word == "v") {
      group().hidden = on;
    } else if (word == "deleted") {
      group().deleted = on;
    } else if (word == "plain") {
      group().bold = group().hidden = group().deleted = group().symbols = false;
    } else if (word == "f") {
      group().symbols = symbol_fonts_.contains(number.value_or(0));
    } else if (word == "pard") {
      look = {};
      in_table_ = false;
    } else if (word == "intbl") {
      in_table_ = true;
    } else if (word == "ilvl") {
      look.level = std::clamp(number.value_or(0), 0, 8);
    } else if (word == "outlinelevel" && number.value_or(9) >= 0 && number.value_or(9) < 6) {
      look.heading = *number + 1;
    } else if (word == "s") {
      const auto found = headings_.find(number.value_or(0));
      if (found != headings_.end()) look.heading = found->second;
    }
  }

  // The paragraph's look goes on to the next one until \pard.
  void end_paragraph(bool in_cell = false) {
    Story& own = story();
    Paragraph ended = std::move(own.paragraph);
    own.paragraph = {};
    own.paragraph.look = ended.look;
    ended.label = fold(ended.label);
    ended.look.bold = ended.letters > 0 && ended.bold_letters * 10 >= ended.letters * 9;
    const bool kept = own.place != Place::body || in_cell || in_table_;
    if (kept) {
      if (!is_blank(ended.text)) own.done.push_back(std::move(ended));
      return;
    }
    write_row();
    writer_.begin_table();
    write(ended);
    for (const Paragraph& box : std::exchange(boxes_, {})) write(box);
  }

  void write(const Paragraph& paragraph) {
    write_office_paragraph(paragraph.text, paragraph.label, paragraph.look, writer_);
  }

  // A row that frames paragraphs is the page's layout: its cells are read as text.
  void write_row() {
    if (story().place != Place::body || (cells_.empty() && story().done.empty())) return;
    std::vector<std::vector<Paragraph>> cells = std::exchange(cells_, {});
    if (!story().done.empty()) cells.push_back(std::exchange(story().done, {}));
    std::size_t filled = 0;
    bool layout = false;
    for (const auto& cell : cells) {
      std::size_t letters = 0;
      for (const Paragraph& paragraph : cell) letters += paragraph.text.size();
      if (letters > 0) ++filled;
      layout = layout || letters > kLayoutLetters || cell.size() > kLayoutParagraphs;
    }
    std::string row;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      std::string text;
      for (const Paragraph& paragraph : cells[at]) {
        if (layout || filled < 2) {
          write(paragraph);
        } else {
          text += ' ' + paragraph.label + ' ' + paragraph.text;
        }
      }
      if (at > 0) row += '\t';
      row += fold(text);
    }
    if (!layout && filled > 1) writer_.add(BlockKind::table_row, row);
    for (const Paragraph& box : std::exchange(boxes_, {})) write(box);
  }

  BlockWriter& writer_;
  const ExtractLimits& limits_;
  std::map<std::string, std::string>& facts_;
  std::vector<Group> groups_;
  std::vector<Story> stories_;  // never empty
  std::vector<std::vector<Paragraph>> cells_;
  std::vector<Paragraph> boxes_;
  std::vector<std::pair<std::string, std::string>> notes_;
  bool is_cut_off_ = false;
  std::unordered_map<int, int> headings_;  // a style's number to the level of heading that it is
  std::unordered_map<int, bool> symbol_fonts_;
  std::string collected_;
  int font_ = 0;
  int style_ = 0;
  int footnotes_ = 0;
  int endnotes_ = 0;
  int to_replace_ = 0;
  char32_t high_ = 0;  // the first half of a letter beyond 16 bits
  bool star_ = false;
  bool in_table_ = false;
};

}  // namespace

void read_rtf(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  if (!bytes.starts_with("{\\rtf")) {
    throw ExtractError(ExtractError::Reason::malformed, "it is no RTF: it does not begin with {\\rtf");
  }
  BlockWriter writer(extraction, limits);
  RtfReader reader(writer, limits, extraction.facts);
  reader.run(bytes);
  if (reader.is_cut_off()) {
    extraction.warnings.emplace_back("the RTF ends before its last group is closed: a part of it may be missing");
  }
  require_text(extraction, "the RTF holds no text");
}

}  // namespace griffier::fetchers
