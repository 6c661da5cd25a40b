// Search queries: whatever passes the parser, FTS5 with our tokenizer takes.
#include "store/record/query.h"
#include "store/record/sqlite.h"
#include "store/record/tokenizer.h"
#include "tests/fuzz/fuzz.h"

namespace {

struct Index {
  griffier::store::Database db{"", griffier::store::Database::Mode::read_write};
  Index() {
    griffier::store::register_search(db.handle());
    db.execute("CREATE VIRTUAL TABLE search_index USING fts5(title, body, tokenize='griffier_dutch')");
    db.execute(
        "INSERT INTO search_index VALUES('Garnalenvloot', 'De coördinatie van de vloot is een zaak van belang')");
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  static Index index;
  try {
    const auto query = store::parse_query(fuzz::text_of(data, size));
    if (query.match.empty()) return 0;
    store::Statement search(index.db.handle(),
                            "SELECT griffier_match(search_index, ?) FROM search_index WHERE search_index MATCH ?");
    store::MatchCollector found(std::vector<int>(1'000, 0), 1);  // more than a query can have phrases
    found.bind(search, 1);
    search.bind(2, query.match);
    search.run();
    fuzz::require(found.rows().size() <= 1, "one text is one row");
  } catch (const store::QueryError& error) {
    fuzz::require(error.what()[0] != '\0', "a refused query is told why");
  }
  return 0;
}
