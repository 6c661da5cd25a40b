// One document, however it comes: which document an arrival is, and which documents it shows to be one
// (docs/ARCHITECTURE.md).
#pragma once

#include <string>
#include <vector>

#include "daemon/pipeline/arrival.h"
#include "store/record/record.h"

namespace griffier::daemon {

// Every name that a publication comes under, the one that it is recorded under if nobody knows better first.
[[nodiscard]] std::vector<std::string> names_of(const ReadArrival& read);

struct Whose {
  std::string document_id;  // as it is recorded, or is to be
  std::vector<std::string>
      aliases;                     // names that the record doesn't have for it yet; the ids of others to be joined too
  std::vector<std::string> joins;  // of them, the documents that turn out to be this one
};

// The rule, in order:
// 1. An address that led to a document leads to it still (Arrival::known_id).
// 2. The identity that the publication or its publisher gives, else any other name that they give for it, is looked up:
//    the first that is known is the document.
// 3. An annex of a known main document with the very bytes of another annex of it is that annex.
// 4. Else it is a new document under its first name.
// Every other name becomes an alias; one that is a document of its own is joined, unless a person said that they are
// two. Reads the record; its thread.
[[nodiscard]] Whose whose(store::Record& record, const ReadArrival& read);

}  // namespace griffier::daemon
