// The words, phrases and parentheses of a search query.
#pragma once

#include <string>
#include <string_view>

namespace griffier::store {

enum class TokenKind : unsigned char { end, open, close, word, phrase };
struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  // of a word or phrase, without quotation marks
  bool minus = false;     // "-" directly before it
  bool star = false;      // "*" directly after a phrase
  bool bracket = false;   // "(" directly after a word
};

// What a message repeats of a query: its beginning, ending with a whole character.
[[nodiscard]] std::string_view shown(std::string_view text);

// AND, OR or NOT.
[[nodiscard]] bool is_operator_name(std::string_view word);
// The name of the filter that a word begins with, in small letters; empty when it is a word: ECLI:NL:…, 12:30,
// https://… An unknown name in small letters is a filter as well, so that a mistake in it is told.
[[nodiscard]] std::string filter_name(std::string_view word);
// Whether a word is `name` in whatever letters.
[[nodiscard]] bool is_word(std::string_view word, std::string_view name);
// Whether a word behind a dossier's number looks like the rest of it: "VII" of 36600 VII, "08" of 21501 08.
[[nodiscard]] bool is_chapter(std::string_view word);

// Reads tokens one ahead. Throws QueryError for a quotation mark without its pair.
class QueryLexer {
 public:
  explicit QueryLexer(std::string_view text) : text_(text) { advance(); }
  [[nodiscard]] const Token& now() const { return token_; }
  Token take();
  // Whether a phrase stands directly behind what was taken last: dossier:"36 600 VII".
  [[nodiscard]] bool phrase_touches() const { return touches_ && token_.kind == TokenKind::phrase; }

 private:
  void advance();
  void phrase(std::size_t quote);
  void word();

  std::string_view text_;
  Token token_;
  bool touches_ = false;
};

}  // namespace griffier::store
