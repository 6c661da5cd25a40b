#include "store/record/query_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "store/record/record.h"

namespace griffier::store {
namespace {

constexpr std::array<std::string_view, 4> kQuotes = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E"};  // " “ ” „

std::size_t quote_at(std::string_view text) {
  for (const std::string_view quote : kQuotes) {
    if (text.starts_with(quote)) {
      return quote.size();
    }
  }
  return 0;
}
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }

}  // namespace

std::string_view shown(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 60);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) {
    --size;
  }
  return text.substr(0, size);
}

Token QueryLexer::take() {
  const Token taken = token_;
  advance();
  return taken;
}

void QueryLexer::advance() {
  token_ = Token{};
  touches_ = true;
  while (!text_.empty() && is_space(text_.front())) {
    text_.remove_prefix(1);
    touches_ = false;
  }
  if (text_.size() > 1 && text_.front() == '-' && !is_space(text_[1])) {
    token_.minus = true;
    text_.remove_prefix(1);
  }
  if (text_.empty()) {
    return;
  }
  if (text_.front() == '(' || text_.front() == ')') {
    token_.kind = text_.front() == '(' ? TokenKind::open : TokenKind::close;
    text_.remove_prefix(1);
  } else if (const std::size_t quote = quote_at(text_); quote != 0) {
    phrase(quote);
  } else {
    word();
  }
}

void QueryLexer::phrase(std::size_t quote) {
  std::size_t end = quote;
  while (end < text_.size() && quote_at(text_.substr(end)) == 0) {
    ++end;
  }
  if (end >= text_.size()) {
    throw QueryError(fmt::format("the quotation mark before “{}” is never closed; add one at the end of the phrase",
                                 shown(text_.substr(quote))));
  }
  token_.kind = TokenKind::phrase;
  token_.text = text_.substr(quote, end - quote);
  text_.remove_prefix(end + quote_at(text_.substr(end)));
  if (text_.starts_with('*')) {
    token_.star = true;
    text_.remove_prefix(1);
  }
}

void QueryLexer::word() {
  std::size_t end = 0;
  while (end < text_.size() && !is_space(text_[end]) && text_[end] != '(' && text_[end] != ')' &&
         quote_at(text_.substr(end)) == 0) {
    ++end;
  }
  token_.kind = TokenKind::word;
  token_.text = text_.substr(0, end);
  text_.remove_prefix(end);
  token_.bracket = text_.starts_with('(');
}

}  // namespace griffier::store
