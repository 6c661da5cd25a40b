#include "fetchers/http/media.h"

#include <algorithm>
#include <array>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kSniffed = 1'024;

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }
bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}
bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

std::string media_type_of(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  while (!content_type.empty() && blank(content_type.front())) content_type.remove_prefix(1);
  while (!content_type.empty() && blank(content_type.back())) content_type.remove_suffix(1);
  return lower(content_type);
}

Media declared_media(std::string_view media_type) {
  const std::string type = media_type_of(media_type);
  if (type.empty() || ends_with(type, "octet-stream") || ends_with(type, "/x-download") || type == "*/*" ||
      type == "application/force-download")
    return Media::unknown;
  if (type == "text/html" || type == "application/xhtml+xml") return Media::html;
  if (ends_with(type, "/xml") || ends_with(type, "+xml")) return type == "image/svg+xml" ? Media::image : Media::xml;
  if (ends_with(type, "/json") || ends_with(type, "+json")) return Media::json;
  if (ends_with(type, "/pdf") || ends_with(type, "/x-pdf")) return Media::pdf;
  if (ends_with(type, "/zip") || ends_with(type, "/x-zip-compressed") || contains(type, "openxmlformats") ||
      contains(type, "opendocument"))
    return Media::zip;
  if (starts_with(type, "image/")) return Media::image;
  if (type == "text/plain") return Media::text;
  return Media::other;
}

Media sniffed_media(std::string_view body) {
  if (starts_with(body, "\xef\xbb\xbf")) body.remove_prefix(3);
  if (starts_with(body, "PK\x03\x04")) return Media::zip;
  if (contains(body.substr(0, kSniffed), "%PDF-") && !starts_with(body, "<")) return Media::pdf;
  std::size_t start = 0;
  while (start < body.size() && blank(body[start])) ++start;
  const std::string head = lower(body.substr(start, kSniffed));
  if (starts_with(head, "<!doctype html") || starts_with(head, "<html") || starts_with(head, "<head"))
    return Media::html;
  const bool markup = starts_with(head, "<?xml") || starts_with(head, "<!--");
  if (markup && (contains(head, "<html") || contains(head, "<!doctype html"))) return Media::html;
  if (starts_with(head, "<?xml")) return Media::xml;
  if (starts_with(head, "\x89png") || starts_with(head, "gif8") || starts_with(head, "\xff\xd8\xff"))
    return Media::image;
  return Media::unknown;
}

Media expected_media(std::string_view path) {
  struct Ending {
    std::string_view ending;
    Media media;
  };
  static constexpr std::array<Ending, 12> kEndings{{{".pdf", Media::pdf},
                                                    {".xml", Media::xml},
                                                    {".rss", Media::xml},
                                                    {".atom", Media::xml},
                                                    {".json", Media::json},
                                                    {".zip", Media::zip},
                                                    {".docx", Media::zip},
                                                    {".xlsx", Media::zip},
                                                    {".odt", Media::zip},
                                                    {".png", Media::image},
                                                    {".jpg", Media::image},
                                                    {".txt", Media::text}}};
  const std::string name = lower(path);
  const auto* found = std::find_if(kEndings.begin(), kEndings.end(),
                                   [&](const Ending& ending) { return ends_with(name, ending.ending); });
  return found == kEndings.end() ? Media::unknown : found->media;
}

}  // namespace griffier::fetchers
