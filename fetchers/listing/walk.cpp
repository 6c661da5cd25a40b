#include "fetchers/listing/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace griffier::fetchers {
namespace {

// So many entries may leave between two pages before the walk has to go back.
constexpr std::size_t kLookedAtAgain = 5;
constexpr std::size_t kStalePages = 3;
constexpr std::size_t kMostPages = 50'000;

std::uint64_t print_of(const Listed& entry) { return std::hash<std::string>()(entry.key + '\n' + entry.stamp); }

}  // namespace

Walk::Walk(const Catalogue& catalogue, std::size_t query, std::optional<publications::Instant> since)
    : catalogue_(catalogue), sorted_(catalogue.ascending(query)) {
  question_.query = query;
  question_.since = since;
  question_.position = catalogue.first_position();
}

Walk::Walk(const Catalogue& catalogue, const ListingQuestion& tail)
    : catalogue_(catalogue), question_(tail), sorted_(catalogue.ascending(tail.query)) {}

void Walk::fail(std::string error) {
  ended_ = true;
  error_ = std::move(error);
}

std::optional<publications::Instant> Walk::reached() const {
  if (ended_ && error_.empty()) return latest_;
  return sorted_ ? question_.since : std::nullopt;
}

// Whether the entries stand in order, and how far they come.
void Walk::look(const ListingPage& page) {
  std::optional<publications::Instant> before;
  for (const auto& entry : page.entries) {
    if (entry.by_mention || entry.moment == publications::Instant()) continue;
    if (before && entry.moment < *before) sorted_ = false;
    before = entry.moment;
    latest_ = std::max(latest_.value_or(entry.moment), entry.moment);
  }
}

void Walk::take(const ListingPage& page) {
  if (++pages_ > kMostPages) return fail(fmt::format("more than {} pages", kMostPages));
  const auto first =
      std::find_if(page.entries.begin(), page.entries.end(), [](const auto& e) { return !e.by_mention; });
  const bool at_the_head = question_.position == catalogue_.first_position();
  const bool joins = at_the_head || pages_ == 1 || (first != page.entries.end() && seen_.contains(print_of(*first)));
  std::size_t fresh = 0, listed = 0;
  for (const auto& entry : page.entries) {
    if (entry.by_mention) continue;
    ++listed;
    const auto print = print_of(entry);
    if (seen_.insert(print).second) ++fresh;
    all_.insert(print);
  }
  look(page);
  const auto through = question_.position - catalogue_.first_position() + listed;
  remaining_ = page.total ? std::optional(*page.total - std::min(*page.total, through)) : std::nullopt;
  if (listed == 0) empty_from_ = std::min(empty_from_.value_or(question_.position), question_.position);
  if (!joins && !seen_.empty()) {
    const auto step = std::max<std::size_t>(1, catalogue_.page_size() / 2);
    const auto room = question_.position - catalogue_.first_position();
    question_.position -= std::min(step, room);
    return;
  }
  if (!page.next) {
    ended_ = true;
    remaining_ = 0;
    return;
  }
  go_on(page, fresh > 0);
}

void Walk::go_on(const ListingPage& page, bool something_new) {
  if (page.entries.empty()) return fail("a page without entries says that there are more");
  if (something_new) empty_from_.reset();
  stale_ = something_new ? 0 : stale_ + 1;
  if (stale_ >= kStalePages) return fail(fmt::format("the same entries again at position {}", question_.position));
  if (sorted_ && latest_) {
    const auto from = *latest_ - catalogue_.margin();
    if (!question_.since || from > *question_.since) {
      question_.since = from;
      question_.position = catalogue_.first_position();
      seen_.clear();
      empty_from_.reset();
      return;
    }
  }
  const auto onward = *page.next - std::min(*page.next, kLookedAtAgain);
  if (*page.next <= question_.position)
    return fail(fmt::format("the next page would begin at {}, this one began at {}", *page.next, question_.position));
  // Pages so short that looking again would stand still are read without it.
  question_.position = onward > question_.position ? onward : *page.next;
  if (empty_from_ && question_.position >= *empty_from_) {
    ended_ = true;
    remaining_ = 0;
  }
}

}  // namespace griffier::fetchers
