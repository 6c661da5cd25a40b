// Addresses of web pages in running text.
#include <algorithm>

#include "publications/ascii.h"
#include "publications/reference_scan.h"
#include "publications/white_space.h"

namespace griffier::publications {
namespace {

constexpr std::size_t kMostPieces = 6;

// Bytes up to white space or a mark that no address has.
std::size_t piece_length(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size()) {
    const char c = text[n];
    if (one_white_space(text.substr(n)) > 0 || c == '<' || c == '>' || c == '"' || c == '|' || c == '\\' || c == '^')
      break;
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) break;
    const auto quote = text.substr(n, 3);
    if (quote.starts_with("»") || quote.starts_with("«") || quote == "”" || quote == "“" || quote == "’") break;
    ++n;
  }
  return n;
}

// Marks that end a sentence or close a bracket that was opened before the address.
std::size_t without_final_marks(std::string_view address) {
  auto open = std::count(address.begin(), address.end(), '(');
  auto closed = std::count(address.begin(), address.end(), ')');
  std::size_t n = address.size();
  while (n > 0) {
    const char c = address[n - 1];
    if (c == ')' && closed > open)
      --closed;
    else if (std::string_view(".,;:!?'[]*").find(c) == std::string_view::npos)
      break;
    --n;
  }
  return n;
}

bool has(std::string_view text, std::string_view marks) { return text.find_first_of(marks) != std::string_view::npos; }

// Whether the piece behind a space is the rest of an address that a line end cut in two. A cut comes behind a mark
// inside the address ("/", "-", "="), and the rest looks like a part of an address, not like a word.
bool belongs(std::string_view address, std::string_view piece) {
  if (piece.empty() || piece.starts_with("http") || piece.starts_with("www.")) return false;
  const char last = address.back();
  if (address.ends_with("://")) return piece.find('.') != std::string_view::npos;
  if (std::string_view("/-_=&?%#~+").find(last) == std::string_view::npos)
    return (piece[0] == '/' && piece.size() > 1) || (piece[0] == '?' && has(piece, "="));
  if (!ascii::is_alnum(piece[0]) && std::string_view("/?=&%#~_-+").find(piece[0]) == std::string_view::npos)
    return false;
  if (ascii::is_upper(piece[0]) && !has(piece, "/=_%&~")) return false;
  const auto core = piece.substr(0, without_final_marks(piece));
  return has(core, "/=_%&~") || std::count(core.begin(), core.end(), '-') >= 2 || core.ends_with(".html") ||
         core.ends_with(".pdf") || core.ends_with(".htm") || core.ends_with(".aspx") ||
         (last == '-' && core.find('-') != std::string_view::npos);
}

}  // namespace

std::size_t address_goes_on(std::string_view address, std::string_view next_block) {
  if (address.empty() || std::string_view("/-_=&?%#~+").find(address.back()) == std::string_view::npos) return 0;
  const std::size_t length = piece_length(next_block);
  const bool whole = white_space_length(next_block.substr(length)) == next_block.size() - length;
  return whole && belongs(address, next_block.substr(0, length)) ? length : 0;
}

FoundList take_address(Scanner& in) {
  const auto text = in.rest();
  const bool www = ascii::starts_with_ignoring_case(text, "www.");
  if (!www && !ascii::starts_with_ignoring_case(text, "http://") && !ascii::starts_with_ignoring_case(text, "https://"))
    return {};
  std::size_t length = piece_length(text);
  std::string address(text.substr(0, length));
  for (std::size_t i = 0; i < kMostPieces; ++i) {
    const auto behind = text.substr(length);
    const std::size_t space = one_white_space(behind);
    if (space == 0) break;
    constexpr std::size_t kLongestPiece = 2048;
    const auto candidate = behind.substr(space, kLongestPiece);
    const auto piece = candidate.substr(0, piece_length(candidate));
    if (!belongs(address, piece)) break;
    address += piece;
    length += space + piece.size();
  }
  const std::size_t kept = without_final_marks(address);
  length -= address.size() - kept;
  address.resize(kept);
  if (address.size() <= (www ? 4U : 8U)) return {};
  const std::size_t begin = in.at();
  in.go_to(begin + length);
  return {{"url", www ? "https://" + address : std::move(address), begin, in.at()}};
}

}  // namespace griffier::publications
