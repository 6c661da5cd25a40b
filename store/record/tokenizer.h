// Dutch words for full-text search: what counts as a word, folding and stemming; as an FTS5 tokenizer.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
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
  void split(std::string_view text, const std::function<bool(const Word&)>& visit);

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  struct Forms {
    std::string folded, stem;  // both empty: nothing but marks
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const noexcept { return std::hash<std::string_view>()(word); }
  };
  const Forms& forms(std::string_view word);
  [[nodiscard]] Forms make_forms(std::string_view word) const;
  std::unique_ptr<sb_stemmer, Delete> stemmer_;
  // Few words make up most of every text, and stemming one costs far more than finding it here.
  std::unordered_map<std::string, Forms, Hash, std::equal_to<>> known_;
  Forms rare_;  // of a word that isn't kept
};

// Makes the tokenizer "griffier_dutch" and the auxiliary function griffier_weights known to a connection. Both must be
// there before a statement uses the search index.
//
// The tokenizer indexes each word's stem and, beside it, the folded word where that differs, so that a prefix query
// finds words as written. A prefix is folded and not stemmed.
// griffier_weights(search_index) gives, for the current row, a blob of floats: the number of words in the row and then,
// per phrase of the query, how often it occurs, an occurrence in the title counting for kTitleWeight.
void register_search(sqlite3* db);
inline constexpr float kTitleWeight = 5.0F;

}  // namespace griffier::store
