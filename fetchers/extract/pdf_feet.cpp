#include "fetchers/extract/pdf_feet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <unordered_map>
#include <utility>

#include "fetchers/extract/pdf_columns.h"
#include "fetchers/extract/pdf_notes.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/votes.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

constexpr double kHeadZone = 0.12;  // of the page's height
constexpr double kFootZone = 0.85;

using publications::ascii::is_digit;

bool in_zone(const PdfLine& line, const PdfPage& page) {
  return line.box.bottom < page.height * kHeadZone || line.box.top > page.height * kFootZone;
}

// What a running head or foot has in common on all pages: its text and height. One number in it may be the page's, the
// first or the last ("3 van 8", "Kamerstuk 39 911, nr. 12 3"); the others are the same on each, which those of two
// notes that happen to end alike are not.
std::array<std::string, 3> running_keys(const PdfLine& line) {
  const std::string text = line_text(line);
  const auto number_at = [&text](std::size_t begin) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789", begin), text.size());
    return std::pair(begin, end);
  };
  std::string place = std::to_string(std::lround(line.box.bottom / 3)) + ' ';
  std::array<std::string, 3> keys{place + text};
  std::size_t last = text.find_last_of("0123456789");
  if (last == std::string::npos) return keys;
  while (last > 0 && is_digit(text[last - 1])) --last;
  std::size_t key = 0;
  for (const std::size_t begin : {text.find_first_of("0123456789"), last}) {
    const auto [from, to] = number_at(begin);
    if (to - from > 4) continue;
    const long number = std::stol(text.substr(from, to - from)) - static_cast<long>(line.page);
    keys[++key] = place + text.substr(0, from) + '#' + std::to_string(number) + text.substr(to);
  }
  return keys;
}

using Pages = std::set<std::size_t>;

// The running heads and feet of a document.
class Running {
 public:
  explicit Running(const PdfDocument& document) : count_(document.pages.size()) {
    for (const PdfPage& page : document.pages) {
      for (const PdfLine& line : page.lines) {
        if (!in_zone(line, page)) continue;
        for (std::string& key : running_keys(line)) {
          if (!key.empty()) pages_[std::move(key)].insert(line.page);
        }
      }
    }
  }

  // The pages that have the head or foot that the line is; empty if it is none.
  [[nodiscard]] Pages pages_of(const PdfLine& line) const {
    for (const std::string& key : running_keys(line)) {
      const auto found = pages_.find(key);
      if (found == pages_.end()) continue;
      if (found->second.size() >= 3 || (found->second.size() == 2 && count_ <= 3)) return found->second;
    }
    return {};
  }
  [[nodiscard]] bool is_on_most(const Pages& pages) const { return pages.size() > count_ / 2 + 1; }

 private:
  std::size_t count_;
  std::unordered_map<std::string, Pages> pages_;
};

// A chamber's number beside its name, set as high as four lines: an ornament.
bool is_ornament(const PdfLine& line, double body) {
  return line.height > body * 2.5 && line.words.size() == 1 && line.words.front().text.size() == 1 &&
         is_digit(line.words.front().text.front());
}

// Whether the line is the small number of a note, and so no page number.
bool is_note_number(const PdfLine& line, const PdfPage& page) {
  return std::any_of(page.lines.begin(), page.lines.end(),
                     [&line](const PdfLine& other) { return is_note_text(line, other); });
}

// Whether the line is a note that a small number stands before: on its own line beside it, or as its first word. Two
// notes at the foot of two pages may well have the same words, digits made equal.
bool is_numbered_note(const PdfLine& line, const PdfPage& page) {
  const PdfWord& first = line.words.front();
  const bool digits = std::all_of(first.text.begin(), first.text.end(), is_digit);
  if (digits && line.words.size() > 1) return first.box.bottom - first.box.top < line.height * 0.85;
  return std::any_of(page.lines.begin(), page.lines.end(), [&line](const PdfLine& other) {
    const std::string& number = other.words.front().text;
    const bool mark = other.words.size() == 1 && std::all_of(number.begin(), number.end(), is_digit);
    const double gap = line.box.left - other.box.right;
    return mark && gap > -1 && gap < line.height * 3 && other.height < line.height * 0.85 && beside(line, other);
  });
}

enum class Part {
  text,
  number,   // a page's number, if nothing stands in its row, right at it or further out
  running,  // a running head or foot, if no text stands in its row or right at it
  furniture
};

class Judge {
 public:
  Judge(const PdfDocument& document, double body, std::map<std::string, std::string>& facts)
      : running_(document), pitch_(pitch_of(document)), body_(body), courant_(is_courant(document)), facts_(facts) {}

  // What each line of the page is. All are judged while all are there: a note's number is told by its neighbour.
  [[nodiscard]] std::vector<Part> parts_of(const PdfPage& page) {
    std::vector<Part> parts;
    parts.reserve(page.lines.size());
    for (const PdfLine& line : page.lines) parts.push_back(part_of(line, page));
    // From the text outwards: a line that goes on with text is text, and the next one may go on with that.
    for (const std::size_t at : outwards(page, parts)) {
      if (stands_in_text(page, parts, at) || (parts[at] == Part::number && !is_outermost(page, parts, at)))
        parts[at] = Part::text;
    }
    return parts;
  }

 private:
  // From line to line of the text, as most are set.
  static double pitch_of(const PdfDocument& document) {
    Votes votes;
    for (const PdfPage& page : document.pages) {
      for (std::size_t at = 1; at < page.lines.size(); ++at) {
        const double down = page.lines[at].box.bottom - page.lines[at - 1].box.bottom;
        const double height = page.lines[at].height;
        if (down > height * 0.8 && down < height * 2.5) votes.add(down, 1);
      }
    }
    return votes.most();
  }

  static bool is_courant(const PdfDocument& document) {
    if (document.pages.empty()) return false;
    const auto& lines = document.pages.front().lines;
    return std::any_of(lines.begin(), lines.end(),
                       [](const PdfLine& line) { return is_courant_masthead(line_text(line)); });
  }

  Part part_of(const PdfLine& line, const PdfPage& page) {
    if (is_ornament(line, body_)) return Part::furniture;
    if (!in_zone(line, page)) return Part::text;
    const std::string text = line_text(line);
    const bool foot = line.box.top > page.height * kFootZone;
    if (foot && is_digit(text.front()) && line.words.size() > 1 && is_numbered_note(line, page)) return Part::text;
    std::map<std::string, std::string> told;
    if (is_furniture(text, told) && (courant_ || !told.contains("date"))) {
      facts_.merge(told);
      return Part::furniture;
    }
    if (is_page_number(text)) {
      if (is_note_number(line, page)) return Part::text;
      const bool worded =
          std::any_of(text.begin(), text.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
      return worded ? Part::furniture : Part::number;
    }
    const Pages pages = running_.pages_of(line);
    if (pages.empty() || question_heading(text)) return Part::text;  // two pages may well begin with an answer each
    const std::string_view unmarked = std::string_view(text).substr(0, text.find_last_not_of("0123456789 ,") + 1);
    if (is_body(line, body_) && ends_sentence(unmarked)) return Part::text;
    if (foot && is_numbered_note(line, page)) return Part::text;
    return foot || line.page > 0 || running_.is_on_most(pages) ? Part::running : Part::text;
  }

  // The places of what may be a head or foot, those nearest to the middle of the page first.
  static std::vector<std::size_t> outwards(const PdfPage& page, const std::vector<Part>& parts) {
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < parts.size(); ++at) {
      if (parts[at] == Part::number || parts[at] == Part::running) places.push_back(at);
    }
    const auto distance = [&page](std::size_t at) { return std::abs(page.lines[at].box.top - page.height / 2); };
    std::stable_sort(places.begin(), places.end(),
                     [&distance](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
    return places;
  }

  // Whether the line is a cell of a row with text, or the next line of a text: of its size, beginning where it begins.
  [[nodiscard]] bool stands_in_text(const PdfPage& page, const std::vector<Part>& parts, std::size_t at) const {
    const PdfLine& line = page.lines[at];
    for (std::size_t other = 0; other < parts.size(); ++other) {
      if (parts[other] != Part::text) continue;
      const PdfLine& text = page.lines[other];
      const double size = text.height / line.height;
      const double down = std::abs(text.box.bottom - line.box.bottom);
      if (size > 0.85 && size < 1.18 && down < 2.5 && beside(text, line)) return true;
      const bool next = down > line.height * 0.5 && down < std::max(pitch_, line.height) * 1.15;
      if (next && size > 0.96 && size < 1.04 && std::abs(text.box.left - line.box.left) < line.height * 3) return true;
    }
    return false;
  }

  // Whether neither text nor another number stands between the number and the page's edge.
  static bool is_outermost(const PdfPage& page, const std::vector<Part>& parts, std::size_t at) {
    const PdfLine& line = page.lines[at];
    const bool foot = line.box.top > page.height * kFootZone;
    for (std::size_t other = 0; other < parts.size(); ++other) {
      if (other == at || (parts[other] != Part::text && parts[other] != Part::number)) continue;
      const PdfLine& further = page.lines[other];
      if (foot ? further.box.top > line.box.bottom - 1 : further.box.bottom < line.box.top + 1) return false;
    }
    return true;
  }

  Running running_;
  double pitch_;
  double body_;
  bool courant_;  // it is a Staatscourant: elsewhere a line with its number and day cites it
  std::map<std::string, std::string>& facts_;
};

}  // namespace

bool is_body(const PdfLine& line, double body) { return std::abs(line.height - body) < body * 0.08; }

void drop_heads_and_feet(PdfDocument& document, double body, std::map<std::string, std::string>& facts) {
  Judge judge(document, body, facts);
  for (PdfPage& page : document.pages) {
    const std::vector<Part> parts = judge.parts_of(page);
    std::size_t at = 0;
    std::erase_if(page.lines, [&](const PdfLine&) { return parts[at++] != Part::text; });
  }
}

}  // namespace griffier::fetchers
