// griffier log, diff, blame: one document and its revisions.
#include <fmt/format.h>

#include <algorithm>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/history.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "diff/compare.h"
#include "diff/render.h"
#include "publications/markdown.h"

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
