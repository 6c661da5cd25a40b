// What griffier attests of the archive, once a day, so that a history that was written anew can be told from the one
// that was: annotated tags attest/YYYY-MM-DD (docs/formats.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"
#include "store/registrar.h"

namespace griffier::store {

// A hash over the revisions in the order of their commits: each link is the SHA-256 of the link before and what one
// revision is. Two histories have one chain only if they have the same revisions in the same order.
class RevisionChain {
 public:
  void add(std::string_view commit_id, std::string_view document_id, std::int64_t revision,
           std::string_view body_sha256, std::string_view text_sha256);
  [[nodiscard]] const std::string& value() const { return value_; }  // 64 hexadecimal digits

 private:
  std::string value_ = std::string(64, '0');
};

struct Attestation {
  std::string tag, head;  // "attest/2026-11-21", the commit that was the newest
  std::int64_t revisions = 0, documents = 0;
  std::string chain;
};

// Tags the newest revision with what can be said of all up to it, unless the day (of Amsterdam) has its tag or nothing
// is recorded; whether it did. Reads a row of each revision, some microseconds. The registrar's thread; throws as
// Archive.
bool attest(Registrar& registrar, publications::Instant now);

// All of them, oldest first. A tag that says something else than an attestation does has an empty chain.
[[nodiscard]] std::vector<Attestation> attestations(const Archive& archive);

}  // namespace griffier::store
