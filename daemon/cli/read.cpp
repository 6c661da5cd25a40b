// griffier read: what griffier makes of a file, without keeping anything.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/pipeline/arrival.h"
#include "daemon/pipeline/files.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"

namespace griffier::daemon {
namespace {

void fact(std::string& out, std::string_view label, std::string_view value) {
  if (!value.empty()) out += fmt::format("{:16} {}\n", label, value);
}

std::string joined(const std::vector<std::string>& values) { return fmt::format("{}", fmt::join(values, "; ")); }

std::string facts_for_people(const ReadArrival& read) {
  const auto& reading = read.reading;
  std::string out;
  fact(out, "kind", reading.kind);
  fact(out, "identity", identity_of(read));
  fact(out, "title", reading.title);
  fact(out, "subject", reading.subject);
  fact(out, "dossier",
       reading.dossier.value_or("") + (reading.dossier_title.empty() ? "" : " " + reading.dossier_title));
  fact(out, "number", reading.document_number_in_dossier.value_or(""));
  fact(out, "vergaderjaar", reading.vergaderjaar.value_or(""));
  fact(out, "zaaknummer", reading.zaaknummer.value_or(""));
  fact(out, "kenmerk", reading.kenmerk.value_or(""));
  if (reading.date)
    fact(out, "date", publications::iso_date(*reading.date) + (reading.place.empty() ? "" : ", " + reading.place));
  if (reading.asked_on) fact(out, "asked on", publications::iso_date(*reading.asked_on));
  if (reading.received_on) fact(out, "received on", publications::iso_date(*reading.received_on));
  for (const auto& asker : reading.askers)
    fact(out, "asked by", asker.name + (asker.party.empty() ? "" : " (" + asker.party + ")"));
  fact(out, "addressed to", joined(reading.addressed_to));
  for (const auto& official : reading.answered_by)
    fact(out, "answered by", fmt::format("{} {} ({})", official.role, official.name, official.ministry));
  fact(out, "sender", reading.sender);
  if (reading.signatory)
    fact(out, "signed by",
         fmt::format("{}, {} {}", reading.signatory->name, reading.signatory->role, reading.signatory->ministry));
  fact(out, "on behalf of", joined(reading.on_behalf_of));
  fact(out, "addressee", reading.addressee);
  fact(out, "see also", joined(reading.see_also));
  fact(out, "references", joined(reading.references));
  fact(out, "and to", joined(reading.other_references));
  fact(out, "reason", reading.notice_reason.value_or(""));
  for (const auto& promise : reading.promises) fact(out, "promise", promise);
  for (const auto& motion : reading.motions_done) fact(out, "motion done", motion);
  for (const auto& question : reading.questions)
    fact(out, "question " + question.number,
         cut(question.text, 100) + (question.answer.empty() ? "" : "  → answer " + question.answer));
  for (const auto& fractie : reading.fracties)
    fact(out, "fractie", fmt::format("{}: {} questions", fractie.name, fractie.questions.size()));
  return out;
}

}  // namespace

int run_read(Context& context, const ReadOptions& options) {
  auto file = read_file(options.file);
  if (!file.error.empty()) {
    context.log().error("cannot be read", {{"file", options.file.string()}, {"reason", file.error}});
    return kFailed;
  }
  Arrival arrival;
  arrival.bytes = std::move(file.bytes);
  arrival.name = options.file.filename().string();
  const auto read = read_arrival(std::move(arrival));
  if (!read.refused.empty()) {
    context.log().error("refused", {{"file", options.file.string()}, {"reason", read.refused}});
    return kFailed;
  }
  for (const auto& warning : read.warnings) context.log().warning(warning, {{"file", options.file.string()}});
  if (context.json()) {
    auto object = publications::to_json(read.reading);
    object["file"] = options.file.filename().string();
    object["identity"] = identity_of(read);
    object["format"] = read.media_type;
    object["body_sha256"] = read.body_sha256;
    object["text_sha256"] = read.text_sha256;
    object["text"] = publications::to_plain(read.text);
    print_json_line(object);
    return kDone;
  }
  print(harmless(facts_for_people(read) + "\n" + read.text_markdown));
  return kDone;
}

}  // namespace griffier::daemon
