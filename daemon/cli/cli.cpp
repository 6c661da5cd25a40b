#include "daemon/cli/cli.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json/object.hpp>
#include <functional>
#include <optional>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/config/values.h"
#include "daemon/version.h"
#include "store/record/record.h"

namespace griffier::daemon {
namespace {

constexpr int kMostRows = 1'000'000;

// Every option of every command; CLI11 keeps pointers into it while it parses.
struct Arguments {
  GlobalOptions global;
  ReadOptions read;
  ImportOptions import;
  OnceOptions once;
  FetchOptions fetch;
  SourcesOptions sources;
  ListOptions documents, search;
  ShowOptions show;
  ReferencesOptions references;
  LogOptions log, blame;
  DiffOptions diff;
  EventsOptions events;
  DossierOptions dossier;
  DocumentDecision document;
  AlertsOptions alerts;
  QuestionsOptions questions;
  ToezeggingenOptions toezeggingen;
  QuestionOptions question;
  WatchOptions watch;
  BackupOptions backup;
};

using Command = std::function<int(Context&)>;

void add_list_options(CLI::App& command, ListOptions& options, const char* limit_help) {
  command.add_option("--kind", options.kinds, "letter, answer, question_set, motion, ...");
  command.add_option("--dossier", options.dossiers, "a dossier number: 19637, 36600-VII");
  command.add_option("--source", options.sources, "the configured name of a source");
  command.add_option("--ministry", options.ministries, "words of the office that it is by or to: Justitie");
  command.add_option("--fractie", options.fracties, "a fractie that asks or contributes: D66");
  command.add_option("--member", options.members, "words of the name of a member who asks or moves it");
  command.add_option("--zaaknummer", options.zaaknummers, "a case: 2024Z18435");
  command.add_option("--since", options.since, "published (else first seen) on or after this date");
  command.add_option("--until", options.until, "published (else first seen) on or before this date");
  command.add_flag_callback(
      "--current", [&options] { options.state = "current"; }, "only what is not withdrawn");
  command.add_flag_callback(
      "--withdrawn", [&options] { options.state = "withdrawn"; }, "only what is withdrawn");
  command.add_option("--limit", options.limit, limit_help)->check(CLI::Range(0, kMostRows));
}

void add_watch_filters(CLI::App& command, WatchConfig& watch) {
  command.add_option("--events", watch.events, "event kinds: document.published, question.answered, ...")
      ->delimiter(',');
  command.add_option("--dossiers", watch.dossiers, "dossier numbers")->delimiter(',');
  command.add_option("--documents", watch.documents, "document ids")->delimiter(',');
  command.add_option("--zaaknummers", watch.zaaknummers, "zaaknummers")->delimiter(',');
  command.add_option("--kinds", watch.kinds, "kinds of publication")->delimiter(',');
  command.add_option("--ministries", watch.ministries, "ministries")->delimiter(',');
  command.add_option("--fracties", watch.fracties, "fracties")->delimiter(',');
  command.add_option("--members", watch.members, "members")->delimiter(',');
  command.add_option("--sources", watch.sources, "configured sources")->delimiter(',');
  command.add_option("--text", watch.text, "a full-text query, as for search");
  command.add_flag("--cosmetic", watch.cosmetic, "also tell of changes of layout");
}

// The commands that read and write the record.
void add_record_commands(CLI::App& app, Arguments& arguments, Command& chosen) {
  const auto add = [&](CLI::App& parent, const char* name, const char* help, Command run) {
    auto* command = parent.add_subcommand(name, help);
    command->fallthrough();
    command->callback([&chosen, run = std::move(run)] { chosen = run; });
    return command;
  };
  auto* read = add(app, "read", "what griffier makes of a file, without keeping anything",
                   [&](Context& context) { return run_read(context, arguments.read); });
  read->add_option("FILE", arguments.read.file)->required();
  auto* import = add(app, "import", "take files or folders in as publications",
                     [&](Context& context) { return run_import(context, arguments.import); });
  import->add_option("PATH", arguments.import.paths)->required();
  import->add_flag("--baseline", arguments.import.baseline, "record in full, tell nobody");
  auto* documents = add(app, "documents", "what is kept",
                        [&](Context& context) { return run_documents(context, arguments.documents); });
  documents->add_option("ID", arguments.documents.ids, "only these documents");
  add_list_options(*documents, arguments.documents, "at most so many rows; 0 for all (50, with --json all)");
  auto* show = add(app, "show", "a document as it stands, stood or stood on a day",
                   [&](Context& context) { return run_show(context, arguments.show); });
  show->add_option("ID", arguments.show.id, "ID or ID@REVISION")->required();
  show->add_option("--at", arguments.show.at, "what stood there on this day (2024-09-19) or at this moment");
  auto* log =
      add(app, "log", "the revisions of a document", [&](Context& context) { return run_log(context, arguments.log); });
  log->add_option("ID", arguments.log.id)->required();
  auto* diff = add(app, "diff", "what changed between two revisions, to the word",
                   [&](Context& context) { return run_diff(context, arguments.diff); });
  diff->add_option("ID", arguments.diff.id)->required();
  diff->add_option("REVISION", arguments.diff.revisions, "none: the newest two; one: that one and the newest")
      ->expected(0, 2);
  diff->add_flag("--html", arguments.diff.html, "as HTML");
  auto* blame = add(app, "blame", "since which revision each paragraph stands there",
                    [&](Context& context) { return run_blame(context, arguments.blame); });
  blame->add_option("ID", arguments.blame.id)->required();
  auto* search =
      add(app, "search",
          "full text: words, OR, -word, \"phrases\", prefix*, NEAR(a b), dossier:19637 kind:letter since:2024-01-01",
          [&](Context& context) { return run_search(context, arguments.search); });
  search->add_option("QUERY", arguments.search.query)->required();
  add_list_options(*search, arguments.search, "at most so many rows; 0 for all (50)");
  auto* references = add(app, "references", "what a document refers to, and what refers to it",
                         [&](Context& context) { return run_references(context, arguments.references); });
  references->add_option("ID", arguments.references.id, "a document, also one that is not kept; a law, a judgment")
      ->required();
  auto* dossier = add(app, "dossier", "the timeline of a dossier",
                      [&](Context& context) { return run_dossier(context, arguments.dossier); });
  dossier->add_option("NR", arguments.dossier.dossier, "19637, 36600-VII, 36 600 VII")->required()->expected(1, 3);
  auto* events =
      add(app, "events", "what happened", [&](Context& context) { return run_events(context, arguments.events); });
  events->add_option("--since", arguments.events.since, "a date or moment");
  events->add_option("--kind", arguments.events.kinds, "an event kind");
  events->add_option("--document", arguments.events.documents, "a document id");
  events->add_option("--limit", arguments.events.limit, "the newest so many; 0 for all")
      ->check(CLI::Range(0, kMostRows));
  events->add_flag("--follow", arguments.events.follow, "keep printing what happens");
  add(app, "verify", "is the record whole", [](Context& context) { return run_verify(context); });
  add(app, "rebuild", "make griffier.db again from the archive", [](Context& context) { return run_rebuild(context); });
  add(app, "compact", "pack the archive", [](Context& context) { return run_compact(context); });
  auto* backup = add(app, "backup", "copy the record, also while the daemon runs",
                     [&](Context& context) { return run_backup(context, arguments.backup); });
  backup->add_option("DIR", arguments.backup.directory)->required();
}

// Who owes whom an answer.
void add_question_commands(CLI::App& app, Arguments& arguments, Command& chosen) {
  auto* list = app.add_subcommand("questions", "who owes whom an answer, by days left")->fallthrough();
  list->callback([&] { chosen = [&](Context& context) { return run_questions(context, arguments.questions); }; });
  auto& filters = arguments.questions;
  list->add_flag("--open", filters.open, "not all answered");
  list->add_flag("--overdue", filters.overdue, "not all answered and past their term");
  list->add_flag("--answered", filters.answered, "all answered");
  list->add_option("--ministry", filters.ministry, "words of the office asked");
  list->add_option("--fractie", filters.fractie, "the party of who asks");
  list->add_option("--member", filters.member, "the name of who asks");
  list->add_option("--dossier", filters.dossier, "a dossier number");
  list->add_option("--since", filters.since, "asked on this day or later");
  list->add_flag("--csv", filters.csv, "as comma-separated values, one line a question");
  list->add_flag("--stats", filters.stats, "days to the answer, by ministry, fractie and year");
  auto* promised = app.add_subcommand("toezeggingen", "what ministers promised the Kamer, by days left")->fallthrough();
  promised->callback(
      [&] { chosen = [&](Context& context) { return run_toezeggingen(context, arguments.toezeggingen); }; });
  auto& promises = arguments.toezeggingen;
  promised->add_flag("--open", promises.open, "not fulfilled, or in part");
  promised->add_flag("--overdue", promises.overdue, "not fulfilled and past their term");
  promised->add_flag("--fulfilled", promises.fulfilled, "fulfilled");
  promised->add_option("--ministry", promises.ministry, "words of the office that promised");
  promised->add_option("--member", promises.member, "words of who it was promised to: a member, fractie or committee");
  promised->add_option("--since", promises.since, "made on this day or later");
  promised->add_flag("--csv", promises.csv, "as comma-separated values");
  auto* one =
      app.add_subcommand("question", "a set of questions, each beside its answer; or join SET PAPER, split SET PAPER")
          ->fallthrough();
  one->add_option("SET", arguments.question.set, "its id, zaaknummer or a paper; join or split, then SET and PAPER")
      ->required();
  one->add_option("N", arguments.question.number, "only this number");
  one->add_option("PAPER", arguments.question.paper, "of join and split");
  one->callback([&] {
    chosen = [&](Context& context) {
      const auto& given = arguments.question;
      if (given.set != "join" && given.set != "split") {
        if (!given.paper.empty()) throw UsageError("question takes a set and a number");
        return run_question(context, given);
      }
      if (given.paper.empty()) throw UsageError("question " + given.set + " takes a set and a paper");
      QuestionOptions decision;
      decision.set = given.number;
      decision.paper = given.paper;
      return run_question_decision(context, decision, given.set == "join");
    };
  });
}

// Which documents are one.
void add_document_commands(CLI::App& app, Arguments& arguments, Command& chosen) {
  auto* document = app.add_subcommand("document", "whether two documents are one publication: join, split")
                       ->require_subcommand(1)
                       ->fallthrough();
  for (const bool join : {true, false}) {
    auto* command = document->add_subcommand(
        join ? "join" : "split", join ? "OTHER is the same publication as ID" : "OTHER is another publication than ID");
    command->fallthrough();
    command->add_option("ID", arguments.document.id, "the document that stays, by any of its names")->required();
    command->add_option("OTHER", arguments.document.other, "a document, or a name for one")->required();
    command->callback([&arguments, &chosen, join] {
      arguments.document.join = join;
      chosen = [&arguments](Context& context) { return run_document_decision(context, arguments.document); };
    });
  }
}

// The commands of the daemon, its sources and its alerts.
void add_daemon_commands(CLI::App& app, Arguments& arguments, Command& chosen) {
  const auto add = [&](CLI::App& parent, const char* name, const char* help, Command run) {
    auto* command = parent.add_subcommand(name, help);
    command->fallthrough();
    command->callback([&chosen, run = std::move(run)] { chosen = run; });
    return command;
  };
  add(app, "run", "the daemon, in the foreground", [](Context& context) { return run_daemon(context); });
  auto* once = add(app, "once", "poll every source once, due or not, try deliveries once, then end",
                   [&](Context& context) { return run_once(context, arguments.once); });
  once->add_option("--source", arguments.once.source, "only this source");
  once->add_flag("--force", arguments.once.force, "do not keep our own waits; a publisher's are always kept");
  auto* fetch = add(app, "fetch", "one request as the daemon would make it, and what it makes of the answer",
                    [&](Context& context) { return run_fetch(context, arguments.fetch); });
  auto* address = fetch->add_option("URL", arguments.fetch.url);
  auto* source =
      fetch->add_option("--source", arguments.fetch.source, "poll this source instead, keeping nothing of it");
  auto* record = fetch->add_option("--record", arguments.fetch.record,
                                   "store the answers in this folder, as fixtures of the test publisher");
  source->excludes(address)->needs(record);
  fetch->add_flag("--trace", arguments.fetch.trace, "show the request and the answer's headers");
  fetch->add_flag("--allow-private", arguments.fetch.allow_private, "may connect to this machine and private networks");
  add(app, "check-config", "is the configuration valid", [](Context& context) { return run_check_config(context); });
  add(app, "status", "how it is going", [](Context& context) { return run_status(context); });
  auto* sources = add(app, "sources", "what is polled when and why then, and how fresh it is",
                      [&](Context& context) { return run_sources(context, arguments.sources); });
  sources->add_option("SOURCE", arguments.sources.source, "only this one, with all its parts");
  sources->add_flag("--problems", arguments.sources.problems, "what was told of and could not be had yet");

  auto* alerts =
      app.add_subcommand("alerts", "deliveries: list, retry, drop, test")->require_subcommand(1)->fallthrough();
  auto* list =
      add(*alerts, "list", "the outbox", [&](Context& context) { return run_alerts_list(context, arguments.alerts); });
  list->add_option("--only", arguments.alerts.state, "queued, held, sending, sent, retry or dead")
      ->check(CLI::IsMember({"queued", "held", "sending", "sent", "retry", "dead"}));
  auto* retry = add(*alerts, "retry", "try a delivery again now",
                    [&](Context& context) { return run_alerts_retry(context, arguments.alerts); });
  retry->add_option("DELIVERY", arguments.alerts.delivery, "a delivery's number, or all for every dead one")
      ->required();
  auto* drop = add(*alerts, "drop", "give a delivery up",
                   [&](Context& context) { return run_alerts_drop(context, arguments.alerts); });
  drop->add_option("DELIVERY", arguments.alerts.delivery, "a delivery's number")->required();
  auto* test = add(*alerts, "test", "send one through a channel and show the dialogue",
                   [&](Context& context) { return run_alerts_test(context, arguments.alerts); });
  test->add_option("CHANNEL", arguments.alerts.channel)->required();

  auto* watch = app.add_subcommand("watch", "watches: add, list, remove, test")->require_subcommand(1)->fallthrough();
  auto* add_watch = add(*watch, "add", "keep a watch in the record",
                        [&](Context& context) { return run_watch_add(context, arguments.watch); });
  add_watch->add_option("NAME", arguments.watch.watch.name)->required();
  add_watch_filters(*add_watch, arguments.watch.watch);
  add_watch->add_option("--channels", arguments.watch.watch.channels, "configured channels")
      ->delimiter(',')
      ->required();
  add_watch->add_option("--digest", arguments.watch.digest, "immediate, hourly or \"daily 07:30\"");
  add_watch->add_option("--quiet-hours", arguments.watch.quiet, "22:00-07:00");
  add(*watch, "list", "every watch", [](Context& context) { return run_watch_list(context); });
  auto* remove = add(*watch, "remove", "take a watch of the record away",
                     [&](Context& context) { return run_watch_remove(context, arguments.watch); });
  remove->add_option("NAME", arguments.watch.watch.name)->required();
  auto* try_watch = add(*watch, "test", "what a watch, or the filters given, would have matched in the past",
                        [&](Context& context) { return run_watch_test(context, arguments.watch); });
  try_watch->add_option("NAME", arguments.watch.watch.name);
  add_watch_filters(*try_watch, arguments.watch.watch);
}

// One place turns what went wrong into a line on standard error and an exit code.
int run_command(const Command& command, const GlobalOptions& options) {
  const auto say = [](const std::string& what) { fmt::print(stderr, "griffier: {}\n", harmless(what)); };
  try {
    Context context(options);
    const int code = command(context);
    if (std::fflush(stdout) != 0) throw std::system_error(errno, std::generic_category(), "standard output");
    return code;
  } catch (const UsageError& error) {
    say(error.what());
    return kUsage;
  } catch (const store::QueryError& error) {
    say(error.what());
    return kUsage;
  } catch (const ConfigError& error) {
    say(error.what());
    return kConfigInvalid;
  } catch (const store::DamagedError& error) {
    say(error.what());
    return kDamaged;
  } catch (const store::LockedError& error) {
    say(error.what());
    return kLocked;
  } catch (const std::exception& error) {
    say(error.what());
    return kFailed;
  }
}

// The word where a command should be, when that is what is wrong: CLI11 only says that a command is missing.
std::optional<std::string> unknown_command(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const CLI::App& at = chosen.empty() ? app : *chosen.front();
  if (at.get_require_subcommand_min() == 0 || !at.get_subcommands().empty()) return std::nullopt;
  const auto rest = app.remaining(true);
  const auto word = std::find_if(rest.begin(), rest.end(), [](const auto& text) { return !text.starts_with('-'); });
  if (word == rest.end()) return std::nullopt;
  std::vector<std::string> names;
  for (const auto* command : at.get_subcommands({})) names.push_back(command->get_name());
  const auto prefix = chosen.empty() ? std::string() : at.get_name() + " ";
  return fmt::format("unknown command '{}{}'{}", prefix, *word, did_you_mean(*word, {names.begin(), names.end()}));
}

// What is wrong with a query that the shell or CLI11 took apart; nothing when something else is wrong.
std::optional<std::string> query_taken_apart(const CLI::App& app) {
  if (!app.get_subcommand("search")->parsed()) return std::nullopt;
  for (const auto& rest : app.remaining(true)) {
    if (rest.starts_with("--")) return std::nullopt;
    if (rest.starts_with('-'))
      return "a query that begins with a minus is taken for an option: begin with a word that must occur and quote the "
             "whole (griffier search 'asiel -nareis'), or write -- before it (griffier search -- '-nareis asiel')";
    return fmt::format("the query ends before '{}': quote the whole of it (griffier search 'nareis gezin')", rest);
  }
  return std::nullopt;
}

}  // namespace

int run_cli(int argc, char** argv) {
  Arguments arguments;
  Command chosen;
  CLI::App app("Watches the official publications of the Dutch state, keeps every version, and tells what changed.",
               "griffier");
  app.set_version_flag("--version", std::string("griffier ") + kVersion);
  app.require_subcommand(1);
  app.add_option("--config", arguments.global.config,
                 "the configuration (else GRIFFIER_CONFIG, ./griffier.toml, /etc/griffier/griffier.toml)");
  app.add_option("--state", arguments.global.state, "the state directory; overrides the configuration's");
  app.add_flag("--json", arguments.global.json, "print data as JSON lines");
  app.add_flag("--quiet", arguments.global.quiet, "only warnings and errors");
  app.add_flag("--verbose", arguments.global.verbose, "everything");
  add_record_commands(app, arguments, chosen);
  add_question_commands(app, arguments, chosen);
  add_document_commands(app, arguments, chosen);
  add_daemon_commands(app, arguments, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    auto cause = error.get_exit_code() == 0 ? std::nullopt : unknown_command(app);
    if (!cause && error.get_exit_code() != 0) cause = query_taken_apart(app);
    if (cause) {
      fmt::print(stderr, "griffier: {}\nRun with --help for more information.\n", harmless(*cause));
      return kUsage;
    }
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  return run_command(chosen, arguments.global);
}

}  // namespace griffier::daemon
