#include "fetchers/listing/listing_round.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/this_coro.hpp>

#include "fetchers/http/url.h"
#include "fetchers/page/task_group.h"

namespace griffier::fetchers {

namespace asio = boost::asio;

namespace {

using publications::Instant;
using std::chrono::hours;
using std::chrono::seconds;

constexpr int kFailuresOfAHost = 5;
constexpr hours kUnreadableWait{24 * 30};
constexpr std::size_t kLargeCursor = std::size_t{256} << 10;
constexpr seconds kBetweenLargeCursors{10};

std::optional<Instant> start_of(const std::string& start, Instant now) {
  if (start == "beginning") return std::nullopt;
  if (const auto date = publications::parse_iso_date(start)) return publications::amsterdam_midnight(*date);
  return publications::amsterdam_midnight(publications::amsterdam_date(now));
}

bool whole(Verdict verdict) {
  return verdict == Verdict::ok || verdict == Verdict::suspicious || verdict == Verdict::not_modified;
}

}  // namespace

ListingRound::ListingRound(Engine& engine, const ListingOptions& options, const KnownOf& known, const Sink& sink,
                           const Checkpoint& checkpoint)
    : engine_(engine),
      options_(options),
      catalogue_(*options.catalogue),
      known_(known),
      sink_(sink),
      checkpoint_(checkpoint),
      searching_(options.settings),
      ledger_(read_ledger(options.cursor)),
      kept_(options.cursor),
      now_(std::chrono::floor<seconds>(now_of(options.settings))),
      start_(start_of(options.start, now_)) {
  searching_.timeout *= 2;
}

asio::awaitable<PollOutcome> ListingRound::run() {
  const auto queries = catalogue_.queries();
  std::erase_if(ledger_.queries, [&](const auto& known) {
    return std::none_of(queries.begin(), queries.end(), [&](const auto& query) { return query.name == known.first; });
  });
  for (std::size_t i = 0; i < queries.size(); ++i) {
    auto following = follow(i, queries[i]);
    co_await std::move(following);
  }
  add_due();
  auto working = work();
  co_await std::move(working);
  co_return outcome();
}

QueryState& ListingRound::state_of(const ListingQuery& asked) {
  QueryState& state = ledger_.queries[asked.name];
  if (state.fingerprint != asked.fingerprint || state.start != options_.start)
    state = QueryState{asked.fingerprint, options_.start, start_, start_};
  return state;
}

std::optional<Instant> ListingRound::since_of(const QueryState& state) const {
  if (!state.since) return std::nullopt;
  const Instant since = *state.since - options_.overlap;
  return state.floor ? std::max(since, *state.floor) : since;
}

// As far as the list was seen, but never beyond today: publishers have dates in the future.
void ListingRound::advance(QueryState& state, const Walk& walk) const {
  const auto reached = walk.reached();
  if (!reached) return;
  const Instant most = std::min<Instant>(*reached, now_);
  if (!state.since || most > *state.since) state.since = most;
}

asio::awaitable<void> ListingRound::follow(std::size_t query, const ListingQuery& asked) {
  parts_.emplace_back().name = asked.name;
  QueryState& state = state_of(asked);
  std::string error;
  Walk walk(catalogue_, query, since_of(state));
  while (!walk.ended() && down_.empty() && list_down_.empty()) {
    ListingPage page;
    const ListingQuestion question = walk.question();
    auto asking = ask(question, page);
    error = co_await std::move(asking);
    if (!error.empty()) break;
    note_page(page);
    auto working = work();
    co_await std::move(working);
    walk.take(page);
    advance(state, walk);
    note_part(walk, state);
    auto keeping = keep(walk.ended());
    co_await std::move(keeping);
  }
  if (error.empty()) error = walk.error();
  if (error.empty() && !walk.ended()) error = !list_down_.empty() ? list_down_ : down_;
  note_part(walk, state);
  parts_.back().complete = walk.ended() && error.empty();
  parts_.back().error = std::move(error);
  seen_ += walk.seen();
}

void ListingRound::note_part(const Walk& walk, const QueryState& state) {
  Part& part = parts_.back();
  if (state.since) part.position = publications::iso_date(publications::amsterdam_date(*state.since));
  part.seen = walk.seen();
  part.remaining = walk.remaining();
}

// Gives back why there is no page; empty: there is.
asio::awaitable<std::string> ListingRound::ask(const ListingQuestion& question, ListingPage& page) {
  auto visiting = visit(engine_, searching_, catalogue_.address(question), std::nullopt);
  const Fetched fetched = co_await std::move(visiting);
  const auto verdict = fetched.judgement.verdict;
  if (fetched.judgement.retry_after)
    retry_after_ = std::max(retry_after_.value_or(seconds(0)), *fetched.judgement.retry_after);
  if (verdict != Verdict::ok && verdict != Verdict::suspicious) {
    const std::string why =
        fmt::format("{}: {}", presentable(fetched.url.substr(0, fetched.url.find('?'))), fetched.judgement.reason);
    // Whoever does not answer at all, or wants to be left alone, isn't asked for the other lists.
    if (fetched.status == 0 || verdict == Verdict::blocked || fetched.status == 503) list_down_ = why;
    co_return why;
  }
  page = catalogue_.read(fetched.body, question);
  co_return page.error;
}

bool ListingRound::is_news(const Listed& entry) const {
  if (entry.metadata_only) return false;
  const auto* had = ledger_.having.find(entry.key);
  const auto owed = ledger_.owed.find(entry.key);
  if (entry.by_mention) return had == nullptr && owed == ledger_.owed.end();
  if (owed != ledger_.owed.end() && owed->second.listed.stamp == entry.stamp) return false;  // in its own time
  return had == nullptr || had->stamp != Having::stamp_print(entry.stamp);
}

void ListingRound::note_page(const ListingPage& page) {
  for (const auto& entry : page.entries) {
    if (!is_news(entry)) continue;
    Owed owed;
    owed.listed = entry;
    owed.since = owed.again_at = now_;
    // Two lists of one poll may both have it.
    ledger_.owed.insert_or_assign(entry.key, owed);
    line_.push_back(std::move(owed));
  }
}

void ListingRound::add_due() {
  for (const auto& [key, owed] : ledger_.owed)
    if (owed.again_at <= now_ || options_.force) line_.push_back(owed);
}

asio::awaitable<void> ListingRound::work() {
  if (line_.empty()) co_return;
  const auto executor = co_await asio::this_coro::executor;
  TaskGroup group(executor);
  const auto most = static_cast<std::size_t>(std::max(1, options_.parallel));
  for (std::size_t i = 0; i < std::min(line_.size(), most); ++i) group.spawn(walk_line());
  auto ending = group.wait();
  co_await std::move(ending);
}

asio::awaitable<void> ListingRound::walk_line() {
  while (!line_.empty()) {
    Owed owed = std::move(line_.front());
    line_.pop_front();
    if (owed.listed.withdrawn) {
      auto telling = tell_withdrawn(owed.listed);
      co_await std::move(telling);
    }
    if (owed.listed.withdrawn || !down_.empty()) continue;  // what was not asked for stays owed
    auto fetching = fetch(std::move(owed));
    co_await std::move(fetching);
  }
}

asio::awaitable<void> ListingRound::tell_withdrawn(const Listed& listed) {
  Fetched fetched;
  fetched.url = fetched.final_url = listed.files.empty() ? std::string() : listed.files.front().url;
  fetched.document_id = listed.document_id;
  fetched.withdrawn = true;
  fetched.judgement.verdict = Verdict::gone;
  fetched.judgement.reason = "the publisher took it back";
  fetched.facts = listed.facts;
  auto telling = sink_(std::move(fetched));
  co_await std::move(telling);
  ledger_.owed.erase(listed.key);
  ledger_.having.remember(listed.key, listed.stamp, listed.facts);
}

// What is wrong when it could not be had now; empty: it was, or there is none.
asio::awaitable<std::string> ListingRound::add_metadata(Listed& listed) {
  auto visiting = visit(engine_, options_.settings, listed.metadata_url, std::nullopt);
  const Fetched fetched = co_await std::move(visiting);
  note_host(fetched, whole(fetched.judgement.verdict) || fetched.judgement.verdict == Verdict::gone);
  if (fetched.judgement.verdict == Verdict::ok) catalogue_.add_metadata(fetched.body, listed.facts);
  if (fetched.judgement.verdict == Verdict::ok || fetched.judgement.verdict == Verdict::gone) co_return std::string();
  co_return fmt::format("{}: {}", presentable(listed.metadata_url), fetched.judgement.reason);
}

asio::awaitable<void> ListingRound::fetch(Owed owed) {
  std::string no_metadata;
  if (!owed.listed.metadata_url.empty()) {
    auto adding = add_metadata(owed.listed);
    no_metadata = co_await std::move(adding);
  }
  Had had = Had::absent;
  std::string missing;  // of the forms before the one that was had
  for (const auto& file : owed.listed.files) {
    if (!down_.empty()) co_return;
    std::string what;
    auto fetching = fetch_file(owed.listed, file, what);
    had = co_await std::move(fetching);
    if (had != Had::yes && missing.empty()) missing = fmt::format("{}: {}", presentable(file.url), what);
    if (had != Had::absent) break;
  }
  if (owed.listed.files.empty()) missing = "it is listed without a file that can be read";
  if (missing.empty()) missing = std::move(no_metadata);
  const bool better_owed = had == Had::yes && !missing.empty();
  settle(std::move(owed), had, missing, better_owed);
}

// One form of a document asked for; `what` says why it was not had.
asio::awaitable<ListingRound::Had> ListingRound::fetch_file(const Listed& listed, const ListedFile& file,
                                                            std::string& what) {
  auto visiting = visit(engine_, options_.settings, file.url, known_(file.url));
  Fetched fetched = co_await std::move(visiting);
  fetched.document_id = listed.document_id;
  fetched.facts = listed.facts;
  what = fetched.judgement.reason;
  const Verdict verdict = fetched.judgement.verdict;
  const bool content = verdict == Verdict::ok || verdict == Verdict::suspicious;
  std::string no_document;
  if (content) no_document = catalogue_.not_the_document(file, fetched.body);
  note_host(fetched, whole(verdict) || verdict == Verdict::gone);
  if (!no_document.empty()) {
    what = no_document;
    co_return Had::absent;
  }
  const bool refused = verdict == Verdict::blocked || fetched.status == 429 || fetched.status == 503;
  const auto known = known_(file.url);
  const bool vanished = verdict == Verdict::gone && known && !known->body_sha256.empty();
  if (!whole(verdict) && !refused && !vanished) co_return verdict == Verdict::gone ? Had::absent : Had::failed;
  if (verdict == Verdict::not_modified) {
    // The file is the same; what is known about it may not be.
    const auto* before = ledger_.having.find(listed.key);
    if (before != nullptr && before->facts != Having::facts_print(listed.facts)) {
      fetched.judgement.verdict = Verdict::ok;
      fetched.same_bytes = true;
    }
  }
  if (verdict == Verdict::ok) ++fetched_;
  auto telling = tell(std::move(fetched), listed, what);
  co_return co_await std::move(telling);
}

asio::awaitable<ListingRound::Had> ListingRound::tell(Fetched fetched, const Listed& listed, std::string& what) {
  const Verdict told = fetched.judgement.verdict;
  if (fetched.name.empty() || !fetched.name.starts_with(listed.key))
    fetched.name = listed.key;  // an address may end in "content?id=…"
  auto telling = sink_(std::move(fetched));
  const Verdict verdict = co_await std::move(telling);
  if (verdict == Verdict::ok || verdict == Verdict::not_modified) co_return Had::yes;
  if (told == Verdict::ok) {
    what = "its content cannot be read";
    co_return Had::unreadable;
  }
  co_return told == Verdict::gone ? Had::absent : Had::failed;
}

// Who refuses, wants to be left alone, or fails time after time, is left alone for the rest of the poll.
void ListingRound::note_host(const Fetched& fetched, bool answered) {
  failures_in_a_row_ = answered ? 0 : failures_in_a_row_ + 1;
  if (fetched.judgement.retry_after && !answered)
    retry_after_ = std::max(retry_after_.value_or(seconds(0)), *fetched.judgement.retry_after);
  const bool refused = !fetched.asked || fetched.judgement.verdict == Verdict::blocked;
  if (refused || failures_in_a_row_ >= kFailuresOfAHost)
    down_ = fmt::format("{}: {}", presentable(fetched.url), fetched.judgement.reason);
}

void ListingRound::settle(Owed owed, Had had, const std::string& what, bool better_owed) {
  const std::string key = owed.listed.key;
  if (had == Had::yes) ledger_.having.remember(key, owed.listed.stamp, owed.listed.facts);
  if (had == Had::yes && !better_owed) {
    ledger_.owed.erase(key);
    return;
  }
  owed.what = what;
  ++owed.tries;
  owed.again_at = now_ + (had == Had::unreadable ? seconds(kUnreadableWait) : owed_wait(owed.tries));
  ledger_.owed.insert_or_assign(key, std::move(owed));
}

asio::awaitable<void> ListingRound::keep(bool last) {
  if (!checkpoint_) co_return;
  const auto now = std::chrono::steady_clock::now();
  const bool large = ledger_.having.size() * 28 > kLargeCursor;
  if (large && !last && now - kept_at_ < kBetweenLargeCursors) co_return;
  kept_at_ = now;
  auto ledger = write_ledger(ledger_);
  if (ledger == kept_) co_return;
  kept_ = ledger;
  auto keeping = checkpoint_(std::move(ledger), parts_);
  co_await std::move(keeping);
}

PollOutcome ListingRound::outcome() const {
  PollOutcome result;
  result.seen = seen_;
  result.fetched = fetched_;
  result.parts = parts_;
  result.knows_problems = true;
  result.retry_after = retry_after_;
  result.cursor = write_ledger(ledger_);
  const auto failed = std::count_if(parts_.begin(), parts_.end(), [](const Part& part) { return !part.complete; });
  result.complete = failed == 0 && down_.empty();
  for (const auto& part : parts_) {
    if (part.complete || !result.error.empty()) continue;
    result.error = parts_.size() == 1 ? part.error
                                      : fmt::format("{} of {} lists could not be had; {}: {}", failed, parts_.size(),
                                                    part.name, part.error);
  }
  if (result.error.empty() && !down_.empty()) result.error = down_;
  for (const auto& [key, owed] : ledger_.owed) {
    Problem problem;
    problem.key = key;
    problem.document_id = owed.listed.document_id;
    problem.what = owed.what.empty() ? "not asked for yet" : owed.what;
    problem.tries = owed.tries;
    problem.since = owed.since;
    problem.again_at = owed.again_at;
    result.problems.push_back(std::move(problem));
  }
  return result;
}

}  // namespace griffier::fetchers
