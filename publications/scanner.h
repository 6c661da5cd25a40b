// A place in a text, with the small steps that the readers of citations are made of. Every step looks ahead a bounded
// number of bytes, so that a reader that gives up has cost a constant.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace griffier::publications {

class Scanner {
 public:
  explicit Scanner(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  void go_to(std::size_t at) { at_ = at; }
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] std::string_view since(std::size_t begin) const { return text_.substr(begin, at_ - begin); }
  // The text before a place that was read.
  [[nodiscard]] std::string_view text_before(std::size_t at) const { return text_.substr(0, at); }

  // White space of any kind, at most eight characters; whether there was any.
  bool skip_space();
  bool take(char c);
  bool take_dash();
  // A word in either case with no letter or digit behind it; `word` is written in small letters.
  bool take_word(std::string_view word);
  // The same, but only as it is written.
  bool take_exact_word(std::string_view word);
  // The beginning of a word, with the hyphens that a line end may have left in it ("Kamer-stuk", "Kamer- stuk").
  bool take_stem(std::string_view stem);
  // Exactly `count` digits with no digit behind them.
  std::optional<std::string> take_digits(std::size_t count);
  // A run of `least` to `most` digits, not followed by another digit.
  std::optional<std::string> take_digits(std::size_t least, std::size_t most);
  [[nodiscard]] std::size_t digits_ahead(std::size_t most = 16) const;
  // Whether no letter or digit follows.
  [[nodiscard]] bool at_boundary() const;

 private:
  std::string_view text_;
  std::size_t at_;
};

}  // namespace griffier::publications
