// griffier alerts, watch: who is told what, and what became of it.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <filesystem>
#include <memory>

#include "daemon/alerts/alert.h"
#include "daemon/alerts/with_set.h"
#include "daemon/alerts/wording.h"
#include "daemon/app.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "daemon/config/review.h"
#include "daemon/config/values.h"
#include "daemon/watches.h"
#include "publications/reading_json.h"
#include "store/archive/archive.h"
#include "store/record/outbox.h"
#include "store/record/untold.h"
#include "store/record/watches.h"

namespace griffier::daemon {
namespace {

constexpr int kMostListed = 1000;
constexpr std::size_t kErrorWidth = 60;

publications::Instant now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

// 0 stands for all.
std::int64_t delivery_number(const std::string& text, bool all_allowed) {
  if (all_allowed && text == "all") return 0;
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end || number < 1)
    throw UsageError(fmt::format("'{}' is no delivery number{}", text, all_allowed ? " (or: all)" : ""));
  return number;
}

int report_count(Context& context, int count, const char* what) {
  if (context.json())
    print_json_line(boost::json::object{{what, count}});
  else
    print(fmt::format("{} {}\n", count, what));
  return count > 0 ? kDone : kFailed;
}

Message trial_message(const std::string& channel) {
  Message message;
  message.at = now();
  message.watch = "test";
  message.subject = wording::kTrialSubject;
  message.text = wording::trial(channel) + "\n";
  message.html = fmt::format("<p>{}</p>\n", wording::trial(channel));
  message.json = boost::json::serialize(
      boost::json::object{{"test", true}, {"channel", channel}, {"at", publications::iso_instant(message.at)}});
  message.idempotency_key = fmt::format("test-{}", message.at.time_since_epoch().count());
  return message;
}

std::string filters_of(const WatchConfig& watch) {
  std::string out;
  const auto add = [&](std::string_view label, const std::vector<std::string>& values) {
    if (!values.empty()) out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", label, fmt::join(values, ", "));
  };
  add("events", watch.events);
  add("dossiers", watch.dossiers);
  add("documents", watch.documents);
  add("zaaknummers", watch.zaaknummers);
  add("kinds", watch.kinds);
  add("ministries", watch.ministries);
  add("fracties", watch.fracties);
  add("members", watch.members);
  add("sources", watch.sources);
  if (!watch.text.empty()) add("text", {watch.text});
  return out.empty() ? "everything" : out;
}

void apply_times(WatchConfig& watch, const WatchOptions& options) {
  if (!options.digest.empty()) {
    const auto digest = parse_digest(options.digest);
    if (!digest)
      throw UsageError(fmt::format("--digest: '{}' is not immediate, hourly or \"daily 07:30\"", options.digest));
    watch.digest = *digest;
  }
  if (!options.quiet.empty()) {
    watch.quiet = parse_quiet(options.quiet);
    if (!watch.quiet)
      throw UsageError(fmt::format("--quiet-hours: '{}' is not hours such as 22:00-07:00", options.quiet));
  }
}

// The record for one short write, also while the daemon runs: SQLite's own lock is enough for that, the one of the
// state directory is for who polls and sends. A record that is not there yet, or has an older schema, is first made or
// brought up to date under that lock. Throws what store::Registrar throws.
std::unique_ptr<store::Record> open_beside_daemon(const std::filesystem::path& state_dir, bool may_create) {
  const auto file = state_dir / "griffier.db";
  std::error_code error;
  const bool there = std::filesystem::exists(file, error);
  if (!there && !may_create) (void)store::Registrar(state_dir, store::Open::read_only);
  try {
    if (there) (void)store::Record(file, true);
  } catch (const store::DamagedError&) {
    throw;
  } catch (const std::runtime_error&) {  // it says that its schema is another one
    (void)store::Registrar(state_dir, store::Open::read_write);
  }
  if (!there) (void)store::Registrar(state_dir, store::Open::read_write);
  return std::make_unique<store::Record>(file, false);
}

// The checks of the configuration's own watches.
void check_filters(const Config& config, WatchConfig& watch) {
  const auto problems = watch_problems(config, watch, config_checks());
  if (!problems.empty()) throw UsageError(fmt::format("{}", fmt::join(problems, "\ngriffier: ")));
}

// An event of the record as a watch would have seen it when it happened.
bool would_have_matched(const WatchConfig& watch, const store::EventRow& event, store::Registrar& store) {
  auto& record = store.record();
  const auto document = record.document(event.document_id);
  if (!document) return false;
  store::NewRevision revision;
  revision.document_id = event.document_id;
  revision.kind = document->kind;
  revision.title = document->title;
  revision.dossier = document->dossier;
  revision.source = document->source;
  std::string text;
  publications::Reading reading;
  const auto last = record.last_revision(event.document_id);
  // A term that passes is of no revision: of the newest, and it changes no text.
  const int revision_number = event.revision > 0 || !last ? event.revision : last->revision;
  for (const auto& row : record.revisions(event.document_id)) {
    if (row.revision != revision_number) continue;
    revision.change = row.change;
    text = store.archive().read(row.commit_id, event.document_id, "text.md").value_or("");
    const auto metadata = store.archive().read(row.commit_id, event.document_id, "metadata.json");
    const auto parsed = metadata ? boost::json::parse(*metadata) : boost::json::value();
    if (parsed.is_object() && parsed.get_object().contains("facts") && parsed.at("facts").is_object())
      reading = publications::reading_from_json(parsed.at("facts").get_object());
  }
  if (event.revision == 0) text = document->title;
  if (const auto set = store::Untold(record).set(event.set_id)) reading = with_set(std::move(reading), *set);
  const store::NewEvent what{event.kind, event.set_id, event.summary};
  const Matchable subject{revision, what, reading, text};
  return matches(watch, subject, [&](const std::string& query, const std::string& title, const std::string& words) {
    return record.text_matches(query, title, words);
  });
}

}  // namespace

int run_alerts_list(Context& context, const AlertsOptions& options) {
  const auto store = context.open_read_only();
  Table table({"delivery", "state", "watch", "channel", "recipient", "attempts", "due", "event", "last error"});
  for (const auto& row : store::Outbox(store->record()).list(options.state, kMostListed)) {
    if (context.json())
      print_json_line(to_json(row));
    else
      table.add({std::to_string(row.delivery_id), row.state, row.watch, row.channel, row.recipient,
                 std::to_string(row.attempts), row.due_at, row.event_id, cut(row.last_error, kErrorWidth)});
  }
  print(table.text(context.colour()));
  return kDone;
}

int run_alerts_retry(Context& context, const AlertsOptions& options) {
  const auto number = delivery_number(options.delivery, true);
  const auto record = open_beside_daemon(context.state_dir(), false);
  return report_count(context, store::Outbox(*record).requeue(number, now()), "queued again");
}

int run_alerts_drop(Context& context, const AlertsOptions& options) {
  const auto number = delivery_number(options.delivery, false);
  const auto record = open_beside_daemon(context.state_dir(), false);
  return report_count(context, store::Outbox(*record).drop(number), "dropped");
}

int run_alerts_test(Context& context, const AlertsOptions& options) {
  const auto& channels = context.config().channels;
  const auto found = std::find_if(channels.begin(), channels.end(),
                                  [&](const ChannelConfig& channel) { return channel.name == options.channel; });
  if (found == channels.end()) throw UsageError(fmt::format("no channel is named '{}'", options.channel));
  const auto channel = make_channel(*found);
  int code = kDone;
  for (const auto& recipient : channel->recipients()) {
    const auto result = channel->send(trial_message(options.channel), recipient);
    const bool sent = result.status == SendStatus::sent;
    if (!sent) code = kFailed;
    if (context.json()) {
      print_json_line(boost::json::object{{"channel", options.channel},
                                          {"recipient", recipient},
                                          {"sent", sent},
                                          {"error", result.error},
                                          {"dialogue", result.dialogue}});
    } else {
      print(harmless(result.dialogue));
      print(harmless(fmt::format("{}: {}", recipient, sent ? "sent" : "not sent: " + result.error)) + "\n");
    }
  }
  return code;
}

int run_watch_add(Context& context, const WatchOptions& options) {
  auto watch = options.watch;
  apply_times(watch, options);
  if (!is_name(watch.name)) throw UsageError(fmt::format("'{}' is no name: a-z, 0-9, '.', '_' and '-'", watch.name));
  const auto& config = context.config();
  check_filters(config, watch);
  if (std::any_of(config.watches.begin(), config.watches.end(),
                  [&](const WatchConfig& other) { return other.name == watch.name; }))
    throw UsageError(fmt::format("the configuration has a watch '{}' already", watch.name));
  const auto record = open_beside_daemon(context.state_dir(), true);
  store::Watches(*record).add(watch.name, watch_to_json(watch), now());
  if (!context.json() && !context.options().quiet)
    print(fmt::format("watch '{}' added: {}\n", watch.name, harmless(filters_of(watch))));
  return kDone;
}

int run_watch_list(Context& context) {
  const auto store = context.open_read_only();
  Table table({"watch", "kept in", "channels", "filters"});
  const auto add = [&](const WatchConfig& watch, const char* where) {
    if (context.json()) {
      auto line = boost::json::parse(watch_to_json(watch)).as_object();
      line["name"] = watch.name;
      line["kept_in"] = where;
      print_json_line(line);
    } else {
      table.add({watch.name, where, fmt::format("{}", fmt::join(watch.channels, ", ")), filters_of(watch)});
    }
  };
  for (const auto& watch : context.config().watches) add(watch, "configuration");
  for (const auto& watch : recorded_watches(store->record(), context.log())) add(watch, "record");
  print(table.text(context.colour()));
  return kDone;
}

int run_watch_remove(Context& context, const WatchOptions& options) {
  const auto record = open_beside_daemon(context.state_dir(), false);
  if (store::Watches(*record).remove(options.watch.name)) return kDone;
  context.log().error("no watch of the record has this name", {{"watch", options.watch.name}});
  return kFailed;
}

int run_watch_test(Context& context, const WatchOptions& options) {
  const auto store = context.open_read_only();
  auto watch = options.watch;
  if (!watch.name.empty()) {
    auto known = context.config().watches;
    for (auto& added : recorded_watches(store->record(), context.log())) known.push_back(std::move(added));
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const WatchConfig& other) { return other.name == watch.name; });
    if (found == known.end()) throw UsageError(fmt::format("no watch is named '{}'", watch.name));
    watch = *found;
  } else {
    // A watch is tried on what is kept, sources that are no longer configured included.
    auto config = context.config();
    for (const auto& source : store->record().sources()) config.sources.emplace_back().name = source.source;
    check_filters(config, watch);
  }
  std::size_t count = 0;
  for (const auto& event : store->record().events({})) {
    if (event.document_id.empty() || !would_have_matched(watch, event, *store)) continue;
    ++count;
    if (context.json())
      print_json_line(to_json(event));
    else
      print(harmless(fmt::format("{:24}  {:28} {}", event.at, event.kind, event.summary)) + "\n");
  }
  if (!context.json()) print(fmt::format("{} events would have matched\n", count));
  return kDone;
}

}  // namespace griffier::daemon
