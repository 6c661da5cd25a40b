#include "fetchers/extract/page_feet.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "fetchers/extract/print.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

using Facts = std::map<std::string, std::string>;

constexpr int kMostPagesBetween = 2;  // a page of which only a picture was printed has no text

using publications::ascii::is_digit;

// A line that looks like the head or foot of a page.
struct Candidate {
  std::size_t line = 0;
  bool identity = false;
  bool issn = false;
  bool place = false;
  bool certain = false;
  bool of_chamber = false;
  bool issue = false;   // the whole foot of the Staatscourant, with number and day
  std::string running;  // what comes back on each page, without its number; empty when the line has no number of a page
  int page = 0;
};

// The number that ends the text, taken off; 0 when it has none.
int take_last_number(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && digits < 4 && is_digit(text[text.size() - 1 - digits])) ++digits;
  if (digits == 0 || (digits < text.size() && is_digit(text[text.size() - 1 - digits]))) return 0;
  int number = 0;
  for (const char c : text.substr(text.size() - digits)) number = number * 10 + (c - '0');
  text.remove_suffix(digits);
  return number;
}

// Whether a number behind these words is one of a page: "…, 39 999, nr. 12" has its own, "…, 39" has not.
bool names_a_paper(std::string_view words) {
  if (words.ends_with("Aanhangsel") || words.ends_with("Vragen")) return true;
  const std::size_t comma = words.rfind(", ");
  if (comma == std::string_view::npos) return false;
  std::string_view last = words.substr(comma + 2);
  if (last.starts_with("nr. ")) return last.size() > 4 && is_digit(last[4]);
  return last.size() <= 3 && last.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

// "Tweede Kamer, vergaderjaar 2031–2032, 39 999, nr. 12 3".
void note_chamber(std::string_view line, Candidate& found) {
  const int page = take_last_number(line);
  line = trim(line);
  if (page == 0 || !names_a_paper(line)) return;
  found.page = page;
  found.running = std::string(line);
}

// "3 Staatscourant 2031 nr. 12345 15 april 2031".
void note_courant(std::string_view line, Candidate& found) {
  const std::size_t name = std::min(line.find("Staatscourant "), line.size());
  std::string_view before = trim(line.substr(0, name));
  found.page = take_last_number(before);
  found.running = std::string(line.substr(name));
  found.issue = before.empty();
}

// "Staatsblad 2031 84 3": only the third number is one of a page.
void note_gazette(std::string_view line, Candidate& found) {
  const int page = take_last_number(line);
  line = trim(line);
  int numbers = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (is_digit(line[at]) && (at == 0 || !is_digit(line[at - 1]))) ++numbers;
  }
  if (numbers < 2) return;
  found.page = page;
  found.running = std::string(line);
}

// "Pagina 3 van 8", "- 3 -", "pagina 3". What has no end of its own ("- 3") is as likely an item of a list.
void note_page(std::string_view line, Candidate& found) {
  const std::size_t at = line.find_first_of("0123456789");
  std::size_t end = at;
  int number = 0;
  while (end < line.size() && is_digit(line[end])) number = number * 10 + (line[end++] - '0');
  if (end == line.size() && (line.front() == '-' || line.starts_with("–"))) return;
  found.page = number;
  found.running = std::string(line.substr(0, at)) + '#' + std::string(line.substr(end));
}

std::optional<Candidate> candidate(std::string_view line, std::size_t at) {
  Facts told;
  if (!is_furniture(line, told)) return std::nullopt;
  Candidate found;
  found.line = at;
  found.identity = is_document_id(line.substr(0, std::min(line.find(' '), line.size())));
  // The series of Parliament and the gazettes have no other.
  found.issn = line.find("ISSN 0920") != std::string_view::npos || line.find("ISSN 0921") != std::string_view::npos;
  found.place = line.find("s-Gravenhage ") != std::string_view::npos;
  const std::size_t chamber = std::min(line.find("Tweede Kamer"), line.find("Eerste Kamer"));
  if (chamber != std::string_view::npos) {
    found.of_chamber = true;
    note_chamber(line.substr(chamber), found);
  } else if (is_page_number(line)) {
    note_page(line, found);
  } else if (told.contains("date")) {
    note_courant(line, found);
  } else if (!found.identity && !found.issn && !found.place) {
    note_gazette(line, found);
  }
  return found;
}

class Feet {
 public:
  Feet(const std::vector<PrintedLine>& lines, Facts& facts) : lines_(lines), facts_(facts) {
    for (std::size_t at = 0; at < lines.size(); ++at) {
      fed_ = fed_ || (at > 0 && lines[at].page_start);
      masthead_ = masthead_ || is_courant_masthead(lines[at].text);
      if (auto found = candidate(lines[at].text, at)) candidates_.push_back(std::move(*found));
    }
  }

  std::vector<bool> run() {
    find_groups();
    for (Candidate& one : candidates_) {
      one.certain = one.certain || (one.page > 0 && is_beside_feed(one.line));
      // An announcement may have one page; others cite an issue in a line or a note of its own.
      one.certain = one.certain || (one.issue && masthead_ && stands_alone(one.line));
    }
    find_series();
    std::vector<bool> result(lines_.size());
    for (const Candidate& one : candidates_) {
      if (!one.certain) continue;
      result[one.line] = true;
      (void)is_furniture(lines_[one.line].text, facts_);
    }
    return result;
  }

 private:
  // Candidates with nothing but blank lines between them.
  void find_groups() {
    for (std::size_t begin = 0; begin < candidates_.size();) {
      std::size_t end = begin + 1;
      while (end < candidates_.size() && is_blank_between(candidates_[end - 1].line, candidates_[end].line)) ++end;
      judge_group(begin, end);
      begin = end;
    }
  }

  [[nodiscard]] bool is_blank_between(std::size_t from, std::size_t to) const {
    for (std::size_t at = from + 1; at < to; ++at) {
      if (!lines_[at].text.empty()) return false;
    }
    return true;
  }

  [[nodiscard]] bool stands_alone(std::size_t line) const {
    const bool before = line == 0 || lines_[line].page_start || lines_[line - 1].text.empty();
    return before && (ends_text(line) || lines_[line + 1].text.empty() || lines_[line + 1].page_start);
  }

  [[nodiscard]] bool ends_text(std::size_t line) const { return is_blank_between(line, lines_.size()); }

  void judge_group(std::size_t begin, std::size_t end) {
    int identities = 0;
    bool issn = false;
    bool place = false;
    bool chamber = false;
    for (std::size_t at = begin; at < end; ++at) {
      identities += candidates_[at].identity ? 1 : 0;
      issn = issn || candidates_[at].issn;
      place = place || candidates_[at].place;
      chamber = chamber || candidates_[at].of_chamber;
    }
    const int kinds = int{identities > 0} + int{issn} + int{place} + int{chamber};
    if ((!issn && !place) || kinds < 2 || identities > 1) return;
    for (std::size_t at = begin; at < end; ++at) candidates_[at].certain = true;
  }

  [[nodiscard]] bool is_beside_feed(std::size_t line) const {
    if (!fed_) return false;
    if (line == 0 || lines_[line].page_start) return true;
    std::size_t next = line + 1;
    while (next < lines_.size() && lines_[next].text.empty() && !lines_[next].page_start) ++next;
    return next == lines_.size() || lines_[next].page_start;
  }

  // Feet that are alike and count on, each from one that is certain; two that count on make each other certain.
  void find_series() {
    std::map<std::string_view, Candidate*> last;
    for (Candidate& one : candidates_) {
      if (one.running.empty()) continue;
      Candidate*& before = last[one.running];
      if (before != nullptr && counts_on(*before, one)) {
        before->certain = true;
        one.certain = true;
      }
      if (one.certain || before == nullptr || !before->certain) before = &one;
    }
  }

  [[nodiscard]] bool counts_on(const Candidate& before, const Candidate& next) const {
    if (before.page == 0 || next.page <= before.page || next.page - before.page > kMostPagesBetween) return false;
    // Corrections are listed by page: "Pagina 3", "Pagina 4".
    const bool open = before.running.back() == '#';
    return !open && !is_blank_between(before.line, next.line);
  }

  const std::vector<PrintedLine>& lines_;
  Facts& facts_;
  std::vector<Candidate> candidates_;
  bool fed_ = false;       // the text has form feeds
  bool masthead_ = false;  // it is of the Staatscourant
};

}  // namespace

std::vector<bool> find_page_feet(const std::vector<PrintedLine>& lines, Facts& facts) {
  return Feet(lines, facts).run();
}

}  // namespace griffier::fetchers
