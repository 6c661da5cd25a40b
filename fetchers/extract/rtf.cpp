// Rich Text Format, as Microsoft's specification 1.9.1 describes it, for what a reader sees of it.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/numbering.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/rtf_blocks.h"
#include "fetchers/extract/rtf_faces.h"
#include "fetchers/extract/rtf_fields.h"
#include "fetchers/extract/rtf_math.h"
#include "fetchers/extract/rtf_state.h"
#include "fetchers/extract/rtf_tokens.h"
#include "fetchers/extract/rtf_words.h"
#include "fetchers/extract/writer.h"

namespace griffier::fetchers {
namespace {

using Aim = RtfAim;
using Group = RtfGroup;
using Kind = RtfToken::Kind;
using Paragraph = RtfParagraph;
using Place = RtfPlace;
using Story = RtfStory;

constexpr std::size_t kMostStyles = 4096;

class RtfReader {
 public:
  RtfReader(BlockWriter& writer, const ExtractLimits& limits, std::map<std::string, std::string>& facts)
      : blocks_(writer), limits_(limits), facts_(facts) {
    stories_.emplace_back();
    groups_.emplace_back();
  }

  void run(std::string_view bytes) {
    RtfTokens tokens(bytes);
    while (const auto token = tokens.next()) take(*token);
    is_cut_off_ = groups_.size() > 1;
    while (groups_.size() > 1) close();
    end_paragraph();
    blocks_.end_row(std::exchange(story().done, {}));
    blocks_.finish();
  }

  // Whether it ended before its groups did.
  [[nodiscard]] bool is_cut_off() const { return is_cut_off_; }
  // The code pages of its letters that are not known.
  [[nodiscard]] const std::set<int>& unknown_pages() const { return faces_.unknown_pages(); }

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
      case Kind::byte:
        if (!is_replacement(1)) add_letter(faces_.letter(face(), token.byte));
        return;
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
    inner.story = inner.field = false;
    if (std::exchange(skip_next_, false)) inner.aim = Aim::skip;
    if (group().aim == Aim::math) math_.open();
    groups_.push_back(inner);
    star_ = false;
    to_replace_ = 0;
  }

  void close() {
    if (groups_.size() < 2) return;
    const Group ended = group();
    groups_.pop_back();
    to_replace_ = 0;
    if (groups_.size() == 1) group().in_table = ended.in_table;  // the whole file: it may not have ended its last row
    if (group().aim == Aim::math) return math_.close();
    if (ended.aim == Aim::math) add(math_.text());
    if (ended.story) end_story();
    if (ended.field) end_field();
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
      add_letter(byte < 0x80 ? byte : faces_.letter(face(), byte));
    }
  }

  [[nodiscard]] int face() { return group().face < 0 ? faces_.usual() : group().face; }

  void add_letter(char32_t point) {
    if (point != 0) add_point(point);
  }

  void add_point(char32_t point) {
    std::string letters;
    append_utf8(letters, point);
    add(letters);
  }

  void add(std::string_view letters) {
    switch (group().aim) {
      case Aim::text: {
        if (!group().is_shown()) return;
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
      case Aim::fonts:
        return faces_.add_name(letters);
      case Aim::math:
        return group().is_shown() ? math_.add(letters) : void();
      case Aim::entry:
        return form_.add_entry_letters(letters);
      default:
        return;
    }
  }

  void take_symbol(std::string_view symbol) {
    if (symbol == "*") {
      star_ = true;
    } else if (symbol == "\n" || symbol == "\r") {
      end_paragraph();
    } else if (is_replacement(1)) {
      return;
    } else if (symbol == "~") {
      add(" ");
    } else if (symbol == "_") {
      add("-");
    } else if (symbol == "\\" || symbol == "{" || symbol == "}") {
      add(symbol);
    }
  }

  void take_word(std::string_view word, std::optional<int> number) {
    if (std::exchange(star_, false) && !is_read_when_starred(word)) group().aim = Aim::skip;
    if (group().aim == Aim::skip) return;
    // A word is a replacement too, whatever it is; but only of a sign is it certain that nothing else was meant.
    const bool replaces = is_replacement(1);
    if (word == "u") return take_unicode(number.value_or(0));
    if (word == "upr") {  // the same in two forms, of which the second (\*\ud) has Unicode
      skip_next_ = true;
      return;
    }
    if (word == "uc") {
      group().unicode_skip = std::clamp(number.value_or(1), 0, 16);
      return;
    }
    if (group().aim == Aim::fonts) return faces_.take_entry(word, number);
    if (group().aim == Aim::styles || group().aim == Aim::style) return take_style_word(word, number);
    const Aim aim = rtf_aim(word);
    if (group().aim == Aim::math) return math_.take_word(word, number, group());
    if (is_rtf_field_code(group().aim)) return take_field_word(word, number);
    if (aim != Aim::text) {
      group().aim = aim == Aim::label && story().paragraph.joined ? Aim::skip : aim;
      if (group().aim == Aim::label) story().paragraph.label.clear();
      if (aim == Aim::math) math_.begin();
      return;
    }
    if (group().aim == Aim::info) {
      group().aim = Aim::skip;  // an entry that is not asked for
      return;
    }
    if (const std::string_view sign = rtf_sign(word); !sign.empty()) return replaces ? void() : add(sign);
    if (take_story(word) || take_end(word)) return;
    if (word == "field") return begin_field();
    if (!faces_.take_head(word, number)) take_property(word, number);
  }

  void take_unicode(int number) {
    to_replace_ = group().unicode_skip;
    const char32_t point = unicode_.point(number);
    // The signs of the Symbol and Wingdings faces lie in the private use area.
    add_letter(point >= 0xE000 && point < 0xF900 ? faces_.private_sign(face(), point) : point);
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
    const int level = rtf_heading_level(to_lower(fold(std::exchange(collected_, {}))));
    if (level > 0 && headings_.size() < kMostStyles) headings_[style_] = level;
  }

  void end_fact(Aim aim) {
    const std::string value = fold(std::exchange(collected_, {}));
    if (!value.empty()) facts_.emplace(aim == Aim::title ? "title" : "creator", value);
  }

  void begin_field() {
    group().field = true;
    field_at_ = story().paragraph.text.size();
    form_ = {};
  }

  void take_field_word(std::string_view word, std::optional<int> number) {
    const Aim aim = rtf_aim(word);
    if (aim == Aim::form && group().is_shown()) form_ = {};
    if (aim == Aim::entry) form_.begin_entry();
    if (aim != Aim::text) group().aim = is_rtf_field_code(aim) && group().is_shown() ? aim : Aim::skip;
    if (group().aim == Aim::form) form_.take_word(word, number);
  }

  // Boxes to tick and lists to choose from have no result that is text.
  void end_field() {
    const std::string& text = story().paragraph.text;
    if (text.size() == field_at_ && group().aim == Aim::text) add(form_.shown());
    form_ = {};
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
    if (!group().is_shown() || group().story || stories_.size() > 8) {
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
      return blocks_.add_box(std::move(ended.done));
    }
    std::string text;
    for (const Paragraph& paragraph : ended.done) text += ' ' + paragraph.text;
    if (is_blank(text)) return;
    story().paragraph.text += "[^" + ended.note_label + "]";
    blocks_.add_note(std::move(ended.note_label), std::move(text));
  }

  // Ends a paragraph, a cell or a row.
  bool take_end(std::string_view word) {
    if (word == "par" && (group().deleted || group().moved)) {
      story().paragraph.joined = !is_blank(story().paragraph.text);
    } else if (word == "par" || word == "sect" || word == "page" || word == "column" || word == "nestcell") {
      end_paragraph();
    } else if (word == "cell") {
      end_paragraph(true);
      if (story().place == Place::body) blocks_.add_cell(std::exchange(story().done, {}));
    } else if (word == "row") {
      if (story().place == Place::body) blocks_.end_row(std::exchange(story().done, {}));
    } else {
      return false;
    }
    return true;
  }

  void take_property(std::string_view word, std::optional<int> number) {
    if (take_rtf_look(word, number, group())) return;
    if (group().aim == Aim::label && is_rtf_paragraph_property(word))
      return;  // of the label, not of the text behind it
    OfficeLook& look = story().paragraph.look;
    if (word == "pard") {
      look = {};
      group().in_table = false;
    } else if (word == "intbl") {
      if (!group().in_table && story().paragraph.joined) end_paragraph();
      group().in_table = true;
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
    const bool kept = own.place != Place::body || in_cell || group().in_table;
    if (kept) {
      if (!is_blank(ended.text)) own.done.push_back(std::move(ended));
      return;
    }
    blocks_.end_row(std::exchange(own.done, {}));
    blocks_.add_paragraph(ended);
  }

  RtfBlocks blocks_;
  RtfFaces faces_;
  RtfForm form_;
  RtfMath math_;
  const ExtractLimits& limits_;
  std::map<std::string, std::string>& facts_;
  std::vector<Group> groups_;
  std::vector<Story> stories_;  // never empty
  bool is_cut_off_ = false;
  std::unordered_map<int, int> headings_;  // a style's number to the level of heading that it is
  std::string collected_;
  int style_ = 0;
  std::size_t field_at_ = 0;  // where its result begins in the paragraph
  int footnotes_ = 0;
  int endnotes_ = 0;
  int to_replace_ = 0;
  RtfUnicode unicode_;
  bool star_ = false;
  bool skip_next_ = false;  // the group that begins next
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
  for (const int page : reader.unknown_pages()) {
    extraction.warnings.push_back("letters of it are in code page " + std::to_string(page) +
                                  ", which is not known here: they are read as Windows-1252");
  }
  require_text(extraction, "the RTF holds no text");
}

}  // namespace griffier::fetchers
