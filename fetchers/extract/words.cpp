#include "fetchers/extract/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <functional>
#include <unordered_map>

#include "fetchers/extract/encoding.h"

namespace griffier::fetchers {
namespace {

constexpr const char* kInstalledList = "/usr/share/dict/dutch";
constexpr std::size_t kLongestWord = 96;  // bytes; a longer "word" is no word
constexpr std::size_t kShortestPart = 3;
constexpr int kMostParts = 4;

std::string read_list(const char* path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return {};
  std::string text(static_cast<std::size_t>(std::max<std::streamoff>(file.tellg(), 0)), '\0');
  file.seekg(0);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  return text;
}

}  // namespace

WordList::WordList(std::string text) : text_(std::move(text)) {
  if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  const auto lines = static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n'));
  table_.resize(std::bit_ceil(lines * 2 + 2));
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = text_.find('\n', at);
    if (end > at) insert(std::string_view(text_).substr(at, end - at), static_cast<std::uint32_t>(at));
    at = end + 1;
  }
  note_heads();
}

const WordList& WordList::installed() {
  static const WordList list(read_list(kInstalledList));
  return list;
}

std::string_view WordList::word_at(std::uint32_t offset) const {
  return std::string_view(text_).substr(offset, text_.find('\n', offset) - offset);
}

void WordList::insert(std::string_view word, std::uint32_t offset) {
  std::size_t slot = std::hash<std::string_view>{}(word) & (table_.size() - 1);
  while (table_[slot] != 0) {
    if (word_at(table_[slot] - 1) == word) return;
    slot = (slot + 1) & (table_.size() - 1);
  }
  table_[slot] = offset + 1;
  ++count_;
}

bool WordList::contains_exact(std::string_view word) const {
  if (word.empty() || word.size() > kLongestWord) return false;
  std::size_t slot = std::hash<std::string_view>{}(word) & (table_.size() - 1);
  while (table_[slot] != 0) {
    if (word_at(table_[slot] - 1) == word) return true;
    slot = (slot + 1) & (table_.size() - 1);
  }
  return false;
}

bool WordList::contains(std::string_view word) const {
  if (contains_exact(word)) return true;
  if (word.size() > kLongestWord) return false;
  std::string lower = to_lower(word);
  // The list has the typewriter's apostrophe: "regio's".
  for (std::size_t at = lower.find("’"); at != std::string::npos; at = lower.find("’")) {
    lower.replace(at, std::string_view("’").size(), "'");
  }
  return contains_exact(lower);
}

// reach[n] is the least number of parts that end at byte n, so the work is bounded by the square of the word's length.
bool WordList::contains_compound(std::string_view word) const {
  if (word.size() > kLongestWord) return false;
  const std::string lower = to_lower(word);
  if (contains(word)) return true;
  if (lower.ends_with("’s")) return contains_compound(std::string_view(lower).substr(0, lower.size() - 4));
  std::array<int, kLongestWord * 2 + 1> reach{};
  for (std::size_t start = 0; start + kShortestPart <= lower.size(); ++start) {
    const int parts = reach.at(start);
    if ((start > 0 && parts == 0) || parts >= kMostParts) continue;
    for (std::size_t end = start + kShortestPart; end <= lower.size(); ++end) {
      if (!contains_exact(std::string_view(lower).substr(start, end - start))) continue;
      const auto note = [&reach, parts](std::size_t at) {
        if (reach.at(at) == 0 || reach.at(at) > parts + 1) reach.at(at) = parts + 1;
      };
      note(end);
      if (end + 1 < lower.size() && lower[end] == 's') note(end + 1);
    }
  }
  return reach.at(lower.size()) != 0;
}

void WordList::note_heads() {
  std::unordered_map<std::string_view, int> seen;
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = text_.find('\n', at);
    const std::string_view word = std::string_view(text_).substr(at, end - at);
    const std::size_t hyphen = word.find('-');
    if (hyphen != std::string_view::npos && hyphen >= 2) ++seen[word.substr(0, hyphen)];
    at = end + 1;
  }
  for (const auto& [head, times] : seen) {
    if (times >= 3 && !contains_exact(std::string(head) + "en")) heads_.emplace(head);
  }
}

}  // namespace griffier::fetchers
