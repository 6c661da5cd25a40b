// griffier show, log, diff, blame: one document and its revisions.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <charconv>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "diff/compare.h"
#include "diff/render.h"
#include "publications/instant.h"
#include "publications/markdown.h"
#include "store/archive/archive.h"

namespace griffier::daemon {
namespace {

struct Named {
  std::string id;
  int revision = 0;  // 0: not said
};

Named parse_name(const std::string& text) {
  Named named{text, 0};
  const auto at = text.rfind('@');
  if (at == std::string::npos) return named;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + at + 1, end, named.revision);
  if (error != std::errc() || rest != end || named.revision < 1)
    throw UsageError(fmt::format("'{}': after the @ comes a revision number", text));
  named.id.resize(at);
  return named;
}

// One document with its revisions, or an error that says so.
struct History {
  store::DocumentRow document;
  std::vector<store::RevisionRow> revisions;

  [[nodiscard]] const store::RevisionRow& at(int revision) const {
    if (revision < 1 || static_cast<std::size_t>(revision) > revisions.size())
      throw std::runtime_error(
          fmt::format("{} has revisions 1 to {}, not {}", document.document_id, revisions.size(), revision));
    return revisions[static_cast<std::size_t>(revision) - 1];
  }
};

History history_of(store::Registrar& store, const std::string& id) {
  const auto document_id = store.record().resolve(id);
  const auto document = document_id ? store.record().document(*document_id) : std::nullopt;
  if (!document) throw std::runtime_error(fmt::format("no document '{}' is kept", id));
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

std::string head_of(const History& history, const store::RevisionRow& revision) {
  const auto& document = history.document;
  std::string out;
  const auto line = [&](std::string_view label, std::string_view value) {
    if (!value.empty()) out += fmt::format("{:12} {}\n", label, value);
  };
  line("document", document.document_id);
  line("title", document.title);
  line("kind", document.kind);
  line("dossier", document.dossier + (document.dossier_number.empty() ? "" : ", nr. " + document.dossier_number));
  line("published on", document.published_on);
  line("state", document.state);
  line("revision", fmt::format("{} of {} ({}), seen {}", revision.revision, history.revisions.size(), revision.change,
                               revision.observed_at));
  line("source", revision.source_url);
  line("bytes", "sha256 " + revision.body_sha256);
  line("commit", revision.commit_id);
  return out + "\n";
}

}  // namespace

int run_show(Context& context, const ShowOptions& options) {
  const auto store = context.open_read_only();
  const auto named = parse_name(options.id);
  const auto history = history_of(*store, named.id);
  if (named.revision != 0 && !options.at.empty()) throw UsageError("give a revision or --at, not both");
  const auto& revision = !options.at.empty()   ? revision_on(history, options.at)
                         : named.revision != 0 ? history.at(named.revision)
                                               : history.revisions.back();
  const auto markdown = file_of(*store, revision, "text.md");
  if (context.json()) {
    auto object = to_json(history.document);
    object["revision"] = to_json(revision);
    object["metadata"] = boost::json::parse(file_of(*store, revision, "metadata.json"));
    object["text"] = markdown;
    print_json_line(object);
    return kDone;
  }
  print(harmless(head_of(history, revision) + markdown));
  return kDone;
}

int run_log(Context& context, const LogOptions& options) {
  const auto store = context.open_read_only();
  const auto history = history_of(*store, options.id);
  Table table({"rev", "seen", "change", "words", "commit", "summary"});
  for (auto revision = history.revisions.rbegin(); revision != history.revisions.rend(); ++revision) {
    if (context.json())
      print_json_line(to_json(*revision));
    else
      table.add({std::to_string(revision->revision), revision->observed_at, revision->change,
                 fmt::format("+{} -{}", revision->words_added, revision->words_removed),
                 revision->commit_id.substr(0, 12), revision->summary});
  }
  print(table.text(context.colour()));
  return kDone;
}

int run_diff(Context& context, const DiffOptions& options) {
  const auto store = context.open_read_only();
  const auto history = history_of(*store, options.id);
  const auto newest = static_cast<int>(history.revisions.size());
  // Without revisions: the newest with the one before it. With one: that one with the newest.
  const int from = options.revisions.empty() ? std::max(1, newest - 1) : options.revisions[0];
  const int to = options.revisions.size() > 1 ? options.revisions[1] : newest;
  const auto before = publications::from_markdown(file_of(*store, history.at(from), "text.md"));
  const auto after = publications::from_markdown(file_of(*store, history.at(to), "text.md"));
  const auto comparison = diff::compare(before, after);
  diff::RenderOptions render;
  render.colour = context.colour();
  if (context.json()) {
    print_json_line(boost::json::object{{"document_id", history.document.document_id},
                                        {"from", from},
                                        {"to", to},
                                        {"change", std::string(diff::name(comparison.change))},
                                        {"words_added", comparison.words_added},
                                        {"words_removed", comparison.words_removed},
                                        {"paragraphs_changed", comparison.paragraphs_changed},
                                        {"summary", diff::summary(comparison)},
                                        {"diff", diff::render_text(comparison, {})}});
    return kDone;
  }
  if (options.html) {
    print(diff::render_html(comparison, render) + "\n");
    return kDone;
  }
  print(fmt::format(
      "{} revision {} ({}) to {} ({}): {}\n\n", history.document.document_id, from, history.at(from).observed_at, to,
      history.at(to).observed_at,
      comparison.change == diff::Change::none ? std::string("no difference in the text") : diff::summary(comparison)));
  print(diff::render_text(comparison, render));
  return kDone;
}

int run_blame(Context& context, const LogOptions& options) {
  const auto store = context.open_read_only();
  const auto history = history_of(*store, options.id);
  // Each paragraph of the newest text carries the revision since which it stands there unchanged.
  publications::Text text;
  std::vector<int> since;
  for (const auto& revision : history.revisions) {
    auto next = publications::from_markdown(file_of(*store, revision, "text.md"));
    std::vector<int> next_since(next.blocks.size(), revision.revision);
    if (!since.empty()) {
      for (const auto& paragraph : diff::compare(text, next).paragraphs)
        if (paragraph.fate == diff::Fate::kept || paragraph.fate == diff::Fate::moved)
          next_since[paragraph.after] = since[paragraph.before];
    }
    text = std::move(next);
    since = std::move(next_since);
  }
  for (std::size_t i = 0; i < text.blocks.size(); ++i) {
    const auto& revision = history.at(since[i]);
    if (context.json())
      print_json_line(boost::json::object{{"revision", since[i]},
                                          {"observed_at", revision.observed_at},
                                          {"commit_id", revision.commit_id},
                                          {"text", text.blocks[i].text}});
    else
      print(harmless(fmt::format("{:>4}  {}  {}", since[i], revision.observed_at.substr(0, 10), text.blocks[i].text)) +
            "\n");
  }
  return kDone;
}

}  // namespace griffier::daemon
