#include "fetchers/extract/rtf_tokens.h"
#include "publications/ascii.h"

#include <algorithm>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kLongestName = 32;  // letters; the specification's own limit
constexpr int kMostNumber = 100'000'000;

using publications::ascii::is_alpha;
using publications::ascii::is_digit;

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

std::optional<RtfToken> RtfTokens::next() {
  while (!rest_.empty() && (rest_.front() == '\r' || rest_.front() == '\n' || rest_.front() == '\0')) {
    rest_.remove_prefix(1);
  }
  if (rest_.empty()) return std::nullopt;
  RtfToken token;
  const char first = rest_.front();
  if (first == '{' || first == '}') {
    token.kind = first == '{' ? RtfToken::Kind::open : RtfToken::Kind::close;
    rest_.remove_prefix(1);
    return token;
  }
  if (first == '\\') return control();
  const std::size_t end = std::min(rest_.find_first_of(std::string_view("\\{}\r\n\0", 6)), rest_.size());
  token.text = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return token;
}

RtfToken RtfTokens::control() {
  RtfToken token;
  rest_.remove_prefix(1);
  std::size_t length = 0;
  while (length < rest_.size() && length < kLongestName && is_alpha(rest_[length])) ++length;
  if (length == 0) {
    token.kind = RtfToken::Kind::symbol;
    token.text = rest_.substr(0, 1);
    rest_.remove_prefix(token.text.size());
    const bool hex = token.text == "'" && rest_.size() >= 2 && hex_value(rest_[0]) >= 0 && hex_value(rest_[1]) >= 0;
    if (hex) {
      token.kind = RtfToken::Kind::byte;
      token.byte = static_cast<unsigned char>(hex_value(rest_[0]) * 16 + hex_value(rest_[1]));
      rest_.remove_prefix(2);
    }
    return token;
  }
  token.kind = RtfToken::Kind::word;
  token.text = rest_.substr(0, length);
  rest_.remove_prefix(length);
  const bool negative = rest_.size() > 1 && rest_[0] == '-' && is_digit(rest_[1]);
  std::size_t at = negative ? 1 : 0;
  int number = 0;
  const std::size_t digits = at;
  for (; at < rest_.size() && is_digit(rest_[at]); ++at) {
    if (number < kMostNumber) number = number * 10 + (rest_[at] - '0');
  }
  if (at > digits) token.number = negative ? -number : number;
  rest_.remove_prefix(at > digits ? at : 0);
  if (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  if (token.text == "bin" && token.number.value_or(0) > 0) {
    rest_.remove_prefix(std::min(rest_.size(), static_cast<std::size_t>(*token.number)));
  }
  return token;
}

}  // namespace griffier::fetchers
