// Full-text search over the newest text of every document.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "store/record/entry.h"
#include "store/record/parts.h"
#include "store/record/tokenizer.h"

namespace griffier::store {
namespace {

// Ranking reads every candidate, and a common word is in most documents: the newest of them are ranked, which people
// look for anyway.
constexpr int kCandidates = 2000;
constexpr int kSnippetWords = 32;

struct Candidate {
  std::int64_t text_id = 0;
  std::vector<float> weights;  // griffier_weights: words, then occurrences per phrase
  double score = 0;
};

// Snippets are marked with \x01 and \x02, so a text can't have these.
std::string without_marks(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\x01' || c == '\x02' || c == '\0'; }, ' ');
  return out;
}

// BM25 (Robertson and Zaragoza, 2009) with k1 = 1.2 and b = 0.75, where the candidates stand for the collection.
void score(std::vector<Candidate>& candidates) {
  const double total = static_cast<double>(candidates.size());
  double words = 0;
  std::vector<double> found;
  for (const Candidate& candidate : candidates) {
    words += candidate.weights.empty() ? 0 : candidate.weights[0];
    found.resize(std::max(found.size(), candidate.weights.size()));
    for (std::size_t i = 1; i < candidate.weights.size(); ++i) {
      found[i] += candidate.weights[i] > 0 ? 1 : 0;
    }
  }
  const double average = std::max(words / std::max(total, 1.0), 1.0);
  for (Candidate& candidate : candidates) {
    for (std::size_t i = 1; i < candidate.weights.size(); ++i) {
      const double weight = candidate.weights[i];
      const double rarity = std::log(1 + (total - found[i] + 0.5) / (found[i] + 0.5));
      const double length = 1 - 0.75 + 0.75 * candidate.weights[0] / average;
      candidate.score += rarity * weight * 2.2 / (weight + 1.2 * length);
    }
  }
}

std::vector<Candidate> find_candidates(Database& db, const std::string& match, const Where& where) {
  // CROSS JOIN keeps SQLite from leading with another table: the index gives its rows newest first and stops early.
  Statement query(db.handle(), fmt::format("SELECT search_index.rowid, griffier_weights(search_index) FROM search_index"
                                           " CROSS JOIN search_texts t ON t.text_id = search_index.rowid"
                                           " CROSS JOIN documents d ON d.document_key = t.document_key"
                                           " WHERE search_index MATCH ?{} ORDER BY search_index.rowid DESC LIMIT {}",
                                           where.sql, kCandidates));
  query.bind(1, match);
  for (std::size_t i = 0; i < where.values.size(); ++i) {
    query.bind(static_cast<int>(i) + 2, where.values[i]);
  }
  std::vector<Candidate> candidates;
  while (query.step()) {
    Candidate& candidate = candidates.emplace_back();
    candidate.text_id = query.integer(0);
    const std::string_view blob = query.view(1);
    candidate.weights.resize(blob.size() / sizeof(float));
    if (!candidate.weights.empty()) {
      std::memcpy(candidate.weights.data(), blob.data(), candidate.weights.size() * sizeof(float));
    }
  }
  return candidates;
}

SearchHit read_hit(Database& db, const std::string& match, const Candidate& candidate) {
  static const std::string kSql = fmt::format(
      "SELECT snippet(search_index, 1, char(1), char(2), '…', {}), {} FROM search_index"
      " CROSS JOIN search_texts t ON t.text_id = search_index.rowid"
      " CROSS JOIN documents d ON d.document_key = t.document_key"
      " WHERE search_index MATCH ? AND search_index.rowid = ?",
      kSnippetWords, kDocumentColumns);
  SearchHit hit;
  Borrowed query = db.use(kSql.c_str());
  if (query->with(match, candidate.text_id).step()) {
    hit.snippet = query->text(0);
    std::replace(hit.snippet.begin(), hit.snippet.end(), '\n', ' ');
    hit.document = read_document(*query, 1);
    hit.score = candidate.score;
  }
  return hit;
}

struct Pending {
  std::int64_t text_id = 0, document_key = 0;
};

void unindex(Database& db, const Pending& pending) {
  // The index needs the old words to forget them.
  db.use(
        "INSERT INTO search_index(search_index, rowid, title, body)"
        " SELECT 'delete', text_id, title, body FROM search_texts"
        " WHERE document_key = ?1 AND text_id < ?2")
      ->with(pending.document_key, pending.text_id)
      .run();
  db.use("DELETE FROM search_texts WHERE document_key = ?1 AND text_id < ?2")
      ->with(pending.document_key, pending.text_id)
      .run();
}

}  // namespace

void enter_text(Database& db, std::int64_t document_key, const Entry& entry) {
  const std::string title = without_marks(entry.title);
  const std::string body = without_marks(entry.plain_text);
  {
    Borrowed last = db.use(
        "SELECT text_id, title = ?2 AND body = ?3,"
        " EXISTS(SELECT 1 FROM search_pending p WHERE p.text_id = t.text_id)"
        " FROM search_texts t WHERE document_key = ?1 ORDER BY text_id DESC LIMIT 1");
    if (last->with(document_key, title, body).step()) {
      if (last->integer(1) != 0) {
        return;
      }
      if (last->integer(2) != 0) {  // never indexed: the newer text takes its place
        const std::int64_t text_id = last->integer(0);
        last->reset();
        db.use("DELETE FROM search_pending WHERE text_id = ?")->with(text_id).run();
        db.use("DELETE FROM search_texts WHERE text_id = ?")->with(text_id).run();
      }
    }
  }
  db.use("INSERT INTO search_texts(document_key, title, body) VALUES(?, ?, ?)")->with(document_key, title, body).run();
  db.use("INSERT INTO search_pending(text_id) VALUES(?)")->with(db.last_row()).run();
}

std::int64_t Record::index_pending(int batch) {
  Database& db = parts_->db;
  std::vector<Pending> pending;
  Transaction transaction(db.handle());
  {
    Borrowed query = db.use(
        "SELECT p.text_id, t.document_key FROM search_pending p JOIN search_texts t USING(text_id)"
        " ORDER BY p.text_id LIMIT ?");
    query->with(batch);
    while (query->step()) {
      pending.push_back({query->integer(0), query->integer(1)});
    }
  }
  for (const Pending& one : pending) {
    unindex(db, one);
    db.use(
          "INSERT INTO search_index(rowid, title, body)"
          " SELECT text_id, title, body FROM search_texts WHERE text_id = ?")
        ->with(one.text_id)
        .run();
    db.use("DELETE FROM search_pending WHERE text_id = ?")->with(one.text_id).run();
  }
  Borrowed left = db.use("SELECT count(*) FROM search_pending");
  left->step();
  const std::int64_t count = left->integer(0);
  left->reset();
  transaction.commit();
  return count;
}

std::vector<SearchHit> Record::search(const std::string& query, const DocumentFilter& filter, int limit) {
  const SearchQuery parsed = parse_query(query);
  const std::size_t most = limit > 0 ? static_cast<std::size_t>(limit) : static_cast<std::size_t>(kCandidates);
  Where where;
  where.add(parsed.filters);
  where.add(filter);
  Database& db = parts_->db;
  const Transaction snapshot(db.handle(), Transaction::Kind::read);
  std::vector<SearchHit> hits;
  if (parsed.match.empty()) {
    Statement rows(db.handle(), fmt::format("SELECT {} FROM documents d WHERE true{} ORDER BY d.sort_date DESC,"
                                            " d.document_key DESC LIMIT {}",
                                            kDocumentColumns, where.sql, most));
    for (std::size_t i = 0; i < where.values.size(); ++i) {
      rows.bind(static_cast<int>(i) + 1, where.values[i]);
    }
    while (rows.step()) {
      hits.push_back({read_document(rows), "", 0});
    }
    return hits;
  }
  std::vector<Candidate> candidates = find_candidates(db, parsed.match, where);
  score(candidates);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  candidates.resize(std::min(candidates.size(), most));
  for (const Candidate& candidate : candidates) {
    hits.push_back(read_hit(db, parsed.match, candidate));
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
                          !filters.sources.empty() || !filters.since.empty() || !filters.until.empty();
    if (filtered) {
      throw QueryError(
          "the text of a watch is compared with words alone; write dossiers, kinds, ids and sources as keys of the "
          "watch itself");
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
