#include "store/record/said.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "store/record/sqlite.h"

namespace griffier::store {

namespace json = boost::json;

const char* const kSaidTables = R"(
CREATE TABLE said(
  document_id TEXT NOT NULL,
  source TEXT NOT NULL,
  facts TEXT NOT NULL,
  PRIMARY KEY(document_id, source)) WITHOUT ROWID;
)";

std::optional<std::map<std::string, std::string>> Said::facts(const std::string& source,
                                                              const std::string& document_id) {
  Statement query(record_.handle(), "SELECT facts FROM said WHERE document_id = ? AND source = ?");
  if (!query.with(document_id, source).step()) return std::nullopt;
  boost::system::error_code error;
  const auto value = json::parse(query.text(0), error);
  if (error || !value.is_object()) return std::nullopt;
  std::map<std::string, std::string> facts;
  for (const auto& [name, fact] : value.get_object())
    if (fact.is_string()) facts[std::string(name)] = std::string(fact.get_string());
  return facts;
}

bool Said::others_give(const std::string& document_id, const std::string& source) {
  Statement query(record_.handle(),
                  "SELECT 1 FROM validators WHERE document_id = ? AND source <> ? AND body_sha256 <> '' LIMIT 1");
  return query.with(document_id, source).step();
}

std::optional<std::string> Said::last_commit_of(const std::string& document_id, const std::string& source) {
  Statement query(record_.handle(),
                  "SELECT r.commit_id FROM revisions r JOIN documents d USING(document_key)"
                  " WHERE d.document_id = ? AND r.source = ? AND r.change <> 'withdrawn'"
                  " ORDER BY r.revision DESC LIMIT 1");
  return query.with(document_id, source).step() ? std::optional(query.text(0)) : std::nullopt;
}

void Said::keep(const std::vector<SaidRow>& rows) {
  if (rows.empty()) return;
  Transaction transaction(record_.handle());
  Statement keep(record_.handle(), "INSERT OR REPLACE INTO said(document_id, source, facts) VALUES(?, ?, ?)");
  for (const auto& row : rows) {
    json::object facts;
    for (const auto& [name, value] : row.facts) facts[name] = value;
    keep.with(row.document_id, row.source, json::serialize(facts)).run();
  }
  transaction.commit();
}

}  // namespace griffier::store
