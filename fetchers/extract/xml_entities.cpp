#include "fetchers/extract/xml_entities.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "fetchers/extract/html_tree.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kLongestName = 32;
constexpr std::size_t kMostNames = 500;  // different ones in a file
constexpr std::string_view kDataBegin = "<![CDATA[";
constexpr std::string_view kDataEnd = "]]>";

bool is_name_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// The name behind the '&' at `at`, empty when none stands there.
std::string_view name_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= kLongestName && is_name_byte(text[end])) ++end;
  const bool is_name = end < text.size() && text[end] == ';' && end > at + 1;
  return is_name ? text.substr(at + 1, end - at - 1) : std::string_view();
}

bool is_of_xml(std::string_view name) {
  return name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
}

class Names {
 public:
  // Empty for a name that is unknown, or whose character is markup.
  const std::string& character(std::string_view name) {
    static const std::string kNone;
    const auto known = characters_.find(name);
    if (known != characters_.end()) return known->second;
    if (characters_.size() >= kMostNames) return kNone;
    return characters_.emplace(std::string(name), look_up(name)).first->second;
  }

 private:
  static std::string look_up(std::string_view name) {
    const std::string reference = "&" + std::string(name) + ";";
    const HtmlTree tree("<!DOCTYPE html><p>." + reference + ".</p>", ExtractLimits{});
    std::string found = text_below(tree.root());
    if (found.size() < 2 || found.front() != '.' || found.back() != '.') return {};
    if (found.size() == 2) return "\xC2\xAD";  // a character without width, as the soft hyphen is one
    found = found.substr(1, found.size() - 2);
    if (found == reference || found.find_first_of("<&") != std::string::npos) return {};
    return found;
  }

  std::map<std::string, std::string, std::less<>> characters_;
};

}  // namespace

void replace_named_characters(std::string& text) {
  Names names;
  std::string result;
  std::size_t from = 0;
  std::size_t data = text.find(kDataBegin);
  for (std::size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at + 1)) {
    if (at > data) {  // within the section, or behind it
      const std::size_t end = text.find(kDataEnd, data);
      if (end == std::string::npos) break;
      data = text.find(kDataBegin, end);
      at = std::max(at, end) - 1;
      continue;
    }
    const std::string_view name = name_at(text, at);
    if (name.empty() || is_of_xml(name)) continue;
    const std::string& character = names.character(name);
    if (character.empty()) continue;
    result.append(text, from, at - from).append(character);
    from = at + name.size() + 2;
  }
  if (from == 0) return;
  text = result.append(text, from);
}

}  // namespace griffier::fetchers
