#include "store/repeat.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <stdexcept>

#include "publications/markdown.h"
#include "publications/reading_json.h"
#include "store/archive/archive.h"
#include "store/record/joins.h"
#include "store/record/record.h"

namespace griffier::store {
namespace {

std::string facts_in(const std::string& metadata, const std::string& document_id) {
  boost::system::error_code error;
  const auto value = boost::json::parse(metadata, error);
  if (error || !value.is_object() || !value.as_object().contains("facts"))
    throw DamagedError(fmt::format("archive: metadata.json of {} can't be read", document_id));
  return publications::to_sorted_lines(value.as_object().at("facts"));
}

}  // namespace

NewRevision repeat_of(Registrar& registrar, const std::string& document_id) {
  auto& record = registrar.record();
  const auto last = record.last_revision(document_id);
  const auto document = record.document(document_id);
  if (!last || !document) throw std::invalid_argument(fmt::format("there is no document {}", document_id));
  const auto part = [&](const char* file) {
    auto bytes = registrar.archive().read(last->commit_id, document_id, file);
    if (!bytes) throw DamagedError(fmt::format("archive: {} of {} isn't there", file, document_id));
    return std::move(*bytes);
  };
  NewRevision revision;
  revision.document_id = document_id;
  revision.change = "metadata";
  revision.source = last->source;
  revision.source_url = last->source_url;
  revision.published_on = publications::parse_iso_date(document->published_on);
  revision.kind = document->kind;
  revision.title = document->title;
  revision.dossier = document->dossier;
  revision.dossier_number = document->dossier_number;
  revision.parent = document->parent;
  Names names(record);
  revision.aliases = names.of(document_id);
  revision.distinct_from = names.distinct_from(document_id);
  revision.text_markdown = part("text.md");
  revision.plain_text = publications::to_plain(publications::from_markdown(revision.text_markdown));
  revision.facts_json = facts_in(part("metadata.json"), document_id);
  if (auto original = registrar.last_original(document_id)) revision.original = std::move(*original);
  if (revision.original.archive_name.empty()) revision.original.bytes.clear();  // it is kept beside the archive already
  revision.text_sha256 = last->text_sha256;
  revision.pipeline = last->pipeline;
  return revision;
}

}  // namespace griffier::store
