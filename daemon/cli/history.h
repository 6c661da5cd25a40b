// One document of the record with its revisions, and what the archive has of one of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/record/record.h"
#include "store/registrar.h"

namespace griffier::daemon {

struct RevisionName {
  std::string id;
  int revision = 0;  // 0: not said
};
// "kst-19637-3274@2"; throws UsageError when what follows the @ is no revision number.
[[nodiscard]] RevisionName parse_revision_name(const std::string& text);

struct History {
  store::DocumentRow document;
  std::vector<store::RevisionRow> revisions;

  // Throws std::runtime_error when there is no such revision.
  [[nodiscard]] const store::RevisionRow& at(int revision) const;
};

// By its id, an alias, or either as a person may type it (typed.h). Throws std::runtime_error when it is not kept, with
// what is kept of its case, dossier or meeting.
[[nodiscard]] History history_of(store::Registrar& store, const std::string& id);

// A file of a revision's folder, "text.md" or "metadata.json". Throws DamagedError when the archive has none.
[[nodiscard]] std::string file_of(store::Registrar& store, const store::RevisionRow& revision, std::string_view file);

// What stood there on a day (its end) or at a moment. Throws UsageError when `at` is neither, std::runtime_error when
// the document was not known then.
[[nodiscard]] const store::RevisionRow& revision_on(const History& history, const std::string& at);

}  // namespace griffier::daemon
