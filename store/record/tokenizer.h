// The tokenizer of the search index and what is asked of a row that matches, as FTS5 wants them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/record/dutch_words.h"
#include "store/record/snippet.h"

struct sqlite3;

namespace griffier::store {

class Statement;

// Makes the tokenizer "griffier_dutch" and the auxiliary function griffier_match known to a connection. Both must be
// there before a statement uses the search index.
//
// The tokenizer indexes each word's stem and, beside it, the folded word where that differs, so that a prefix query
// finds words as written. A prefix is folded and not stemmed. Two texts are taken as they are, by their first byte:
// labels after kLabel each ("\x01kind\x01dossier") are one token each, kLabel included, which no word is; and words
// after kAsWritten ("\x02vreemdelingen") are folded only.
inline constexpr char kLabel = '\x01';
inline constexpr char kAsWritten = '\x02';
void register_search(sqlite3* db);

// Takes in the rows of a query that calls griffier_match(search_index, ?) with this bound. A query is made of terms,
// each of which may be several phrases of the FTS5 expression (a prefix and the words that it stands for).
class MatchCollector {
 public:
  static constexpr int kNoTerm = -1;
  // `term_of` says for each phrase of the expression, in its order, which term it belongs to, kNoTerm for none.
  MatchCollector(std::vector<int> term_of, std::size_t terms);

  struct Row {
    std::int64_t text_id = 0;
    int words = 0;                            // of title and body
    std::size_t first_place = 0, places = 0;  // of places()
  };
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  // Where the bodies of the rows matched, phrase by phrase; of each phrase the first, fewer in a query of many terms.
  [[nodiscard]] const std::vector<MatchPlace>& places() const { return places_; }
  // How often a term was found in a row, in the title counting for kTitleWeight.
  [[nodiscard]] float weight(std::size_t row, std::size_t term) const { return weights_[row * terms_ + term]; }
  [[nodiscard]] std::size_t terms() const { return terms_; }

  void bind(Statement& statement, int index);  // until the statement is bound anew; borrows this

  static constexpr int kMostCounted = 128;  // of a phrase in a row: more change its rank no more
  static constexpr float kTitleWeight = 5.0F;

 private:
  friend struct MatchFunction;
  std::vector<int> term_of_;
  std::size_t terms_;
  int most_places_;  // of a phrase in a row
  std::vector<Row> rows_;
  std::vector<MatchPlace> places_;
  std::vector<float> weights_;
};

}  // namespace griffier::store
