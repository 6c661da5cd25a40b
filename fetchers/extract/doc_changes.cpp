#include "fetchers/extract/doc_changes.h"

#include <algorithm>
#include <vector>

#include "fetchers/extract/encoding.h"

namespace griffier::fetchers {
namespace {

using Points = std::u32string;

constexpr std::size_t kMostBytes = std::size_t{8} << 20;  // of either text
constexpr std::size_t kMostSteps = 20'000'000;            // of looking for a letter further on, in all
constexpr std::size_t kReach = 4000;                      // letters that a piece of deleted text is followed over
constexpr std::size_t kOddShare = 20;                     // one letter in so many may be in the formatted text alone

Points points_of(std::string_view text) {
  Points points;
  points.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) points += next_point(text, at);
  return points;
}

bool is_white(char32_t point) { return point <= ' ' || point == 0xA0; }
bool is_mark(char32_t point) { return point == '*' || point == '/' || point == '_'; }

bool same(char32_t left, char32_t right) {
  if (left == right) return true;
  if (left < 0x80 && right < 0x80) return (left | 0x20U) == (right | 0x20U) && is_letter(left) && is_letter(right);
  if (!is_letter(left) || !is_letter(right)) return false;
  std::string first;
  std::string second;
  append_utf8(first, left);
  append_utf8(second, right);
  return to_lower(first) == to_lower(second);
}

// Follows the formatted text along the plain one.
class Shown {
 public:
  Shown(std::string_view plain, std::string_view formatted) : plain_(points_of(plain)), shown_(points_of(formatted)) {}

  std::optional<std::string> run() {
    for (std::size_t at = 0; at < shown_.size() && steps_ < kMostSteps; ++at) take(at);
    if (steps_ >= kMostSteps) return std::nullopt;
    skip_white();
    dropped_ += static_cast<std::size_t>(std::count_if(plain_.begin() + static_cast<std::ptrdiff_t>(at_), plain_.end(),
                                                       [](char32_t point) { return !is_white(point); }));
    if (odd_ * kOddShare > shown_.size() || dropped_ * 2 > plain_.size()) return std::nullopt;
    return std::move(result_);
  }
  [[nodiscard]] bool dropped() const { return dropped_ > 0; }

 private:
  void take(std::size_t at) {
    const char32_t point = shown_[at];
    if (is_white(point)) return append_utf8(result_, point);
    skip_white();
    if (at_ < plain_.size() && same(plain_[at_], point)) return accept();
    if (is_mark(point) && !is_literal(at)) return;
    const std::size_t found = find(point);
    if (found == kNowhere) {
      ++odd_;
      return;
    }
    dropped_ += found - at_;
    at_ = found;
    accept();
  }

  void accept() { append_utf8(result_, plain_[at_++]); }

  void skip_white() {
    while (at_ < plain_.size() && is_white(plain_[at_])) ++at_;
  }

  // Where the plain text has the letter next, not too far on.
  [[nodiscard]] std::size_t find(char32_t point) {
    const std::size_t end = std::min(plain_.size(), at_ + kReach);
    for (std::size_t at = at_; at < end; ++at, ++steps_) {
      if (same(plain_[at], point)) return at;
    }
    return kNowhere;
  }

  // Whether a sign that may be antiword's own stands in the text, behind something that is not shown: then the letter
  // behind it stands behind it there too.
  [[nodiscard]] bool is_literal(std::size_t at) {
    std::size_t next = at + 1;
    for (; next < shown_.size() && (is_white(shown_[next]) || is_mark(shown_[next])); ++next) ++steps_;
    if (next >= shown_.size()) return false;
    std::size_t found = find(shown_[next]);
    if (found == kNowhere || found == at_) return false;
    do --found;
    while (found > at_ && is_white(plain_[found]));
    return plain_[found] == shown_[at];
  }

  static constexpr std::size_t kNowhere = std::u32string::npos;

  const Points plain_;
  const Points shown_;
  std::size_t at_ = 0;  // in the plain text
  std::size_t dropped_ = 0;
  std::size_t odd_ = 0;
  std::size_t steps_ = 0;
  std::string result_;
};

}  // namespace

std::optional<std::string> shown_text(std::string_view plain, std::string_view formatted) {
  if (plain.size() > kMostBytes || formatted.size() > kMostBytes) return std::nullopt;
  Shown shown(plain, formatted);
  std::optional<std::string> result = shown.run();
  if (!result || shown.dropped()) return result;
  return std::string(plain);
}

}  // namespace griffier::fetchers
