#include "publications/markdown.h"

#include <algorithm>

#include "publications/ascii.h"
#include "publications/markdown_escape.h"

namespace griffier::publications {
namespace {

constexpr int kDeepest = 20;
constexpr std::size_t kIndent = 4;
constexpr std::string_view kEmptyParagraph = "<!-- -->";
constexpr std::string_view kDash = "–";  // what Kamerstukken print before the items of a list

// The text as one line; only copied when it is not.
std::string_view one_line(std::string_view text, std::string& buffer) {
  if (text.find_first_of("\r\n") == std::string_view::npos) return text;
  buffer.assign(text);
  std::replace_if(
      buffer.begin(), buffer.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return buffer;
}

std::string with_text(std::string line, std::string_view encoded) {
  if (!encoded.empty()) line.append(" ").append(encoded);
  return line;
}

std::string list_item(const Block& block, std::string_view label, std::string_view text) {
  std::string line(kIndent * static_cast<std::size_t>(std::clamp(block.level, 0, kDeepest)), ' ');
  if (label == kDash)
    line += '-';
  else if (label.empty())
    line += '*';
  else if (markdown::ordinal_length(label) == label.size())
    line += label;
  else
    line.append("+ ").append(markdown::encode_label(label, ' '));
  return with_text(std::move(line), markdown::encode_line(text));
}

std::string line_of(const Block& block) {
  std::string text_buffer;
  std::string label_buffer;
  const auto text = one_line(block.text, text_buffer);
  const auto label = one_line(block.label, label_buffer);
  switch (block.kind) {
    case BlockKind::heading:
      return with_text(std::string(static_cast<std::size_t>(std::clamp(block.level, 1, 6)), '#'),
                       markdown::encode_edges(text));
    case BlockKind::list_item:
      return list_item(block, label, text);
    case BlockKind::quote:
      return with_text(">", markdown::encode_line(text));
    case BlockKind::table_row:
      return markdown::encode_row(text);
    case BlockKind::question:
      return std::string("**").append(text).append("**");
    case BlockKind::answer:
      return std::string("__").append(text).append("__");
    case BlockKind::footnote:
      return with_text("[^" + markdown::encode_label(label, ']') + "]:", markdown::encode_line(text));
    case BlockKind::paragraph:
      break;
  }
  return text.empty() ? std::string(kEmptyParagraph) : markdown::encode_line(text);
}

bool run_together(const Block& block, const Block& next) {
  if (block.kind != next.kind) return false;
  return block.kind == BlockKind::list_item || (block.kind == BlockKind::table_row && next.level == 0);
}

std::string delimiter_row(std::string_view cells) {
  std::string out = "| --- |";
  for (auto n = std::count(cells.begin(), cells.end(), '\t'); n > 0; --n) out += " --- |";
  return out;
}

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && ascii::is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && ascii::is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Reads text.md line by line.
class Parser {
 public:
  void line(std::string_view raw) {
    while (!raw.empty() && ascii::is_blank(raw.back())) raw.remove_suffix(1);
    const std::size_t begin = std::min(raw.find_first_not_of(" \t"), raw.size());
    const auto indent = raw.substr(0, begin);
    raw.remove_prefix(begin);
    if (raw.empty()) {
      close();
      return;
    }
    if (!structure(raw, indent)) paragraph(raw);
  }

  Text finish() {
    close();
    return std::move(text_);
  }

 private:
  // What the next line may still belong to.
  enum class Open { nothing, paragraph, list, quote, table };

  void add(BlockKind kind, int level, std::string label, std::string content, Open open = Open::nothing) {
    close();
    text_.blocks.push_back({kind, level, std::move(label), std::move(content)});
    open_ = open;
  }

  void close() {
    if (open_ == Open::paragraph || open_ == Open::list || open_ == Open::quote) {
      auto& content = text_.blocks.back().text;
      content = markdown::decode_line(content);
    }
    open_ = Open::nothing;
  }

  // The raw text is kept until its paragraph ends, since only then its last characters are known.
  void paragraph(std::string_view raw) {
    if (open_ == Open::paragraph || open_ == Open::list || open_ == Open::quote) {
      text_.blocks.back().text.append(" ").append(raw);
      return;
    }
    add(BlockKind::paragraph, 0, {}, std::string(raw), Open::paragraph);
  }

  bool structure(std::string_view raw, std::string_view indent) {
    if (const std::size_t level = markdown::heading_length(raw)) {
      raw.remove_prefix(level);
      add(BlockKind::heading, static_cast<int>(level), {}, markdown::decode_edges(trim_blanks(raw)));
      return true;
    }
    switch (raw[0]) {
      case '>':
        return quote(raw.substr(1));
      case '|':
        return row(raw);
      case '[':
        return footnote(raw);
      case '*':
        return emphasis(raw, "**", BlockKind::question) || item(raw, indent);
      case '_':
        return emphasis(raw, "__", BlockKind::answer);
      case '<':
        if (raw != kEmptyParagraph) return false;
        add(BlockKind::paragraph, 0, {}, {});
        return true;
      default:
        return item(raw, indent);
    }
  }

  bool emphasis(std::string_view raw, std::string_view mark, BlockKind kind) {
    if (raw.size() < 4 || !raw.starts_with(mark) || !raw.ends_with(mark)) return false;
    add(kind, 0, {}, std::string(raw.substr(2, raw.size() - 4)));
    return true;
  }

  bool quote(std::string_view rest) {
    while (!rest.empty() && ascii::is_blank(rest[0])) rest.remove_prefix(1);
    if (open_ == Open::quote)
      text_.blocks.back().text.append(" ").append(rest);
    else
      add(BlockKind::quote, 0, {}, std::string(rest), Open::quote);
    return true;
  }

  bool row(std::string_view raw) {
    if (open_ == Open::table && markdown::is_delimiter_row(raw)) return true;
    const bool behind_table =
        open_ != Open::table && !text_.blocks.empty() && text_.blocks.back().kind == BlockKind::table_row;
    add(BlockKind::table_row, behind_table ? 1 : 0, {}, markdown::decode_row(raw), Open::table);
    return true;
  }

  bool footnote(std::string_view raw) {
    if (!raw.starts_with("[^")) return false;
    raw.remove_prefix(2);
    std::string label;
    if (!markdown::take_label(raw, ']', true, label) || !raw.starts_with("]:")) return false;
    add(BlockKind::footnote, 0, std::move(label), markdown::decode_line(trim_blanks(raw.substr(2))));
    return true;
  }

  bool item(std::string_view raw, std::string_view indent) {
    std::string label;
    if (const std::size_t ordinal = markdown::ordinal_length(raw)) {
      label = raw.substr(0, ordinal);
      raw.remove_prefix(ordinal);
    } else {
      if (raw[0] != '-' && raw[0] != '*' && raw[0] != '+') return false;
      if (raw.size() > 1 && !ascii::is_blank(raw[1])) return false;
      const char bullet = raw[0];
      raw = trim_blanks(raw.substr(1));
      if (bullet == '-') label = kDash;
      if (bullet == '+' && !markdown::take_label(raw, ' ', false, label)) return false;
    }
    add(BlockKind::list_item, nesting(indent), std::move(label), std::string(trim_blanks(raw)), Open::list);
    return true;
  }

  // Others indent by two or three spaces, or a tab.
  static int nesting(std::string_view indent) {
    std::size_t width = 0;
    for (const char c : indent) width += c == '\t' ? kIndent : 1;
    return static_cast<int>(std::min<std::size_t>((width + 2) / kIndent, kDeepest));
  }

  Text text_;
  Open open_ = Open::nothing;
};

// Adds a text without control characters and without marks of footnotes; cells of a table are set apart by two spaces.
void append_plain(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '[' && text.substr(i, 2) == "[^") {
      constexpr std::size_t kLongestMark = 16;
      const auto end = text.substr(i, kLongestMark).find(']');
      if (end != std::string_view::npos) {
        i += end;
        continue;
      }
    }
    if (c == '\t')
      out += "  ";
    else if (c == '\n' || c == '\r')
      out += ' ';
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
      out += c;
  }
}

}  // namespace

std::string to_markdown(const Text& text) {
  std::string out;
  const Block* previous = nullptr;
  for (const Block& block : text.blocks) {
    const bool together = previous != nullptr && run_together(*previous, block);
    if (previous != nullptr && !together) out += '\n';
    out.append(line_of(block)).append("\n");
    if (block.kind == BlockKind::table_row && !together) out.append(delimiter_row(block.text)).append("\n");
    previous = &block;
  }
  return out;
}

Text from_markdown(std::string_view markdown) {
  Parser parser;
  while (!markdown.empty()) {
    const auto end = markdown.find_first_of("\r\n");
    parser.line(markdown.substr(0, end));
    if (end == std::string_view::npos) break;
    markdown.remove_prefix(end + (markdown.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return parser.finish();
}

std::string to_plain(const Text& text) {
  std::string out;
  for (const Block& block : text.blocks) {
    append_plain(out, block.label);
    if (!block.label.empty() && !block.text.empty()) out += ' ';
    append_plain(out, block.text);
    out += '\n';
  }
  return out;
}

}  // namespace griffier::publications
