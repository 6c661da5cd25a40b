#include "fetchers/extract/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace griffier::fetchers {
namespace {

// Windows-1252 0x80..0x9F; 0 where it has no letter. See the table of the WHATWG Encoding Standard.
constexpr std::array<char16_t, 32> kWindows1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// The length of the well-formed sequence at `at`, 0 when there is none (RFC 3629 section 4).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const unsigned first = byte_at(text, at);
  if (first < 0x80) return 1;
  std::size_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) length = 2;
  if (first >= 0xE0 && first <= 0xEF) length = 3;
  if (first >= 0xF0 && first <= 0xF4) length = 4;
  if (length == 0 || text.size() - at < length) return 0;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  for (std::size_t next = 1; next < length; ++next) {
    const unsigned byte = byte_at(text, at + next);
    if (byte < low || byte > high) return 0;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

constexpr std::size_t kWord = sizeof(std::uint64_t);

// Whether the eight bytes at `at` are ASCII, as most are.
bool is_ascii_word(std::string_view text, std::size_t at) {
  if (text.size() - at < kWord) return false;
  std::uint64_t word = 0;
  std::memcpy(&word, text.data() + at, kWord);
  return (word & 0x8080808080808080U) == 0;
}

std::string from_single_byte(std::string_view bytes, bool latin9) {
  std::string result;
  result.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    char32_t point = byte;
    if (byte >= 0x80 && byte <= 0x9F) point = kWindows1252.at(byte - 0x80U);
    if (latin9 && byte == 0xA4) point = 0x20AC;
    if (point != 0) append_utf8(result, point);
  }
  return result;
}

std::string from_utf16(std::string_view bytes, bool big) {
  std::string result;
  result.reserve(bytes.size());
  const auto unit = [&](std::size_t at) {
    const unsigned a = byte_at(bytes, at);
    const unsigned b = byte_at(bytes, at + 1);
    return static_cast<char32_t>(big ? a << 8 | b : b << 8 | a);
  };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t point = unit(at);
    if (point >= 0xD800 && point < 0xDC00 && at + 3 < bytes.size()) {
      const char32_t low = unit(at + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    if (point != 0) append_utf8(result, point);
  }
  return result;
}

std::string without_nul(std::string_view text) {
  std::string result(text);
  std::erase(result, '\0');
  return result;
}

std::size_t invalid_bytes(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) ++count;
    at += length == 0 ? 1 : length;
  }
  return count;
}

}  // namespace

std::string undo_double_encoding(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_point(text, at);
    char32_t byte = point;
    if (point > 0xFF) {
      const auto found = std::find(kWindows1252.begin(), kWindows1252.end(), point);
      if (found == kWindows1252.end()) return std::string(text);
      byte = 0x80 + static_cast<char32_t>(found - kWindows1252.begin());
    }
    bytes += static_cast<char>(static_cast<unsigned char>(byte));
  }
  return is_utf8(bytes) ? bytes : std::string(text);
}

char32_t from_windows1252(unsigned char byte) {
  return byte >= 0x80 && byte <= 0x9F ? kWindows1252.at(byte - 0x80U) : byte;
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (is_ascii_word(bytes, at)) {
      at += kWord;
      continue;
    }
    const std::size_t length = sequence_length(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

void repair_character_references(std::string& xml) {
  constexpr std::string_view kReplacement = "FFFD;";
  for (std::size_t at = xml.find("&#"); at != std::string::npos; at = xml.find("&#", at)) {
    at += 2;
    const std::size_t begin = at;
    const bool hexadecimal = at < xml.size() && xml[at] == 'x';
    if (hexadecimal) ++at;
    const std::uint32_t base = hexadecimal ? 16 : 10;
    std::uint32_t point = 0;
    for (; at < xml.size(); ++at) {
      const char c = xml[at];
      const char letter = static_cast<char>(c | 0x20);
      std::uint32_t digit = base;
      if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0');
      if (letter >= 'a' && letter <= 'f') digit = static_cast<std::uint32_t>(letter - 'a') + 10;
      if (digit >= base) break;
      point = std::min<std::uint32_t>(point * base + digit, 0x110000);
    }
    if (at >= xml.size() || xml[at] != ';' || (point <= 0x10FFFF && (point < 0xD800 || point >= 0xE000))) continue;
    // The shortest that name no character, "55296;" and "xD800;", are as long as "xFFFD;".
    const std::size_t zeros = at + 1 - begin - 1 - kReplacement.size();
    xml.replace(begin, at + 1 - begin, "x" + std::string(zeros, '0') + std::string(kReplacement));
  }
}

void append_utf8(std::string& to, char32_t point) {
  if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) point = 0xFFFD;
  const auto put = [&to](char32_t byte) { to += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xE0 | point >> 12);
    } else {
      put(0xF0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3F));
    }
    put(0x80 | (point >> 6 & 0x3F));
  }
  put(0x80 | (point & 0x3F));
}

char32_t next_point(std::string_view text, std::size_t& at) {
  const std::size_t length = sequence_length(text, at);
  if (length <= 1) {
    const unsigned byte = byte_at(text, at++);
    return length == 0 ? 0xFFFD : static_cast<char32_t>(byte);
  }
  char32_t point = byte_at(text, at) & (0xFFU >> (length + 1));
  for (std::size_t next = 1; next < length; ++next) point = point << 6 | (byte_at(text, at + next) & 0x3F);
  at += length;
  return point;
}

bool is_upper(char32_t point) {
  if (point < 0x80) return point >= 'A' && point <= 'Z';
  if (point >= 0xC0 && point <= 0xDE) return point != 0xD7;
  if (point >= 0x100 && point <= 0x137) return point % 2 == 0;
  if (point >= 0x139 && point <= 0x148) return point % 2 == 1;
  return (point >= 0x14A && point <= 0x177 && point % 2 == 0) || point == 0x178 || point == 0x179 || point == 0x17B ||
         point == 0x17D;
}

bool is_lower(char32_t point) {
  if (point < 0x80) return point >= 'a' && point <= 'z';
  if (point >= 0xDF && point <= 0xFF) return point != 0xF7;
  return point >= 0x100 && point <= 0x17F && !is_upper(point);
}

bool is_letter(char32_t point) {
  if (point < 0x180) return is_upper(point) || is_lower(point);
  return (point >= 0x180 && point < 0x2000) || (point >= 0x2C00 && point < 0x2E00) || point >= 0xFB00;
}

std::string to_lower(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    char32_t point = next_point(text, at);
    if (is_upper(point)) {
      if (point == 0x178) {
        point = 0xFF;
      } else {
        point += point < 0x100 ? 0x20 : 1;
      }
    }
    append_utf8(result, point);
  }
  return result;
}

Decoded decode(std::string_view bytes, std::string_view declared) {
  Decoded result;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") {
    result.text = from_utf16(bytes.substr(2), bytes[0] == '\xFE');
    return result;
  }
  const std::string name = to_lower(declared);
  if (name == "utf-16" || name == "utf-16le" || name == "utf-16be") {
    if (bytes.find('\0') != std::string_view::npos) {
      result.text = from_utf16(bytes, name == "utf-16be");
      return result;
    }
  }
  if (is_utf8(bytes)) {
    result.text = without_nul(bytes);
    return result;
  }
  const bool latin = name.starts_with("iso-8859-1") || name == "latin1" || name == "windows-1252" || name == "cp1252";
  if (!latin) {
    const std::size_t count = invalid_bytes(bytes);
    result.warnings.push_back(std::to_string(count) + (count == 1 ? " byte is" : " bytes are") +
                              " not valid UTF-8, the text is read as Windows-1252");
  }
  result.text = without_nul(from_single_byte(bytes, name == "iso-8859-15"));
  return result;
}

}  // namespace griffier::fetchers
