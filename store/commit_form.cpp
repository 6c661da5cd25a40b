#include "store/commit_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/value_from.hpp>
#include <set>
#include <stdexcept>

#include "publications/digest.h"
#include "publications/identifier.h"
#include "publications/reading_json.h"
#include "store/durable.h"
#include "store/trailers.h"

namespace griffier::store {
namespace {

namespace json = boost::json;

constexpr int kMetadataFormat = 1;

json::object parse_facts(const NewRevision& revision) {
  boost::system::error_code error;
  json::value value = json::parse(clean_utf8(revision.facts_json), error);
  if (error || !value.is_object()) {
    throw std::invalid_argument(
        fmt::format("{}: the facts are not a JSON object: {}", revision.document_id, error.message()));
  }
  return std::move(value.as_object());
}

void check(const NewRevision& revision, const Given& given) {
  const auto refuse = [&](std::string_view why) {
    throw std::invalid_argument(fmt::format("{}: {}", escape_trailer(revision.document_id), why));
  };
  if (!publications::is_safe_document_id(revision.document_id)) {
    refuse("not a safe document id");
  }
  if (!is_change(revision.change)) {
    refuse(fmt::format("unknown change “{}”", revision.change));
  }
  if (revision.change == "withdrawn" && given.revision == 1) {
    refuse("a document that was never registered can't be withdrawn");
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (const NewEvent& event : revision.events) {
    if (event.kind.empty() || event.kind.find(' ') != std::string::npos) {
      refuse(fmt::format("“{}” is no kind of event", event.kind));
    }
    if (!seen.emplace(event.kind, event.set_id).second) {
      refuse(fmt::format("two events {} of one set in one revision", event.kind));
    }
  }
  for (const NewDelivery& delivery : revision.deliveries) {
    if (delivery.event >= revision.events.size()) {
      refuse("a delivery without its event");
    }
  }
}

void check_original(const NewRevision& revision) {
  const std::string& name = revision.original.archive_name;
  const bool good = name.empty() || (name.starts_with("original.") && name.size() <= 40 &&
                                     std::all_of(name.begin(), name.end(), [](char c) {
                                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
                                     }));
  if (!good) {
    throw std::invalid_argument(fmt::format("{}: “{}” is no name for an original", revision.document_id, name));
  }
}

std::string stored_as(const Original& original, const std::string& sha256) {
  return original.archive_name.empty() ? original_path("", sha256).string() : original.archive_name;
}

std::string metadata_of(const NewRevision& revision, const Entry& entry, const Given& given) {
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(json::string(text));
  };
  json::object metadata;
  metadata["format"] = kMetadataFormat;
  metadata["document_id"] = entry.document_id;
  metadata["kind"] = entry.kind;
  metadata["title"] = entry.title;
  metadata["dossier"] = text_or_null(entry.dossier);
  metadata["dossier_number"] = text_or_null(entry.dossier_number);
  metadata["parent"] = text_or_null(entry.parent);
  metadata["published_on"] = text_or_null(entry.published_on);
  metadata["aliases"] = json::value_from(entry.aliases);
  if (!entry.distinct_from.empty()) {
    metadata["distinct_from"] = json::value_from(entry.distinct_from);
  }
  if (!entry.question_decisions.empty()) {
    json::array decisions;
    for (const QuestionDecision& one : entry.question_decisions)
      decisions.push_back(json::object{{"paper", one.paper}, {"set", one.set_id}, {"joined", one.joined}});
    metadata["question_decisions"] = std::move(decisions);
  }
  if (entry.body_sha256.empty()) {
    metadata["original"] = nullptr;
  } else {
    json::object original;
    original["sha256"] = entry.body_sha256;
    original["bytes"] = given.original_bytes;
    original["media_type"] = text_or_null(entry.media_type);
    original["stored_as"] = stored_as(revision.original, entry.body_sha256);
    metadata["original"] = std::move(original);
  }
  metadata["facts"] = entry.facts;
  std::string lines = publications::to_sorted_lines(metadata);
  if (!lines.ends_with('\n')) {
    lines += '\n';
  }
  return lines;
}

Trailers trailers_of(const Entry& entry) {
  Trailers trailers;
  trailers.add("Document", entry.document_id);
  trailers.add("Revision", std::to_string(entry.revision));
  trailers.add("Change", entry.change);
  for (const NewEvent& event : entry.events) {
    trailers.add("Event", event.set_id.empty() ? event.kind : event.kind + " " + event.set_id);
    trailers.add("Event-Summary", event.summary);
  }
  trailers.add("Words-Added", std::to_string(entry.words_added));
  trailers.add("Words-Removed", std::to_string(entry.words_removed));
  trailers.add("Paragraphs-Changed", std::to_string(entry.paragraphs_changed));
  if (entry.returns_to) {
    trailers.add("Returns-To", std::to_string(*entry.returns_to));
  }
  trailers.add("Source", entry.source);
  trailers.add_if_set("Source-Kind", entry.source_kind);
  trailers.add_if_set("Source-URL", entry.source_url);
  trailers.add("Observed-At", publications::iso_instant(entry.observed_at));
  trailers.add_if_set("Body-SHA256", entry.body_sha256);
  trailers.add_if_set("Text-SHA256", entry.text_sha256);
  trailers.add_if_set("Facts-SHA256", entry.facts_sha256);
  trailers.add_if_set("ETag", entry.etag);
  trailers.add_if_set("Last-Modified", entry.last_modified);
  trailers.add_if_set("Pipeline", entry.pipeline);
  return trailers;
}

// Git and its tools count from 1970; older papers keep their date in metadata.json.
publications::Instant author_date(const std::string& published_on, publications::Instant observed_at) {
  const auto date = publications::parse_iso_date(published_on);
  return date ? std::max(publications::amsterdam_midnight(*date), publications::Instant{}) : observed_at;
}

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string original_bytes_hash(const NewRevision& revision) {
  const Original& original = revision.original;
  return original.sha256.empty() && !original.bytes.empty() ? publications::sha256_hex(original.bytes)
                                                            : original.sha256;
}

}  // namespace

bool is_change(std::string_view change) {
  static constexpr std::array<std::string_view, 7> kChanges{"new",       "substantive", "cosmetic",  "metadata",
                                                            "withdrawn", "restored",    "rebaseline"};
  return std::find(kChanges.begin(), kChanges.end(), change) != kChanges.end();
}

Entry to_entry(const NewRevision& revision, const Given& given) {
  check(revision, given);
  Entry entry;
  entry.document_id = revision.document_id;
  entry.revision = given.revision;
  entry.change = revision.change;
  entry.source = clean_utf8(revision.source);
  entry.source_kind = clean_utf8(revision.source_kind);
  entry.source_url = clean_utf8(revision.source_url);
  entry.observed_at = revision.observed_at;
  entry.etag = revision.etag;
  entry.last_modified = revision.last_modified;
  entry.pipeline = clean_utf8(revision.pipeline);
  entry.words_added = revision.words_added;
  entry.words_removed = revision.words_removed;
  entry.paragraphs_changed = revision.paragraphs_changed;
  entry.returns_to = revision.returns_to;
  for (const NewEvent& event : revision.events) {
    entry.events.push_back({clean_utf8(event.kind), clean_utf8(event.set_id), clean_utf8(event.summary)});
  }
  if (entry.is_withdrawal()) {
    entry.body_sha256 = given.last.body_sha256;
    entry.text_sha256 = given.last.text_sha256;
    entry.facts_sha256 = given.last.facts_sha256;
    return entry;
  }
  check_original(revision);
  entry.body_sha256 = original_bytes_hash(revision);
  entry.text_sha256 = revision.text_sha256;
  entry.facts_sha256 = publications::sha256_hex(revision.facts_json);
  entry.kind = clean_utf8(revision.kind);
  entry.title = clean_utf8(revision.title);
  entry.dossier = clean_utf8(revision.dossier);
  entry.dossier_number = clean_utf8(revision.dossier_number);
  entry.parent = clean_utf8(revision.parent);
  entry.published_on = revision.published_on ? publications::iso_date(*revision.published_on) : std::string();
  entry.media_type = entry.body_sha256.empty() ? std::string() : clean_utf8(revision.original.media_type);
  for (const std::string& alias : revision.aliases) {
    if (!alias.empty() && alias != entry.document_id) {
      entry.aliases.push_back(clean_utf8(alias));
    }
  }
  for (const std::string& name : revision.distinct_from) {
    entry.distinct_from.push_back(clean_utf8(name));
  }
  for (const QuestionDecision& one : revision.question_decisions) {
    entry.question_decisions.push_back({clean_utf8(one.paper), clean_utf8(one.set_id), one.joined});
  }
  entry.facts = parse_facts(revision);
  entry.plain_text = revision.plain_text;
  return entry;
}

NewCommit to_commit(const NewRevision& revision, const Entry& entry, const Given& given) {
  NewCommit commit;
  commit.document_id = entry.document_id;
  commit.message = trailers_of(entry).message(subject_of(entry));
  commit.committer_at = entry.observed_at;
  commit.author_at = author_date(entry.is_withdrawal() ? given.published_on : entry.published_on, entry.observed_at);
  if (!entry.is_withdrawal()) {
    commit.files.push_back({"metadata.json", metadata_of(revision, entry, given)});
    commit.files.push_back({"text.md", revision.text_markdown});
    if (!revision.original.archive_name.empty()) {
      commit.files.push_back({revision.original.archive_name, revision.original.bytes});
    }
  }
  return commit;
}

std::string subject_of(const Entry& entry) {
  std::string what = "published";
  if (entry.change == "substantive") {
    // A word that was replaced counts once.
    what = fmt::format("revised ({} in {})", count(std::max(entry.words_added, entry.words_removed), "word", "words"),
                       count(entry.paragraphs_changed, "paragraph", "paragraphs"));
  } else if (entry.change == "cosmetic") {
    what = "layout changed";
  } else if (entry.change == "metadata") {
    what = "metadata changed";
  } else if (entry.change == "rebaseline") {
    what = "re-read";
  } else if (entry.change != "new") {
    what = entry.change;
  }
  return fmt::format("{}: {}{}", entry.document_id, what,
                     entry.returns_to ? fmt::format(", back to revision {}", *entry.returns_to) : "");
}

}  // namespace griffier::store
