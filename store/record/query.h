// The search language: words, phrases, OR, NOT, -word, prefix*, NEAR(), parentheses, filters; made into an FTS5
// expression that always parses.
#pragma once

#include <string>
#include <string_view>

#include "store/record/record.h"

namespace griffier::store {

struct SearchQuery {
  std::string match;       // FTS5 expression; empty when the query has filters only
  DocumentFilter filters;  // limit and state unused
};

// Throws QueryError with a sentence that says what to write instead. Pure.
[[nodiscard]] SearchQuery parse_query(std::string_view text);

}  // namespace griffier::store
