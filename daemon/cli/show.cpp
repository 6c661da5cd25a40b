// griffier show: a document as it stands, stood, or stood on a day.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <optional>
#include <set>
#include <stdexcept>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/facts.h"
#include "daemon/cli/history.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"
#include "store/record/links.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

json::object metadata_of(store::Registrar& store, const store::RevisionRow& revision) {
  const auto text = file_of(store, revision, "metadata.json");
  json::error_code error;
  auto value = json::parse(text, error);
  if (error || !value.is_object())
    throw store::DamagedError(fmt::format("metadata.json is no JSON object at commit {}", revision.commit_id));
  return std::move(value.as_object());
}

// Facts that an older griffier wrote in another form are not shown; the text is.
std::string facts_of(const json::object& metadata) {
  const auto* facts = metadata.if_contains("facts");
  if (facts == nullptr || !facts->is_object()) return {};
  try {
    return facts_for_people(publications::reading_from_json(facts->get_object()));
  } catch (const std::invalid_argument&) {
    return {};
  }
}

std::string text_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// Whether a paper is about what the other one is about: an answer often has no subject of its own, its questions do.
bool names_its_subject(const std::string& relation) {
  return relation == "answers" || relation == "postpones" || relation == "notice_on" || relation == "annex_of" ||
         relation == "corrects" || relation == "replaces";
}

std::string label_of(std::string relation) {
  std::replace(relation.begin(), relation.end(), '_', ' ');
  return relation;
}

std::string for_people(store::Registrar& store, const History& history, const store::RevisionRow& revision,
                       const json::object& metadata) {
  const auto& document = history.document;
  std::string out;
  add_fact(out, "document", document.document_id);
  add_fact(out, "title", text_of(metadata, "title"));
  add_fact(out, "kind", text_of(metadata, "kind"));
  add_fact(out, "published on", text_of(metadata, "published_on"));
  out += facts_of(metadata);
  store::Links links(store.record());
  for (const auto& link : links.from(document.document_id)) {
    if (!names_its_subject(link.relation)) continue;
    const auto other = store.record().document(link.target_document_id);
    if (other) add_fact(out, label_of(link.relation), fmt::format("{}: {}", other->document_id, other->title));
  }
  std::set<std::string> others;
  for (const auto& link : links.to(document.document_id)) others.insert(link.document_id);
  if (!others.empty())
    add_fact(out, "referred to by", fmt::format("{}: griffier references {}", others.size(), document.document_id));
  add_fact(out, "state", document.state);
  add_fact(out, "revision",
           fmt::format("{} of {} ({}), seen {}", revision.revision, history.revisions.size(), revision.change,
                       revision.observed_at));
  add_fact(out, "source", revision.source_url);
  add_fact(out, "bytes", "sha256 " + revision.body_sha256);
  add_fact(out, "commit", revision.commit_id);
  return out + "\n";
}

// The fields of `read --json` that are not facts, as the revision has them.
void add_rendition(json::object& object, const store::RevisionRow& revision, const json::object& metadata) {
  const auto* original = metadata.if_contains("original");
  const auto format =
      original != nullptr && original->is_object() ? text_of(original->get_object(), "media_type") : std::string();
  object["identity"] = revision.document_id;
  object["format"] = format.empty() ? json::value(nullptr) : json::value(format);
  object["body_sha256"] = revision.body_sha256;
  object["text_sha256"] = revision.text_sha256;
}

// All that is known: the fields of `read --json`, what the record says of the document, the revision, its metadata.json
// and its text.
json::object all_fields(const History& history, const store::RevisionRow& revision, json::object metadata,
                        const std::string& markdown) {
  json::object object;
  if (const auto* facts = metadata.if_contains("facts"); facts != nullptr && facts->is_object())
    object = facts->get_object();
  const auto& document = history.document;
  const bool newest = revision.revision == history.document.revisions;
  for (const auto& [key, value] : to_json(document)) {
    const bool of_the_document = key == "document_id" || key == "first_seen_at" || key == "last_changed_at" ||
                                 key == "revisions" || key == "state" || key == "source" || key == "url";
    if (of_the_document || newest) object[key] = value;
  }
  for (const char* const key : {"kind", "title", "dossier", "dossier_number", "published_on", "parent", "aliases"})
    if (const auto* value = metadata.if_contains(key)) object[key] = *value;
  add_rendition(object, revision, metadata);
  object["revision"] = to_json(revision);
  object["metadata"] = std::move(metadata);
  object["text"] = publications::to_plain(publications::from_markdown(markdown));
  object["markdown"] = markdown;
  return object;
}

}  // namespace

int run_show(Context& context, const ShowOptions& options) {
  const auto store = context.open_read_only();
  const auto named = parse_revision_name(options.id);
  const auto history = history_of(*store, named.id);
  if (named.revision != 0 && !options.at.empty()) throw UsageError("give a revision or --at, not both");
  const auto& revision = !options.at.empty()   ? revision_on(history, options.at)
                         : named.revision != 0 ? history.at(named.revision)
                                               : history.revisions.back();
  const auto markdown = file_of(*store, revision, "text.md");
  auto metadata = metadata_of(*store, revision);
  if (context.json()) {
    print_json_line(all_fields(history, revision, std::move(metadata), markdown));
    return kDone;
  }
  print(harmless(for_people(*store, history, revision, metadata) + markdown));
  return kDone;
}

}  // namespace griffier::daemon
