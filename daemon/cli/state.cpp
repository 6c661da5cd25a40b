// griffier check-config, status, sources: is it valid, how is it going, what is polled when and why.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <chrono>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "publications/instant.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kErrorWidth = 80;

std::string when(const std::string& iso) {
  const auto moment = publications::parse_iso_instant(iso);
  return moment ? publications::iso_amsterdam(*moment) : "never";
}

// Why a source is due when it is, in one phrase.
std::string why(const store::SourceRow& row) {
  if (row.state == "removed") return "no longer configured";
  if (row.consecutive_failures > 0)
    return fmt::format("backing off after {} failure{}: {}", row.consecutive_failures,
                       row.consecutive_failures == 1 ? "" : "s", cut(row.last_error, kErrorWidth));
  if (row.last_ok_at.empty()) return "never polled yet";
  return "its interval";
}

}  // namespace

int run_check_config(Context& context) {
  const auto file = find_config(context.options().config);
  if (!file) throw ConfigError("no configuration found: give --config FILE, or see griffier.toml(5)");
  const auto& config = context.config();
  context.warn_of_config();
  if (context.json()) {
    boost::json::array files;
    for (const auto& path : config.files) files.emplace_back(path.string());
    print_json_line(boost::json::object{{"valid", true},
                                        {"files", files},
                                        {"sources", config.sources.size()},
                                        {"channels", config.channels.size()},
                                        {"watches", config.watches.size()}});
    return kDone;
  }
  print(fmt::format("{}: valid; {} sources, {} channels, {} watches\n", file->string(), config.sources.size(),
                    config.channels.size(), config.watches.size()));
  return kDone;
}

int run_status(Context& context) {
  const auto store = context.open_read_only();
  auto& record = store->record();
  const auto counts = record.counts();
  const auto sources = record.sources();
  std::size_t failing = 0;
  for (const auto& source : sources) failing += source.consecutive_failures > 0 ? 1U : 0U;
  if (context.json()) {
    boost::json::array rows;
    for (const auto& source : sources) rows.push_back(to_json(source));
    print_json_line(boost::json::object{{"state_dir", store->state_dir().string()},
                                        {"head", record.head()},
                                        {"documents", counts.documents},
                                        {"withdrawn", counts.withdrawn},
                                        {"revisions", counts.revisions},
                                        {"events", counts.events},
                                        {"deliveries",
                                         {{"queued", counts.queued},
                                          {"held", counts.held},
                                          {"retry", counts.retry},
                                          {"sent", counts.sent},
                                          {"dead", counts.dead}}},
                                        {"to_index", counts.to_index},
                                        {"sources_failing", failing},
                                        {"sources", rows}});
    return kDone;
  }
  print(fmt::format("state       {}\n", store->state_dir().string()));
  print(fmt::format("documents   {} ({} withdrawn), {} revisions, {} events\n", counts.documents, counts.withdrawn,
                    counts.revisions, counts.events));
  print(fmt::format("alerts      {} sent, {} queued, {} held, {} to be tried again, {} dead\n", counts.sent,
                    counts.queued, counts.held, counts.retry, counts.dead));
  print(fmt::format("search      {}\n",
                    counts.to_index == 0 ? "up to date" : fmt::format("{} revisions still to index", counts.to_index)));
  print(fmt::format("sources     {}, {} failing\n", sources.size(), failing));
  print(fmt::format("head        {}\n", record.head().empty() ? "nothing recorded yet" : record.head()));
  return kDone;
}

int run_sources(Context& context) {
  const auto store = context.open_read_only();
  Table table({"source", "kind", "state", "last complete poll", "due", "documents", "why then"});
  for (const auto& row : store->record().sources()) {
    if (context.json()) {
      auto line = to_json(row);
      line["why"] = why(row);
      print_json_line(line);
    } else {
      table.add({row.source, row.kind, row.state, when(row.last_ok_at), when(row.next_due_at),
                 std::to_string(row.documents), why(row)});
    }
  }
  print(table.text(context.colour()));
  return kDone;
}

}  // namespace griffier::daemon
