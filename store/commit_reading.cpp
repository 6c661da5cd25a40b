#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <charconv>

#include "publications/identifier.h"
#include "store/commit_form.h"
#include "store/registrar.h"
#include "store/trailers.h"

namespace griffier::store {
namespace {

namespace json = boost::json;

[[noreturn]] void damaged(const CommitInfo& commit, std::string_view why) {
  throw DamagedError(fmt::format("archive: commit {} {}; restore archive.git from a backup", commit.id, why));
}

template <typename Number>
Number number_of(const CommitInfo& commit, const Trailers& trailers, std::string_view key) {
  const std::string text = trailers.get(key);
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
    damaged(commit, fmt::format("has no valid trailer {}", key));
  }
  return number;
}

std::vector<NewEvent> events_of(const CommitInfo& commit, const Trailers& trailers) {
  const std::vector<std::string> kinds = trailers.all("Event");
  const std::vector<std::string> summaries = trailers.all("Event-Summary");
  if (kinds.size() != summaries.size()) {
    damaged(commit, "has events without their summaries");
  }
  std::vector<NewEvent> events;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::size_t space = kinds[i].find(' ');
    events.push_back(
        {kinds[i].substr(0, space), space == std::string::npos ? "" : kinds[i].substr(space + 1), summaries[i]});
  }
  return events;
}

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains(key);
  const json::string* const text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string(text->data(), text->size()) : std::string();
}

json::object parse_metadata(std::string_view metadata) {
  boost::system::error_code error;
  json::value value = json::parse({metadata.data(), metadata.size()}, error);
  return !error && value.is_object() ? std::move(value.as_object()) : json::object();
}

std::vector<std::string> texts_of(const json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  const json::value* const value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) {
    return texts;
  }
  for (const json::value& item : value->get_array()) {
    if (const json::string* const text = item.if_string(); text != nullptr) {
      texts.emplace_back(text->data(), text->size());
    }
  }
  return texts;
}

std::vector<QuestionDecision> decisions_of(const json::object& metadata) {
  std::vector<QuestionDecision> decisions;
  const json::value* const list = metadata.if_contains("question_decisions");
  if (list == nullptr || !list->is_array()) return decisions;
  for (const json::value& value : list->get_array()) {
    if (!value.is_object()) continue;
    const auto& one = value.get_object();
    const json::value* const joined = one.if_contains("joined");
    decisions.push_back(
        {text_of(one, "paper"), text_of(one, "set"), joined != nullptr && joined->is_bool() && joined->get_bool()});
  }
  return decisions;
}

void read_metadata(const CommitInfo& commit, std::string_view text, Entry& entry) {
  json::object metadata = parse_metadata(text);
  if (!metadata.contains("facts") || !metadata["facts"].is_object() || !metadata.contains("kind")) {
    damaged(commit, "has no valid metadata.json");
  }
  entry.kind = text_of(metadata, "kind");
  entry.title = text_of(metadata, "title");
  entry.dossier = text_of(metadata, "dossier");
  entry.dossier_number = text_of(metadata, "dossier_number");
  entry.parent = text_of(metadata, "parent");
  entry.published_on = text_of(metadata, "published_on");
  if (const json::value* const original = metadata.if_contains("original");
      original != nullptr && original->is_object()) {
    entry.media_type = text_of(original->get_object(), "media_type");
  }
  entry.aliases = texts_of(metadata, "aliases");
  entry.distinct_from = texts_of(metadata, "distinct_from");
  entry.question_decisions = decisions_of(metadata);
  entry.facts = std::move(metadata["facts"].as_object());
}

}  // namespace

std::string document_of(const CommitInfo& commit) {
  std::string document = Trailers::parse(commit.message).get("Document");
  if (!publications::is_safe_document_id(document)) {
    damaged(commit, "names no document");
  }
  return document;
}

Entry read_entry(const CommitInfo& commit, std::string_view metadata) {
  const Trailers trailers = Trailers::parse(commit.message);
  Entry entry;
  entry.commit_id = commit.id;
  entry.document_id = document_of(commit);
  entry.revision = number_of<int>(commit, trailers, "Revision");
  entry.change = trailers.get("Change");
  entry.source = trailers.get("Source");
  entry.source_kind = trailers.get("Source-Kind");
  entry.source_url = trailers.get("Source-URL");
  const auto observed_at = publications::parse_iso_instant(trailers.get("Observed-At"));
  if (!observed_at || !is_change(entry.change)) {
    damaged(commit, "has no valid trailers Observed-At and Change");
  }
  entry.observed_at = *observed_at;
  entry.etag = trailers.get("ETag");
  entry.last_modified = trailers.get("Last-Modified");
  entry.body_sha256 = trailers.get("Body-SHA256");
  entry.text_sha256 = trailers.get("Text-SHA256");
  entry.facts_sha256 = trailers.get("Facts-SHA256");
  entry.pipeline = trailers.get("Pipeline");
  entry.words_added = number_of<std::size_t>(commit, trailers, "Words-Added");
  entry.words_removed = number_of<std::size_t>(commit, trailers, "Words-Removed");
  entry.paragraphs_changed = number_of<std::size_t>(commit, trailers, "Paragraphs-Changed");
  if (!trailers.get("Returns-To").empty()) {
    entry.returns_to = number_of<int>(commit, trailers, "Returns-To");
  }
  entry.events = events_of(commit, trailers);
  if (!entry.is_withdrawal()) {
    read_metadata(commit, metadata, entry);
  }
  return entry;
}

OriginalNote original_of(std::string_view metadata) {
  OriginalNote note;
  const json::object object = parse_metadata(metadata);
  const json::value* const original = object.if_contains("original");
  if (original == nullptr || !original->is_object()) {
    return note;
  }
  note.sha256 = text_of(original->get_object(), "sha256");
  note.stored_as = text_of(original->get_object(), "stored_as");
  note.media_type = text_of(original->get_object(), "media_type");
  if (const json::value* const bytes = original->get_object().if_contains("bytes"); bytes != nullptr) {
    note.bytes = bytes->is_int64() ? static_cast<std::size_t>(std::max<std::int64_t>(bytes->get_int64(), 0)) : 0;
  }
  return note;
}

}  // namespace griffier::store
