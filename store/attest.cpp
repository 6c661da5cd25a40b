#include "store/attest.h"

#include <fmt/format.h>

#include <charconv>

#include "publications/digest.h"
#include "store/archive/archive.h"
#include "store/record/record.h"
#include "store/record/sqlite.h"
#include "store/trailers.h"

namespace griffier::store {
namespace {

constexpr std::string_view kPrefix = "attest/";

std::int64_t number_of(const std::string& text) {
  std::int64_t number = -1;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end ? number : -1;
}

Attestation attestation_of(const Tag& tag) {
  const auto trailers = Trailers::parse(tag.message);
  Attestation said;
  said.tag = tag.name;
  said.head = tag.commit;
  said.revisions = number_of(trailers.get("Revisions"));
  said.documents = number_of(trailers.get("Documents"));
  if (trailers.get("Head") == tag.commit) said.chain = trailers.get("Chain");
  return said;
}

std::string message_of(const Attestation& said) {
  Trailers trailers;
  trailers.add("Head", said.head);
  trailers.add("Revisions", std::to_string(said.revisions));
  trailers.add("Documents", std::to_string(said.documents));
  trailers.add("Chain", said.chain);
  trailers.add("Signed-off-by", "griffier <griffier@localhost>");
  return trailers.message(fmt::format("All that griffier had recorded when it made {}", said.tag));
}

}  // namespace

void RevisionChain::add(std::string_view commit_id, std::string_view document_id, std::int64_t revision,
                        std::string_view body_sha256, std::string_view text_sha256) {
  value_ = publications::sha256_hex(
      fmt::format("{}\n{} {}@{} {} {}\n", value_, commit_id, document_id, revision, body_sha256, text_sha256));
}

bool attest(Registrar& registrar, publications::Instant now) {
  auto& record = registrar.record();
  Attestation said;
  said.tag = std::string(kPrefix) + publications::iso_date(publications::amsterdam_date(now));
  said.head = record.head();
  if (said.head.empty()) return false;
  const auto tags = registrar.archive().tags(said.tag);
  if (!tags.empty()) return false;
  // From the first revision on, every time: what was attested before has no say in it.
  RevisionChain chain;
  Statement rows(
      record.handle(),
      "SELECT r.commit_id, d.document_id, r.revision, coalesce(r.body_sha256, ''), coalesce(r.text_sha256, '')"
      " FROM revisions r JOIN documents d USING(document_key)"
      " ORDER BY r.revision_key");
  for (; rows.step(); ++said.revisions)
    chain.add(rows.view(0), rows.view(1), rows.integer(2), rows.view(3), rows.view(4));
  Statement documents(record.handle(), "SELECT count(DISTINCT document_key) FROM revisions");
  said.documents = documents.step() ? documents.integer(0) : 0;
  said.chain = chain.value();
  return registrar.archive().add_tag(said.tag, said.head, message_of(said), now);
}

std::vector<Attestation> attestations(const Archive& archive) {
  std::vector<Attestation> all;
  for (const auto& tag : archive.tags(kPrefix)) all.push_back(attestation_of(tag));
  return all;
}

}  // namespace griffier::store
