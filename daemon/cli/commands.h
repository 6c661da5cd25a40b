// One options struct and one function a command. Each returns the process's exit code and prints data on standard
// output.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "daemon/cli/context.h"

namespace griffier::daemon {

struct ReadOptions {
  std::filesystem::path file;
};
int run_read(Context& context, const ReadOptions& options);

struct ImportOptions {
  std::vector<std::filesystem::path> paths;
  bool baseline = false;
};
int run_import(Context& context, const ImportOptions& options);

struct OnceOptions {
  std::string source;
  bool force = false;
};
int run_once(Context& context, const OnceOptions& options);
int run_daemon(Context& context);

struct FetchOptions {
  std::string url, source;
  std::filesystem::path record;  // a folder
  bool trace = false, allow_private = false;
};
int run_fetch(Context& context, const FetchOptions& options);

int run_check_config(Context& context);
int run_status(Context& context);
struct SourcesOptions {
  std::string source;
  bool problems = false;
};
int run_sources(Context& context, const SourcesOptions& options);

struct ListOptions {  // documents and search
  std::string query;
  std::vector<std::string> kinds, dossiers, ids, sources, ministries, fracties, members, zaaknummers;
  std::string since, until, state;
  std::optional<int> limit;  // 0: all
};
int run_documents(Context& context, const ListOptions& options);
int run_search(Context& context, const ListOptions& options);

struct ShowOptions {
  std::string id;  // ID or ID@REV
  std::string at;  // a date or moment
};
int run_show(Context& context, const ShowOptions& options);

struct ReferencesOptions {
  std::string id;  // a document, or any identity or address that documents may refer to
};
int run_references(Context& context, const ReferencesOptions& options);

struct LogOptions {
  std::string id;
};
int run_log(Context& context, const LogOptions& options);

struct DiffOptions {
  std::string id;
  std::vector<int> revisions;
  bool html = false;
};
int run_diff(Context& context, const DiffOptions& options);
int run_blame(Context& context, const LogOptions& options);

struct EventsOptions {
  std::string since;
  std::vector<std::string> kinds, documents;
  bool follow = false;
  int limit = 0;
};
int run_events(Context& context, const EventsOptions& options);

struct DocumentDecision {
  std::string id, other;
  bool join = true;
};
int run_document_decision(Context& context, const DocumentDecision& decision);

struct DossierOptions {
  std::vector<std::string> dossier;  // the number, in one or several words: 36 600 VII
};
int run_dossier(Context& context, const DossierOptions& options);

struct QuestionsOptions {
  bool open = false, overdue = false, answered = false, csv = false, stats = false;
  std::string ministry, fractie, member, dossier, since;
};
int run_questions(Context& context, const QuestionsOptions& options);
struct QuestionOptions {
  std::string set, number;
  std::string paper;  // join, split
};
int run_question(Context& context, const QuestionOptions& options);
int run_question_decision(Context& context, const QuestionOptions& options, bool join);

struct ToezeggingenOptions {
  bool open = false, overdue = false, fulfilled = false, csv = false;
  std::string ministry, member, since;
};
int run_toezeggingen(Context& context, const ToezeggingenOptions& options);

struct AlertsOptions {
  std::string state;     // list
  std::string delivery;  // retry, drop: a number or "all"
  std::string channel;   // test
};
int run_alerts_list(Context& context, const AlertsOptions& options);
int run_alerts_retry(Context& context, const AlertsOptions& options);
int run_alerts_drop(Context& context, const AlertsOptions& options);
int run_alerts_test(Context& context, const AlertsOptions& options);

struct WatchOptions {
  WatchConfig watch;
  std::string digest, quiet;
};
int run_watch_add(Context& context, const WatchOptions& options);
int run_watch_list(Context& context);
int run_watch_remove(Context& context, const WatchOptions& options);
int run_watch_test(Context& context, const WatchOptions& options);

int run_verify(Context& context);
int run_rebuild(Context& context);
int run_compact(Context& context);

struct BackupOptions {
  std::filesystem::path directory;
};
int run_backup(Context& context, const BackupOptions& options);

}  // namespace griffier::daemon
