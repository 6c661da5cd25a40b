// griffier check-config, status: is it valid, how is it going.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <chrono>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "publications/instant.h"

namespace griffier::daemon {

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

}  // namespace griffier::daemon
