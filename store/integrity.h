// Is the record whole, and SQLite again from git.
#pragma once

#include <functional>
#include <string>

#include "store/registrar.h"

namespace griffier::store {

struct Problem {
  std::string part;    // "archive", "record", "originals", "ref", "attestation"
  std::string detail;  // one sentence that names the thing
};

struct VerifyReport {
  std::size_t commits = 0, objects = 0, revisions = 0, originals = 0, attestations = 0;
  std::vector<Problem> problems;
};

// Recomputes everything: SQLite's own checks, every commit against its row and trailers, every hash, every original,
// the chain from root to head, and what was attested of it (attest.h). Opens read-only; never throws for damage, which
// it reports. Throws AccessError or std::system_error when this user may not read all of it: that says nothing about
// the record. `progress` is called with done and total commits.
[[nodiscard]] VerifyReport verify(const std::filesystem::path& state_dir,
                                  const std::function<void(std::size_t, std::size_t)>& progress);

// Makes griffier.db anew from refs/heads/main alone, beside the old one, and puts it in place when complete; the old
// file is kept as griffier.db.before-rebuild-<time>. Takes the lock. Returns the number of revisions. What the archive
// doesn't say is taken over from the old file as far as it can be read: watches, the sources' cursors and validators,
// doubts, quiet waits, and deliveries not sent yet. When the sources can't, each that the commits name counts as having
// had its baseline, so that nothing is kept silent about. Throws DamagedError when the archive is missing or lacks the
// commit that the old file names as newest.
std::size_t rebuild(const std::filesystem::path& state_dir,
                    const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace griffier::store
