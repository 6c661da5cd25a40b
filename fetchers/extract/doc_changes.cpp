#include "fetchers/extract/doc_changes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "fetchers/extract/encoding.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostBytes = std::size_t{8} << 20;  // of either text
constexpr std::size_t kMostSteps = 20'000'000;            // of comparing places to go on at, in all
constexpr std::size_t kGram = 6;                          // letters that a place to go on at has in common at least
constexpr std::size_t kMostPlaces = 16;                   // that are compared
constexpr std::size_t kMostLooks = 64;                    // at what shares a bucket
constexpr std::size_t kAhead = 64;                        // letters that a place is compared by
constexpr std::size_t kMostBack = 64;                     // letters that may stand on the other side of what is deleted
constexpr unsigned kMostBits = 20;                        // of the number of buckets
constexpr std::uint32_t kNone = UINT32_MAX;

// Lines, columns and bars of tables are laid out anew by either print.
bool is_layout(char32_t point) { return point <= ' ' || point == 0xA0 || point == '|'; }
bool is_mark(char32_t point) { return point == '*' || point == '/' || point == '_'; }

char32_t lower(char32_t point) {
  if (point < 0x80) return point >= 'A' && point <= 'Z' ? point + 32 : point;
  if (!is_upper(point)) return point;
  std::string letter;
  append_utf8(letter, point);
  letter = to_lower(letter);
  std::size_t at = 0;
  return next_point(letter, at);
}

// The letters of a text, in lower case: all of it but layout and the signs that may be antiword's marks.
std::u32string letters_of(std::string_view text) {
  std::u32string letters;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_point(text, at);
    if (!is_layout(point) && !is_mark(point)) letters += lower(point);
  }
  return letters;
}

// Finds the places of a text that begin with the same letters, nearest first. Places are asked for in rising order.
class Grams {
 public:
  explicit Grams(const std::u32string& text) : text_(text), next_(text.size(), kNone) {
    while (bits_ < kMostBits && (text.size() >> bits_) > 0) ++bits_;
    heads_.assign(std::size_t{1} << bits_, kNone);
    if (text.size() < kGram) return;
    for (std::size_t at = text.size() - kGram + 1; at-- > 0;) {
      std::uint32_t& head = heads_[bucket(text, at)];
      next_[at] = head;
      head = static_cast<std::uint32_t>(at);
    }
  }

  // The place from `from` up to `last` that has most letters in common with `shown` from `at` on; npos when none has
  // kGram.
  [[nodiscard]] std::size_t best(const std::u32string& shown, std::size_t at, std::size_t from, std::size_t last) {
    if (at + kGram > shown.size() || steps_ > kMostSteps) return std::u32string::npos;
    std::uint32_t& head = heads_[bucket(shown, at)];
    while (head != kNone && head < from) head = next_[head];
    std::size_t found = std::u32string::npos;
    std::size_t longest = kGram - 1;
    std::size_t looks = 0;
    std::size_t places = 0;
    for (std::size_t place = head; place <= last && looks < kMostLooks && places < kMostPlaces; ++looks) {
      const std::size_t length = common(shown, at, place);
      if (length >= kGram) ++places;
      if (length > longest) {
        longest = length;
        found = place;
      }
      if (next_[place] == kNone) break;
      place = next_[place];
    }
    return found;
  }

 private:
  [[nodiscard]] std::size_t bucket(const std::u32string& text, std::size_t at) const {
    std::uint64_t hash = 0;
    for (std::size_t end = at + kGram; at < end; ++at) hash = (hash ^ text[at]) * 0x9E3779B97F4A7C15U;
    return static_cast<std::size_t>(hash >> (64U - bits_));
  }

  [[nodiscard]] std::size_t common(const std::u32string& shown, std::size_t at, std::size_t place) {
    const std::size_t most = std::min({kAhead, shown.size() - at, text_.size() - place});
    std::size_t length = 0;
    while (length < most && shown[at + length] == text_[place + length]) ++length;
    steps_ += length + 1;
    return length;
  }

  const std::u32string& text_;
  unsigned bits_ = 4;
  std::vector<std::uint32_t> heads_;
  std::vector<std::uint32_t> next_;
  std::size_t steps_ = 0;
};

// The place in `plain` of each letter of `shown`, in rising order and with few breaks; empty when they aren't all in it
// in this order.
std::vector<std::uint32_t> places_of(const std::u32string& shown, const std::u32string& plain) {
  std::vector<std::uint32_t> places(shown.size());  // of those still to come the last that leaves room for the rest
  std::size_t end = plain.size();
  for (std::size_t at = shown.size(); at-- > 0;) {
    while (end > 0 && plain[end - 1] != shown[at]) --end;
    if (end == 0) return {};
    places[at] = static_cast<std::uint32_t>(--end);
  }
  std::optional<Grams> grams;
  std::size_t run = 0;  // letters since the last break
  std::size_t place = 0;
  for (std::size_t at = 0; at < shown.size(); ++at, ++place, ++run) {
    if (plain[place] != shown[at]) {
      if (!grams) grams.emplace(plain);
      const std::size_t found = grams->best(shown, at, place, places[at]);
      if (found == std::u32string::npos) {
        while (plain[place] != shown[at]) ++place;
      } else {
        place = found;
      }
      // What is alike before and behind the deleted text goes with what follows it.
      std::size_t back = 0;
      while (back < std::min(run, kMostBack) && plain[place - back - 1] == shown[at - back - 1]) {
        ++back;
        places[at - back] = static_cast<std::uint32_t>(place - back);
      }
      run = back;
    }
    places[at] = static_cast<std::uint32_t>(place);
  }
  return places;
}

bool has_mark(std::string_view text) { return text.find_first_of("*/_") != std::string_view::npos; }

std::string marks_of(std::string_view text) {
  std::string marks;
  std::copy_if(text.begin(), text.end(), std::back_inserter(marks),
               [](char c) { return is_mark(static_cast<unsigned char>(c)); });
  return marks;
}

bool is_subsequence(std::string_view part, std::string_view whole) {
  for (const char c : whole) {
    if (!part.empty() && part.front() == c) part.remove_prefix(1);
  }
  return part.empty();
}

// Prints the formatted text without the marks that antiword made.
class Shown {
 public:
  Shown(std::string_view plain, std::string_view shown, const std::vector<std::uint32_t>& places)
      : plain_(plain), shown_(shown), places_(places) {
    for (std::size_t at = 0; at < plain.size();) {
      const auto begin = static_cast<std::uint32_t>(at);
      const char32_t point = next_point(plain, at);
      if (!is_layout(point) && !is_mark(point)) starts_.push_back(begin);
    }
    dropped_ = starts_.size() > places.size();
  }

  std::string run() {
    std::size_t slot = 0;  // where what is between two letters begins
    for (std::size_t at = 0; at < shown_.size();) {
      const std::size_t begin = at;
      const char32_t point = next_point(shown_, at);
      if (is_layout(point) || is_mark(point)) continue;
      take_slot(shown_.substr(slot, begin - slot));
      slot = at = take_word(begin);
    }
    take_slot(shown_.substr(slot));
    return std::move(result_);
  }
  // Whether the plain text has more than what was printed.
  [[nodiscard]] bool dropped() const { return dropped_; }

 private:
  // Prints the letters from `at` on, one that is none alone, and returns where they end. Of a word in capitals these
  // may be its look: it is written as the plain text has it.
  std::size_t take_word(std::size_t at) {
    const std::size_t begin = at;
    const std::size_t first = letter_;
    bool capitals = true;
    bool whole = true;
    for (std::size_t next = at; next < shown_.size();) {
      const char32_t point = next_point(shown_, next);
      if (letter_ > first && !is_letter(point)) break;
      capitals = capitals && is_upper(point);
      if (letter_ > first && !is_joined()) whole = false;
      if (letter_ > first && is_joined() && has_mark(slot_before(places_[letter_]))) dropped_ = true;
      ++letter_;
      at = next;
      if (!is_letter(point)) break;
    }
    if (!capitals || !whole) {
      for (std::size_t next = begin; next < at;) append_utf8(result_, next_point(shown_, next));
      return at;
    }
    for (std::size_t letter = first; letter < letter_; ++letter) {
      std::size_t start = starts_[places_[letter]];
      append_utf8(result_, next_point(plain_, start));
    }
    return at;
  }

  // Prints what is between the last letter and the next one: layout, and of the marks those that the plain text has
  // behind the one or before the other.
  void take_slot(std::string_view slot) {
    std::string own;
    if (letter_ > 0) own += marks_of(slot_before(std::size_t{places_[letter_ - 1]} + 1));
    if (letter_ < places_.size() && !is_joined()) own += marks_of(slot_before(places_[letter_]));
    const bool all = is_subsequence(own, marks_of(slot));
    if (!all) dropped_ = true;
    std::size_t next = 0;  // of own
    std::array<bool, 0x80> gone{};
    for (std::size_t at = 0; at < slot.size();) {
      const char32_t point = next_point(slot, at);
      if (!is_mark(point)) {
        append_utf8(result_, point);
        continue;
      }
      if (next >= own.size() || gone.at(point)) continue;
      const std::size_t found = all ? next : own.find(static_cast<char>(point), next);
      gone.at(point) = found == std::string::npos;
      if (gone.at(point) || static_cast<unsigned char>(own[found]) != point) continue;
      append_utf8(result_, point);
      next = found + 1;
    }
  }

  // Whether nothing is left out between the last letter and the next one.
  [[nodiscard]] bool is_joined() const {
    return letter_ > 0 && letter_ < places_.size() && places_[letter_] == places_[letter_ - 1] + 1;
  }

  // What the plain text has before that letter of it.
  [[nodiscard]] std::string_view slot_before(std::size_t letter) const {
    std::size_t begin = 0;
    if (letter > 0) {
      begin = starts_[letter - 1];
      (void)next_point(plain_, begin);
    }
    const std::size_t end = letter < starts_.size() ? starts_[letter] : plain_.size();
    return plain_.substr(begin, end - begin);
  }

  const std::string_view plain_;
  const std::string_view shown_;
  const std::vector<std::uint32_t>& places_;
  std::vector<std::uint32_t> starts_;  // of the letters of the plain text
  std::size_t letter_ = 0;             // the next one that is shown
  bool dropped_ = false;
  std::string result_;
};

}  // namespace

std::optional<std::string> shown_text(std::string_view plain, std::string_view formatted) {
  if (plain.size() > kMostBytes || formatted.size() > kMostBytes) return std::nullopt;
  std::u32string all = letters_of(plain);
  std::u32string some = letters_of(formatted);
  if (some.empty() && !all.empty()) return std::nullopt;
  const std::vector<std::uint32_t> places = places_of(some, all);
  if (places.size() < some.size()) {
    // A cell that breaks its lines elsewhere, for the marks in it, has the same text in another order.
    std::sort(all.begin(), all.end());
    std::sort(some.begin(), some.end());
    return all == some ? std::optional<std::string>(plain) : std::nullopt;
  }
  Shown shown(plain, formatted, places);
  std::string result = shown.run();
  return shown.dropped() ? std::move(result) : std::string(plain);
}

}  // namespace griffier::fetchers
