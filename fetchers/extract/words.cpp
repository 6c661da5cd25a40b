#include "fetchers/extract/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fstream>
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

// A hash in a few steps: the table is made of 400,000 words at once.
std::size_t hash_of(std::string_view word) {
  std::uint64_t hash = word.size();
  while (!word.empty()) {
    std::uint64_t part = 0;
    const std::size_t count = std::min(word.size(), sizeof part);
    std::memcpy(&part, word.data(), count);
    hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32;
    word.remove_prefix(count);
  }
  return hash;
}

// Words on their way into the table: while they wait, their places come into the processor's cache.
class Queue {
 public:
  static constexpr std::size_t kSize = 32;
  struct Entry {
    std::size_t hash = 0;
    std::uint32_t offset = 0;
  };
  // Swaps the entry for the one that has waited longest.
  Entry push(Entry entry) {
    std::swap(entry, entries_.at(next_));
    next_ = (next_ + 1) % entries_.size();
    return entry;
  }

 private:
  std::array<Entry, kSize> entries_;
  std::size_t next_ = 0;
};

}  // namespace

WordList::WordList(std::string text) : text_(std::move(text)) {
  if (!text_.empty() && text_.back() != '\n') text_ += '\n';
  const auto lines = static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n'));
  table_.resize(std::bit_ceil(lines * 2 + 2));
  std::unordered_map<std::string_view, int> heads;
  Queue queue;
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = text_.find('\n', at);
    const std::string_view word = std::string_view(text_).substr(at, end - at);
    if (!word.empty()) {
      const std::size_t hash = hash_of(word);
      __builtin_prefetch(&table_[hash & (table_.size() - 1)], 1);
      const Queue::Entry ready = queue.push({hash, static_cast<std::uint32_t>(at + 1)});
      if (ready.offset != 0) insert(ready.hash, ready.offset);
    }
    const std::size_t hyphen = word.find('-');
    if (hyphen != std::string_view::npos && hyphen >= 2) ++heads[word.substr(0, hyphen)];
    at = end + 1;
  }
  for (std::size_t left = 0; left < Queue::kSize; ++left) {
    const Queue::Entry ready = queue.push({});
    if (ready.offset != 0) insert(ready.hash, ready.offset);
  }
  for (const auto& [head, times] : heads) {
    if (times >= 3 && !contains_exact(std::string(head) + "en")) heads_.emplace(head);
  }
}

const WordList& WordList::installed() {
  static const WordList list(read_list(kInstalledList));
  return list;
}

bool WordList::is_at(std::uint32_t offset, std::string_view word) const {
  const std::size_t end = offset + word.size();
  return end < text_.size() && text_[end] == '\n' && text_.compare(offset, word.size(), word) == 0;
}

void WordList::insert(std::size_t hash, std::uint32_t entry) {
  std::size_t slot = hash & (table_.size() - 1);
  // A word that the list has twice takes two slots: comparing all would cost more than they do.
  while (table_[slot] != 0) slot = (slot + 1) & (table_.size() - 1);
  table_[slot] = entry;
  ++count_;
}

bool WordList::contains_exact(std::string_view word) const {
  if (word.empty() || word.size() > kLongestWord) return false;
  std::size_t slot = hash_of(word) & (table_.size() - 1);
  while (table_[slot] != 0) {
    if (is_at(table_[slot] - 1, word)) return true;
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
int WordList::compound_parts(std::string_view word) const {
  if (word.size() > kLongestWord) return 0;
  const std::string lower = to_lower(word);
  if (contains(word)) return 1;
  if (lower.size() > kLongestWord * 2) return 0;  // bytes that are no UTF-8 take more as small letters
  if (lower.ends_with("’s")) return compound_parts(std::string_view(lower).substr(0, lower.size() - 4));
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
  return reach.at(lower.size());
}

}  // namespace griffier::fetchers
