// What is written for full-text search: the newest text of every document, and the index over it.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "publications/instant.h"
#include "store/record/entry.h"
#include "store/record/parts.h"
#include "store/record/people.h"
#include "store/record/search_tables.h"
#include "store/record/tokenizer.h"

namespace griffier::store {
namespace {

constexpr std::size_t kLongestCounted = 64;  // bytes; no prefix asks for a longer word by its number of texts

// Snippets and labels are marked with \x01 and \x02, so a text can't have these.
std::string without_marks(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\x01' || c == '\x02' || c == '\0'; }, ' ');
  return out;
}

struct Pending {
  std::int64_t text_id = 0, document_key = 0;
};

std::vector<Pending> pending_texts(Database& db, int batch) {
  std::vector<Pending> pending;
  Borrowed query = db.use(
      "SELECT p.text_id, t.document_key FROM search_pending p JOIN search_texts t USING(text_id)"
      " ORDER BY p.text_id LIMIT ?");
  query->with(batch);
  while (query->step()) {
    pending.push_back({query->integer(0), query->integer(1)});
  }
  return pending;
}

struct Text {
  std::int64_t text_id = 0;
  std::string title, body, labels;
};
Text read_text(Database& db, std::int64_t text_id) {
  Borrowed query = db.use("SELECT title, body, labels FROM search_texts WHERE text_id = ?");
  query->with(text_id).step();
  return {text_id, query->text(0), query->text(1), query->text(2)};
}
// The values are bound: within INSERT … SELECT SQLite keeps a savepoint for each statement, and FTS5 writes out what it
// has gathered at the end of every savepoint. A segment a document costs several times as much as one a batch.
void write_index(Database& db, const char* sql, const Text& text) {
  db.use(sql)->with(text.text_id, text.title, text.body, text.labels).run();
}

// Takes the texts out of the index that the pending ones replace. The index needs the old words to forget them.
void unindex(Database& db, const std::vector<Pending>& pending) {
  std::set<std::int64_t> old;  // in order: the index keeps new entries apart for each step back
  for (const Pending& one : pending) {
    Borrowed query = db.use("SELECT text_id FROM search_texts WHERE document_key = ? AND text_id <> ?");
    query->with(one.document_key, one.text_id);
    while (query->step()) {
      old.insert(query->integer(0));
    }
  }
  for (const std::int64_t text_id : old) {
    write_index(db, "INSERT INTO search_index(search_index, rowid, title, body, labels) VALUES('delete', ?, ?, ?, ?)",
                read_text(db, text_id));
    db.use("DELETE FROM search_texts WHERE text_id = ?")->with(text_id).run();
  }
}

// Counts the words of texts for search_words.
class WordCounter {
 public:
  explicit WordCounter(Database& db, DutchWords& words) : db_(db), words_(words) {
    Borrowed query = db.use("SELECT texts FROM search_words WHERE word = ''");
    counted_ = query->step() ? query->integer(0) : 0;
  }
  void count(const Text& text) {
    ++added_;
    const bool whole = counted_ + added_ <= kCountedWhole;
    // A multiplier of many bits, so that neighbours fall in different classes.
    const auto mixed = static_cast<std::uint64_t>(text.text_id) * 0x9E3779B97F4A7C15ULL >> 32U;
    if (whole || mixed % static_cast<std::uint64_t>(kCountedOneIn) == 0) {
      count(text.title, whole ? 1 : kCountedOneIn);
      count(text.body, whole ? 1 : kCountedOneIn);
    }
  }
  void write() {
    std::vector<const Counts::value_type*> in_order;  // which is cheapest to write
    for (const auto& word : counts_) {
      in_order.push_back(&word);
    }
    std::sort(in_order.begin(), in_order.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    write_one("", added_);
    for (const auto* word : in_order) {
      write_one(word->first, word->second.texts);
    }
  }

 private:
  struct Count {
    std::int64_t texts = 0, last = 0;  // the text that was counted last
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const noexcept { return std::hash<std::string_view>()(word); }
  };
  using Counts = std::unordered_map<std::string, Count, Hash, std::equal_to<>>;

  void count(std::string_view text, std::int64_t as) {
    words_.split(text, [&](const DutchWords::Word& word) {
      if (word.folded.size() > kLongestCounted) {
        return true;
      }
      auto found = counts_.find(word.folded);
      if (found == counts_.end()) {
        found = counts_.emplace(word.folded, Count{}).first;
      }
      if (found->second.last != added_) {
        found->second.texts += as;
        found->second.last = added_;
      }
      return true;
    });
  }
  void write_one(std::string_view word, std::int64_t texts) {
    db_.use(
           "INSERT INTO search_words(word, texts) VALUES(?, ?)"
           " ON CONFLICT(word) DO UPDATE SET texts = texts + excluded.texts")
        ->with(word, texts)
        .run();
  }

  Database& db_;
  DutchWords& words_;
  Counts counts_;
  std::int64_t counted_ = 0, added_ = 0;
};

// The text of a document that was entered last: the one that waits, else the one that is indexed.
struct Newest {
  std::int64_t text_id = 0;
  bool same = false, waits = false;
};
Newest newest_text(Database& db, std::int64_t document_key, std::int64_t first_id, const std::string& title,
                   const std::string& labels, const std::string& body) {
  Borrowed query = db.use(
      "SELECT t.text_id, t.title = ?2 AND t.labels = ?3 AND t.body = ?4, p.text_id IS NOT NULL AS waits"
      " FROM search_texts t LEFT JOIN search_pending p USING(text_id)"
      " WHERE t.document_key = ?1 ORDER BY waits DESC LIMIT 1");
  if (!query->with(document_key, title, labels, body).step()) {
    return {};
  }
  const std::int64_t text_id = query->integer(0);
  const bool same_day = text_id >> kDayBits == first_id >> kDayBits;
  return {text_id, same_day && query->integer(1) != 0, query->integer(2) != 0};
}

std::int64_t free_text_id(Database& db, std::int64_t first_id) {
  // Should a day ever have more texts than it has numbers, the next day's are taken.
  std::int64_t room = std::int64_t{1} << kDayBits;
  for (;;) {
    Borrowed query = db.use("SELECT max(text_id) FROM search_texts WHERE text_id BETWEEN ?1 AND ?2");
    query->with(first_id, first_id + room - 1);
    const std::int64_t last = query->step() && !query->is_null(0) ? query->integer(0) : first_id - 1;
    if (last < first_id + room - 1) {
      return last + 1;
    }
    room *= 2;
  }
}

struct Description {
  std::string labels;
  std::int64_t first_id = 0;
};
// "36600-VI" is found under "36600" too, as in a watch.
void add_dossier(std::string& labels, std::string_view dossier) {
  labels += search_label("dossier", dossier);
  if (const auto hyphen = dossier.find('-'); hyphen != std::string_view::npos) {
    labels += search_label("dossier", dossier.substr(0, hyphen));
  }
}

Description description_of(Database& db, std::int64_t document_key) {
  Borrowed query = db.use("SELECT kind, source, dossier, sort_date FROM documents WHERE document_key = ?");
  query->with(document_key).step();
  std::string labels = search_label("kind", query->view(0)) + search_label("source", query->view(1));
  if (!query->is_null(2)) {
    add_dossier(labels, query->view(2));
  }
  // What its publisher files it under as well (links.h).
  Borrowed others = db.use(
      "SELECT target FROM links WHERE document_key = ? AND kind = 'dossier' AND relation = 'refers' AND printed IS NULL"
      " ORDER BY position");
  for (others->with(document_key); others->step();) {
    add_dossier(labels, others->view(0));
  }
  labels += people_labels_of(db, document_key);
  return {std::move(labels), first_text_id(query->view(3))};
}

void enter_words(Database& db, std::int64_t document_key, const std::string& title, const std::string& body) {
  const Description description = description_of(db, document_key);
  const Newest last = newest_text(db, document_key, description.first_id, title, description.labels, body);
  if (last.same) {
    return;
  }
  if (last.waits) {  // never indexed: the newer text takes its place
    db.use("DELETE FROM search_pending WHERE text_id = ?")->with(last.text_id).run();
    db.use("DELETE FROM search_texts WHERE text_id = ?")->with(last.text_id).run();
  }
  const std::int64_t text_id = free_text_id(db, description.first_id);
  db.use("INSERT INTO search_texts(text_id, document_key, title, labels, body) VALUES(?, ?, ?, ?, ?)")
      ->with(text_id, document_key, title, description.labels, body)
      .run();
  db.use("INSERT INTO search_pending(text_id) VALUES(?)")->with(text_id).run();
}

}  // namespace

std::int64_t first_text_id(std::string_view day) {
  const auto date = publications::parse_iso_date(day);
  if (!date) {
    return 0;
  }
  // Days since 1 January 1 (proleptic), so that none is negative.
  const auto days = std::chrono::sys_days(*date) - std::chrono::sys_days(std::chrono::year(1) / 1 / 1);
  return std::max<std::int64_t>(days.count(), 0) << kDayBits;
}

std::string search_label(std::string_view name, std::string_view value) {
  std::string label(1, kLabel);
  return label.append(name).append(":").append(without_marks(value));
}

void enter_text(Database& db, std::int64_t document_key, const Entry& entry) {
  enter_words(db, document_key, without_marks(entry.title), without_marks(entry.plain_text));
}

void forget_text(Database& db, std::int64_t document_key) { enter_words(db, document_key, "", ""); }

void enter_labels(Database& db, std::int64_t document_key) {
  const Description description = description_of(db, document_key);
  std::int64_t text_id = 0;
  {
    Borrowed query = db.use(
        "SELECT t.text_id, t.labels, p.text_id IS NOT NULL AS waits"
        " FROM search_texts t LEFT JOIN search_pending p USING(text_id)"
        " WHERE t.document_key = ? ORDER BY waits DESC LIMIT 1");
    if (!query->with(document_key).step()) {
      return;
    }
    text_id = query->integer(0);
    if (query->view(1) == description.labels && text_id >> kDayBits == description.first_id >> kDayBits) {
      return;
    }
  }
  const Text text = read_text(db, text_id);
  enter_words(db, document_key, text.title, text.body);
}

std::int64_t Record::index_pending(int batch) {
  Database& db = parts_->db;
  if (!parts_->words) {
    parts_->words.emplace();
  }
  Transaction transaction(db.handle());
  const std::vector<Pending> pending = pending_texts(db, batch);
  unindex(db, pending);
  WordCounter counter(db, *parts_->words);
  for (const Pending& one : pending) {
    const Text text = read_text(db, one.text_id);
    write_index(db, "INSERT INTO search_index(rowid, title, body, labels) VALUES(?, ?, ?, ?)", text);
    counter.count(text);
    db.use("DELETE FROM search_pending WHERE text_id = ?")->with(one.text_id).run();
  }
  if (!pending.empty()) {
    counter.write();
  }
  Borrowed left = db.use("SELECT count(*) FROM search_pending");
  left->step();
  const std::int64_t count = left->integer(0);
  left->reset();
  transaction.commit();
  return count;
}

}  // namespace griffier::store
