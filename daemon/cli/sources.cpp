// griffier sources: what is polled when and why then, how fresh it is, and what could not be had.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <map>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "publications/instant.h"
#include "store/record/freshness.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kErrorWidth = 80;

std::string when(const std::string& iso) {
  const auto moment = publications::parse_iso_instant(iso);
  return moment ? publications::iso_amsterdam(*moment) : "never";
}

std::string when(const std::optional<publications::Instant>& moment) {
  return moment ? publications::iso_amsterdam(*moment) : "never";
}

// Why a source is due when it is, in one phrase.
std::string why(const store::SourceRow& row) {
  if (row.state == "removed") return "no longer configured";
  if (row.consecutive_failures > 0)
    return fmt::format("{}: {}", row.next_why.empty() ? "it failed" : row.next_why, cut(row.last_error, kErrorWidth));
  if (!row.next_why.empty()) return row.next_why;
  return row.last_ok_at.empty() ? "never polled yet" : "its interval";
}

// How long a load still takes when it goes on at the pace that it had; nullopt: nothing to go by.
std::optional<std::chrono::seconds> time_left(const store::PartRow& part) {
  if (!part.remaining || !part.load_since || part.load_seen <= 0 || *part.remaining <= 0) return std::nullopt;
  const std::chrono::duration<double> taken = part.polled_at - *part.load_since;
  if (taken <= std::chrono::seconds(0)) return std::nullopt;
  const auto left = taken * (static_cast<double>(*part.remaining) / static_cast<double>(part.load_seen));
  return std::chrono::duration_cast<std::chrono::seconds>(left);
}

std::string progress_of(const store::PartRow& part) {
  if (!part.load_since) return part.error.empty() ? "complete" : cut(part.error, kErrorWidth);
  if (!part.error.empty() && !part.remaining) return cut(part.error, kErrorWidth);
  auto text = fmt::format("loading since {}: {} seen", publications::iso_amsterdam(*part.load_since), part.load_seen);
  if (part.remaining) text += fmt::format(", about {} to come", *part.remaining);
  if (!part.error.empty()) return fmt::format("{}; {}", cut(part.error, kErrorWidth), text);
  if (const auto left = time_left(part))
    text += fmt::format(", about {} h {:02} min left", left->count() / 3600, left->count() / 60 % 60);
  return text;
}

boost::json::object to_json(const store::PartRow& part) {
  boost::json::object line{{"part", part.name}, {"position", part.position}, {"seen", part.seen}};
  line["last_complete_at"] =
      part.complete_at ? boost::json::value(publications::iso_instant(*part.complete_at)) : boost::json::value();
  line["error"] = part.error.empty() ? boost::json::value() : boost::json::value(part.error);
  line["loading_since"] =
      part.load_since ? boost::json::value(publications::iso_instant(*part.load_since)) : boost::json::value();
  line["remaining"] = part.remaining ? boost::json::value(*part.remaining) : boost::json::value();
  const auto left = time_left(part);
  line["seconds_left"] = left ? boost::json::value(left->count()) : boost::json::value();
  return line;
}

boost::json::object to_json(const store::ProblemRow& problem) {
  return {{"source", problem.source},
          {"key", problem.key},
          {"document_id", problem.document_id.empty() ? boost::json::value() : boost::json::value(problem.document_id)},
          {"what", problem.what},
          {"tries", problem.tries},
          {"since", publications::iso_instant(problem.since)},
          {"again_at", publications::iso_instant(problem.again_at)}};
}

// What a source has is not known while it can't be asked: one line for each.
std::string failing_sources(store::Record& record, const std::string& source) {
  std::string lines;
  for (const auto& row : record.sources()) {
    if (row.consecutive_failures == 0 || row.state == "removed" || (!source.empty() && row.source != source)) continue;
    lines += fmt::format("{} fails, so what it holds now is not known: {}\n", row.source, row.last_error);
  }
  return lines;
}

int list_problems(Context& context, store::Record& record, const std::string& source) {
  Table table({"source", "what", "since", "tries", "again", "document", "asked for as"});
  for (const auto& problem : store::Freshness(record).problems()) {
    if (!source.empty() && problem.source != source) continue;
    if (context.json()) {
      print_json_line(to_json(problem));
      continue;
    }
    table.add({problem.source, cut(problem.what, kErrorWidth), when(problem.since), std::to_string(problem.tries),
               when(problem.again_at), problem.document_id, problem.key});
  }
  if (context.json()) return kDone;
  const auto failing = failing_sources(record, source);
  if (table.empty() && failing.empty()) print("nothing is missing: all that the sources told of was had\n");
  print(table.text(context.colour()));
  if (!failing.empty()) print(harmless((table.empty() ? "" : "\n") + failing));
  return kDone;
}

}  // namespace

int run_sources(Context& context, const SourcesOptions& options) {
  const auto store = context.open_read_only();
  auto& record = store->record();
  const auto rows = record.sources();
  const auto named = [&](const store::SourceRow& row) {
    return options.source.empty() || row.source == options.source;
  };
  if (!options.source.empty() && std::none_of(rows.begin(), rows.end(), named))
    throw UsageError(fmt::format("there is no source named {}", options.source));
  if (options.problems) return list_problems(context, record, options.source);
  const store::Freshness freshness(record);
  std::map<std::string, std::size_t> problems;
  for (const auto& problem : freshness.problems()) ++problems[problem.source];
  const auto parts = freshness.parts();
  Table table({"source", "kind", "state", "last complete poll", "due", "documents", "problems", "why then"});
  Table details({"source", "part", "last complete", "at", "how it goes"});
  for (const auto& row : rows) {
    if (!named(row)) continue;
    boost::json::array in_parts;
    for (const auto& part : parts) {
      if (part.source != row.source) continue;
      if (context.json()) in_parts.push_back(to_json(part));
      // One source asked for by name shows all; else what is as it should be needs no line.
      else if (!options.source.empty() || !part.error.empty() || part.load_since)
        details.add({part.source, part.name, when(part.complete_at), part.position, progress_of(part)});
    }
    if (context.json()) {
      auto line = to_json(row);
      line["why"] = why(row);
      line["problems"] = problems[row.source];
      line["parts"] = std::move(in_parts);
      print_json_line(line);
    } else {
      table.add({row.source, row.kind, row.state, when(row.last_ok_at), when(row.next_due_at),
                 std::to_string(row.documents), std::to_string(problems[row.source]), why(row)});
    }
  }
  print(table.text(context.colour()));
  if (!details.empty()) print("\n" + details.text(context.colour()));
  return kDone;
}

}  // namespace griffier::daemon
