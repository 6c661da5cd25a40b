#include "fetchers/extract/xml_entities.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "fetchers/extract/html_tree.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kLongestName = 32;
constexpr std::size_t kMostNames = 500;  // different ones in a file
constexpr std::string_view kDataBegin = "<![CDATA[";
constexpr std::string_view kDataEnd = "]]>";

// The name behind the '&' at `at`, empty when none stands there.
std::string_view name_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= kLongestName && publications::ascii::is_alnum(text[end])) ++end;
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

// What a file declares before its root element: the words of its own entities. Those made of others, of which a few
// make a text without end, have no words; and `end` receives where the declarations end.
std::map<std::string, std::string, std::less<>> declared_entities(std::string_view text, std::size_t& end) {
  constexpr std::size_t kProlog = 4096;  // bytes in which the declarations begin
  constexpr std::size_t kMostWords = 200;
  static constexpr std::string_view kEntity = "<!ENTITY ";
  std::map<std::string, std::string, std::less<>> declared;
  if (text.substr(0, kProlog).find("<!DOCTYPE") == std::string_view::npos) return declared;
  const std::size_t stop = std::min(text.find("]>"), text.size());
  for (std::size_t at = text.find(kEntity); at < stop && declared.size() < kMostNames;
       at = text.find(kEntity, at + 1)) {
    const std::size_t name = at + kEntity.size();
    std::size_t behind = name;
    while (behind < stop && publications::ascii::is_alnum(text[behind])) ++behind;
    const std::size_t open = text.find_first_not_of(" \t\r\n", behind);
    if (behind == name || open >= stop || (text[open] != '"' && text[open] != '\'')) continue;
    const std::size_t close = text.find(text[open], open + 1);
    if (close >= stop) break;
    std::string_view words = text.substr(open + 1, close - open - 1);
    if (words.size() > kMostWords || words.find_first_of("<&%") != std::string_view::npos) words = {};
    declared.emplace(text.substr(name, behind - name), words);
    end = stop;
  }
  return declared;
}

}  // namespace

void replace_named_characters(std::string& text) {
  constexpr std::size_t kMostAdded = 1'000'000;  // bytes by a file's own entities
  Names names;
  std::string result;
  std::size_t from = 0;
  std::size_t added = 0;
  std::size_t begin = 0;
  const auto declared = declared_entities(text, begin);
  std::size_t data = text.find(kDataBegin);
  for (std::size_t at = text.find('&', begin); at != std::string::npos; at = text.find('&', at + 1)) {
    if (at > data) {  // within the section, or behind it
      const std::size_t end = text.find(kDataEnd, data);
      if (end == std::string::npos) break;
      data = text.find(kDataBegin, end);
      at = std::max(at, end) - 1;
      continue;
    }
    const std::string_view name = name_at(text, at);
    if (name.empty() || is_of_xml(name)) continue;
    if (const auto own = declared.find(name); own != declared.end()) {
      result.append(text, from, at - from);
      if (added += own->second.size(); added < kMostAdded) result.append(own->second);
      from = at + name.size() + 2;
      continue;
    }
    const std::string& character = names.character(name);
    if (character.empty()) continue;
    result.append(text, from, at - from).append(character);
    from = at + name.size() + 2;
  }
  if (from == 0) return;
  text = result.append(text, from);
}

}  // namespace griffier::fetchers
