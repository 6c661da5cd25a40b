// Categories followed page by page, and the place to begin.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "fetchers/tweedekamer/register_round.h"
#include "publications/instant.h"

namespace griffier::fetchers {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kWholePage = 250;                             // entries; a shorter page is the last
constexpr std::uint64_t kBeyondAllTokens = std::uint64_t{1} << 40;  // 26.7 million were given out by September 2026
constexpr std::size_t kPagesBetweenCheckpoints = 20;  // the register keeps each page; this shows how far it is
constexpr int kMostSearches = 48;
constexpr int kDownAfter = 2;  // requests in a row that got no whole answer

std::uint64_t token_of(const std::string& position) {
  std::uint64_t token = 0;
  std::from_chars(position.data(), position.data() + position.size(), token);
  return token;
}

bool is_empty(const SyncPage& page) { return page.entities.empty() && page.unreadable == 0; }

RegisterInstant moment_of(const Entity& entity) { return entity.updated.value_or(RegisterInstant::min()); }

// A category in which something happens every hour comes first: the last token of one that rests is an old one.
std::vector<std::string> search_order(std::vector<std::string> categories) {
  std::stable_partition(categories.begin(), categories.end(), [](const std::string& one) { return one == "Document"; });
  return categories;
}

// The token before the first entry of that moment or later; nullopt when the page has none.
std::optional<std::uint64_t> token_before(const SyncPage& page, std::uint64_t asked, RegisterInstant moment) {
  std::uint64_t before = asked;
  for (const auto& entity : page.entities) {
    if (moment_of(entity) >= moment) return before;
    before = std::max(before, token_of(entity.position));
  }
  return std::nullopt;
}

}  // namespace

asio::awaitable<RegisterRound::Answer> RegisterRound::ask(std::string url) {
  Request request = request_for(options_.settings, url, std::nullopt);
  auto asking = engine_.fetch(std::move(request));
  const Response response = co_await std::move(asking);
  Before before;
  before.url = url;
  const auto judgement = judge(response, before, now_of(options_.settings));
  Answer answer;
  answer.wait = judgement.retry_after;
  const bool whole = response.transfer == Transfer::whole;
  if (whole) answer.status = response.status;
  unanswered_ = whole ? 0 : unanswered_ + 1;
  answer.host_down = says_host_is_down(response, judgement) || unanswered_ >= kDownAfter;
  // One category that wants to be left alone says nothing of the others.
  if (answer.host_down) retry_after_ = std::max(judgement.retry_after, retry_after_);
  if (whole && response.status == 200) {
    answer.page = read_sync_page(response.body);
    if (!answer.page.readable) answer.failure = answer.page.problem;
  } else {
    answer.failure = judgement.reason.empty() ? fmt::format("HTTP {}", response.status) : judgement.reason;
  }
  if (whole && response.status >= 400 && answer.host_down) {
    auto noting = note_refusal(url, response.status, judgement);
    co_await std::move(noting);
  }
  co_return answer;
}

// Whoever asks next, this process or another, keeps to what the publisher wants.
asio::awaitable<void> RegisterRound::note_refusal(std::string url, int status, Judgement judgement) {
  Fetched refused;
  refused.url = refused.final_url = std::move(url);
  refused.status = status;
  refused.judgement = std::move(judgement);
  auto telling = sink_(std::move(refused));
  co_await std::move(telling);
}

std::string RegisterRound::feed_address(const std::string& category, const std::string& position) const {
  const bool anew = token_of(position) == 0;
  return fmt::format("{}/Feed?category={}{}{}", base_, category, anew ? "" : "&skiptoken=", anew ? "" : position);
}

// Entries come in the order in which they were last changed: if they go on as they did, so many are still to come.
void RegisterRound::estimate(Part& part, const SyncPage& page) {
  const auto has_moment = [](const Entity& entity) { return entity.updated.has_value(); };
  const auto& entities = page.entities;
  const auto first = std::find_if(entities.begin(), entities.end(), has_moment);
  const auto last = std::find_if(entities.rbegin(), entities.rend(), has_moment);
  if (first == entities.end()) return;
  const auto oldest = oldest_.emplace(part.name, *first->updated).first->second;
  const auto past = *last->updated - oldest, to_come = now_ - *last->updated;
  if (past <= RegisterInstant::duration(0) || to_come < RegisterInstant::duration(0)) return;
  const auto ratio = static_cast<double>(to_come.count()) / static_cast<double>(past.count());
  part.remaining = static_cast<std::size_t>(std::min(1e9, ratio * static_cast<double>(part.seen)));
}

// A page's entities and the place behind them; empty when it leads no further.
asio::awaitable<std::string> RegisterRound::take_page(Part& part, std::string position, SyncPage page) {
  part.seen += page.entities.size();
  unreadable_ += page.unreadable;
  if (token_of(page.position) <= token_of(position)) {
    part.error = fmt::format("its entries after skiptoken {} lead no further", position.empty() ? "0" : position);
    co_return std::string();
  }
  position = page.position;
  estimate(part, page);
  auto keeping = keeper_.keep(std::move(page.entities), part.name, position);
  co_await std::move(keeping);
  positions_[part.name] = part.position = position;
  part.further = true;
  if (++pages_ % kPagesBetweenCheckpoints == 0) {
    auto checking = checkpoint_(cursor(), parts_now());
    co_await std::move(checking);
  }
  co_return position;
}

asio::awaitable<void> RegisterRound::follow(Part& part, std::string position) {
  part.position = position;
  while (part.error.empty() && !part.complete) {
    auto asking = ask(feed_address(part.name, position));
    Answer answer = co_await std::move(asking);
    if (!answer.failure.empty()) {
      part.error = answer.failure;
      note_down(answer);
      failed_[part.name] = answer.wait;
    } else if (is_empty(answer.page)) {
      part.complete = true;
    } else {
      const bool last = answer.page.resume;
      auto taking = take_page(part, position, std::move(answer.page));
      position = co_await std::move(taking);
      part.complete = last && part.error.empty();
      if (!part.error.empty()) failed_[part.name] = std::nullopt;
    }
  }
  if (part.complete) part.remaining = 0;
}

// The token in one category behind which everything is of `moment` or later; nullopt when nothing can be said.
asio::awaitable<std::optional<std::string>> RegisterRound::search(const std::string& category, RegisterInstant moment) {
  std::uint64_t low = 0, high = kBeyondAllTokens, next = 0;
  bool found_any = false;
  for (int i = 0; i < kMostSearches && low + 1 < high; ++i) {
    auto asking = ask(feed_address(category, std::to_string(next)));
    const Answer answer = co_await std::move(asking);
    if (!answer.failure.empty()) {
      note_down(answer);
      co_return std::nullopt;
    }
    const auto& entities = answer.page.entities;
    if (entities.empty()) {
      if (next == low) break;  // nothing comes after it
      high = next;
    } else if (next != low && moment_of(entities.front()) >= moment) {
      high = next;
    } else {
      found_any = true;
      if (const auto before = token_before(answer.page, next, moment)) co_return std::to_string(*before);
      low = std::max({low, next, token_of(entities.back().position)});
      if (entities.size() < kWholePage) {
        next = low;
        continue;
      }
    }
    next = low + (high - low) / 2;
  }
  if (!found_any) co_return std::nullopt;
  co_return std::to_string(low);
}

// Where categories begin that were never followed; nullopt: it can't be found out now.
asio::awaitable<std::optional<std::string>> RegisterRound::find_start() {
  if (options_.start == "beginning") co_return std::string("0");
  auto moment = RegisterInstant::max();
  if (const auto date = publications::parse_iso_date(options_.start)) moment = publications::amsterdam_midnight(*date);
  for (const auto& category : search_order(options_.categories)) {
    auto searching = search(category, moment);
    auto found = co_await std::move(searching);
    if (found) co_return found;
    if (down_) co_return std::nullopt;
  }
  co_return std::string("0");  // there is nothing yet
}

asio::awaitable<void> RegisterRound::begin(const std::string& category, Register::Positions& positions) {
  std::optional<std::string> token;
  for (const auto& [name, position] : positions)
    if (name.empty()) token = position;
  if (!token) {
    auto finding = find_start();
    token = co_await std::move(finding);
    if (!token) co_return;
    positions[std::string()] = *token;
  }
  std::vector<Entity> none;
  auto keeping = keeper_.keep(std::move(none), category, *token);
  co_await std::move(keeping);
  positions_[category] = *token;
}

// The host goes before its address: whoever reads it may never have named one.
void RegisterRound::note_down(const Answer& answer) {
  if (!answer.host_down) return;
  down_ = true;
  if (down_because_.empty()) down_because_ = fmt::format("{}: {}", base_, answer.failure);
}

// Why a category is not asked for in this poll; empty: it is.
std::string RegisterRound::left_alone(const std::string& category) const {
  const auto known = failing_.find(category);
  if (options_.force || known == failing_.end() || !is_left_alone(known->second, now_)) return std::string();
  return fmt::format("{}; asked for again after {}", known->second.error,
                     publications::iso_amsterdam(known->second.until));
}

// Of categories that failed beside others. When none was had, it is the source that is polled less often.
void RegisterRound::note_failures() {
  const auto had = [](const Part& part) { return part.complete || part.further; };
  const bool some = !down_ && std::any_of(parts_.begin(), parts_.end(), had);
  for (const auto& part : parts_) {
    const auto failed = failed_.find(part.name);
    if (part.complete) failing_.erase(part.name);
    if (!some || failed == failed_.end()) continue;
    const auto before = part.further ? BackOff() : failing_[part.name];
    failing_[part.name] = one_more_failure(before, part.error, failed->second, options_.every, now_);
  }
}

asio::awaitable<void> RegisterRound::follow_all() {
  auto asking = keeper_.positions();
  auto kept = co_await std::move(asking);
  for (const auto& [category, position] : kept) positions_[category] = position;
  Register::Positions found;  // under "": where those begin that were never followed
  parts_.reserve(options_.categories.size() + 1);
  for (const auto& category : options_.categories) {
    Part& part = parts_.emplace_back();
    part.name = category;
    if (!down_) part.error = left_alone(category);
    if (!part.error.empty()) continue;
    if (!down_ && !positions_.contains(category)) {
      auto beginning = begin(category, found);
      co_await std::move(beginning);
    }
    const auto position = positions_.find(category);
    if (down_ || position == positions_.end()) {
      part.error = down_ ? "not asked for, since the host gives no answer" : "where to begin can't be found out now";
      continue;
    }
    auto following = follow(part, position->second);
    co_await std::move(following);
  }
  note_failures();
}

}  // namespace griffier::fetchers
