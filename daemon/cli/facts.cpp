#include "daemon/cli/facts.h"

#include <fmt/format.h>

#include <vector>

#include "daemon/cli/output.h"
#include "publications/identifier.h"
#include "publications/instant.h"

namespace griffier::daemon {
namespace {

using publications::Reading;

constexpr std::size_t kQuestionWidth = 100;
constexpr std::size_t kMostDossiers = 12;

std::string joined(const std::vector<std::string>& values) { return fmt::format("{}", fmt::join(values, "; ")); }

std::string day(const std::optional<publications::Date>& date) {
  return date ? publications::iso_date(*date) : std::string();
}

std::string person(const publications::Official& official) {
  std::string office = official.role;
  if (!official.ministry.empty()) office += (office.empty() ? "" : " ") + official.ministry;
  return official.name + (office.empty() ? "" : ", " + office);
}

// "36600-VII" as the field writes it.
std::string shown(const std::string& dossier) {
  const auto parsed = publications::parse_dossier(dossier);
  return parsed ? parsed->display() : dossier;
}

void add_place(std::string& out, const Reading& reading) {
  if (reading.dossier) {
    std::string text = shown(*reading.dossier);
    if (reading.document_number_in_dossier) text += ", nr. " + *reading.document_number_in_dossier;
    if (!reading.dossier_title.empty()) text += ": " + reading.dossier_title;
    add_fact(out, "dossier", text);
  } else {
    add_fact(out, "number", reading.document_number_in_dossier.value_or(""));
  }
  std::vector<std::string> others;
  for (const auto& dossier : reading.dossiers)
    if (dossier != reading.dossier && others.size() < kMostDossiers) others.push_back(shown(dossier));
  add_fact(out, "other dossiers", joined(others));
  add_fact(out, "vergaderjaar", reading.vergaderjaar.value_or(""));
  std::vector<std::string> cases = reading.further_zaaknummers;
  if (reading.zaaknummer) cases.insert(cases.begin(), *reading.zaaknummer);
  add_fact(out, "zaaknummer", joined(cases));
  add_fact(out, "kenmerk", reading.kenmerk.value_or(""));
  add_fact(out, "also known as", joined(reading.aliases));
  add_fact(out, "annex of", reading.parent.value_or(""));
}

void add_people(std::string& out, const Reading& reading) {
  add_fact(out, "date", day(reading.date) + (reading.date && !reading.place.empty() ? ", " + reading.place : ""));
  add_fact(out, "asked on", day(reading.asked_on));
  add_fact(out, "received on", day(reading.received_on));
  add_fact(out, "answered on", day(reading.answered_on));
  add_fact(out, "due on", day(reading.due_on));
  for (const auto& asker : reading.askers)
    add_fact(out, "asked by", asker.name + (asker.party.empty() ? "" : " (" + asker.party + ")"));
  add_fact(out, "addressed to", joined(reading.addressed_to));
  for (const auto& official : reading.answered_by) add_fact(out, "answered by", person(official));
  add_fact(out, "sender", reading.sender);
  if (reading.answered_by.empty())
    for (const auto& official : reading.signatories) add_fact(out, "signed by", person(official));
  add_fact(out, "on behalf of", joined(reading.on_behalf_of));
  add_fact(out, "addressee", reading.addressee);
  add_fact(out, "committee", reading.committee.value_or(""));
}

void add_undertakings(std::string& out, const Reading& reading) {
  add_fact(out, "reason", reading.notice_reason.value_or(""));
  if (reading.toezegging) {
    const auto& promise = *reading.toezegging;
    add_fact(out, "toezegging", promise.number + (promise.status.empty() ? "" : ", " + promise.status));
    add_fact(out, "made on", day(promise.made_on));
    add_fact(out, "made by", promise.made_by);
    add_fact(out, "made to", promise.made_to);
  }
  for (const auto& request : reading.requests_answered) add_fact(out, "request", request);
  for (const auto& promise : reading.promises) add_fact(out, "promise", promise);
  for (const auto& motion : reading.motions_done) add_fact(out, "motion done", motion);
  for (const auto& promise : reading.promises_fulfilled) add_fact(out, "promise kept", promise);
}

}  // namespace

void add_fact(std::string& out, std::string_view label, std::string_view value) {
  if (!value.empty()) out += fmt::format("{:16} {}\n", label, value);
}

std::string facts_for_people(const Reading& reading) {
  std::string out;
  add_fact(out, "subject", reading.subject == reading.title ? "" : reading.subject);
  add_place(out, reading);
  add_people(out, reading);
  add_fact(out, "see also", joined(reading.see_also));
  add_fact(out, "references", joined(reading.references));
  add_fact(out, "and to", joined(reading.other_references));
  add_undertakings(out, reading);
  for (const auto& question : reading.questions)
    add_fact(out, "question " + question.number,
             cut(question.text, kQuestionWidth) + (question.answer.empty() ? "" : "  → answer " + question.answer));
  for (const auto& fractie : reading.fracties)
    add_fact(out, "fractie", fmt::format("{}: {} questions", fractie.name, fractie.questions.size()));
  return out;
}

}  // namespace griffier::daemon
