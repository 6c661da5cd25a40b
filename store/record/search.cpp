// Full-text search over the newest text of every document.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "store/record/parts.h"
#include "store/record/search_plan.h"
#include "store/record/search_tables.h"
#include "store/record/snippet.h"
#include "store/record/tokenizer.h"

namespace griffier::store {
namespace {

constexpr std::size_t kMostHits = 2000;  // when all are asked for

// What labels of the index can't say: identities and the state, which few queries ask, and the period, which is a range
// of text_id.
struct Range {
  std::int64_t first = 0, behind = std::numeric_limits<std::int64_t>::max();
  Where where;
  void add(const DocumentFilter& filter) {
    if (!filter.since.empty()) {
      first = std::max(first, first_text_id(filter.since.substr(0, 10)));
    }
    if (!filter.until.empty()) {
      behind = std::min(behind, first_text_id(filter.until.substr(0, 10)) + (std::int64_t{1} << kDayBits));
    }
    DocumentFilter rest;
    rest.ids = filter.ids;
    rest.state = filter.state;
    where.add(rest);
  }
};

void collect(Database& db, const SearchPlan& plan, const Range& range, std::size_t most, MatchCollector& collector) {
  std::string among;
  if (!range.where.sql.empty()) {
    among = fmt::format(
        " AND search_index.rowid IN (SELECT t.text_id FROM documents d"
        " JOIN search_texts t USING(document_key) WHERE true{})",
        range.where.sql);
  }
  Statement query(db.handle(), fmt::format("SELECT griffier_match(search_index, ?) FROM search_index"
                                           " WHERE search_index MATCH ? AND rowid >= ? AND rowid < ?{}"
                                           " ORDER BY rowid DESC LIMIT {}",
                                           among, std::max(most, plan.candidates)));
  collector.bind(query, 1);
  query.bind(2, plan.match);
  query.bind(3, range.first);
  query.bind(4, range.behind);
  for (std::size_t i = 0; i < range.where.values.size(); ++i) {
    query.bind(static_cast<int>(i) + 5, range.where.values[i]);
  }
  query.run();
}

struct Ranked {
  std::size_t row = 0;
  double score = 0;
};

// The best rows by BM25 (Robertson and Zaragoza, 2009) with k1 = 1.2 and b = 0.75, the newest first among equals.
std::vector<Ranked> rank(const MatchCollector& found, const std::vector<double>& rarity, std::size_t most) {
  const std::vector<MatchCollector::Row>& rows = found.rows();
  const double words = std::accumulate(rows.begin(), rows.end(), 0.0,
                                       [](double sum, const MatchCollector::Row& row) { return sum + row.words; });
  const double average = std::max(words / std::max(static_cast<double>(rows.size()), 1.0), 1.0);
  std::vector<Ranked> ranked(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    ranked[row].row = row;
    const double length = 1 - 0.75 + 0.75 * rows[row].words / average;
    for (std::size_t term = 0; term < found.terms(); ++term) {
      const double weight = found.weight(row, term);
      ranked[row].score += rarity[term] * weight * 2.2 / (weight + 1.2 * length);
    }
  }
  const auto shown = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(ranked.size(), most));
  std::partial_sort(ranked.begin(), shown, ranked.end(), [](const Ranked& a, const Ranked& b) {
    return a.score != b.score ? a.score > b.score : a.row < b.row;
  });
  ranked.erase(shown, ranked.end());
  return ranked;
}

SearchHit read_hit(Database& db, DutchWords& words, const MatchCollector& found, const Ranked& ranked) {
  static const std::string kSql =
      fmt::format("SELECT t.body, {} FROM search_texts t JOIN documents d USING(document_key) WHERE t.text_id = ?",
                  kDocumentColumns);
  const MatchCollector::Row& row = found.rows()[ranked.row];
  SearchHit hit;
  Borrowed query = db.use(kSql.c_str());
  if (query->with(row.text_id).step()) {
    const auto first = found.places().begin() + static_cast<std::ptrdiff_t>(row.first_place);
    hit.snippet = snippet_of(words, query->view(0), {first, first + static_cast<std::ptrdiff_t>(row.places)});
    hit.document = read_document(*query, 1);
    hit.score = ranked.score;
  }
  return hit;
}

// A query of filters only: the newest documents.
std::vector<SearchHit> list_documents(Database& db, const Where& where, std::size_t most) {
  Statement rows(db.handle(),
                 fmt::format("SELECT {} FROM documents d WHERE d.joined_into IS NULL{} ORDER BY d.sort_date DESC,"
                             " d.document_key DESC LIMIT {}",
                             kDocumentColumns, where.sql, most));
  for (std::size_t i = 0; i < where.values.size(); ++i) {
    rows.bind(static_cast<int>(i) + 1, where.values[i]);
  }
  std::vector<SearchHit> hits;
  while (rows.step()) {
    hits.push_back({read_document(rows), "", 0});
  }
  return hits;
}

}  // namespace

std::vector<SearchHit> Record::search(const std::string& query, const DocumentFilter& filter, int limit) {
  const SearchQuery parsed = parse_query(query);
  const std::size_t most = limit > 0 ? std::min(static_cast<std::size_t>(limit), kMostHits) : kMostHits;
  Database& db = parts_->db;
  const Transaction snapshot(db.handle(), Transaction::Kind::read);
  if (parsed.match.empty()) {
    Where where;
    where.add(parsed.filters);
    where.add(filter);
    return list_documents(db, where, most);
  }
  const SearchPlan plan = plan_search(db, parsed, filter);
  Range range;
  range.add(parsed.filters);
  range.add(filter);
  MatchCollector found(plan.term_of, plan.rarity.size());
  collect(db, plan, range, most, found);
  DutchWords words;
  std::vector<SearchHit> hits;
  for (const Ranked& ranked : rank(found, plan.rarity, most)) {
    hits.push_back(read_hit(db, words, found, ranked));
  }
  return hits;
}

Matcher::Matcher() : db_(":memory:", Database::Mode::read_write) {
  register_search(db_.handle());
  db_.execute("CREATE VIRTUAL TABLE one USING fts5(title, body, content='', tokenize='griffier_dutch')");
}

bool Matcher::matches(const std::string& query, const std::string& title, const std::string& text) {
  auto parsed = parsed_.find(query);
  if (parsed == parsed_.end()) {
    const SearchQuery made = parse_query(query);
    const DocumentFilter& filters = made.filters;
    const bool filtered = !filters.kinds.empty() || !filters.dossiers.empty() || !filters.ids.empty() ||
                          !filters.sources.empty() || !filters.since.empty() || !filters.until.empty() ||
                          !filters.ministries.empty() || !filters.fracties.empty() || !filters.members.empty() ||
                          !filters.zaaknummers.empty();
    if (filtered) {
      throw QueryError(
          "the text of a watch is compared with words alone; write dossiers, kinds, ids, sources, ministries, "
          "fracties, members and zaaknummers as keys of the watch itself");
    }
    if (parsed_.size() >= 1000) {
      parsed_.clear();
    }
    parsed = parsed_.emplace(query, made.match).first;
  }
  if (!filled_ || title != title_ || text != text_) {
    filled_ = false;
    db_.use("INSERT INTO one(one) VALUES('delete-all')")->run();
    db_.use("INSERT INTO one(rowid, title, body) VALUES(1, ?, ?)")->with(title, text).run();
    title_ = title;
    text_ = text;
    filled_ = true;
  }
  Borrowed found = db_.use("SELECT rowid FROM one WHERE one MATCH ?");
  return found->with(parsed->second).step();
}

bool Record::text_matches(const std::string& query, const std::string& title, const std::string& text) {
  if (!parts_->matcher) {
    parts_->matcher.emplace();
  }
  return parts_->matcher->matches(query, title, text);
}

}  // namespace griffier::store
