#include "store/trailers.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <optional>

namespace griffier::store {
namespace {

// The size of the UTF-8 character at the start of `text`, 0 if there is none; its code point.
std::size_t character(std::string_view text, utf8proc_int32_t& codepoint) {
  const utf8proc_ssize_t size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                 static_cast<utf8proc_ssize_t>(text.size()), &codepoint);
  return size > 0 ? static_cast<std::size_t>(size) : 0;
}

// Whether a terminal, or a reader that splits lines, would act on it.
bool is_control(utf8proc_int32_t codepoint) {
  return codepoint < 0x20 || (codepoint >= 0x7f && codepoint <= 0x9f) || codepoint == 0x2028 || codepoint == 0x2029 ||
         (codepoint >= 0x202a && codepoint <= 0x202e) || (codepoint >= 0x2066 && codepoint <= 0x2069);
}

void escape_bytes(std::string_view bytes, std::string& out) {
  for (const char c : bytes) {
    switch (c) {
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
    }
  }
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<unsigned>(c - 'A') + 10;
  }
  return std::nullopt;
}

}  // namespace

std::string escape_trailer(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t at = 0; at < value.size();) {
    utf8proc_int32_t codepoint = 0;
    const std::size_t size = character(value.substr(at), codepoint);
    const std::string_view bytes = value.substr(at, size == 0 ? 1 : size);
    const bool outer_space = bytes == " " && (at == 0 || at + 1 == value.size());
    if (size == 0 || is_control(codepoint) || outer_space) {
      escape_bytes(bytes, out);
    } else {
      out += bytes == "\\" ? std::string_view("\\\\") : bytes;
    }
    at += bytes.size();
  }
  return out;
}

std::string unescape_trailer(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char next = line[at] == '\\' && at + 1 < line.size() ? line[at + 1] : '\0';
    if (next == '\\' || next == 'n' || next == 'r' || next == 't') {
      out += next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : '\\';
      ++at;
    } else if (next == 'x' && at + 3 < line.size() && hex_digit(line[at + 2]) && hex_digit(line[at + 3])) {
      out += static_cast<char>(*hex_digit(line[at + 2]) * 16 + *hex_digit(line[at + 3]));
      at += 3;
    } else {
      out += line[at];
    }
  }
  return out;
}

std::string clean_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t codepoint = 0;
    const std::size_t size = character(text.substr(at), codepoint);
    out += size == 0 || codepoint == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(at, size);
    at += size == 0 ? 1 : size;
  }
  return out;
}

void Trailers::add(std::string key, std::string value) { items_.emplace_back(std::move(key), std::move(value)); }
void Trailers::add_if_set(std::string key, std::string_view value) {
  if (!value.empty()) {
    add(std::move(key), std::string(value));
  }
}

std::string Trailers::get(std::string_view key) const {
  for (const auto& [name, value] : items_) {
    if (name == key) {
      return value;
    }
  }
  return {};
}
std::vector<std::string> Trailers::all(std::string_view key) const {
  std::vector<std::string> values;
  for (const auto& [name, value] : items_) {
    if (name == key) {
      values.push_back(value);
    }
  }
  return values;
}

std::string Trailers::message(std::string_view subject) const {
  std::string out(subject);
  out += "\n\n";
  for (const auto& [key, value] : items_) {
    out += key;
    out += value.empty() ? ":" : ": ";
    out += escape_trailer(value);
    out += '\n';
  }
  return out;
}

Trailers Trailers::parse(std::string_view message) {
  while (!message.empty() && message.back() == '\n') {
    message.remove_suffix(1);
  }
  const std::size_t paragraph = message.rfind("\n\n");
  std::string_view rest = paragraph == std::string_view::npos ? std::string_view() : message.substr(paragraph + 2);
  Trailers trailers;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      continue;
    }
    std::string_view value = line.substr(colon + 1);
    value.remove_prefix(value.starts_with(' ') ? 1 : 0);
    trailers.add(std::string(line.substr(0, colon)), unescape_trailer(value));
  }
  return trailers;
}

}  // namespace griffier::store
