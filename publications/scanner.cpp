#include "publications/scanner.h"

#include "publications/ascii.h"
#include "publications/white_space.h"

namespace griffier::publications {

bool Scanner::skip_space() {
  constexpr int kMost = 8;
  const std::size_t before = at_;
  for (int i = 0; i < kMost && !at_end(); ++i) at_ += one_white_space(rest());
  return at_ != before;
}

bool Scanner::take(char c) {
  if (at_end() || text_[at_] != c) return false;
  ++at_;
  return true;
}

bool Scanner::take_dash() {
  if (at_end()) return false;
  const std::size_t length = one_dash(rest());
  at_ += length;
  return length > 0;
}

bool Scanner::take_word(std::string_view word) {
  if (at_end() || !ascii::starts_with_ignoring_case(rest(), word) || ascii::is_alnum(peek(word.size()))) return false;
  at_ += word.size();
  return true;
}

bool Scanner::take_exact_word(std::string_view word) {
  if (at_end() || !rest().starts_with(word) || ascii::is_alnum(peek(word.size()))) return false;
  at_ += word.size();
  return true;
}

bool Scanner::take_stem(std::string_view stem) {
  std::size_t at = at_;
  for (std::size_t i = 0; i < stem.size(); ++i, ++at) {
    if (i > 0 && at < text_.size() && text_[at] == '-') {
      ++at;
      if (at < text_.size()) at += one_white_space(text_.substr(at));
    }
    if (at >= text_.size() || ascii::to_lower(text_[at]) != stem[i]) return false;
  }
  at_ = at;
  return true;
}

std::size_t Scanner::digits_ahead(std::size_t most) const {
  std::size_t n = 0;
  while (n < most && ascii::is_digit(peek(n))) ++n;
  return n;
}

std::optional<std::string> Scanner::take_digits(std::size_t least, std::size_t most) {
  const std::size_t count = digits_ahead(most + 1);
  if (count < least || count > most) return std::nullopt;
  std::string out(text_.substr(at_, count));
  at_ += count;
  return out;
}

std::optional<std::string> Scanner::take_digits(std::size_t count) { return take_digits(count, count); }

bool Scanner::at_boundary() const { return !ascii::is_alnum(peek()); }

}  // namespace griffier::publications
