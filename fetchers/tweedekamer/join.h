// Entities joined into publications: a document with its versions, cases, dossiers and actors; a promise with whom it
// was made to. Pure, but for the lookups; the names are those of the Gegevensmagazijn's own schema.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fetchers/tweedekamer/entity.h"

namespace griffier::fetchers {

// What is known of one document or promise by now.
struct JoinedPublication {
  std::string entity;                        // the id of the Document or Toezegging
  bool deleted = false;                      // a tombstone
  bool empty = false;                        // it has no number or subject yet: the register has such places
  std::string document_id;                   // the official identity when it can be made, else "tk-<documentNummer>"
  std::map<std::string, std::string> facts;  // publications/facts.h
  std::string name;                          // "2024D38123.pdf"
  std::string metadata_text;                 // it as Markdown, for when there is no file to be had
  bool has_file = false;
  std::string enclosure;  // as announced; may be empty though it has one
  std::string content_type;
  std::optional<std::uint64_t> content_length;
  std::string file_print;            // differs when another file is announced
  std::vector<std::string> missing;  // entities it refers to that aren't there
  std::vector<std::string> offices;  // of all who have to do with it, for choosing by ministry

  // Differs when what is handed over besides the file differs.
  [[nodiscard]] std::string print() const;
};

// `document` is a Document or a Toezegging.
[[nodiscard]] JoinedPublication join_publication(const Entity& document, const EntityLookup& lookup);

// The official identity of a document by its versions, numbers, dossier and case, else "tk-<documentNummer>"; empty for
// one without a number. "kst-19637-3274", "ah-tk-20242025-1244", "kv-tk-2024Z18435".
[[nodiscard]] std::string identity_of_document(const Entity& document, const EntityLookup& lookup);

// The documents and promises of which `now` may be a part, when it takes the place of `before`: those that are to be
// joined again. Empty when nothing that matters to a document differs.
[[nodiscard]] std::vector<std::string> touched_by(const std::optional<Entity>& before, const Entity& now,
                                                  const EntityLookup& lookup);

// Which publications are wanted; an empty list asks for nothing. A dossier without a chapter covers its chapters.
struct Choice {
  std::vector<std::string> dossiers, kinds, ministries;
  [[nodiscard]] bool wants(const JoinedPublication& publication) const;
  [[nodiscard]] std::string print() const;  // differs when the choice does
};

}  // namespace griffier::fetchers
