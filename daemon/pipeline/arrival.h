// A publication as it came in, and what was read of it: the first half of the pipeline, without the record.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "fetchers/extract/extract.h"
#include "publications/instant.h"
#include "publications/reading.h"
#include "publications/text.h"

namespace griffier::daemon {

// One file or answer as it came.
struct Arrival {
  std::string bytes;
  std::string declared_type;  // the Content-Type, when there was one
  std::string name;           // the file's path below what was imported, or the last part of the address
  std::string source, source_kind;
  std::string url;          // where it was had; the key under which its bytes are remembered
  std::string document_id;  // the source's own identity for it; used when the publication does not say who it is
  std::string
      known_id;  // the document that this address already led to: an address that is watched never changes document
  publications::Instant observed_at{};
  std::string etag, last_modified;
  std::map<std::string, std::string> facts;  // what the source says about it
  bool same_bytes = false;                   // the bytes are those of the record; only the facts are new
  bool stand_in = false;                     // the bytes only stand in for a file that could not be had
  bool facts_count = false;  // the facts are a register's: another fact with the same bytes is a change of metadata
  std::vector<std::string> select, ignore;  // CSS to keep and to drop, for HTML
  std::vector<std::string> ignore_text;     // patterns of noise (noise.h)
  bool ocr = false;                         // a scanned PDF is read by text recognition
  bool announce = true;                     // false: recorded in full, told to nobody (a baseline)
};

// An arrival that has been read, or why it could not be.
struct ReadArrival {
  Arrival arrival;
  std::string body_sha256;
  fetchers::Format format = fetchers::Format::unknown;
  std::string media_type;
  publications::Text text;
  publications::Reading reading;
  std::string text_markdown, text_sha256, facts_json;
  std::vector<std::string> warnings;
  std::string refused;  // why it can't be taken in, one sentence; empty when it can
};

// The versions of extraction and normalisation, as kept with every revision: "extract 1, normalise 1".
[[nodiscard]] std::string pipeline_version();

// Bytes to text to facts. Never throws for what the bytes hold; any thread (a PDF waits for a child process).
[[nodiscard]] ReadArrival read_arrival(Arrival arrival);
// The same for a file whose name says nothing about it (namesake.h).
[[nodiscard]] ReadArrival read_whatever_its_name(Arrival arrival);

// The extraction of an arrival alone, with its selection and noise filters; throws fetchers::ExtractError.
[[nodiscard]] fetchers::Extraction extract_arrival(const Arrival& arrival);

// The identity that an arrival has by itself: the document that its address is known for, else what the publication
// says, else what is known beside it, else the source's own. Which document it is of those that are recorded, and how
// much a register's word counts, says identity.h.
[[nodiscard]] std::string identity_of(const ReadArrival& read);

// "file:<path>", with every byte that an id can't hold percent-encoded, folders separated by ':', and long ones
// shortened with a hash.
[[nodiscard]] std::string file_identity(std::string_view relative_path);

}  // namespace griffier::daemon
