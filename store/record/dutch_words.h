// Dutch words for full-text search: what counts as a word, folding and stemming.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace griffier::store {

// Splits, folds and stems. A word is a run of letters, digits and combining marks; soft hyphens and other invisible
// characters inside it don't count. Folding drops case and diacritics ("Coördinatie" is "coordinatie"). Bytes that are
// no UTF-8 separate words. Not thread-safe.
class DutchWords {
 public:
  struct Word {
    std::string_view stem, folded;   // until the next word; equal when stemming changes nothing
    std::size_t begin = 0, end = 0;  // bytes in the text
  };
  DutchWords();

  // Calls `visit` for each word until it returns false.
  template <typename Visit>
  void split(std::string_view text, Visit&& visit) {
    Word word;
    for (std::size_t at = 0; next(text, at, word);) {
      if (!visit(word)) {
        return;
      }
    }
  }
  // As split, without folding and stemming: `stem` and `folded` stay empty. Many times faster on words not met before.
  template <typename Visit>
  void find(std::string_view text, Visit&& visit) {
    Word word;
    for (std::size_t at = 0; next_bounds(text, at, word);) {
      if (!visit(word)) {
        return;
      }
    }
  }

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  struct Forms {
    std::string_view folded, stem;  // both empty: nothing but marks
  };
  // A word that was met, with its forms behind it in kept_. Open addressing, never more than half full.
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t at = 0;
    std::uint8_t word = 0, folded = 0, stem = 0;  // bytes of each; word 0: the slot is free
  };

  bool next(std::string_view text, std::size_t& at, Word& word);
  bool next_bounds(std::string_view text, std::size_t& at, Word& word);
  Forms forms(std::string_view word, bool ascii);
  Forms make_forms(std::string_view word, bool ascii);
  void make_room();

  std::unique_ptr<sb_stemmer, Delete> stemmer_;
  // Few words make up most of every text, and stemming one costs far more than finding it here.
  std::vector<Slot> slots_;
  std::string kept_;
  std::size_t known_ = 0;
  std::string folded_, stem_;  // of the word that was made last
};

}  // namespace griffier::store
