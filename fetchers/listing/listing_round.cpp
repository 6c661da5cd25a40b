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
constexpr hours kBetterFormMayCome{24 * 30};
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
  forget_nameless();
  followed_ = !ledger_.queries.empty();
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

// Who waits longest goes first: what its host refuses each time keeps the others waiting once at most.
void ListingRound::add_due() {
  const auto before = static_cast<std::ptrdiff_t>(line_.size());
  for (const auto& [key, owed] : ledger_.owed)
    if (owed.again_at <= now_ || options_.force) line_.push_back(owed);
  std::stable_sort(line_.begin() + before, line_.end(),
                   [](const Owed& one, const Owed& other) { return one.again_at < other.again_at; });
}

// What an answer names at another host is not what the source was allowed to ask on this machine.
FetchSettings ListingRound::settings_for(const std::string& url) const {
  FetchSettings settings = options_.settings;
  const auto asked = parse_web_address(url), own = parse_web_address(catalogue_.address(ListingQuestion()));
  const bool named = !asked || !own || asked->name != own->name;
  if (named && !catalogue_.is_configured(url)) settings.allow_private = false;
  return settings;
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
  const auto settings = settings_for(listed.metadata_url);
  auto visiting = visit(engine_, settings, listed.metadata_url, std::nullopt);
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
  std::string missing;  // of the forms before the one that was had: none of them is there
  for (const auto& file : owed.listed.files) {
    if (!down_.empty()) co_return;
    std::string what;
    auto fetching = fetch_file(owed, file, what);
    had = co_await std::move(fetching);
    if (had != Had::yes && missing.empty()) missing = fmt::format("{}: {}", presentable(file.url), what);
    if (had != Had::absent) break;
  }
  if (owed.listed.files.empty()) missing = "it is listed without a file that can be read";
  const bool given_up = had == Had::yes && no_metadata.empty() && now_ - owed.since >= kBetterFormMayCome;
  if (missing.empty()) missing = std::move(no_metadata);
  const bool better_owed = had == Had::yes && !missing.empty() && !given_up;
  settle(std::move(owed), had, missing, better_owed);
}

// One form of a document asked for; `what` says why it was not had.
asio::awaitable<ListingRound::Had> ListingRound::fetch_file(const Owed& owed, const ListedFile& file,
                                                            std::string& what) {
  const Listed& listed = owed.listed;
  const auto settings = settings_for(file.url);
  auto visiting = visit(engine_, settings, file.url, known_(file.url));
  Fetched fetched = co_await std::move(visiting);
  fetched.document_id = listed.document_id;
  fetched.facts = listed.facts;
  fetched.baseline = owed.old;
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
  for (const auto& [what, seen] : ledger_.nameless) {
    Problem problem;
    problem.key = what;
    problem.what = "it is listed without an identity, and can't be had for that";
    problem.since = seen.first;
    problem.again_at = seen.last;
    result.problems.push_back(std::move(problem));
  }
  return result;
}

}  // namespace griffier::fetchers
