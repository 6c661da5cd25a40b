#include "tests/publisher/root.h"

#include <sys/stat.h>

#include <array>
#include <ctime>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace griffier::publisher {

std::string_view media_type_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kTypes{{
      {".html", kHtml},
      {".htm", kHtml},
      {".xml", "application/xml"},
      {".rss", "application/rss+xml"},
      {".atom", "application/atom+xml"},
      {".pdf", "application/pdf"},
      {".json", "application/json"},
      {".md", "text/markdown; charset=utf-8"},
      {".txt", "text/plain; charset=utf-8"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
  }};
  for (const auto& [ending, type] : kTypes)
    if (name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending) return type;
  return "application/octet-stream";
}

std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::optional<Step> from_root(const std::string& root, const Asked& asked) {
  std::string path = root + std::string(asked.path());
  if (path.find("..") != std::string::npos || path.find('\0') != std::string::npos) return std::nullopt;
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  if (S_ISDIR(status.st_mode)) {
    path += "/index.html";
    if (stat(path.c_str(), &status) != 0) return std::nullopt;
  }
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  std::array<char, 40> date{};
  std::tm parts{};
  gmtime_r(&status.st_mtime, &parts);
  const auto size = std::strftime(date.data(), date.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return ok(read_whole(path), media_type_of(path), kAutoEtag, std::string_view(date.data(), size));
}

}  // namespace griffier::publisher
