#include "store/record/query_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "publications/ascii.h"
#include "store/record/record.h"

namespace griffier::store {
namespace {

namespace ascii = publications::ascii;

constexpr std::array<std::string_view, 4> kQuotes = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E"};  // " “ ” „

std::size_t quote_at(std::string_view text) {
  for (const std::string_view quote : kQuotes) {
    if (text.starts_with(quote)) {
      return quote.size();
    }
  }
  return 0;
}
constexpr std::array<std::string_view, 12> kFilters = {
    "dossier", "kind", "ministry", "fractie", "lid", "member", "zaak", "zaaknummer", "since", "until", "source", "id"};

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }

}  // namespace

std::string_view shown(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 60);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) {
    --size;
  }
  return text.substr(0, size);
}

bool is_operator_name(std::string_view word) { return word == "AND" || word == "OR" || word == "NOT"; }

bool is_word(std::string_view word, std::string_view name) {
  return std::equal(word.begin(), word.end(), name.begin(), name.end(),
                    [](char a, char b) { return ascii::to_lower(a) == ascii::to_lower(b); });
}

std::string filter_name(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos || colon == 0 || word.substr(colon + 1).starts_with("//")) return {};
  const std::string_view written = word.substr(0, colon);
  if (!std::all_of(written.begin(), written.end(), [](char c) { return ascii::is_alpha(c); })) return {};
  const auto* const known =
      std::find_if(kFilters.begin(), kFilters.end(), [&](auto name) { return is_word(written, name); });
  if (known != kFilters.end()) return std::string(*known);
  return std::none_of(written.begin(), written.end(), [](char c) { return ascii::is_upper(c); }) ? std::string(written)
                                                                                                 : std::string();
}

bool is_chapter(std::string_view word) {
  return (!word.empty() && word.find_first_not_of("IVXL") == std::string_view::npos) ||
         (word.size() == 2 && word[0] == '0');
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
    if (end == quote) {
      throw QueryError(
          "the quotation mark at the end is never closed; remove it, or add one before the phrase as well");
    }
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
