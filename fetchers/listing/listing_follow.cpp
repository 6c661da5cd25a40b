// Lists followed: where each is asked from, page by page, and what on it is news.
#include <fmt/format.h>

#include <algorithm>

#include "fetchers/http/url.h"
#include "fetchers/listing/listing_round.h"

namespace griffier::fetchers {

namespace asio = boost::asio;

namespace {

using publications::Instant;
using std::chrono::hours;
using std::chrono::seconds;

constexpr hours kFarLook{24 * 30}, kFarLookEvery{24 * 7};  // for what appears with a date long past
constexpr std::size_t kLongWalk = 10;                      // pages; so many aren't read again at every poll
constexpr hours kWholeWalkEvery{3};
constexpr std::size_t kMostNameless = 100;
constexpr hours kNamelessRemembered{24 * 30};

}  // namespace

QueryState& ListingRound::state_of(const ListingQuery& asked) {
  QueryState& state = ledger_.queries[asked.name];
  if (state.fingerprint != asked.fingerprint || state.start != options_.start)
    state = QueryState{asked.fingerprint, options_.start, start_, start_, followed_, {}, {}, {}, 0};
  return state;
}

bool ListingRound::looks_far_back(const QueryState& state) const {
  return !state.swept || now_ - *state.swept >= kFarLookEvery;
}

std::optional<Instant> ListingRound::since_of(const QueryState& state) const {
  if (!state.since) return std::nullopt;
  const auto back = looks_far_back(state) ? std::max<seconds>(options_.overlap, kFarLook) : options_.overlap;
  const Instant since = *state.since - back;
  return state.floor ? std::max(since, *state.floor) : since;
}

// As far as the list was seen, but never beyond today: publishers have dates in the future.
void ListingRound::advance(QueryState& state, const Walk& walk) const {
  const auto reached = walk.reached();
  if (!reached) return;
  const Instant most = std::min<Instant>(*reached, now_);
  if (!state.since || most > *state.since) state.since = most;
}

bool ListingRound::end_will_do(std::size_t query, const QueryState& state) const {
  return state.walked && catalogue_.ascending(query) && !options_.force && !looks_far_back(state) &&
         now_ - *state.walked < kWholeWalkEvery;
}

// The whole list was seen; `last` is the question for its last page.
void ListingRound::note_walked(QueryState& state, const Walk& walk, const ListingQuestion& last) const {
  state.old = false;
  if (looks_far_back(state)) state.swept = now_;
  state.walked.reset();
  if (walk.pages() < kLongWalk) return;
  state.walked = now_;
  state.tail_since = last.since;
  state.tail_position = last.position;
}

asio::awaitable<void> ListingRound::follow(std::size_t query, const ListingQuery& asked) {
  parts_.emplace_back().name = asked.name;
  QueryState& state = state_of(asked);
  if (end_will_do(query, state)) {
    Walk end(catalogue_, ListingQuestion{query, state.tail_since, state.tail_position});
    auto looking = walk_on(end, state);
    co_await std::move(looking);
    // Where entries left, the end is somewhere else.
    if (end.seen() > 0 || !list_down_.empty() || !down_.empty()) co_return;
  }
  Walk walk(catalogue_, query, since_of(state));
  auto walking = walk_on(walk, state);
  const auto last = co_await std::move(walking);
  if (last && parts_.back().complete) note_walked(state, walk, *last);
}

// Gives back the question for the last page that had entries.
asio::awaitable<std::optional<ListingQuestion>> ListingRound::walk_on(Walk& walk, QueryState& state) {
  std::string error;
  std::optional<ListingQuestion> last;
  while (!walk.ended() && down_.empty() && list_down_.empty()) {
    ListingPage page;
    const ListingQuestion question = walk.question();
    auto asking = ask(question, page);
    error = co_await std::move(asking);
    if (!error.empty()) break;
    if (!last || !page.entries.empty()) last = question;
    note_page(page, state.old || options_.old);
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
  co_return last;
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

void ListingRound::note_page(const ListingPage& page, bool old) {
  for (const auto& what : page.nameless) {
    const auto place = ledger_.nameless.find(what);
    if (place != ledger_.nameless.end())
      place->second.last = now_;
    else if (ledger_.nameless.size() < kMostNameless)
      ledger_.nameless[what] = {now_, now_};
  }
  for (const auto& entry : page.entries) {
    if (!is_news(entry)) continue;
    parts_.back().further = true;
    const auto before = ledger_.owed.find(entry.key);
    Owed owed;
    owed.listed = entry;
    owed.since = owed.again_at = now_;
    owed.old =
        ledger_.having.find(entry.key) == nullptr && (old || (before != ledger_.owed.end() && before->second.old));
    // Two lists of one poll may both have it.
    ledger_.owed.insert_or_assign(entry.key, owed);
    line_.push_back(std::move(owed));
  }
}

void ListingRound::forget_nameless() {
  std::erase_if(ledger_.nameless, [this](const auto& one) { return now_ - one.second.last > kNamelessRemembered; });
}

}  // namespace griffier::fetchers
