// What must be recorded of every document, to the last event: what a script did, beside what came of it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/faults/scenario.h"

namespace griffier::tests {

struct DocumentTruth {
  std::vector<std::string> changes{"new"};  // of each revision
  bool withdrawn = false;
  std::string parent, dossier;
  std::set<std::string> aliases;
  // Path of each address that gives it now with the media type of what it gave; another one's in the place of a form
  // that was replaced.
  std::map<std::string, std::string> renditions;
  // Times that each event happened, by its kind and question set or promise, "" for none.
  std::map<std::pair<std::string, std::string>, int> events{{{"document.published", ""}, 1}};

  // A further revision, with the event that tells of it.
  void revised(const std::string& change, const std::string& event);
};

using Truths = std::map<std::string, DocumentTruth>;  // by document

// Documents, revisions, renditions, aliases, annex links, dossiers and events equal the truth, exactly: only what
// differs is reported. Then the archive and the record must agree.
void expect_recorded(const World& world, const Truths& truths, const std::string& when);

}  // namespace griffier::tests
