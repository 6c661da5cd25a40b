// griffier documents, search, events: lists of what is kept.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "daemon/cli/typed.h"
#include "daemon/config/schema.h"
#include "daemon/config/values.h"
#include "daemon/signals.h"
#include "publications/identifier.h"
#include "publications/instant.h"
#include "publications/kinds.h"
#include "store/record/people.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kShortestDossier = 4;  // digits; "19" is the beginning of "19 637"
constexpr std::size_t kTitleWidth = 72;
constexpr int kUsualLimit = 50;
constexpr auto kFollowPause = std::chrono::milliseconds(500);

// Names of people and cases, which must have words.
std::vector<std::string> names_of(const std::vector<std::string>& given, const char* option) {
  for (const auto& name : given)
    if (store::people_words(store::PeopleRole::member, name).empty())
      throw UsageError(fmt::format("{}: '{}' has no letters or digits", option, name));
  return given;
}

store::DocumentFilter filter_of(const ListOptions& options, store::Record& record) {
  store::DocumentFilter filter;
  for (const auto& kind : options.kinds) {
    const auto known = publications::kind_named(kind);
    if (!known)
      throw UsageError(
          fmt::format("--kind: there is no kind '{}'; the kinds are {}", kind, publications::kinds_in_words()));
    filter.kinds.emplace_back(*known);
  }
  for (const auto& printed : options.dossiers) {
    const auto dossier = publications::parse_dossier(printed);
    if (!dossier || dossier->number.size() < kShortestDossier)
      throw UsageError(fmt::format("--dossier: '{}' is no dossier number (19637, 36600-VII, \"36 600 VII\")", printed));
    filter.dossiers.push_back(dossier->id());
  }
  for (const auto& id : options.ids) {
    const auto named = find_typed(record, id);
    if (!named) {
      const auto instead = kept_instead(record, id);
      throw std::runtime_error(fmt::format("no document '{}' is kept{}{}", id, instead.empty() ? "" : "; ", instead));
    }
    filter.ids.push_back(*named);
  }
  filter.sources = options.sources;
  filter.ministries = names_of(options.ministries, "--ministry");
  filter.fracties = names_of(options.fracties, "--fractie");
  filter.members = names_of(options.members, "--member");
  filter.zaaknummers = names_of(options.zaaknummers, "--zaaknummer");
  filter.state = options.state;
  filter.since = options.since;
  filter.until = options.until;
  filter.limit = 0;
  return filter;
}

// One row more than is shown, so that it can be said when there is more; 0 stays 0.
int asked(int limit) { return limit > 0 && limit < std::numeric_limits<int>::max() ? limit + 1 : limit; }

// Takes away what is more than `limit`, and says so; `first` names what is left: "the newest 50 are shown".
template <typename Row>
void cut_rows(std::vector<Row>& rows, int limit, const std::string& first, const Context& context) {
  const auto most = static_cast<std::size_t>(limit);
  if (limit == 0 || rows.size() <= most) return;
  rows.resize(most);
  if (!context.options().quiet) fmt::print(stderr, "griffier: {}; there are more, which --limit 0 shows\n", first);
}

void check_date(const std::string& text, const char* option) {
  if (!text.empty() && !publications::parse_iso_instant(text))
    throw UsageError(fmt::format("{}: '{}' is no date (2024-09-19) or moment (2024-09-19T14:00:00Z)", option, text));
}

std::string day_of(const store::DocumentRow& row) {
  return row.published_on.empty() ? row.first_seen_at.substr(0, 10) : row.published_on;
}

// The words that matched, marked by the store with \x01 and \x02.
std::string marked(const std::string& snippet, bool colour) {
  std::string out;
  for (const char c : snippet) {
    if (c == '\x01')
      out += colour ? "\x1b[1;33m" : "«";
    else if (c == '\x02')
      out += colour ? "\x1b[0m" : "»";
    else
      out += harmless(std::string_view(&c, 1));
  }
  return out;
}

void print_events(const std::vector<store::EventRow>& rows, bool json) {
  for (const auto& row : rows) {
    if (json)
      print_json_line(to_json(row));
    else
      print(harmless(fmt::format("{:24}  {:28} {}", row.at, row.kind, row.summary)) + "\n");
  }
}

}  // namespace

int run_documents(Context& context, const ListOptions& options) {
  check_date(options.since, "--since");
  check_date(options.until, "--until");
  const auto store = context.open_read_only();
  // A program that reads JSON must not take the first page for everything.
  const int limit = options.limit.value_or(context.json() ? 0 : kUsualLimit);
  auto filter = filter_of(options, store->record());
  filter.limit = asked(limit);
  auto rows = store->record().documents(filter);
  cut_rows(rows, limit, fmt::format("the newest {} are shown", limit), context);
  Table table({"document", "date", "kind", "rev", "state", "title"});
  for (const auto& row : rows) {
    if (context.json())
      print_json_line(to_json(row));
    else
      table.add({row.document_id, day_of(row), row.kind, std::to_string(row.revisions), row.state,
                 cut(row.title, kTitleWidth)});
  }
  print(table.text(context.colour()));
  return kDone;
}

int run_search(Context& context, const ListOptions& options) {
  check_date(options.since, "--since");
  check_date(options.until, "--until");
  const auto store = context.open_read_only();
  const int limit = options.limit.value_or(kUsualLimit);
  auto hits = store->record().search(options.query, filter_of(options, store->record()), asked(limit));
  cut_rows(hits, limit, fmt::format("the best {} are shown", limit), context);
  if (const auto waiting = store->record().counts().to_index; waiting > 0) {
    context.log().warning("the search index is not complete: the daemon or an import indexes what waits",
                          {{"texts", std::to_string(waiting)}});
  }
  for (const auto& hit : hits) {
    if (context.json()) {
      auto line = to_json(hit.document);
      line["snippet"] = marked(hit.snippet, false);
      line["score"] = hit.score;
      print_json_line(line);
    } else {
      print(harmless(fmt::format("{}  {}  {}", hit.document.document_id, day_of(hit.document),
                                 cut(hit.document.title, kTitleWidth))) +
            "\n");
      if (!hit.snippet.empty()) print("    " + marked(hit.snippet, context.colour()) + "\n");
    }
  }
  if (hits.empty() && !context.json() && !context.options().quiet) print("nothing found\n");
  return kDone;
}

int run_events(Context& context, const EventsOptions& options) {
  check_date(options.since, "--since");
  const auto store = context.open_read_only();
  store::EventFilter filter;
  for (const auto& kind : options.kinds)
    if (std::find(kEventKinds.begin(), kEventKinds.end(), kind) == kEventKinds.end())
      throw UsageError(fmt::format("--kind: there is no event kind '{}'{}", kind, did_you_mean(kind, kEventKinds)));
  filter.kinds = options.kinds;
  for (const auto& id : options.documents) filter.documents.push_back(store->record().resolve(id).value_or(id));
  filter.since = options.since;
  filter.limit = options.limit;
  auto rows = store->record().events(filter);
  print_events(rows, context.json());
  if (!options.follow) return kDone;
  const StopSignals signals;
  filter.limit = 0;
  while (!signals.stopping()) {
    if (!rows.empty()) filter.after_sequence = rows.back().sequence;
    std::fflush(stdout);
    std::this_thread::sleep_for(kFollowPause);
    rows = store->record().events(filter);
    print_events(rows, context.json());
  }
  return kDone;
}

}  // namespace griffier::daemon
