#include "publications/markdown_escape.h"

#include "publications/ascii.h"

namespace griffier::publications::markdown {
namespace {

constexpr std::string_view kSpace = "&#32;";
constexpr std::string_view kTab = "&#9;";

std::string_view entity_of(char blank) { return blank == ' ' ? kSpace : kTab; }

// The entity that `text` begins with, or nothing.
std::string_view entity_at(std::string_view text) {
  if (text.starts_with(kSpace)) return kSpace;
  return text.starts_with(kTab) ? kTab : std::string_view{};
}

std::size_t backslashes(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && text[n] == '\\') ++n;
  return n;
}

std::size_t final_backslashes(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && text[text.size() - 1 - n] == '\\') ++n;
  return n;
}

// Where the entity that ends the text begins; npos if none does.
std::size_t final_entity(std::string_view text) {
  for (const auto entity : {kSpace, kTab})
    if (text.ends_with(entity)) return text.size() - entity.size();
  return std::string_view::npos;
}

std::string encode_start(std::string_view text) {
  if (!text.empty() && ascii::is_blank(text[0])) return std::string(entity_of(text[0])).append(text.substr(1));
  if (entity_at(text.substr(backslashes(text))).empty()) return std::string(text);
  return std::string("\\").append(text);
}

std::string decode_start(std::string_view text) {
  const std::size_t escapes = backslashes(text);
  const auto entity = entity_at(text.substr(escapes));
  if (entity.empty()) return std::string(text);
  if (escapes > 0) return std::string(text.substr(1));
  return std::string(1, entity == kSpace ? ' ' : '\t').append(text.substr(entity.size()));
}

// Backslashes before the entity are doubled, and one more says that the entity stood in the text.
std::string encode_end(std::string text) {
  std::string entity;
  std::size_t at = final_entity(text);
  const bool literal = at != std::string::npos;
  if (literal) {
    entity = text.substr(at);
  } else {
    if (text.empty() || !ascii::is_blank(text.back())) return text;
    at = text.size() - 1;
    entity = entity_of(text.back());
  }
  text.resize(at);
  const std::size_t escapes = final_backslashes(text);
  return text.append(escapes + (literal ? 1 : 0), '\\').append(entity);
}

std::string decode_end(std::string_view text) {
  const std::size_t at = final_entity(text);
  if (at == std::string_view::npos) return std::string(text);
  const std::size_t escapes = final_backslashes(text.substr(0, at));
  std::string out(text.substr(0, at - escapes + escapes / 2));
  if (escapes % 2 == 1) return out.append(text.substr(at));
  return out += text.substr(at) == kSpace ? ' ' : '\t';
}

// Where the backslashes of "12\. text" stand, and how many; count 0 also for "12. text" itself.
struct EscapedOrdinal {
  std::size_t at = 0;
  std::size_t count = 0;
};

bool find_ordinal(std::string_view text, EscapedOrdinal& found) {
  std::size_t at = 0;
  while (at < text.size() && at < 10 && ascii::is_digit(text[at])) ++at;
  if (at == 0 || at > 9) return false;
  found = {at, backslashes(text.substr(at))};
  at += found.count;
  if (at >= text.size() || (text[at] != '.' && text[at] != ')')) return false;
  return at + 1 == text.size() || ascii::is_blank(text[at + 1]);
}

bool is_rule(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    if (ascii::is_blank(c)) continue;
    if (c != text[0]) return false;
    ++count;
  }
  return count >= 3;
}

// Whether a line that begins with a punctuation mark would be more than a paragraph to a reader of Markdown.
bool looks_like_structure(std::string_view text) {
  const bool alone = text.size() == 1 || ascii::is_blank(text[1]);
  switch (text[0]) {
    case '#':
      return heading_length(text) > 0;
    case '>':
    case '|':
      return true;
    case '-':
      return alone || is_rule(text);
    case '+':
      return alone;
    case '*':
    case '_':
      return alone || text[1] == text[0] || is_rule(text);
    case '`':
    case '~':
      return text.size() >= 3 && text[1] == text[0] && text[2] == text[0];
    case '[':
      return text.find("]:") != std::string_view::npos;
    case '<':
      return text.size() > 1 && (ascii::is_alpha(text[1]) || text[1] == '/' || text[1] == '!' || text[1] == '?');
    case '\\':
      return text.size() > 1 && ascii::is_punctuation(text[1]);
    default:
      return false;
  }
}

}  // namespace

std::string encode_edges(std::string_view text) { return encode_end(encode_start(text)); }

std::string decode_edges(std::string_view text) { return decode_start(decode_end(text)); }

std::string encode_line(std::string_view text) {
  std::string out = encode_start(text);
  EscapedOrdinal ordinal;
  if (find_ordinal(out, ordinal))
    out.insert(ordinal.at, "\\");
  else if (!out.empty() && looks_like_structure(out))
    out.insert(0, "\\");
  return encode_end(std::move(out));
}

std::string decode_line(std::string_view text) {
  std::string out = decode_end(text);
  EscapedOrdinal ordinal;
  if (find_ordinal(out, ordinal) && ordinal.count > 0)
    out.erase(ordinal.at, 1);
  else if (out.size() > 1 && out[0] == '\\' && ascii::is_punctuation(out[1]))
    out.erase(0, 1);
  return decode_start(out);
}

std::string encode_label(std::string_view label, char end) {
  std::string out;
  for (const char c : label) {
    if (ascii::is_blank(c)) {
      out += c == ' ' ? "\\s" : "\\t";
      continue;
    }
    const bool structural = out.empty() && std::string_view("-+*#>|`~<[").find(c) != std::string_view::npos;
    if (c == '\\' || c == end || (end == ' ' && structural)) out += '\\';
    out += c;
  }
  return out;
}

bool take_label(std::string_view& text, char end, bool required, std::string& label) {
  label.clear();
  std::size_t at = 0;
  for (; at < text.size() && text[at] != end && !(end == ' ' && text[at] == '\t'); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      label += text[at];
      continue;
    }
    const char escaped = text[++at];
    label += escaped == 's' ? ' ' : escaped == 't' ? '\t' : escaped;
  }
  if (at == text.size() && required) return false;
  text.remove_prefix(at);
  return true;
}

std::string encode_row(std::string_view cells) {
  std::string out = "|";
  while (true) {
    const auto tab = cells.find('\t');
    const auto cell = cells.substr(0, tab);
    out += ' ';
    for (std::size_t i = 0; i < cell.size(); ++i) {
      const bool edge = i == 0 || i + 1 == cell.size();
      const bool dashes = i == 0 && (cell[i] == '-' || cell[i] == ':');
      if (cell[i] == ' ' && edge) {
        out += kSpace;
        continue;
      }
      if (cell[i] == '\\' || cell[i] == '|' || dashes || cell.substr(i).starts_with(kSpace)) out += '\\';
      out += cell[i];
    }
    out += cell.empty() ? "|" : " |";
    if (tab == std::string_view::npos) return out;
    cells.remove_prefix(tab + 1);
  }
}

std::string decode_row(std::string_view line) {
  std::string out;
  bool first = true;
  line = ascii::trim(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  while (!line.empty()) {
    if (!first) out += '\t';
    first = false;
    std::size_t end = 0;
    while (end < line.size() && line[end] != '|') end += line[end] == '\\' && end + 1 < line.size() ? 2 : 1;
    auto cell = line.substr(0, end);
    line.remove_prefix(end < line.size() ? end + 1 : end);
    while (!cell.empty() && ascii::is_blank(cell.front())) cell.remove_prefix(1);
    while (!cell.empty() && ascii::is_blank(cell.back())) cell.remove_suffix(1);
    for (std::size_t i = 0; i < cell.size(); ++i) {
      if (cell.substr(i).starts_with(kSpace)) {
        out += ' ';
        i += kSpace.size() - 1;
        continue;
      }
      if (cell[i] == '\\' && i + 1 < cell.size()) ++i;
      out += cell[i];
    }
  }
  return out;
}

bool is_delimiter_row(std::string_view line) {
  line = ascii::trim(line);
  if (!line.starts_with('|') || line.find('-') == std::string_view::npos) return false;
  return line.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::size_t ordinal_length(std::string_view text) {
  EscapedOrdinal found;
  return find_ordinal(text, found) && found.count == 0 ? found.at + 1 : 0;
}

std::size_t heading_length(std::string_view text) {
  std::size_t level = 0;
  while (level < text.size() && level < 7 && text[level] == '#') ++level;
  if (level == 0 || level > 6) return 0;
  return level == text.size() || ascii::is_blank(text[level]) ? level : 0;
}

}  // namespace griffier::publications::markdown
