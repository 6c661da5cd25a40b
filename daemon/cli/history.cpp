#include "daemon/cli/history.h"

#include <fmt/format.h>

#include <charconv>

#include "daemon/cli/exit_code.h"
#include "daemon/cli/typed.h"
#include "publications/instant.h"
#include "store/archive/archive.h"

namespace griffier::daemon {

RevisionName parse_revision_name(const std::string& text) {
  RevisionName named{text, 0};
  const auto at = text.rfind('@');
  if (at == std::string::npos) return named;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + at + 1, end, named.revision);
  if (error != std::errc() || rest != end || named.revision < 1)
    throw UsageError(fmt::format("'{}': after the @ comes a revision number", text));
  named.id.resize(at);
  return named;
}

const store::RevisionRow& History::at(int revision) const {
  if (revision < 1 || static_cast<std::size_t>(revision) > revisions.size())
    throw std::runtime_error(
        fmt::format("{} has revisions 1 to {}, not {}", document.document_id, revisions.size(), revision));
  return revisions[static_cast<std::size_t>(revision) - 1];
}

History history_of(store::Registrar& store, const std::string& id) {
  const auto document_id = find_typed(store.record(), id);
  const auto document = document_id ? store.record().document(*document_id) : std::nullopt;
  if (!document) {
    const auto instead = kept_instead(store.record(), id);
    throw std::runtime_error(fmt::format("no document '{}' is kept{}{}", id, instead.empty() ? "" : "; ", instead));
  }
  return {*document, store.record().revisions(*document_id)};
}

std::string file_of(store::Registrar& store, const store::RevisionRow& revision, std::string_view file) {
  auto bytes = store.archive().read(revision.commit_id, revision.document_id, file);
  if (!bytes) throw store::DamagedError(fmt::format("{} is not in the archive at commit {}", file, revision.commit_id));
  return std::move(*bytes);
}

const store::RevisionRow& revision_on(const History& history, const std::string& at) {
  auto moment = publications::parse_iso_instant(at);
  if (!moment) throw UsageError(fmt::format("--at: '{}' is no date or moment", at));
  // A day means its end: what stood there on that day.
  if (const auto day = publications::parse_iso_date(at))
    moment = publications::amsterdam_midnight(publications::Date(std::chrono::sys_days(*day) + std::chrono::days(1)));
  const store::RevisionRow* found = nullptr;
  for (const auto& revision : history.revisions)
    if (const auto observed = publications::parse_iso_instant(revision.observed_at); observed && *observed < *moment)
      found = &revision;
  if (found == nullptr)
    throw std::runtime_error(fmt::format("{} was not known on {}: it was first seen at {}",
                                         history.document.document_id, at, history.document.first_seen_at));
  return *found;
}

}  // namespace griffier::daemon
