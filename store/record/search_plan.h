// How a search query is asked of the index: which prefixes become the words that they stand for, which words are rare.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "store/record/query.h"
#include "store/record/sqlite.h"

namespace griffier::store {

struct SearchPlan {
  std::string match;           // FTS5 expression, with the labels that the filters ask for
  std::vector<int> term_of;    // the term of each phrase of it, MatchCollector::kNoTerm for a label's
  std::vector<double> rarity;  // of each term, the "idf" of BM25
  std::size_t candidates = 0;  // the newest so many that match are ranked
};

// `query` must have words to match. Reads search_words.
[[nodiscard]] SearchPlan plan_search(Database& db, const SearchQuery& query, const DocumentFilter& more);

}  // namespace griffier::store
