// griffier log, diff, blame: one document and its revisions.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/history.h"
#include "daemon/cli/output.h"
#include "daemon/cli/questions_output.h"
#include "daemon/cli/rows.h"
#include "daemon/fact_changes.h"
#include "diff/compare.h"
#include "diff/render.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"
#include "store/archive/archive.h"

namespace griffier::daemon {

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

namespace {

publications::Reading reading_of(store::Registrar& store, const store::RevisionRow& revision) {
  const auto metadata = store.archive().read(revision.commit_id, revision.document_id, "metadata.json");
  const auto parsed = metadata ? boost::json::parse(*metadata) : boost::json::value();
  const auto* const facts = parsed.is_object() ? parsed.as_object().if_contains("facts") : nullptr;
  return facts != nullptr && facts->is_object() ? publications::reading_from_json(facts->as_object())
                                                : publications::Reading();
}

// "due_on: 2025-02-01 -> 2025-03-01", one a line.
std::string in_lines(const std::vector<FactChange>& facts) {
  const auto shown = [](const std::string& value) { return value.empty() ? std::string("-") : value; };
  std::string out;
  for (const auto& fact : facts) out += fmt::format("{}: {} -> {}\n", fact.name, shown(fact.before), shown(fact.after));
  return out;
}

boost::json::array as_json(const std::vector<FactChange>& facts) {
  boost::json::array list;
  for (const auto& fact : facts)
    list.push_back(
        boost::json::object{{"name", fact.name}, {"before", or_null(fact.before)}, {"after", or_null(fact.after)}});
  return list;
}

}  // namespace

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
  const auto facts = fact_changes(reading_of(*store, history.at(from)), reading_of(*store, history.at(to)));
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
                                        {"diff", diff::render_text(comparison, {})},
                                        {"facts", as_json(facts)}});
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
  if (!facts.empty()) print(harmless(fmt::format("\nfacts that differ\n{}", in_lines(facts))));
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
