// What is handed to the write path, and what comes back: values without I/O.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "publications/instant.h"

namespace griffier::store {

// One fact that happened (DESIGN: event kinds), as it goes in.
struct NewEvent {
  std::string kind;     // "document.published"
  std::string set_id;   // of a question set; empty if none
  std::string summary;  // one sentence for people
  bool operator==(const NewEvent&) const = default;
};

// One message to be delivered for an event of the same revision.
struct NewDelivery {
  std::size_t event = 0;  // index into NewRevision::events
  std::string watch, channel, recipient;
  publications::Instant due_at{};
  bool held = false;  // by a digest or quiet hours until due_at
};

// What a person decided on a paper about questions: that it belongs to a set, or doesn't.
struct QuestionDecision {
  std::string paper, set_id;
  bool joined = false;
  bool operator==(const QuestionDecision&) const = default;
};

// A rendition kept as it came. Text renditions go into the git tree, others beside the repository by hash. Without
// bytes and archive_name, sha256 names one that is kept beside the repository already; without sha256 as well, there is
// none.
struct Original {
  std::string bytes;
  std::string media_type;    // "application/pdf"
  std::string archive_name;  // "original.xml" when it is text; empty: kept as originals/<2>/<sha256>
  std::string sha256;
};

// One new revision of one document, complete. The revision number and the commit are the store's to give.
struct NewRevision {
  std::string document_id;
  std::string change;  // "new", "substantive", "cosmetic", "metadata", "withdrawn", "restored", "rebaseline"
  std::string source;  // the configured name, or "import"
  std::string source_kind;
  std::string source_url;
  publications::Instant observed_at{};
  std::optional<publications::Date> published_on;
  std::string etag, last_modified;  // as sent; empty if not

  std::string kind, title, dossier, dossier_number, parent;  // columns of v_documents
  std::vector<std::string> aliases;        // other identities; one that is a document joins that document to this one
  std::vector<std::string> distinct_from;  // identities that a person said it is not
  std::vector<QuestionDecision> question_decisions;  // those made with this revision; they hold from then on
  std::string text_markdown;                         // text.md
  std::string facts_json;  // the object of publications::to_json, serialised; becomes part of metadata.json
  std::string plain_text;  // for the search index
  Original original;       // the empty bytes of a withdrawal keep the last original
  std::string text_sha256;
  std::size_t words_added = 0, words_removed = 0, paragraphs_changed = 0;
  std::optional<int> returns_to;  // a revert: the earlier revision with the same content
  std::string pipeline;           // "extract 1, normalise 1"

  std::vector<NewEvent> events;
  std::vector<NewDelivery> deliveries;
};

// What the record knows of a document's newest revision: what the pipeline compares with.
struct LastRevision {
  int revision = 0;
  std::string change;
  std::string commit_id;
  std::string body_sha256, text_sha256;
  std::string facts_sha256;  // of NewRevision::facts_json, byte for byte
  std::string media_type;
  std::string source, source_url;
  std::string pipeline;
  bool withdrawn = false;
};

struct Recorded {
  std::string document_id;
  int revision = 0;
  std::string commit_id;
  std::vector<std::string> event_ids;
};

}  // namespace griffier::store
