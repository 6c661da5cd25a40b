#include "fetchers/feed/feed_round.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/this_coro.hpp>
#include <unordered_set>

#include "fetchers/feed/markup.h"
#include "fetchers/http/url.h"
#include "fetchers/page/task_group.h"
#include "publications/digest.h"

namespace griffier::fetchers {

namespace asio = boost::asio;

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::size_t kLeastRemembered = 5000;
constexpr hours kGivenUpAfter{24 * 7};
// A server that answers 304 for a changed feed is found out once a week.
constexpr hours kBelieveNotModified{24 * 7};

// How long after so many failures an item is asked again; the first time at the next poll.
seconds wait_after(int tries) {
  static constexpr std::array<seconds, 5> kWaits{seconds(0), minutes(10), hours(1), hours(6), hours(24)};
  return kWaits.at(std::min<std::size_t>(static_cast<std::size_t>(std::max(tries, 1)) - 1, kWaits.size() - 1));
}

// What of an item says that its document changed. Its date is weighed apart, its guid not at all.
std::string print_of(const FeedItem& item, const std::string& url) {
  return item_hash(item.title + "\n" + item.content + "\n" + url);
}

std::int64_t date_of(const FeedItem& item) {
  std::int64_t latest = 0;
  for (const auto& date : {item.published, item.updated})
    if (date) latest = std::max(latest, static_cast<std::int64_t>(date->time_since_epoch().count()));
  return latest;
}

std::map<std::string, std::string> facts_of(const FeedItem& item, const Feed& feed) {
  std::map<std::string, std::string> facts{
      {"title", item.title},           {"url", item.link},      {"guid", item.guid}, {"feed", feed.title},
      {"identifier", item.identifier}, {"creator", item.author}};
  if (const auto& date = item.published ? item.published : item.updated)
    facts["date"] = publications::iso_instant(*date);
  else if (!item.date.empty())
    facts["date_as_written"] = item.date;
  std::erase_if(facts, [](const auto& fact) { return fact.second.empty(); });
  return facts;
}

std::string page_of(const FeedItem& item) {
  const std::string body =
      item.content_type == "text/plain" ? "<p>" + escaped_html(item.content) + "</p>" : item.content;
  return fmt::format(
      "<!doctype html>\n<html><head><meta "
      "charset=\"utf-8\"><title>{0}</title></head>\n<body>\n<h1>{0}</h1>\n{1}\n</body></html>\n",
      escaped_html(item.title), body);
}

}  // namespace

FeedRound::FeedRound(Engine& engine, const FeedOptions& options, const KnownOf& known, const Sink& sink)
    : engine_(engine),
      options_(options),
      known_(known),
      sink_(sink),
      cursor_(read_feed_cursor(options.cursor)),
      now_(std::chrono::floor<seconds>(now_of(options.settings))) {}

asio::awaitable<PollOutcome> FeedRound::run() {
  auto asking = fetch_feed();
  co_await std::move(asking);
  if (!feed_failed_) {
    add_pending();
    auto working = run_errands();
    co_await std::move(working);
  }
  co_return outcome();
}

asio::awaitable<void> FeedRound::fetch_feed() {
  Known before;
  before.url = options_.url;
  if (now_ - cursor_.whole_at < kBelieveNotModified) {
    before.etag = cursor_.etag;
    before.last_modified = cursor_.last_modified;
  }
  before.body_sha256 = cursor_.body_sha256;
  before.bytes = cursor_.bytes;
  auto asking = visit(engine_, options_.settings, options_.url, std::move(before));
  Fetched fetched = co_await std::move(asking);
  const Judgement& judgement = fetched.judgement;
  const Verdict verdict = judgement.verdict;
  retry_after_ = judgement.retry_after;
  if (fetched.status == 200) cursor_.whole_at = now_;
  if (verdict == Verdict::not_modified) {
    keep_validators(fetched, cursor_.body_sha256, cursor_.bytes);
  } else if (verdict == Verdict::ok || verdict == Verdict::suspicious) {
    // Suspicion is settled by reading it: a feed may well be far smaller than it was, a page is none.
    read_feed(fetched);
  } else {
    feed_failed_ = true;
    problem_ = judgement.reason.empty() ? fmt::format("the feed answered {}", fetched.status) : judgement.reason;
  }
}

void FeedRound::keep_validators(const Fetched& fetched, const std::string& body_sha256, std::size_t bytes) {
  cursor_.bytes = bytes;
  cursor_.etag = fetched.etag;
  cursor_.last_modified = fetched.last_modified;
  cursor_.body_sha256 = body_sha256;
}

void FeedRound::read_feed(const Fetched& fetched) {
  feed_ = parse_feed(fetched.body, fetched.final_url, charset_of(fetched.media_type));
  if (feed_.format == FeedFormat::none) {
    feed_failed_ = true;
    problem_ = fetched.judgement.reason.empty() ? feed_.problem : fetched.judgement.reason;
    return;
  }
  problem_ = feed_.problem;
  // A feed that was read in part is asked for in full again.
  if (problem_.empty())
    keep_validators(fetched, publications::sha256_hex(fetched.body), fetched.body.size());
  else
    keep_validators(Fetched(), std::string(), 0);
  ItemPlacer placer(cursor_, options_.settings.source, known_);
  auto placed = placer.place(feed_.items);
  for (auto& one : placed) {
    if (one.url.starts_with('#')) one.url.insert(0, options_.url);  // it has no address but the feed's
    add_if_changed(one);
  }
  list_first(placed);
}

void FeedRound::add_if_changed(const PlacedItem& placed) {
  FeedEntry& entry = cursor_.entries[placed.entry];
  const std::string print = print_of(*placed.item, placed.url);
  const std::int64_t date = date_of(*placed.item);
  const bool later = date > entry.date && entry.date != 0;
  entry.date = std::max(entry.date, date);
  if (entry.pending && entry.pending->print == print && !later) return;  // add_pending() sees to it
  if (entry.print == print && !later && !entry.pending) return;
  Errand errand;
  errand.entry = placed.entry;
  errand.url = placed.url;
  errand.print = print;
  errand.facts = facts_of(*placed.item, feed_);
  if (placed.inline_content) errand.inline_body = page_of(*placed.item);
  entry.pending = PendingItem();  // stands until it is had
  entry.pending->since = now_;
  errands_.push_back(std::move(errand));
}

// The cursor's order is: this feed's items as they stand, then those that left it, latest first.
void FeedRound::list_first(const std::vector<PlacedItem>& placed) {
  std::vector<std::size_t> order;
  std::unordered_set<std::size_t> listed;
  for (const auto& one : placed)
    if (listed.insert(one.entry).second) order.push_back(one.entry);
  listed_ = order.size();
  for (std::size_t i = 0; i < cursor_.entries.size(); ++i)
    if (!listed.contains(i)) order.push_back(i);
  std::vector<FeedEntry> entries;
  std::vector<std::size_t> place_of(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) {
    entries.push_back(std::move(cursor_.entries[order[place]]));
    place_of[order[place]] = place;
  }
  cursor_.entries = std::move(entries);
  for (auto& errand : errands_) errand.entry = place_of[errand.entry];
}

void FeedRound::add_pending() {
  std::unordered_set<std::size_t> added;
  for (const auto& errand : errands_) added.insert(errand.entry);
  for (std::size_t i = 0; i < cursor_.entries.size(); ++i) {
    const auto& pending = cursor_.entries[i].pending;
    if (!pending || added.contains(i) || (pending->not_before > now_ && !options_.force)) continue;
    Errand errand;
    errand.entry = i;
    errand.url = pending->url;
    errand.print = pending->print;
    errand.facts = pending->facts;
    errands_.push_back(std::move(errand));
  }
}

asio::awaitable<void> FeedRound::run_errands() {
  tally_ = Tally(errands_.size());
  std::map<std::string, std::vector<const Errand*>> lanes;
  for (const auto& errand : errands_) {
    const auto address = parse_web_address(errand.url);
    lanes[address ? address->host : std::string()].push_back(&errand);
  }
  for (auto& [host, errands] : lanes) lanes_.push_back(Lane{std::move(errands), 0});
  const auto executor = co_await asio::this_coro::executor;
  TaskGroup group(executor);
  for (auto& lane : lanes_) {
    const auto walkers = std::min(lane.errands.size(), static_cast<std::size_t>(std::max(1, options_.parallel)));
    for (std::size_t i = 0; i < walkers; ++i) group.spawn(walk(lane));
  }
  auto ending = group.wait();
  co_await std::move(ending);
}

asio::awaitable<void> FeedRound::walk(Lane& lane) {
  while (lane.next < lane.errands.size()) {
    const Errand& errand = *lane.errands[lane.next++];
    Fetched fetched;
    if (errand.inline_body.empty()) {
      auto visiting = visit(engine_, options_.settings, errand.url, known_(errand.url));
      fetched = co_await std::move(visiting);
    } else {
      fetched = from_feed(errand);
    }
    fetched.document_id = cursor_.entries[errand.entry].document_id;
    fetched.facts = errand.facts;
    tally_.add(fetched);
    Judgement judgement = fetched.judgement;
    const bool asked = fetched.asked;
    auto telling = sink_(std::move(fetched));
    judgement.verdict = co_await std::move(telling);
    settle(errand, judgement, asked);
  }
}

Fetched FeedRound::from_feed(const Errand& errand) const {
  Fetched fetched;
  fetched.url = fetched.final_url = errand.url;
  fetched.status = 200;
  fetched.media_type = "text/html; charset=utf-8";
  fetched.judgement.verdict = Verdict::ok;
  fetched.body = errand.inline_body;
  if (const auto known = known_(errand.url); known && known->body_sha256 == publications::sha256_hex(fetched.body)) {
    fetched.judgement.verdict = Verdict::not_modified;
    fetched.body.clear();
  }
  return fetched;
}

// After the sink has it, so that a failure there leaves the item to be had.
void FeedRound::settle(const Errand& errand, const Judgement& judgement, bool asked) {
  FeedEntry& entry = cursor_.entries[errand.entry];
  if (judgement.verdict == Verdict::ok || judgement.verdict == Verdict::not_modified) {
    entry.print = errand.print;
    entry.pending.reset();
    return;
  }
  PendingItem pending = entry.pending.value_or(PendingItem());
  if (pending.since == sys_seconds()) pending.since = now_;
  const bool left = errand.entry >= listed_ && !feed_unchanged();
  if (judgement.verdict == Verdict::gone && left && now_ - pending.since >= kGivenUpAfter) {
    entry.pending.reset();
    return;
  }
  pending.url = errand.url;
  pending.print = errand.print;
  pending.facts = errand.facts;
  if (asked) ++pending.tries;
  pending.not_before = now_ + std::max(wait_after(pending.tries), judgement.retry_after.value_or(seconds(0)));
  entry.pending = std::move(pending);
}

void FeedRound::forget_the_oldest() {
  if (feed_unchanged()) return;
  const std::size_t most = std::max(kLeastRemembered, 2 * listed_);
  std::size_t kept = 0;
  std::erase_if(cursor_.entries, [&](const FeedEntry& entry) { return ++kept > most && !entry.pending; });
}

PollOutcome FeedRound::outcome() {
  PollOutcome result = tally_.outcome("items");
  result.seen = feed_unchanged() ? 0 : feed_.items.size();
  if (!problem_.empty()) {
    result.complete = false;
    result.error = result.error.empty() ? problem_ : problem_ + "; " + result.error;
  }
  if (retry_after_) result.retry_after = std::max(*retry_after_, result.retry_after.value_or(seconds(0)));
  forget_the_oldest();
  result.cursor = write_feed_cursor(cursor_);
  return result;
}

}  // namespace griffier::fetchers
