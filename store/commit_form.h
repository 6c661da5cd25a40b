// The form of a revision in git: message, files, and the way back (docs/formats.md).
#pragma once

#include <string>

#include "store/archive/archive.h"
#include "store/record/entry.h"
#include "store/revision.h"

namespace griffier::store {

// What the store adds to a revision.
struct Given {
  int revision = 1;
  LastRevision last;               // of revision - 1; hashes that a withdrawal keeps
  std::string published_on;        // of the document as recorded; what a withdrawal is dated by
  std::size_t original_bytes = 0;  // the size of the original, which may be kept from an earlier revision
};

// Whether it is one of the seven changes that a revision may be (docs/formats.md): "new", "substantive" and so on.
[[nodiscard]] bool is_change(std::string_view change);

// The entry of a revision, without a commit yet. Texts are cleaned (invalid UTF-8 becomes U+FFFD). Throws
// std::invalid_argument for what can't be recorded: an unsafe id, an unknown change, two events alike, facts that are
// no JSON object, a withdrawal of what isn't there.
[[nodiscard]] Entry to_entry(const NewRevision& revision, const Given& given);
// The commit of that entry.
[[nodiscard]] NewCommit to_commit(const NewRevision& revision, const Entry& entry, const Given& given);

// "kst-19637-3274: revised (12 words in 2 paragraphs)".
[[nodiscard]] std::string subject_of(const Entry& entry);

// The entry of a commit: its trailers, and `metadata`, the document's metadata.json at that commit (unused for a
// withdrawal). plain_text stays empty. Throws DamagedError naming the commit.
[[nodiscard]] Entry read_entry(const CommitInfo& commit, std::string_view metadata);
// The document that a commit is about; DamagedError when it names none.
[[nodiscard]] std::string document_of(const CommitInfo& commit);

// How metadata.json names the original that it describes.
struct OriginalNote {
  std::string sha256, stored_as, media_type;  // stored_as: "original.xml" in the archive, "originals/ab/…" beside it
  std::size_t bytes = 0;
};
// Empty sha256: there is none.
[[nodiscard]] OriginalNote original_of(std::string_view metadata);

}  // namespace griffier::store
