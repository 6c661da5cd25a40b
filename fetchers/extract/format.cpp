#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/extract.h"
#include "fetchers/extract/print.h"

namespace griffier::fetchers {
namespace {

struct Named {
  Format format;
  std::string_view media_type;
  std::string_view archive_name;
};

constexpr std::array<Named, 10> kNamed{{
    {Format::plain, "text/plain", "original.txt"},
    {Format::markdown, "text/markdown", "original.md"},
    {Format::html, "text/html", "original.html"},
    {Format::official_xml, "application/xml", "original.xml"},
    {Format::pdf, "application/pdf", "original.pdf"},
    {Format::docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "original.docx"},
    {Format::odt, "application/vnd.oasis.opendocument.text", "original.odt"},
    {Format::rtf, "application/rtf", "original.rtf"},
    {Format::doc, "application/msword", "original.doc"},
    {Format::unknown, "application/octet-stream", "original.bin"},
}};

const Named& named(Format format) {
  return *std::find_if(kNamed.begin(), kNamed.end() - 1, [format](const Named& name) { return name.format == format; });
}

constexpr std::size_t kLook = 4096;  // bytes at the start that tell what a file is

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// A zip file by the names inside it: the first entry of an ODT is its type, a DOCX has its parts under word/.
Format zip_format(std::string_view bytes) {
  if (contains(bytes.substr(0, 200), "application/vnd.oasis.opendocument.text")) return Format::odt;
  const bool office = contains(bytes, "[Content_Types].xml");
  if (contains(bytes, "word/document.xml") || (office && contains(bytes, "word/document"))) return Format::docx;
  // Some programs pack the type as well; then the part with the text tells.
  if (bytes.size() > 38 && bytes.substr(30).starts_with("mimetype") && contains(bytes, "content.xml"))
    return Format::odt;
  return Format::unknown;
}

// The name of the root element in lower case, past declaration, comments, processing instructions and a doctype.
std::string root_name(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos && at + 1 < text.size();
       at = text.find('<', at + 1)) {
    if (text.substr(at).starts_with("<!--")) {
      at = text.find("-->", at);
      if (at == std::string_view::npos) break;
      continue;
    }
    if (text[at + 1] == '?' || text[at + 1] == '!') continue;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n/>", at + 1), text.size());
    return to_lower(text.substr(at + 1, end - at - 1));
  }
  return {};
}

bool is_html_name(std::string_view name) {
  static constexpr std::array<std::string_view, 16> kNames{"html",   "head", "body",    "meta",   "title", "div",
                                                           "p",      "h1",   "h2",      "main",   "table", "link",
                                                           "script", "span", "article", "section"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// Markdown by its marks at the line starts, of which one is enough: a letter may have a single heading.
bool looks_like_markdown(std::string_view text) {
  int marks = 0;
  bool heading = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    const std::size_t hashes = line.find_first_not_of('#');
    if (hashes != std::string_view::npos && hashes > 0 && hashes <= 6 && line[hashes] == ' ') heading = true;
    const bool bold =
        line.size() > 4 && line.starts_with("**") && (line.ends_with("**") || contains(line.substr(2), "**"));
    if (bold || (line.starts_with("**") && line.find("**", 2) == std::string_view::npos && line.size() > 4)) ++marks;
    if (line.starts_with("[^") && contains(line, "]: ")) ++marks;
    if (contains(line, "](http")) ++marks;
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return heading || marks > 0;
}

std::optional<Format> by_content(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, kLook);
  if (contains(start.substr(0, 1024), "%PDF-")) return Format::pdf;
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06")) return zip_format(bytes);
  if (start.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return Format::doc;
  if (start.starts_with("{\\rtf")) return Format::rtf;
  std::string_view text = start;
  std::string wide;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    wide = decode(text.substr(0, text.size() / 2 * 2)).text;
    text = wide;
  }
  // A byte order mark may have been read as Latin-1 and written again on its way here.
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xC3\xAF\xC2\xBB\xC2\xBF"}) {
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
  }
  text = trim(text);
  if (!text.starts_with('<')) return std::nullopt;
  const std::string doctype = to_lower(text.substr(0, 200));
  if (contains(doctype, "<!doctype html")) return Format::html;
  const std::string root = root_name(text);
  if (is_html_name(root)) return Format::html;
  const bool named = !root.empty() && (is_letter(static_cast<unsigned char>(root.front())) || root.front() == '_');
  // "<http://…>" at the start of a text is no element.
  if (named && !contains(root, "//") &&
      (text.starts_with("<?xml") || contains(root, "officiele") || bytes.find("</") != std::string_view::npos)) {
    return Format::official_xml;
  }
  return std::nullopt;
}

std::optional<Format> by_media_type(std::string_view declared) {
  std::string type = to_lower(declared.substr(0, std::min(declared.find(';'), declared.size())));
  type = std::string(trim(type));
  if (type == "application/xhtml+xml") return Format::html;
  if (type == "text/rtf") return Format::rtf;
  if (type == "text/x-markdown") return Format::markdown;
  if (type == "text/xml" || type.ends_with("+xml")) return Format::official_xml;
  for (const Named& name : kNamed) {
    if (name.format != Format::unknown && name.media_type == type) return name.format;
  }
  return std::nullopt;
}

std::optional<Format> by_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string extension = to_lower(name.substr(dot));
  if (extension == ".htm" || extension == ".xhtml") return Format::html;
  if (extension == ".text") return Format::plain;
  if (extension == ".markdown") return Format::markdown;
  for (const Named& known : kNamed) {
    if (known.format != Format::unknown && known.archive_name.ends_with(extension)) return known.format;
  }
  return std::nullopt;
}

// Text has hardly any control characters and, unless it is UTF-16, no NUL.
bool looks_like_text(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  const std::string_view start = bytes.substr(0, kLook);
  const auto odd = std::count_if(start.begin(), start.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f' && byte != 0x0B;
  });
  return static_cast<std::size_t>(odd) * 200 <= start.size();
}

}  // namespace

std::string_view media_type(Format format) { return named(format).media_type; }
std::string_view archive_name(Format format) { return named(format).archive_name; }

bool is_text(Format format) {
  return format == Format::plain || format == Format::markdown || format == Format::html ||
         format == Format::official_xml;
}

Format detect_format(std::string_view bytes, std::string_view declared_type, std::string_view name) {
  if (const auto format = by_content(bytes)) return *format;
  const auto declared = by_media_type(declared_type);
  const auto extension = by_extension(name);
  if (!looks_like_text(bytes)) {
    // A format whose bytes are known but not seen: the reader of that format says what is wrong with them.
    for (const auto& format : {declared, extension}) {
      if (format && !is_text(*format)) return *format;
    }
    return Format::unknown;
  }
  for (const auto& format : {declared, extension}) {
    if (format && *format != Format::plain) return *format;
  }
  return looks_like_markdown(bytes) ? Format::markdown : Format::plain;
}

}  // namespace griffier::fetchers
