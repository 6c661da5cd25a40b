#include "daemon/polling/poller.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "daemon/polling/confirmation.h"
#include "daemon/polling/interval.h"
#include "daemon/polling/run_on.h"
#include "daemon/polling/source_poll.h"
#include "fetchers/http/url.h"
#include "publications/digest.h"
#include "store/record/source_state.h"

namespace griffier::daemon {
namespace {

using boost::asio::awaitable;

constexpr int kFailuresThatCount = 3;
constexpr std::chrono::seconds kIncidentLasts = std::chrono::hours(36);

// Empty for files.
std::string host_of(const std::string& url) {
  const auto address = fetchers::parse_web_address(url);
  return address ? address->host : std::string();
}

}  // namespace

// What one poll gathers on its way.
class Poller::Session {
 public:
  Session(Poller& poller, const SourceConfig& source, bool force) : poller_(poller), source_(source), force_(force) {}

  awaitable<PollReport> run();

 private:
  struct Start {
    std::map<std::string, fetchers::Known> known;
    store::SourceRow row;
  };
  Start load();
  awaitable<fetchers::Verdict> take(fetchers::Fetched fetched);
  awaitable<fetchers::Verdict> admit(fetchers::Fetched fetched);
  awaitable<fetchers::Verdict> suspect(fetchers::Fetched fetched);
  void settle(const fetchers::PollOutcome& outcome);
  void tell_of_failure(publications::Instant now);
  void settle_absences(store::SourceState& state, publications::Instant now, std::size_t seen);
  void settle_absence(store::SourceState& state, const fetchers::Fetched& fetched, const ConfirmationRule& rule,
                      publications::Instant now);
  Arrival arrival_of(fetchers::Fetched fetched) const;
  ConfirmationRule rule_for(const fetchers::Fetched& fetched) const;
  void note_failure(const fetchers::Fetched& fetched);
  awaitable<void> remember_quiet(std::string url);
  void note_change(const fetchers::Fetched& fetched) const;
  [[nodiscard]] bool vanished(const fetchers::Fetched& fetched) const;
  [[nodiscard]] std::optional<std::chrono::seconds> publishers_wait() const;
  [[nodiscard]] bool something_had(const fetchers::PollOutcome& outcome) const;
  [[nodiscard]] publications::Instant next_due(const fetchers::PollOutcome& outcome, publications::Instant now) const;

  Poller& poller_;
  const SourceConfig& source_;
  const bool force_;
  Start start_;
  std::vector<store::Validators> unchanged_;
  std::vector<fetchers::Fetched> absent_;
  std::vector<std::string> admitted_;            // addresses whose doubts end once their content is recorded
  std::map<std::string, std::size_t> answered_;  // by host
  std::size_t failed_ = 0, had_ = 0;
  std::string first_failure_;
  std::optional<std::chrono::seconds> asked_wait_;  // until the first of the source's addresses may be asked again
  PollReport report_;
};

Poller::Session::Start Poller::Session::load() {
  Start start;
  auto& record = poller_.app_.registrar().record();
  store::SourceState state(record);
  for (auto& validators : state.all_validators(source_.name)) {
    fetchers::Known known;
    known.url = validators.url;
    known.document_id = std::move(validators.document_id);
    known.etag = std::move(validators.etag);
    known.last_modified = std::move(validators.last_modified);
    known.body_sha256 = std::move(validators.body_sha256);
    known.bytes = validators.bytes;
    known.media_type = std::move(validators.media_type);
    known.whole_at = validators.whole_at;
    start.known.emplace(std::move(validators.url), std::move(known));
  }
  if (auto row = state.source(source_.name)) start.row = std::move(*row);
  return start;
}

ConfirmationRule Poller::Session::rule_for(const fetchers::Fetched& fetched) const {
  if (!source_.confirm.empty()) return custom_rule(source_.confirm);
  if (fetched.judgement.verdict == fetchers::Verdict::suspicious) return suspicion_rule();
  return fetched.status == 410 ? gone_rule() : absence_rule();
}

Arrival Poller::Session::arrival_of(fetchers::Fetched fetched) const {
  Arrival arrival;
  arrival.bytes = std::move(fetched.body);
  arrival.declared_type = std::move(fetched.media_type);
  arrival.name = std::move(fetched.name);
  arrival.source = source_.name;
  arrival.source_kind = source_.kind;
  arrival.document_id = std::move(fetched.document_id);
  const auto known = start_.known.find(fetched.url);
  // What was had in an earlier poll has had its baseline, even when that poll was not complete.
  arrival.announce = known != start_.known.end() || start_.row.baseline_done || source_.announce_first;
  // A file that is replaced by another publication is that publication; an address that is watched stays one document.
  if (known != start_.known.end() && source_.kind != "folder") arrival.known_id = known->second.document_id;
  arrival.url = std::move(fetched.url);
  arrival.observed_at = poller_.app_.now();
  arrival.etag = std::move(fetched.etag);
  arrival.last_modified = std::move(fetched.last_modified);
  arrival.facts = std::move(fetched.facts);
  arrival.select = source_.select;
  arrival.ignore = source_.ignore;
  arrival.ignore_text = source_.ignore_text;
  return arrival;
}

void Poller::Session::note_failure(const fetchers::Fetched& fetched) {
  ++failed_;
  if (first_failure_.empty()) first_failure_ = fmt::format("{}: {}", fetched.url, fetched.judgement.reason);
  poller_.app_.log().debug("no answer that counts",
                           {{"source", source_.name}, {"url", fetched.url}, {"reason", fetched.judgement.reason}});
}

// Whoever polls next, this process or another, keeps to what the publisher asked.
awaitable<void> Poller::Session::remember_quiet(std::string url) {
  const auto place = poller_.engine_.quiet_place(url);
  if (!place) co_return;
  auto& app = poller_.app_;
  auto keep = [&app, place = *place] {
    const store::Quiet quiet{place.whole_host ? place.host : place.url, place.status,
                             std::chrono::ceil<std::chrono::milliseconds>(place.until)};
    store::SourceState(app.registrar().record()).keep_quiet({quiet}, app.now());
  };
  auto keeping = run_on(poller_.clerk_.get_executor(), std::move(keep));
  co_await std::move(keeping);
}

// How long until the first of the source's addresses may be asked again; nullopt: one may be asked now. One address
// that waits keeps no other waiting.
std::optional<std::chrono::seconds> Poller::Session::publishers_wait() const {
  std::optional<std::chrono::system_clock::time_point> first;
  auto addresses = source_.urls;
  for (const auto* address : {&source_.url, &source_.base_url})
    if (!address->empty()) addresses.push_back(*address);
  for (const auto& address : addresses) {
    const auto until = poller_.engine_.quiet_until(address);
    if (!until) return std::nullopt;
    first = std::min(first.value_or(*until), *until);
  }
  if (!first) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(*first - std::chrono::system_clock::now());
}

// A change that only a request without validators brings to light was perhaps there before, behind a 304.
void Poller::Session::note_change(const fetchers::Fetched& fetched) const {
  const auto known = start_.known.find(fetched.url);
  if (known == start_.known.end() || (known->second.etag.empty() && known->second.last_modified.empty())) return;
  if (poller_.app_.now() - known->second.whole_at <= kBelieveNotModified) return;
  poller_.app_.log().notice("changed, as the weekly request without validators shows; its 304s may be untrue",
                            {{"source", source_.name}, {"url", fetched.url}});
}

awaitable<fetchers::Verdict> Poller::Session::take(fetchers::Fetched fetched) {
  const auto verdict = fetched.judgement.verdict;
  ++answered_[host_of(fetched.url)];
  const bool refused = verdict == fetchers::Verdict::transient || verdict == fetchers::Verdict::blocked;
  had_ += refused ? 0U : 1U;
  if (refused && fetched.asked && fetched.status >= 400) {
    auto remembering = remember_quiet(fetched.url);
    co_await std::move(remembering);
  }
  switch (fetched.judgement.verdict) {
    case fetchers::Verdict::ok:
      note_change(fetched);
      co_return co_await admit(std::move(fetched));
    case fetchers::Verdict::not_modified: {
      store::Validators same;
      same.source = source_.name;
      same.url = std::move(fetched.url);
      same.etag = std::move(fetched.etag);
      same.last_modified = std::move(fetched.last_modified);
      same.checked_at = poller_.app_.now();
      if (fetched.status == 200) same.whole_at = same.checked_at;
      unchanged_.push_back(std::move(same));
      break;
    }
    case fetchers::Verdict::transient:
    case fetchers::Verdict::blocked:
      note_failure(fetched);
      break;
    case fetchers::Verdict::gone:
      absent_.push_back(std::move(fetched));
      break;
    case fetchers::Verdict::suspicious:
      co_return co_await suspect(std::move(fetched));
  }
  co_return verdict;
}

awaitable<fetchers::Verdict> Poller::Session::admit(fetchers::Fetched fetched) {
  auto arrival = arrival_of(std::move(fetched));
  auto read_it = [arrival = std::move(arrival)]() mutable { return read_arrival(std::move(arrival)); };
  auto reading = run_on(poller_.readers_.get_executor(), std::move(read_it));
  auto read = co_await std::move(reading);
  const bool readable = read.refused.empty();
  if (!readable) {
    ++report_.problems;
    poller_.app_.log().warning("cannot be read",
                               {{"source", source_.name}, {"url", read.arrival.url}, {"reason", read.refused}});
  }
  auto& app = poller_.app_;
  admitted_.push_back(read.arrival.url);
  auto take_it = [&app, read = std::move(read)]() mutable { app.shared_intake().take(std::move(read)); };
  auto taking = run_on(poller_.clerk_.get_executor(), std::move(take_it));
  co_await std::move(taking);
  co_return readable ? fetchers::Verdict::ok : fetchers::Verdict::transient;
}

awaitable<fetchers::Verdict> Poller::Session::suspect(fetchers::Fetched fetched) {
  auto& app = poller_.app_;
  const auto rule = rule_for(fetched);
  auto look = [&app, &fetched, &rule, this] {
    store::SourceState state(app.registrar().record());
    Sight sight{"suspicious", fetched.judgement.reason, publications::sha256_hex(fetched.body), app.now(), force_};
    auto seen = confirm(state.doubt(source_.name, fetched.url), sight, rule);
    if (seen.confirmed) return true;
    seen.doubt.source = source_.name;
    seen.doubt.url = fetched.url;
    state.keep_doubt(seen.doubt);
    return false;
  };
  auto looking = run_on(poller_.clerk_.get_executor(), std::move(look));
  const bool confirmed = co_await std::move(looking);
  // An answer without any content is never content, however often it comes.
  if (confirmed && !fetched.body.empty()) co_return co_await admit(std::move(fetched));
  note_failure(fetched);
  co_return fetchers::Verdict::suspicious;
}

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
  return known != start_.known.end() && !known->second.body_sha256.empty();
}

void Poller::Session::settle_absence(store::SourceState& state, const fetchers::Fetched& fetched,
                                     const ConfirmationRule& rule, publications::Instant now) {
  const auto known = start_.known.find(fetched.url);
  if (known != start_.known.end() && !vanished(fetched)) return;  // withdrawn before
  const Sight sight{"gone", fetched.judgement.reason, "", now, force_};
  auto seen = confirm(state.doubt(source_.name, fetched.url), sight, rule);
  if (known == start_.known.end()) ++report_.problems;
  if (known == start_.known.end() || !seen.confirmed) {
    seen.doubt.source = source_.name;
    seen.doubt.url = fetched.url;
    state.keep_doubt(seen.doubt);
    return;
  }
  const auto reason = fmt::format("{}, seen {} times since {}", fetched.judgement.reason, seen.doubt.seen,
                                  publications::iso_instant(seen.doubt.first_at));
  poller_.app_.shared_intake().withdraw(known->second.document_id, source_.name, source_.kind, fetched.url, now, reason,
                                        true);
}

void Poller::Session::settle(const fetchers::PollOutcome& outcome) {
  auto& app = poller_.app_;
  store::SourceState state(app.registrar().record());
  const auto now = app.now();
  settle_absences(state, now, outcome.seen);
  // Something that was never there is a problem among others, but a source of nothing else is failing.
  if (report_.problems > 0 && !absent_.empty() && absent_.size() == had_ && start_.known.empty())
    note_failure(absent_.front());
  report_.seen = outcome.seen;
  report_.fetched = outcome.fetched;
  report_.ok = outcome.complete && failed_ == 0;
  report_.error = !outcome.error.empty() ? outcome.error : first_failure_;
  if (!report_.ok && report_.error.empty()) report_.error = "the poll was not complete";
  store::SourceProgress progress;
  progress.source = source_.name;
  progress.kind = source_.kind;
  progress.cursor = outcome.cursor;
  // One address that never gives anything doesn't keep the others silent for good.
  progress.baseline_done =
      outcome.complete || (something_had(outcome) && start_.row.consecutive_failures + 1 >= kFailuresThatCount);
  app.shared_intake().progress(std::move(progress));
  app.shared_intake().flush();
  state.unchanged(unchanged_);
  for (const auto& url : admitted_) state.clear_doubt(source_.name, url);
  tell_of_failure(now);
  if (report_.ok)
    state.poll_succeeded(source_.name, now, next_due(outcome, now));
  else
    state.poll_failed(source_.name, now, next_due(outcome, now), report_.error);
}

bool Poller::Session::something_had(const fetchers::PollOutcome& outcome) const {
  return had_ > 0 || outcome.seen > failed_;
}

publications::Instant Poller::Session::next_due(const fetchers::PollOutcome& outcome, publications::Instant now) const {
  // A file that is still being written is looked at again soon; a publisher's Retry-After only ever lengthens a wait.
  if (source_.kind == "folder" && report_.ok && outcome.retry_after) return now + *outcome.retry_after;
  PollHistory history;
  history.now = now;
  if (source_.slowest)
    history.last_change = store::SourceState(poller_.app_.registrar().record()).last_change(source_.name);
  if (!report_.ok) {
    // Backing off is for a source that gives nothing; what fails beside others that don't keeps no other waiting.
    history.failures = something_had(outcome) ? 1 : start_.row.consecutive_failures + 1;
    history.asked = asked_wait_;
    if (source_.kind != "page" && outcome.retry_after)
      history.asked = std::max(history.asked.value_or(*outcome.retry_after), *outcome.retry_after);
  }
  return next_poll(source_, history, poller_.app_.jitter()).at;
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

awaitable<PollReport> Poller::Session::run() {
  auto load_it = [this] { return load(); };
  auto loading = run_on(poller_.clerk_.get_executor(), std::move(load_it));
  start_ = co_await std::move(loading);
  SourcePoll request(source_, poller_.http_, poller_.engine_, poller_.readers_);
  request.force = force_;
  request.cursor = start_.row.cursor;
  request.known = [this](const std::string& url) -> std::optional<fetchers::Known> {
    const auto found = start_.known.find(url);
    return found == start_.known.end() ? std::nullopt : std::optional(found->second);
  };
  request.sink = [this](fetchers::Fetched fetched) { return take(std::move(fetched)); };
  request.now = poller_.app_.now();
  auto polling = poll_source(std::move(request));
  const auto outcome = co_await std::move(polling);
  asked_wait_ = publishers_wait();
  if (!source_.url.empty() && !outcome.complete) {
    auto remembering = remember_quiet(source_.url);  // of the feed itself the sink knows nothing
    co_await std::move(remembering);
  }
  auto settle_it = [this, &outcome] { settle(outcome); };
  auto settling = run_on(poller_.clerk_.get_executor(), std::move(settle_it));
  co_await std::move(settling);
  co_return std::move(report_);
}

Poller::Poller(App& app, HttpConfig http, fetchers::Engine& engine, boost::asio::thread_pool& clerk,
               boost::asio::thread_pool& readers)
    : app_(app), http_(std::move(http)), engine_(engine), clerk_(clerk), readers_(readers) {}

awaitable<PollReport> Poller::poll(SourceConfig source, bool force) {
  Session session(*this, source, force);
  auto running = session.run();
  co_return co_await std::move(running);
}

}  // namespace griffier::daemon
