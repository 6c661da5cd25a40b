#include "store/record/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <set>

#include "publications/ascii.h"
#include "publications/identifier.h"
#include "store/record/parts.h"

namespace griffier::store {

const char* const kLinkTables = R"(
CREATE TABLE links(
  document_key INTEGER NOT NULL REFERENCES documents,
  position INTEGER NOT NULL,
  relation TEXT NOT NULL,
  kind TEXT,
  target TEXT,
  printed TEXT,
  block INTEGER,
  PRIMARY KEY(document_key, position)) WITHOUT ROWID;
CREATE INDEX links_by_target ON links(target) WHERE target IS NOT NULL;
)";

// A case stands for the paper that asks its questions. What is joined to another document points at nothing any more.
const char* const kLinkViews = R"(
CREATE VIEW v_links AS
  SELECT d.document_id, l.position, l.relation, l.kind, l.target,
         coalesce((SELECT coalesce(j.document_id, t.document_id) FROM documents t
                     LEFT JOIN documents j ON j.document_key = t.joined_into WHERE t.document_id = l.target),
                  (SELECT coalesce(j.document_id, t.document_id) FROM aliases a JOIN documents t USING(document_key)
                     LEFT JOIN documents j ON j.document_key = t.joined_into WHERE a.alias = l.target),
                  (SELECT t.document_id FROM documents t WHERE l.kind = 'zaak' AND t.joined_into IS NULL
                     AND t.document_id IN ('kv-tk-' || l.target, 'kv-ek-' || l.target))) AS target_document_id,
         l.printed, l.block
  FROM links l JOIN documents d USING(document_key)
  WHERE d.joined_into IS NULL;
)";

namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::optional<std::int64_t> number_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? std::optional(value->get_int64()) : std::nullopt;
}

LinkRow read_link(const Statement& row) {
  LinkRow link;
  link.document_id = row.text(0);
  link.relation = row.text(1);
  link.kind = row.text(2);
  link.target = row.text(3);
  link.target_document_id = row.text(4);
  link.printed = row.text(5);
  link.block = static_cast<int>(row.integer(6));
  return link;
}

// "2024Z18438", the number of a case.
bool is_zaaknummer(std::string_view id) {
  return id.size() > 5 && id[4] == 'Z' && publications::ascii::all_digits(id.substr(0, 4)) &&
         publications::ascii::all_digits(id.substr(5));
}

// The identities that begin so and go on behind a hyphen: from `prefix`- up to the character behind the hyphen.
struct Range {
  std::string from, to;
};
Range behind(const std::string& prefix) { return {prefix + '-', prefix + '.'}; }

// What lies within a dossier or a meeting, by its identity.
std::vector<Range> ranges_of(const std::string& id) {
  if (const auto dossier = publications::parse_dossier(id); dossier && dossier->id() == id) {
    std::vector<Range> ranges = {behind("kst-" + id)};
    if (dossier->toevoeging.empty()) ranges.push_back(behind(id));
    return ranges;
  }
  const auto parsed = publications::parse_identifier(id);
  const auto* meeting = parsed ? std::get_if<publications::Handelingen>(&*parsed) : nullptr;
  if (meeting == nullptr || !publications::ascii::all_digits(meeting->numbers) || publications::to_id(*parsed) != id)
    return {};
  return {behind(id)};
}

// Other names that an identity answers to: "2024Z18438" for kv-tk-2024Z18438 and the other way round, the meeting for
// an item of it, the paper that a reprint replaces.
std::vector<std::string> implied(const std::string& id) {
  if (is_zaaknummer(id)) return {"kv-tk-" + id, "kv-ek-" + id};
  const auto parsed = publications::parse_identifier(id);
  if (!parsed) return {};
  if (const auto* question = std::get_if<publications::Kamervraag>(&*parsed)) return {question->zaaknummer};
  if (const auto* item = std::get_if<publications::Handelingen>(&*parsed)) {
    auto meeting = *item;
    const auto dash = meeting.numbers.find('-');
    if (dash == std::string::npos || meeting.numbers.find('-', dash + 1) != std::string::npos) return {};
    meeting.numbers.resize(dash);
    meeting.suffix = {};
    return {publications::to_id(meeting)};
  }
  if (const auto* paper = std::get_if<publications::Kamerstuk>(&*parsed); paper != nullptr && paper->suffix.kind == 'h')
    return {publications::to_id(publications::Kamerstuk{paper->dossier, paper->ondernummer, {}})};
  return {};
}

}  // namespace

void enter_links(Database& db, std::int64_t document_key, const Entry& entry) {
  db.use("DELETE FROM links WHERE document_key = ?")->with(document_key).run();
  const auto* links = entry.facts.if_contains("links");
  if (links == nullptr || !links->is_array()) return;
  std::int64_t position = 0;
  for (const auto& value : links->get_array()) {
    if (!value.is_object()) continue;
    const auto& link = value.get_object();
    const auto relation = text_of(link, "relation");
    const auto target = text_of(link, "target");
    if (relation.empty() || target == entry.document_id) continue;
    db.use(
          "INSERT INTO links(document_key, position, relation, kind, target, printed, block) VALUES(?, ?, ?, ?, ?, ?, "
          "?)")
        ->with(document_key, ++position, relation, null_if_empty(text_of(link, "kind")), null_if_empty(target),
               null_if_empty(text_of(link, "printed")), number_of(link, "block"))
        .run();
  }
}

std::vector<LinkRow> Links::from(const std::string& document_id) {
  Borrowed query = record_.parts_->db.use(
      "SELECT document_id, relation, kind, target, target_document_id, printed, coalesce(block, -1) FROM v_links"
      " WHERE document_id = ? ORDER BY position");
  std::vector<LinkRow> rows;
  query->with(document_id);
  while (query->step()) rows.push_back(read_link(*query));
  return rows;
}

std::vector<std::string> Links::names(const std::string& id) {
  const auto document = record_.resolve(id);
  std::vector<std::string> out = {document.value_or(id)};
  if (document) {
    Borrowed query = record_.parts_->db.use("SELECT alias FROM v_aliases WHERE document_id = ? ORDER BY alias");
    query->with(*document);
    while (query->step()) out.push_back(query->text(0));
  }
  const std::size_t own = out.size();
  for (std::size_t i = 0; i < own; ++i) {
    for (auto& name : implied(out[i]))
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  }
  return out;
}

std::vector<LinkRow> Links::to(const std::string& id) {
  const auto own = names(id);
  const auto ranges = ranges_of(id);
  std::set<std::string> left_out = {own.front()};
  for (const auto& part : parts_of(id)) left_out.insert(part.document_id);
  // One list of all that is meant, so that it comes in order however many names there are, and each link once.
  const auto condition = [&] {
    std::string sql = "v.target IN (?1";
    for (std::size_t i = 1; i < own.size(); ++i) sql += ", ?";
    sql += ")";
    for (std::size_t i = 0; i < ranges.size(); ++i) sql += " OR (v.target >= ? AND v.target < ?)";
    return sql;
  };
  Statement query(record_.handle(),
                  fmt::format("SELECT v.document_id, v.relation, v.kind, v.target, v.target_document_id, v.printed,"
                              " coalesce(v.block, -1) FROM v_links v JOIN documents d USING(document_id) WHERE {}"
                              " ORDER BY d.sort_date DESC, d.document_key DESC, v.position",
                              condition()));
  int place = 0;
  for (const auto& name : own) query.bind(++place, name);
  for (const auto& range : ranges) {
    query.bind(++place, range.from);
    query.bind(++place, range.to);
  }
  const auto document_id = record_.resolve(id).value_or("");
  std::vector<LinkRow> rows;
  while (query.step()) {
    auto row = read_link(query);
    // Another name of the document, or the case or meeting that it belongs to, stands for it.
    if (!document_id.empty()) row.target_document_id = document_id;
    if (!left_out.contains(row.document_id)) rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<DocumentRow> Links::parts_of(const std::string& id) {
  const auto ranges = ranges_of(id);
  if (ranges.empty()) return {};
  if (publications::ascii::all_digits(id.substr(0, 1))) return in_dossier(id);
  static const std::string kSql = fmt::format(
      "SELECT {} FROM documents d WHERE d.document_id >= ?1 AND d.document_id < ?2 AND d.joined_into IS NULL"
      " ORDER BY d.sort_date, d.document_id",
      kDocumentColumns);
  Borrowed query = record_.parts_->db.use(kSql.c_str());
  query->with(ranges.front().from, ranges.front().to);
  std::vector<DocumentRow> rows;
  while (query->step()) rows.push_back(read_document(*query));
  return rows;
}

std::vector<DocumentRow> Links::in_dossier(const std::string& dossier) {
  static const std::string kSql = fmt::format(
      "WITH own AS (SELECT document_key, document_id FROM documents WHERE dossier = ?1 UNION"
      " SELECT document_key, document_id FROM documents WHERE dossier >= ?2 AND dossier < ?3 UNION"
      " SELECT x.document_key, x.document_id FROM links l JOIN documents x USING(document_key)"
      " WHERE (l.target = ?1 OR (l.target >= ?2 AND l.target < ?3))"
      " AND l.kind = 'dossier' AND l.relation = 'refers' AND l.printed IS NULL)"
      " SELECT {} FROM documents d WHERE d.document_key IN (SELECT document_key FROM own"
      " UNION SELECT a.document_key FROM documents a WHERE a.parent IN (SELECT document_id FROM own))"
      " AND d.joined_into IS NULL"
      " ORDER BY d.sort_date, d.dossier, CAST(d.dossier_number AS INTEGER), d.dossier_number, d.document_id",
      kDocumentColumns);
  Borrowed query = record_.parts_->db.use(kSql.c_str());
  const Range chapters = publications::ascii::all_digits(dossier) ? behind(dossier) : Range{};
  query->with(dossier, chapters.from, chapters.to);
  std::vector<DocumentRow> rows;
  while (query->step()) rows.push_back(read_document(*query));
  return rows;
}

std::vector<std::string> Links::dossiers_like(const std::string& number) {
  Borrowed query = record_.parts_->db.use(
      "SELECT DISTINCT dossier FROM documents WHERE (dossier = ?1 OR (dossier >= ?1 || '-' AND dossier < ?1 || '.'))"
      " AND joined_into IS NULL ORDER BY dossier LIMIT 50");
  query->with(number);
  std::vector<std::string> out;
  while (query->step()) out.push_back(query->text(0));
  return out;
}

}  // namespace griffier::store
