// griffier verify, rebuild, compact, backup: is the record whole, and how it stays so.
#include <fmt/format.h>

#include <boost/json/array.hpp>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/progress.h"
#include "store/archive/archive.h"
#include "store/backup.h"
#include "store/integrity.h"
#include "store/record/record.h"

namespace griffier::daemon {
namespace {

constexpr int kIndexBatch = 500;  // texts a transaction

}  // namespace

int run_verify(Context& context) {
  Progress bar(context.progress(), "verify", 0);
  const auto report = store::verify(context.state_dir(), [&](std::size_t done, std::size_t total) {
    bar.total(total);
    bar.at(done);
  });
  bar.clear();
  if (context.json()) {
    boost::json::array problems;
    for (const auto& problem : report.problems)
      problems.push_back(boost::json::object{{"part", problem.part}, {"detail", problem.detail}});
    print_json_line(boost::json::object{{"whole", report.problems.empty()},
                                        {"commits", report.commits},
                                        {"objects", report.objects},
                                        {"revisions", report.revisions},
                                        {"originals", report.originals},
                                        {"attestations", report.attestations},
                                        {"problems", problems}});
  } else {
    for (const auto& problem : report.problems)
      print(harmless(fmt::format("{}: {}", problem.part, problem.detail)) + "\n");
    print(fmt::format("{}: {} commits, {} objects, {} revisions, {} originals, {} attestations checked\n",
                      report.problems.empty() ? "whole" : fmt::format("DAMAGED, {} problems", report.problems.size()),
                      report.commits, report.objects, report.revisions, report.originals, report.attestations));
  }
  return report.problems.empty() ? kDone : kDamaged;
}

int run_rebuild(Context& context) {
  Progress bar(context.progress(), "rebuild", 0);
  const auto revisions = store::rebuild(context.state_dir(), [&](std::size_t done, std::size_t total) {
    bar.total(total);
    bar.at(done);
  });
  bar.clear();
  {
    store::Registrar registrar(context.state_dir(), store::Open::read_write);
    const auto waiting = static_cast<std::size_t>(registrar.record().counts().to_index);
    Progress indexing(context.progress(), "index", waiting);
    for (auto left = waiting; left > 0; indexing.at(waiting - left))
      left = static_cast<std::size_t>(registrar.record().index_pending(kIndexBatch));
    indexing.clear();
  }
  if (context.json())
    print_json_line(boost::json::object{{"revisions", revisions}});
  else
    print(fmt::format("griffier.db made again from {} commits\n", revisions));
  return kDone;
}

int run_compact(Context& context) {
  store::Registrar registrar(context.state_dir(), store::Open::read_write);
  registrar.archive().maintain();
  if (context.json())
    print_json_line(boost::json::object{{"compacted", true}});
  else
    print("archive packed\n");
  return kDone;
}

int run_backup(Context& context, const BackupOptions& options) {
  const auto report = store::backup(context.state_dir(), options.directory);
  if (context.json())
    print_json_line(boost::json::object{
        {"directory", options.directory.string()}, {"files", report.files}, {"bytes", report.bytes}});
  else
    print(fmt::format("{} files, {} MiB copied to {}\n", report.files, report.bytes >> 20, options.directory.string()));
  return kDone;
}

}  // namespace griffier::daemon
