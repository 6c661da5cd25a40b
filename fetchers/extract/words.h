// The Dutch word list of the Debian package wdutch: only it can tell whether a hyphen at a line end belongs to the
// word.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace griffier::fetchers {

// A word list in memory (5 MB of text, 4 MB of table). Immutable, any thread.
class WordList {
 public:
  // One word a line, UTF-8.
  explicit WordList(std::string text);

  // The installed list (/usr/share/dict/dutch), loaded at the first call; empty when the package is missing.
  [[nodiscard]] static const WordList& installed();

  [[nodiscard]] bool empty() const { return count_ == 0; }
  // Whether the word is in the list as given or in lower case.
  [[nodiscard]] bool contains(std::string_view word) const;
  // Whether it is a word of the list or made of two to four of them, with a linking s between.
  [[nodiscard]] bool contains_compound(std::string_view word) const { return compound_parts(word) > 0; }
  // Of how many of them at least; 1 for a word of the list, 0 for what is neither.
  [[nodiscard]] int compound_parts(std::string_view word) const;
  // Whether words of the list begin with this part and a hyphen, such as "mbo".
  [[nodiscard]] bool is_hyphened_head(std::string_view part) const { return heads_.contains(std::string(part)); }

 private:
  // Whether the line that begins at the offset is this word.
  [[nodiscard]] bool is_at(std::uint32_t offset, std::string_view word) const;
  [[nodiscard]] bool contains_exact(std::string_view word) const;
  void insert(std::size_t hash, std::uint32_t entry);

  std::string text_;
  std::vector<std::uint32_t> table_;  // open addressing; offset + 1 of a word, 0 for an empty slot
  std::unordered_set<std::string> heads_;
  std::size_t count_ = 0;
};

}  // namespace griffier::fetchers
