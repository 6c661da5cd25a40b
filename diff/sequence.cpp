#include "diff/sequence.h"

#include <algorithm>

namespace griffier::diff {
namespace {

using Id = std::uint32_t;

constexpr int kCap = 256;                 // differences that Myers looks for before it takes the best way so far
constexpr int kMaxDepth = 24;             // levels of anchors between anchors
constexpr std::size_t kFewElements = 48;  // no anchors are needed below this

struct Range {
  std::size_t a0, a1, b0, b1;
  int depth;
};

std::size_t as_size(int value) { return static_cast<std::size_t>(value); }

class Matcher {
 public:
  Matcher(std::span<const Id> a, std::span<const Id> b) : a_(a), b_(b) {
    Id most = 0;
    for (const Id id : a) most = std::max(most, id);
    for (const Id id : b) most = std::max(most, id);
    seen_.resize(std::size_t{most} + 1);
  }

  std::vector<Match> run() {
    work_.push_back({0, a_.size(), 0, b_.size(), 0});
    while (!work_.empty()) {
      const Range range = work_.back();
      work_.pop_back();
      step(range);
    }
    std::sort(matches_.begin(), matches_.end(), [](Match x, Match y) { return x.before < y.before; });
    return std::move(matches_);
  }

 private:
  struct Seen {
    std::uint32_t in_a = 0, in_b = 0, at_b = 0;
  };

  void add(std::size_t a, std::size_t b) {
    matches_.push_back({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b)});
  }

  void step(Range r) {
    while (r.a0 < r.a1 && r.b0 < r.b1 && a_[r.a0] == b_[r.b0]) add(r.a0++, r.b0++);
    while (r.a0 < r.a1 && r.b0 < r.b1 && a_[r.a1 - 1] == b_[r.b1 - 1]) add(--r.a1, --r.b1);
    if (r.a0 == r.a1 || r.b0 == r.b1) return;
    const std::size_t size = (r.a1 - r.a0) + (r.b1 - r.b0);
    if (size > kFewElements && r.depth < kMaxDepth && split_at_anchors(r)) return;
    myers(r);
  }

  // Elements that stand once in both ranges, in a longest order common to both; the ranges between them become work.
  bool split_at_anchors(const Range& r) {
    for (std::size_t i = r.a0; i < r.a1; ++i) ++seen_[a_[i]].in_a;
    for (std::size_t j = r.b0; j < r.b1; ++j) {
      auto& seen = seen_[b_[j]];
      ++seen.in_b;
      seen.at_b = static_cast<std::uint32_t>(j);
    }
    std::vector<Match> once;
    for (std::size_t i = r.a0; i < r.a1; ++i) {
      const auto& seen = seen_[a_[i]];
      if (seen.in_a == 1 && seen.in_b == 1) once.push_back({static_cast<std::uint32_t>(i), seen.at_b});
    }
    for (std::size_t i = r.a0; i < r.a1; ++i) seen_[a_[i]] = {};
    for (std::size_t j = r.b0; j < r.b1; ++j) seen_[b_[j]] = {};
    if (once.empty()) return false;
    Range between{r.a0, 0, r.b0, 0, r.depth + 1};
    for (const Match anchor : longest_increasing(once)) {
      add(anchor.before, anchor.after);
      between.a1 = anchor.before;
      between.b1 = anchor.after;
      if (between.a0 < between.a1 && between.b0 < between.b1) work_.push_back(between);
      between.a0 = between.a1 + 1;
      between.b0 = between.b1 + 1;
    }
    between.a1 = r.a1;
    between.b1 = r.b1;
    if (between.a0 < between.a1 && between.b0 < between.b1) work_.push_back(between);
    return true;
  }

  // Greedy Myers from the start of the range. After kCap differences the furthest way is taken and the search begins
  // again from its end, so the work is at most kCap for each element.
  void myers(Range r) {
    while (r.a0 < r.a1 && r.b0 < r.b1) {
      const auto [a, b] = myers_stretch(r);
      r.a0 += a;
      r.b0 += b;
    }
  }

  // Matches a stretch at the start of the range; how far it came in a and in b.
  std::pair<std::size_t, std::size_t> myers_stretch(const Range& r) {
    const int n = static_cast<int>(r.a1 - r.a0), m = static_cast<int>(r.b1 - r.b0);
    const int most = std::min(kCap, n + m);
    // v[d] holds the furthest x on the diagonals -d..d after d differences.
    std::vector<std::vector<int>>& v = trace_;
    int best_d = 0, best_k = 0;
    for (int d = 0; d <= most; ++d) {
      if (static_cast<int>(v.size()) <= d) v.emplace_back();
      auto& row = v[as_size(d)];
      row.assign(as_size(2 * d + 1), -1);
      int furthest = -1;
      for (int k = -d; k <= d; k += 2) {
        int x = d == 0 ? 0 : start_of(v[as_size(d - 1)], d, k, n, m);
        int y = x - k;
        if (x < 0) continue;
        while (x < n && y < m && a_[r.a0 + as_size(x)] == b_[r.b0 + as_size(y)]) {
          ++x;
          ++y;
        }
        row[as_size(k + d)] = x;
        if (x + y > furthest) {
          furthest = x + y;
          best_d = d;
          best_k = k;
        }
        if (x == n && y == m) {
          trace_back(r, d, k);
          return {r.a1 - r.a0, r.b1 - r.b0};
        }
      }
    }
    const int x = v[as_size(best_d)][as_size(best_k + best_d)];
    trace_back(r, best_d, best_k);
    return {as_size(x), as_size(x - best_k)};
  }

  // x where diagonal k begins after d differences, from the row of d - 1; -1 when it can't be reached.
  static int start_of(const std::vector<int>& row, int d, int k, int n, int m) {
    const int right = step_right(row, d, k, n);
    const int i = k + 1 + d - 1;  // a step in b, from diagonal k + 1
    const int down = i < static_cast<int>(row.size()) ? row[as_size(i)] : -1;
    return std::max(right, down >= 0 && down - k <= m ? down : -1);
  }

  // The same by a step in a, from diagonal k - 1.
  static int step_right(const std::vector<int>& row, int d, int k, int n) {
    const int i = k - 1 + d - 1;
    const int x = i >= 0 ? row[as_size(i)] : -1;
    return x >= 0 && x < n ? x + 1 : -1;
  }

  void trace_back(const Range& r, int d, int k) {
    const int n = static_cast<int>(r.a1 - r.a0), m = static_cast<int>(r.b1 - r.b0);
    int x = trace_[as_size(d)][as_size(k + d)];
    for (; d >= 0; --d) {
      const auto* row = d == 0 ? nullptr : &trace_[as_size(d - 1)];
      const int start = row == nullptr ? 0 : start_of(*row, d, k, n, m);
      for (; x > start; --x) {
        add(r.a0 + as_size(x - 1), r.b0 + as_size(x - 1 - k));
      }
      if (row == nullptr) break;
      const bool right = step_right(*row, d, k, n) == start;
      x = right ? start - 1 : start;
      k += right ? -1 : 1;
    }
  }

  std::span<const Id> a_, b_;
  std::vector<Seen> seen_;  // by id; clean between uses
  std::vector<Range> work_;
  std::vector<Match> matches_;
  std::vector<std::vector<int>> trace_;
};

}  // namespace

std::vector<Match> longest_increasing(const std::vector<Match>& candidates) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> tails, previous(candidates.size(), kNone);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto place = std::lower_bound(tails.begin(), tails.end(), candidates[i].after,
                                        [&](std::size_t t, std::uint32_t v) { return candidates[t].after < v; });
    if (place != tails.begin()) previous[i] = *(place - 1);
    if (place == tails.end()) {
      tails.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<Match> result;
  for (std::size_t i = tails.empty() ? kNone : tails.back(); i != kNone; i = previous[i]) {
    result.push_back(candidates[i]);
  }
  std::reverse(result.begin(), result.end());
  return result;
}

std::vector<Match> match_sequences(std::span<const Id> a, std::span<const Id> b) {
  if (a.empty() || b.empty()) return {};
  // Tables are as long as the largest number, so numbers far larger than the sequences are made dense first.
  const Id most = std::max(*std::max_element(a.begin(), a.end()), *std::max_element(b.begin(), b.end()));
  if (most < 8 * (a.size() + b.size()) + 1024) return Matcher(a, b).run();
  std::vector<Id> known(a.begin(), a.end());
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  const auto dense = [&](std::span<const Id> ids) {
    std::vector<Id> result;
    for (const Id id : ids) {
      const auto at = std::lower_bound(known.begin(), known.end(), id);
      result.push_back(at != known.end() && *at == id ? static_cast<Id>(at - known.begin())
                                                      : static_cast<Id>(known.size()));
    }
    return result;
  };
  return Matcher(dense(a), dense(b)).run();  // what only b has is one number that a never holds
}

}  // namespace griffier::diff
