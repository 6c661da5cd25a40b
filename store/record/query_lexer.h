// The words, phrases and parentheses of a search query.
#pragma once

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
