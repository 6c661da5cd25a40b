// The end of a poll: absences, progress, how fresh the source is now, when it is due again.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "daemon/polling/session.h"
#include "fetchers/tweedekamer/poll_tweedekamer.h"
#include "store/record/freshness.h"
#include "store/record/untold.h"

namespace griffier::daemon {
namespace {

constexpr int kFailuresThatCount = 3;
constexpr std::chrono::seconds kIncidentLasts = std::chrono::hours(36);

// A load that was broken off, but came further: however often that happens, what is to come is as old as what came.
bool still_loading(const fetchers::PollOutcome& outcome) {
  return std::any_of(outcome.parts.begin(), outcome.parts.end(),
                     [](const fetchers::Part& part) { return !part.complete && part.further; });
}

}  // namespace

// Absences of one host that come together are an incident of the host: it is reported, and must last far longer to be
// believed.
void Poller::Session::settle_absences(store::SourceState& state, publications::Instant now, std::size_t seen) {
  std::map<std::string, std::size_t> vanished;
  for (const auto& fetched : absent_)
    if (this->vanished(fetched)) ++vanished[host_of(fetched.url)];
  // A folder tells what changed and what is gone alone: what is there counts as well.
  if (source_.kind == "folder") answered_[std::string()] = seen + vanished[std::string()];
  for (const auto& [host, count] : vanished) {
    if (!is_host_incident(count, answered_[host])) continue;
    failed_ += count;
    if (first_failure_.empty())
      first_failure_ =
          fmt::format("{}: {} of {} addresses vanished at once, which is taken for an incident of the host",
                      host.empty() ? source_.name : host, count, answered_[host]);
  }
  for (const auto& fetched : absent_) {
    const auto host = host_of(fetched.url);
    auto rule = rule_for(fetched);
    if (source_.confirm.empty() && is_host_incident(vanished[host], answered_[host]))
      rule.over = std::max(rule.over, kIncidentLasts);
    settle_absence(state, fetched, rule, now);
  }
}

// Whether it was there until now: not what was never had, nor what was withdrawn before.
bool Poller::Session::vanished(const fetchers::Fetched& fetched) const {
  const auto known = start_.known.find(fetched.url);
  return known && !known->body_sha256.empty();
}

void Poller::Session::settle_absence(store::SourceState& state, const fetchers::Fetched& fetched,
                                     const ConfirmationRule& rule, publications::Instant now) {
  const auto known = start_.known.find(fetched.url);
  if (known && !vanished(fetched)) return;  // withdrawn before
  const Sight sight{"gone", fetched.judgement.reason, "", now, force_};
  auto seen = confirm(state.doubt(source_.name, fetched.url), sight, rule);
  if (!known) ++report_.problems;
  if (!known || !seen.confirmed) {
    seen.doubt.source = source_.name;
    seen.doubt.url = fetched.url;
    state.keep_doubt(seen.doubt);
    return;
  }
  const auto reason = fmt::format("{}, seen {} times since {}", fetched.judgement.reason, seen.doubt.seen,
                                  publications::iso_instant(seen.doubt.first_at));
  poller_.app_.shared_intake().withdraw(known->document_id, source_.name, source_.kind, fetched.url, now, reason, true);
}

void Poller::Session::settle(const fetchers::PollOutcome& outcome) {
  auto& app = poller_.app_;
  store::SourceState state(app.registrar().record());
  const auto now = app.now();
  settle_absences(state, now, outcome.seen);
  // Something that was never there is a problem among others, but a source of nothing else is failing.
  if (report_.problems > 0 && !absent_.empty() && absent_.size() == had_ && start_.known.none())
    note_failure(absent_.front());
  report_.seen = outcome.seen;
  report_.fetched = outcome.fetched;
  report_.unsettled = outcome.unsettled;
  report_.ok = outcome.complete && failed_ == 0;
  report_.error = !outcome.error.empty() ? outcome.error : first_failure_;
  if (!report_.ok && report_.error.empty()) report_.error = "the poll was not complete";
  store::SourceProgress progress;
  progress.source = source_.name;
  progress.kind = source_.kind;
  progress.cursor = outcome.cursor;
  // One address that never gives anything doesn't keep the others silent for good.
  progress.baseline_done = outcome.complete || (something_had(outcome) && !still_loading(outcome) &&
                                                start_.row.consecutive_failures + 1 >= kFailuresThatCount);
  const bool live = progress.baseline_done || start_.row.baseline_done;
  app.shared_intake().progress(std::move(progress));
  app.shared_intake().flush();
  if (live) store::Untold(app.registrar().record()).goes_live(source_.name, now);
  state.unchanged(unchanged_);
  for (const auto& url : admitted_) state.clear_doubt(source_.name, url);
  note_parts(outcome.parts, now);
  note_problems(outcome);
  tell_of_failure(now);
  const auto next = next_due(outcome, now);
  if (report_.ok)
    state.poll_succeeded(source_.name, now, next.at, next.why);
  else
    state.poll_failed(source_.name, now, next.at, next.why, report_.error);
}

void Poller::Session::note_parts(const std::vector<fetchers::Part>& parts, publications::Instant now) {
  std::vector<store::PartRow> rows;
  for (const auto& part : parts) {
    store::PartRow& row = rows.emplace_back();
    row.source = source_.name;
    row.name = part.name;
    row.position = part.position;
    row.error = part.error;
    if (part.complete) row.complete_at = now;
    row.polled_at = now;
    row.seen = static_cast<std::int64_t>(part.seen - std::min(part.seen, told_[part.name]));
    told_[part.name] = part.seen;
    if (part.remaining) row.remaining = static_cast<std::int64_t>(*part.remaining);
  }
  store::Freshness(poller_.app_.registrar().record()).note_parts(rows);
}

void Poller::Session::note_problems(const fetchers::PollOutcome& outcome) {
  if (!outcome.knows_problems) return;
  std::vector<store::ProblemRow> problems;
  for (const auto& one : outcome.problems)
    problems.push_back({source_.name, one.key, one.document_id, one.what, one.tries, one.since, one.again_at});
  store::Freshness(poller_.app_.registrar().record()).keep_problems(source_.name, problems);
}

bool Poller::Session::something_had(const fetchers::PollOutcome& outcome) const {
  return had_ > 0 || outcome.seen > failed_ || a_category_was_had(outcome);
}

// That a category was had to its end says that the publisher is there, also when it held nothing new. Those that fail
// beside it are left alone by themselves (fetchers/tweedekamer/register_cursor.h).
bool Poller::Session::a_category_was_had(const fetchers::PollOutcome& outcome) const {
  if (source_.kind != "tweedekamer") return false;
  const auto files = [](const fetchers::Part& part) { return part.name == fetchers::kFilesPart; };
  const auto& parts = outcome.parts;
  return std::any_of(parts.begin(), parts.end(), [&](const auto& part) { return part.complete && !files(part); }) &&
         std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return part.complete || !files(part); });
}

NextPoll Poller::Session::next_due(const fetchers::PollOutcome& outcome, publications::Instant now) const {
  // A file that is still being written is looked at again soon; a publisher's Retry-After only ever lengthens a wait.
  if (source_.kind == "folder" && report_.ok && outcome.retry_after)
    return {now + *outcome.retry_after, "a file there is still being written"};
  PollHistory history;
  history.now = now;
  if (source_.slowest)
    history.last_change = store::SourceState(poller_.app_.registrar().record()).last_change(source_.name);
  if (!report_.ok) {
    // Backing off is for a source that gives nothing; what fails beside others that don't keeps no other waiting.
    history.failures = something_had(outcome) ? 1 : start_.row.consecutive_failures + 1;
    if (a_category_was_had(outcome)) history.failures = 0;
    history.asked = asked_wait_;
    if (source_.kind != "page" && outcome.retry_after)
      history.asked = std::max(history.asked.value_or(*outcome.retry_after), *outcome.retry_after);
  }
  return next_poll(source_, history, poller_.app_.jitter());
}

// One failed poll is the internet; several in a row are worth a word, and so is their end.
void Poller::Session::tell_of_failure(publications::Instant now) {
  auto& intake = poller_.app_.shared_intake();
  const int before = start_.row.consecutive_failures;
  if (!report_.ok && before + 1 == kFailuresThatCount)
    intake.source_event(source_.name,
                        {"source.failing", "",
                         fmt::format("{}: {} polls in a row failed; {}", source_.name, before + 1, report_.error)},
                        now);
  if (report_.ok && before >= kFailuresThatCount)
    intake.source_event(
        source_.name, {"source.recovered", "", fmt::format("{}: polled again after {} failures", source_.name, before)},
        now);
}

}  // namespace griffier::daemon
