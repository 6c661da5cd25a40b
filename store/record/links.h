// What documents point at and what points at them: the links of the newest revision of each, from its facts.
#pragma once

#include <string>
#include <vector>

#include "store/record/entry.h"
#include "store/record/record.h"

namespace griffier::store {

// The tables and views of links, for schema.cpp.
extern const char* const kLinkTables;
extern const char* const kLinkViews;

// Puts an entry's links in the place of those of the revision before it (entry.cpp). Within the caller's transaction.
// What is not in the form of publications::Link is passed over.
void enter_links(Database& db, std::int64_t document_key, const Entry& entry);

struct LinkRow {  // v_links
  std::string document_id, relation, kind, target, target_document_id, printed;
  int block = -1;  // of the text; -1 if none
};

// Borrows the record. For its thread; reads only.
class Links {
 public:
  explicit Links(Record& record) : record_(record) {}

  // What a document points at, in order of appearance.
  [[nodiscard]] std::vector<LinkRow> from(const std::string& document_id);
  // What points at a document, or at an identity of which no document is kept; the newest first. Counted are the links
  // to its aliases, to the case whose questions it asks, to the meeting of which it reports an item, and to the paper
  // of which it is a reprint; for a case, those to its questions. For a dossier or a meeting as a whole also those to
  // its papers (and chapters) or items, from documents that are none of these themselves.
  [[nodiscard]] std::vector<LinkRow> to(const std::string& id);
  // The documents of which a dossier or a meeting ("h-tk-20242025-12") consists; none for any other identity.
  [[nodiscard]] std::vector<DocumentRow> parts_of(const std::string& id);
  // The documents of a dossier ("36600-VII"; "36600" has those of its chapters too), in order of their date: those
  // numbered in it, those that the publisher puts in it as well, and the annexes of both.
  [[nodiscard]] std::vector<DocumentRow> in_dossier(const std::string& dossier);
  // The dossiers with this number of which documents are kept: "36600", "36600-VII", "36600-VIII" for "36600".
  [[nodiscard]] std::vector<std::string> dossiers_like(const std::string& number);
  // The identities by which others name a document.
  [[nodiscard]] std::vector<std::string> names(const std::string& id);

 private:
  Record& record_;
};

}  // namespace griffier::store
