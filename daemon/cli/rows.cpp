#include "daemon/cli/rows.h"

namespace griffier::daemon {
namespace {

// An absent value is null in JSON, not an empty string.
boost::json::value or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

}  // namespace

boost::json::object to_json(const store::DocumentRow& row) {
  return {{"document_id", row.document_id},
          {"kind", row.kind},
          {"title", row.title},
          {"dossier", or_null(row.dossier)},
          {"dossier_number", or_null(row.dossier_number)},
          {"published_on", or_null(row.published_on)},
          {"first_seen_at", row.first_seen_at},
          {"last_changed_at", row.last_changed_at},
          {"revisions", row.revisions},
          {"state", row.state},
          {"source", or_null(row.source)},
          {"url", or_null(row.url)},
          {"parent", or_null(row.parent)}};
}

boost::json::object to_json(const store::RevisionRow& row) {
  return {{"document_id", row.document_id},
          {"revision", row.revision},
          {"observed_at", row.observed_at},
          {"commit_id", row.commit_id},
          {"change", row.change},
          {"words_added", row.words_added},
          {"words_removed", row.words_removed},
          {"body_sha256", or_null(row.body_sha256)},
          {"text_sha256", or_null(row.text_sha256)},
          {"source_url", or_null(row.source_url)},
          {"summary", or_null(row.summary)}};
}

boost::json::object to_json(const store::EventRow& row) {
  return {{"event_id", row.event_id},
          {"at", row.at},
          {"kind", row.kind},
          {"document_id", or_null(row.document_id)},
          {"revision", row.revision == 0 ? boost::json::value(nullptr) : boost::json::value(row.revision)},
          {"set_id", or_null(row.set_id)},
          {"summary", row.summary}};
}

boost::json::object to_json(const store::DeliveryRow& row) {
  return {{"delivery_id", row.delivery_id},
          {"event_id", row.event_id},
          {"watch", row.watch},
          {"channel", row.channel},
          {"recipient", row.recipient},
          {"state", row.state},
          {"attempts", row.attempts},
          {"due_at", or_null(row.due_at)},
          {"sent_at", or_null(row.sent_at)},
          {"last_error", or_null(row.last_error)}};
}

boost::json::object to_json(const store::SourceRow& row) {
  return {{"source", row.source},
          {"kind", row.kind},
          {"state", row.state},
          {"last_ok_at", or_null(row.last_ok_at)},
          {"next_due_at", or_null(row.next_due_at)},
          {"consecutive_failures", row.consecutive_failures},
          {"cursor", or_null(row.cursor)},
          {"documents", row.documents},
          {"last_error", or_null(row.last_error)}};
}

}  // namespace griffier::daemon
