#include "store/record/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/record/parts.h"
#include "store/record/people.h"
#include "store/record/schema.h"
#include "store/record/tokenizer.h"

namespace griffier::store {

namespace {

// Binds texts from parameter 1 on; returns the next parameter.
int bind_all(Statement& query, const std::vector<std::string>& values) {
  int index = 0;
  for (const std::string& value : values) {
    query.bind(++index, value);
  }
  return index + 1;
}

}  // namespace

void Where::add_list(std::string_view column, const std::vector<std::string>& any_of) {
  if (any_of.empty()) {
    return;
  }
  sql += fmt::format(" AND {} IN (", column);
  for (std::size_t i = 0; i < any_of.size(); ++i) {
    sql += i == 0 ? "?" : ", ?";
  }
  sql += ")";
  values.insert(values.end(), any_of.begin(), any_of.end());
}

// "36600" stands for its chapters as well ("36600-VI"), as in a watch.
void Where::add_dossiers(const std::vector<std::string>& any_of) {
  if (any_of.empty()) {
    return;
  }
  sql += " AND (";
  for (std::size_t i = 0; i < any_of.size(); ++i) {
    const bool whole = any_of[i].find_first_not_of("0123456789") == std::string::npos;
    sql += fmt::format(
        "{}d.dossier = ?{} OR EXISTS(SELECT 1 FROM links l WHERE l.document_key = d.document_key AND l.kind = 'dossier'"
        " AND l.relation = 'refers' AND l.printed IS NULL AND (l.target = ?{}))",
        i == 0 ? "" : " OR ", whole ? " OR d.dossier GLOB ?" : "", whole ? " OR l.target GLOB ?" : "");
    for (int twice = 0; twice < 2; ++twice) {
      values.push_back(any_of[i]);
      if (whole) {
        values.push_back(any_of[i] + "-*");
      }
    }
  }
  sql += ")";
}

void Where::add_people(const DocumentFilter& filter) {
  for (const PeopleFilter& people : people_filters(filter)) {
    if (people.any_of.empty()) {
      continue;
    }
    const bool whole = people.role == PeopleRole::fractie || people.role == PeopleRole::zaak;
    std::string any;
    for (const std::string& printed : people.any_of) {
      const std::string words = people_words(people.role, printed);
      any +=
          fmt::format("{}{}", any.empty() ? "" : " OR ", whole ? "p.name = ?" : "instr(' ' || p.name || ' ', ?) > 0");
      values.push_back(whole ? words : fmt::format(" {} ", words));
    }
    // The names come first: few beside the documents.
    sql += fmt::format(
        " AND d.document_key IN (SELECT c.document_key FROM people p CROSS JOIN document_people c USING(name_key)"
        " WHERE p.role = '{}' AND ({}))",
        name_of(people.role), any);
  }
}

void Where::add(const DocumentFilter& filter) {
  add_list("d.kind", filter.kinds);
  add_dossiers(filter.dossiers);
  add_people(filter);
  add_list("d.document_id", filter.ids);
  add_list("d.source", filter.sources);
  if (!filter.state.empty()) {
    add_list("d.state", {filter.state});
  }
  if (!filter.since.empty()) {
    sql += " AND d.sort_date >= ?";
    values.push_back(filter.since.substr(0, 10));
  }
  if (!filter.until.empty()) {
    sql += " AND d.sort_date <= ?";
    values.push_back(filter.until.substr(0, 10));
  }
}

DocumentRow read_document(const Statement& row, int first) {
  DocumentRow document;
  document.document_id = row.text(first);
  document.kind = row.text(first + 1);
  document.title = row.text(first + 2);
  document.dossier = row.text(first + 3);
  document.dossier_number = row.text(first + 4);
  document.published_on = row.text(first + 5);
  document.first_seen_at = row.text(first + 6);
  document.last_changed_at = row.text(first + 7);
  document.revisions = static_cast<int>(row.integer(first + 8));
  document.state = row.text(first + 9);
  document.source = row.text(first + 10);
  document.url = row.text(first + 11);
  document.parent = row.text(first + 12);
  return document;
}

EventRow read_event(const Statement& row, int first) {
  EventRow event;
  event.sequence = row.integer(first);
  event.event_id = row.text(first + 1);
  event.at = row.text(first + 2);
  event.kind = row.text(first + 3);
  event.document_id = row.text(first + 4);
  event.revision = static_cast<int>(row.integer(first + 5));
  event.set_id = row.text(first + 6);
  event.summary = row.text(first + 7);
  return event;
}

Record::Record(const std::filesystem::path& file, bool read_only)
    : parts_(std::make_unique<Parts>(file, read_only ? Database::Mode::read_only : Database::Mode::read_write)) {
  register_search(parts_->db.handle());
  if (read_only) {
    require_current(parts_->db);
  } else {
    migrate(parts_->db);
  }
}
Record::~Record() = default;

sqlite3* Record::handle() { return parts_->db.handle(); }

std::string Record::head() {
  Borrowed query = parts_->db.use("SELECT commit_id FROM archive_head");
  return query->step() ? query->text(0) : std::string();
}

std::optional<LastRevision> Record::last_revision(const std::string& document_id) {
  Borrowed query = parts_->db.use(
      "SELECT r.revision, r.change, r.commit_id, r.body_sha256, r.text_sha256, r.facts_sha256, r.media_type,"
      " r.pipeline, d.state = 'withdrawn', r.source, r.source_url"
      " FROM documents d JOIN revisions r USING(document_key)"
      " WHERE d.document_id = ? ORDER BY r.revision DESC LIMIT 1");
  if (!query->with(document_id).step()) {
    return std::nullopt;
  }
  LastRevision last;
  last.revision = static_cast<int>(query->integer(0));
  last.change = query->text(1);
  last.commit_id = query->text(2);
  last.body_sha256 = query->text(3);
  last.text_sha256 = query->text(4);
  last.facts_sha256 = query->text(5);
  last.media_type = query->text(6);
  last.pipeline = query->text(7);
  last.withdrawn = query->integer(8) != 0;
  last.source = query->text(9);
  last.source_url = query->text(10);
  return last;
}

std::optional<std::string> Record::resolve(const std::string& id_or_alias) {
  Borrowed query = parts_->db.use(
      "SELECT coalesce(j.document_id, d.document_id) FROM"
      " (SELECT document_key FROM documents WHERE document_id = ?1 UNION ALL"
      "  SELECT document_key FROM aliases WHERE alias = ?1 LIMIT 1) n"
      " JOIN documents d USING(document_key) LEFT JOIN documents j ON j.document_key = d.joined_into");
  if (!query->with(id_or_alias).step()) {
    return std::nullopt;
  }
  return query->text(0);
}

std::optional<DocumentRow> Record::document(const std::string& document_id) {
  static const std::string kSql = fmt::format("SELECT {} FROM documents d WHERE d.document_id = ?", kDocumentColumns);
  Borrowed query = parts_->db.use(kSql.c_str());
  if (!query->with(document_id).step()) {
    return std::nullopt;
  }
  return read_document(*query);
}

std::vector<DocumentRow> Record::documents(const DocumentFilter& filter) {
  Where where;
  where.add(filter);
  Statement query(handle(),
                  fmt::format("SELECT {} FROM documents d WHERE d.joined_into IS NULL{} ORDER BY d.sort_date DESC,"
                              " d.document_key DESC LIMIT ?",
                              kDocumentColumns, where.sql));
  query.bind(bind_all(query, where.values), filter.limit > 0 ? filter.limit : -1);
  std::vector<DocumentRow> rows;
  while (query.step()) {
    rows.push_back(read_document(query));
  }
  return rows;
}

std::vector<RevisionRow> Record::revisions(const std::string& document_id) {
  Borrowed query = parts_->db.use(
      "SELECT d.document_id, r.revision, r.observed_at, r.commit_id, r.change, r.words_added, r.words_removed,"
      " r.body_sha256, r.text_sha256, r.source_url,"
      " (SELECT e.summary FROM events e WHERE e.document_key = r.document_key AND e.revision = r.revision"
      "  ORDER BY e.sequence LIMIT 1)"
      " FROM documents d JOIN revisions r USING(document_key) WHERE d.document_id = ? ORDER BY r.revision");
  query->with(document_id);
  std::vector<RevisionRow> rows;
  while (query->step()) {
    RevisionRow& row = rows.emplace_back();
    row.document_id = query->text(0);
    row.revision = static_cast<int>(query->integer(1));
    row.observed_at = query->text(2);
    row.commit_id = query->text(3);
    row.change = query->text(4);
    row.words_added = query->integer(5);
    row.words_removed = query->integer(6);
    row.body_sha256 = query->text(7);
    row.text_sha256 = query->text(8);
    row.source_url = query->text(9);
    row.summary = query->text(10);
  }
  return rows;
}

std::optional<int> Record::revision_with_text(const std::string& document_id, const std::string& text_sha256) {
  Borrowed query = parts_->db.use(
      "SELECT r.revision FROM documents d JOIN revisions r USING(document_key)"
      " WHERE d.document_id = ? AND r.text_sha256 = ? AND r.change <> 'withdrawn' AND r.revision < d.revisions"
      " ORDER BY r.revision DESC LIMIT 1");
  if (!query->with(document_id, text_sha256).step()) {
    return std::nullopt;
  }
  return static_cast<int>(query->integer(0));
}

std::vector<EventRow> Record::events(const EventFilter& filter) {
  Where where;
  where.add_list("e.kind", filter.kinds);
  where.add_list("d.document_id", filter.documents);
  std::optional<std::int64_t> since;
  if (!filter.since.empty()) {
    const auto instant = publications::parse_iso_instant(filter.since);
    if (!instant) {
      throw std::invalid_argument(fmt::format(
          "“{}” is neither a date nor a moment; write 2024-09-19 or 2024-09-19T14:00:00+02:00", filter.since));
    }
    since = instant->time_since_epoch().count();
  }
  const bool newest = filter.limit > 0 && filter.after_sequence == 0;
  Statement query(handle(),
                  fmt::format("SELECT {} FROM events e LEFT JOIN documents d USING(document_key)"
                              " WHERE true{}{} AND e.sequence > ? ORDER BY e.sequence{} LIMIT ?",
                              kEventColumns, where.sql, since ? " AND e.at_ms >= ?" : "", newest ? " DESC" : ""));
  int index = bind_all(query, where.values);
  if (since) {
    query.bind(index++, *since);
  }
  query.bind(index, filter.after_sequence);
  query.bind(index + 1, filter.limit > 0 ? filter.limit : -1);
  std::vector<EventRow> rows;
  while (query.step()) {
    rows.push_back(read_event(query));
  }
  if (newest) {
    std::reverse(rows.begin(), rows.end());
  }
  return rows;
}

std::vector<SourceRow> read_sources(Statement& query) {
  std::vector<SourceRow> rows;
  while (query.step()) {
    SourceRow& row = rows.emplace_back();
    row.source = query.text(0);
    row.kind = query.text(1);
    row.state = query.text(2);
    row.last_ok_at = query.text(3);
    row.next_due_at = query.text(4);
    row.consecutive_failures = static_cast<int>(query.integer(5));
    row.cursor = query.text(6);
    row.documents = query.integer(7);
    row.last_error = query.text(8);
    row.baseline_done = query.integer(9) != 0;
    row.next_why = query.text(10);
  }
  return rows;
}

std::vector<SourceRow> Record::sources() {
  Statement query(handle(), fmt::format("{} ORDER BY v.source", kSourceSelect));
  return read_sources(query);
}

Counts Record::counts() {
  Counts counts;
  Borrowed query = parts_->db.use(
      "SELECT (SELECT count(*) FROM documents WHERE joined_into IS NULL),"
      " (SELECT count(*) FROM documents WHERE state = 'withdrawn' AND joined_into IS NULL),"
      " (SELECT count(*) FROM revisions), (SELECT count(*) FROM events), (SELECT count(*) FROM search_pending)");
  query->step();
  counts.documents = query->integer(0);
  counts.withdrawn = query->integer(1);
  counts.revisions = query->integer(2);
  counts.events = query->integer(3);
  counts.to_index = query->integer(4);
  Borrowed states = parts_->db.use("SELECT state, count(*) FROM deliveries GROUP BY state");
  while (states->step()) {
    const std::string state = states->text(0);
    std::int64_t* const field = state == "queued" || state == "sending" ? &counts.queued
                                : state == "held"                       ? &counts.held
                                : state == "sent"                       ? &counts.sent
                                : state == "retry"                      ? &counts.retry
                                                                        : &counts.dead;
    *field += states->integer(1);
  }
  return counts;
}

}  // namespace griffier::store
