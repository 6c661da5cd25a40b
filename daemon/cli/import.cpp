// griffier import: files and folders as publications, through the same pipeline as everything else.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>
#include <map>
#include <memory>
#include <thread>

#include "daemon/app.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/progress.h"
#include "daemon/pipeline/indexer.h"
#include "daemon/pipeline/reading_pool.h"
#include "daemon/signals.h"

namespace griffier::daemon {
namespace {

struct Summary {
  std::map<Outcome, std::size_t> outcomes;
  std::map<std::string, std::size_t> changes;
  std::size_t events = 0;
};

boost::json::object line_of(const Taken& taken) {
  boost::json::object line;
  line["path"] = taken.name;
  if (!taken.url.empty()) line["path"] = taken.url.starts_with("file://") ? taken.url.substr(7) : taken.url;
  line["document_id"] = taken.document_id.empty() ? boost::json::value(nullptr) : boost::json::value(taken.document_id);
  line["outcome"] = std::string(name(taken.outcome));
  line["revision"] = taken.revision == 0 ? boost::json::value(nullptr) : boost::json::value(taken.revision);
  line["reason"] = taken.reason.empty() ? boost::json::value(nullptr) : boost::json::value(taken.reason);
  line["change"] = taken.change.empty() ? boost::json::value(nullptr) : boost::json::value(taken.change);
  if (!taken.warnings.empty()) line["warnings"] = boost::json::value_from(taken.warnings);
  return line;
}

std::string sentence_of(const Taken& taken) {
  auto file = taken.name;  // which may hold anything; the sentence is one line
  std::replace(file.begin(), file.end(), '\n', ' ');
  std::string sentence = fmt::format("{:9} {}", name(taken.outcome), file);
  if (!taken.document_id.empty()) sentence += fmt::format("  {}@{}", taken.document_id, taken.revision);
  if (taken.outcome == Outcome::revised) sentence += fmt::format("  ({})", taken.change);
  if (!taken.reason.empty()) sentence += "  — " + taken.reason;
  return harmless(sentence) + "\n";
}

std::string sentence_of(const Summary& summary, const DeliveryCounts& deliveries) {
  const auto count = [&](Outcome outcome) {
    const auto found = summary.outcomes.find(outcome);
    return found == summary.outcomes.end() ? std::size_t{0} : found->second;
  };
  std::string out = fmt::format("{} new, {} revised, {} unchanged, {} refused", count(Outcome::created),
                                count(Outcome::revised), count(Outcome::unchanged), count(Outcome::refused));
  if (summary.events == 0 && count(Outcome::unchanged) > 0)
    out += "; nothing changed: no commit, no event, no alert";
  else
    out += fmt::format("; {} event{}", summary.events, summary.events == 1 ? "" : "s");
  if (deliveries.sent + deliveries.retried + deliveries.dead > 0)
    out += fmt::format("; alerts: {} sent, {} to be tried again, {} dead", deliveries.sent, deliveries.retried,
                       deliveries.dead);
  return out + "\n";
}

}  // namespace

int run_import(Context& context, const ImportOptions& options) {
  const auto files = find_files(options.paths);
  App app(context.config(), context.state_dir(), context.log());
  Summary summary;
  bool named_path_failed = false;
  Progress bar(context.progress(), "import", files.size());
  std::size_t done = 0;
  auto intake = app.intake([&](const Taken& taken) {
    ++summary.outcomes[taken.outcome];
    summary.events += taken.events.size();
    bar.at(++done, taken.name);
    if (context.json()) {
      print_json_line(line_of(taken));
    } else if (taken.outcome != Outcome::unchanged && !context.options().quiet) {
      bar.clear();
      print(sentence_of(taken));
    }
  });
  const auto arrival_of = [&](const FoundFile& file) {
    Arrival arrival;
    arrival.name = file.name;
    arrival.source = "import";
    arrival.source_kind = "import";
    arrival.url = "file://" + std::filesystem::absolute(file.path).lexically_normal().string();
    arrival.observed_at = app.now();
    arrival.announce = !options.baseline;
    arrival.ocr = app.config().ocr;
    return arrival;
  };
  const StopSignals signals;
  auto indexer = std::make_unique<Indexer>(context.state_dir() / "griffier.db", context.log());
  std::size_t index = 0;
  read_in_order(
      files, std::thread::hardware_concurrency(), arrival_of,
      [&](ReadArrival read) {
        const bool named =
            std::find(options.paths.begin(), options.paths.end(), files[index++].path) != options.paths.end();
        named_path_failed |= named && !read.refused.empty();
        intake.take(std::move(read));
      },
      [&] { return signals.stopping(); });
  intake.note_overdue(app.now());
  bar.clear();
  indexer.reset();
  app.index_everything();
  const auto deliveries = app.deliver_once();
  if (!context.json()) print(sentence_of(summary, deliveries));
  if (signals.stopping()) return kFailed;
  if (deliveries.dead > 0) return kDeliveriesDead;
  return named_path_failed ? kFailed : kDone;
}

}  // namespace griffier::daemon
