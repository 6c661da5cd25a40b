#include "daemon/polling/session.h"

#include <fmt/format.h>

#include <utility>

#include "daemon/polling/kamer.h"
#include "daemon/polling/run_on.h"
#include "fetchers/http/url.h"
#include "publications/digest.h"
#include "store/record/untold.h"

namespace griffier::daemon {

using boost::asio::awaitable;

std::string host_of(const std::string& url) {
  const auto address = fetchers::parse_web_address(url);
  return address ? address->host : std::string();
}

Poller::Session::Start Poller::Session::load() {
  Start start;
  poller_.app_.refresh_watches();  // one that was added before this poll is told of all that it brings
  auto& registrar = poller_.app_.registrar();
  start.known = follows_register(source_.kind) ? KnownAddresses::on_demand(registrar.state_dir(), source_.name)
                                               : KnownAddresses::all(registrar.record(), source_.name);
  if (auto row = store::SourceState(registrar.record()).source(source_.name)) start.row = std::move(*row);
  if (source_.announce_first)
    store::Untold(registrar.record()).goes_live(source_.name, poller_.app_.now());
  else if (!start.row.baseline_done)
    store::Untold(registrar.record()).begins(source_.name);
  return start;
}

ConfirmationRule Poller::Session::rule_for(const fetchers::Fetched& fetched) const {
  if (!source_.confirm.empty()) return custom_rule(source_.confirm);
  if (fetched.judgement.verdict == fetchers::Verdict::suspicious) return suspicion_rule();
  return fetched.status == 410 ? gone_rule() : absence_rule();
}

// What was had in an earlier poll has had its baseline, even when that poll was not complete.
bool Poller::Session::announced(const std::string& url) const {
  return start_.row.baseline_done || source_.announce_first || start_.known.find(url).has_value();
}

Arrival Poller::Session::arrival_of(fetchers::Fetched fetched) const {
  Arrival arrival;
  arrival.bytes = std::move(fetched.body);
  arrival.declared_type = std::move(fetched.media_type);
  arrival.name = std::move(fetched.name);
  arrival.source = source_.name;
  arrival.source_kind = source_.kind;
  arrival.document_id = std::move(fetched.document_id);
  arrival.announce = announced(fetched.url) && !fetched.baseline;
  arrival.same_bytes = fetched.same_bytes;
  arrival.stand_in = fetched.stand_in;
  arrival.facts_count = follows_register(source_.kind);
  const auto known = start_.known.find(fetched.url);
  // A file that is replaced by another publication is that publication; an address that is watched stays one document.
  if (known && source_.kind != "folder") arrival.known_id = known->document_id;
  arrival.url = std::move(fetched.url);
  arrival.observed_at = poller_.app_.now();
  arrival.etag = std::move(fetched.etag);
  arrival.last_modified = std::move(fetched.last_modified);
  arrival.facts = std::move(fetched.facts);
  arrival.select = source_.select;
  arrival.ignore = source_.ignore;
  arrival.ignore_text = source_.ignore_text;
  arrival.ocr = poller_.app_.config().ocr;
  return arrival;
}

void Poller::Session::note_failure(const fetchers::Fetched& fetched) {
  // One file of a register is a problem, which the register's source lists and asks for again.
  if (follows_register(source_.kind)) {
    ++report_.problems;
  } else {
    ++failed_;
    if (first_failure_.empty()) first_failure_ = fmt::format("{}: {}", fetched.url, fetched.judgement.reason);
  }
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
  if (!known || (known->etag.empty() && known->last_modified.empty())) return;
  if (poller_.app_.now() - known->whole_at <= kBelieveNotModified) return;
  poller_.app_.log().notice("changed, as the weekly request without validators shows; its 304s may be untrue",
                            {{"source", source_.name}, {"url", fetched.url}});
}

// A tombstone needs no confirmation.
awaitable<fetchers::Verdict> Poller::Session::take_back(fetchers::Fetched fetched) {
  const auto known = start_.known.find(fetched.url);
  auto id = known ? known->document_id : fetched.document_id;
  auto& app = poller_.app_;
  const auto reason = fetched.judgement.reason.empty() ? "taken back by its publisher" : fetched.judgement.reason;
  auto withdraw = [&app, this, id = std::move(id), url = fetched.url, reason, tell = announced(fetched.url)] {
    app.shared_intake().withdraw(id, source_.name, source_.kind, url, app.now(), reason, tell);
  };
  auto withdrawing = run_on(poller_.clerk_.get_executor(), std::move(withdraw));
  co_await std::move(withdrawing);
  co_return fetchers::Verdict::gone;
}

// The bytes that are kept of the document, for facts that changed without them.
awaitable<void> Poller::Session::give_bytes(fetchers::Fetched& fetched) {
  const auto known = start_.known.find(fetched.url);
  auto& app = poller_.app_;
  auto find = [&app, id = known ? known->document_id : fetched.document_id] {
    app.shared_intake().flush();
    auto& registrar = app.registrar();
    return registrar.last_original(registrar.record().resolve(id).value_or(id)).value_or(store::Original());
  };
  auto finding = run_on(poller_.clerk_.get_executor(), std::move(find));
  auto original = co_await std::move(finding);
  fetched.body = std::move(original.bytes);
  fetched.media_type = std::move(original.media_type);
}

// What came so far and how far that is become durable together.
awaitable<void> Poller::Session::checkpoint(std::string cursor, std::vector<fetchers::Part> parts) {
  auto& app = poller_.app_;
  auto keep = [&app, this, cursor = std::move(cursor), parts = std::move(parts)] {
    store::SourceProgress progress;
    progress.source = source_.name;
    progress.kind = source_.kind;
    progress.cursor = cursor;
    app.shared_intake().progress(std::move(progress));
    app.shared_intake().flush();
    note_parts(parts, app.now());
  };
  auto keeping = run_on(poller_.clerk_.get_executor(), std::move(keep));
  co_await std::move(keeping);
}

awaitable<fetchers::Verdict> Poller::Session::take(fetchers::Fetched fetched) {
  if (fetched.withdrawn) co_return co_await take_back(std::move(fetched));
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
      if (fetched.same_bytes) {
        auto giving = give_bytes(fetched);
        co_await std::move(giving);
      }
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
  auto take_it = [&app, read = std::move(read)]() mutable {
    // Some take longer to read than others: events go by the moment in the order in which they are told.
    read.arrival.observed_at = app.now();
    app.shared_intake().take(std::move(read));
  };
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

awaitable<PollReport> Poller::Session::run() {
  auto load_it = [this] { return load(); };
  auto loading = run_on(poller_.clerk_.get_executor(), std::move(load_it));
  start_ = co_await std::move(loading);
  SourcePoll request(source_, poller_.http_, poller_.engine_, poller_.readers_);
  request.force = force_;
  request.baseline = !start_.row.baseline_done && !source_.announce_first;
  request.cursor = start_.row.cursor;
  request.known = [this](const std::string& url) { return start_.known.find(url); };
  request.checkpoint = [this](std::string cursor, std::vector<fetchers::Part> parts) {
    return checkpoint(std::move(cursor), std::move(parts));
  };
  request.sink = [this](fetchers::Fetched fetched) { return take(std::move(fetched)); };
  request.now = poller_.app_.now();
  if (source_.kind == "tweedekamer")
    request.kamer_register = kamer_register(poller_.app_, poller_.clerk_, source_, request.now, force_);
  auto polling = poll_source(std::move(request));
  const auto outcome = co_await std::move(polling);
  asked_wait_ = publishers_wait();
  const std::string& asked_itself = source_.url.empty() ? source_.base_url : source_.url;
  if (!asked_itself.empty() && !outcome.complete) {
    auto remembering = remember_quiet(asked_itself);  // of the feed or the search itself the sink knows nothing
    co_await std::move(remembering);
  }
  auto settle_it = [this, &outcome] { settle(outcome); };
  auto settling = run_on(poller_.clerk_.get_executor(), std::move(settle_it));
  co_await std::move(settling);
  co_return std::move(report_);
}

}  // namespace griffier::daemon
