#include "diff/alignment.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "diff/sequence.h"

namespace griffier::diff {
namespace {

using Bag = std::vector<std::uint32_t>;  // sorted words

constexpr std::size_t kSmallGap = 64;          // paragraphs on each side that are all compared with each other
constexpr std::size_t kRareWord = 4;           // occurrences in a larger gap up to which a word suggests a pair
constexpr double kSimilar = 0.45;              // share of common words from which a paragraph is an edited one
constexpr double kSimilarAlone = 0.25;         // the same where no other paragraph competes
constexpr double kContained = 0.7;             // share of a paragraph's words that a joined one has
constexpr std::size_t kFewestWords = 4;        // of a paragraph that is recognised elsewhere
constexpr std::size_t kJoinWork = 20'000'000;  // words looked at for joins in one comparison

std::size_t common(const Bag& a, const Bag& b) {
  std::size_t count = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++count;
    const bool step_i = *i <= *j, step_j = *j <= *i;
    if (step_i) ++i;
    if (step_j) ++j;
  }
  return count;
}

Bag bag_of(const Paragraph& paragraph) {
  Bag bag = paragraph.words;
  std::sort(bag.begin(), bag.end());
  return bag;
}

Bag without(const Bag& bag, const Bag& taken) {
  Bag rest;
  std::set_difference(bag.begin(), bag.end(), taken.begin(), taken.end(), std::back_inserter(rest));
  return rest;
}

struct Gap {
  std::size_t a0, a1, b0, b1;
  [[nodiscard]] std::size_t a_size() const { return a1 - a0; }
  [[nodiscard]] std::size_t b_size() const { return b1 - b0; }
  [[nodiscard]] bool is_small() const { return a_size() <= kSmallGap && b_size() <= kSmallGap; }
};

class Aligner {
 public:
  Aligner(const std::vector<Paragraph>& a, const std::vector<Paragraph>& b)
      : a_(a), b_(b), a_bags_(a.size()), b_bags_(b.size()), a_taken_(a.size()), b_taken_(b.size()) {}

  std::vector<Link> run() {
    std::vector<std::uint32_t> a_ids, b_ids;
    for (const auto& p : a_) a_ids.push_back(p.id);
    for (const auto& p : b_) b_ids.push_back(p.id);
    const auto equal = match_sequences(a_ids, b_ids);
    for (const Match m : equal) link({m.before, 1, m.after, 1, false});
    find_moved();
    each_gap({0, a_.size(), 0, b_.size()}, equal, [this](const Gap& gap) { fill(gap); });
    std::sort(links_.begin(), links_.end(), [](const Link& x, const Link& y) { return x.after < y.after; });
    return std::move(links_);
  }

 private:
  template <typename Visit>
  static void each_gap(const Gap& whole, const std::vector<Match>& matches, const Visit& visit) {
    Gap gap{whole.a0, 0, whole.b0, 0};
    const auto close = [&](std::size_t a, std::size_t b) {
      gap.a1 = a;
      gap.b1 = b;
      if (gap.a0 < gap.a1 && gap.b0 < gap.b1) visit(gap);
      gap.a0 = a + 1;
      gap.b0 = b + 1;
    };
    for (const Match m : matches) close(m.before, m.after);
    close(whole.a1, whole.b1);
  }

  void link(const Link& link) {
    for (std::size_t i = 0; i < link.before_count; ++i) a_taken_[link.before + i] = true;
    for (std::size_t j = 0; j < link.after_count; ++j) b_taken_[link.after + j] = true;
    links_.push_back(link);
  }

  // A paragraph with the same words elsewhere, first come first served.
  void find_moved() {
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> missing;
    for (std::size_t i = a_.size(); i-- > 0;) {
      if (!a_taken_[i] && a_[i].words.size() >= kFewestWords) missing[a_[i].id].push_back(i);
    }
    for (std::size_t j = 0; j < b_.size(); ++j) {
      if (b_taken_[j]) continue;
      const auto found = missing.find(b_[j].id);
      if (found == missing.end() || found->second.empty()) continue;
      link({found->second.back(), 1, j, 1, true});
      found->second.pop_back();
    }
  }

  void fill(const Gap& gap) {
    for (std::size_t i = gap.a0; i < gap.a1; ++i) a_bags_[i] = bag_of(a_[i]);
    for (std::size_t j = gap.b0; j < gap.b1; ++j) b_bags_[j] = bag_of(b_[j]);
    std::vector<Match> pairs;
    if (gap.is_small()) {
      pairs = best_pairs(gap);
    } else {
      const auto likely = likely_pairs(gap);
      pairs = likely;
      each_gap(gap, likely, [&](const Gap& inner) {
        if (!inner.is_small()) return;
        const auto more = best_pairs(inner);
        pairs.insert(pairs.end(), more.begin(), more.end());
      });
      std::sort(pairs.begin(), pairs.end(), [](Match x, Match y) { return x.before < y.before; });
    }
    if (pairs.empty()) pairs = contained_pair(gap);
    join_neighbours(gap, pairs);
  }

  // The number of common words when the two are alike enough to be the same paragraph, edited; else 0.
  [[nodiscard]] std::size_t likeness(std::size_t i, std::size_t j, double threshold) const {
    if (a_taken_[i] || b_taken_[j] || a_[i].footnote != b_[j].footnote) return 0;
    const std::size_t count = common(a_bags_[i], b_bags_[j]);
    const std::size_t both = a_bags_[i].size() + b_bags_[j].size();
    return 2.0 * static_cast<double>(count) >= threshold * static_cast<double>(both) ? count : 0;
  }

  // The pairs, in order, that have most words in common.
  [[nodiscard]] std::vector<Match> best_pairs(const Gap& gap) const {
    const std::size_t n = gap.a_size(), m = gap.b_size();
    const double threshold = n == 1 && m == 1 ? kSimilarAlone : kSimilar;
    std::vector<std::size_t> like(n * m), best((n + 1) * (m + 1));
    const auto at = [m](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t j = m; j-- > 0;) {
        const std::size_t score = likeness(gap.a0 + i, gap.b0 + j, threshold);
        like[i * m + j] = score;
        best[at(i, j)] = std::max({best[at(i + 1, j)], best[at(i, j + 1)], score + best[at(i + 1, j + 1)]});
      }
    }
    std::vector<Match> pairs;
    for (std::size_t i = 0, j = 0; i < n && j < m;) {
      const std::size_t score = like[i * m + j];
      if (score > 0 && best[at(i, j)] == score + best[at(i + 1, j + 1)]) {
        pairs.push_back({static_cast<std::uint32_t>(gap.a0 + i++), static_cast<std::uint32_t>(gap.b0 + j++)});
      } else if (best[at(i, j)] == best[at(i + 1, j)]) {
        ++i;
      } else {
        ++j;
      }
    }
    return pairs;
  }

  // For gaps too large to compare all with all: each older paragraph's best match by the rare words they share.
  [[nodiscard]] std::vector<Match> likely_pairs(const Gap& gap) const {
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> holders;
    for (std::size_t j = gap.b0; j < gap.b1; ++j) {
      for (const auto word : b_bags_[j]) {
        auto& list = holders[word];
        if (list.size() <= kRareWord) list.push_back(static_cast<std::uint32_t>(j));
      }
    }
    std::vector<Match> candidates;
    std::map<std::uint32_t, std::size_t> votes;
    for (std::size_t i = gap.a0; i < gap.a1; ++i) {
      votes.clear();
      for (const auto word : a_bags_[i]) {
        const auto found = holders.find(word);
        if (found == holders.end() || found->second.size() > kRareWord) continue;
        for (const auto j : found->second) ++votes[j];
      }
      const auto most = std::max_element(votes.begin(), votes.end(),
                                         [](const auto& x, const auto& y) { return x.second < y.second; });
      if (most == votes.end() || likeness(i, most->first, kSimilar) == 0) continue;
      candidates.push_back({static_cast<std::uint32_t>(i), most->first});
    }
    return longest_increasing(candidates);
  }

  // Where one paragraph became several or several became one, and none alone is like it: the first part.
  [[nodiscard]] std::vector<Match> contained_pair(const Gap& gap) const {
    if (gap.a_size() != 1 && gap.b_size() != 1) return {};
    if (gap.a_size() > kSmallGap || gap.b_size() > kSmallGap) return {};
    for (std::size_t i = gap.a0; i < gap.a1; ++i) {
      for (std::size_t j = gap.b0; j < gap.b1; ++j) {
        if (a_taken_[i] || b_taken_[j] || a_[i].footnote != b_[j].footnote) continue;
        const auto& part = gap.a_size() == 1 ? b_bags_[j] : a_bags_[i];
        const auto& whole = gap.a_size() == 1 ? a_bags_[i] : b_bags_[j];
        if (is_contained(part, whole)) return {{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)}};
      }
    }
    return {};
  }

  static bool is_contained(const Bag& part, const Bag& whole) {
    return part.size() >= kFewestWords &&
           static_cast<double>(common(part, whole)) >= kContained * static_cast<double>(part.size());
  }

  // Links the pairs; each takes in the paragraphs beside it on one side whose words the other side has left.
  void join_neighbours(const Gap& gap, const std::vector<Match>& pairs) {
    for (std::size_t p = 0; p < pairs.size(); ++p) {
      const bool first = p == 0, last = p + 1 == pairs.size();
      const Gap room{first ? gap.a0 : std::size_t{pairs[p - 1].before} + 1, last ? gap.a1 : pairs[p + 1].before,
                     first ? gap.b0 : std::size_t{pairs[p - 1].after} + 1, last ? gap.b1 : pairs[p + 1].after};
      Link link{pairs[p].before, 1, pairs[p].after, 1, false};
      const Bag a_rest = without(a_bags_[link.before], b_bags_[link.after]);
      const Bag b_rest = without(b_bags_[link.after], a_bags_[link.before]);
      if (!extend(a_, a_bags_, a_taken_, room.a0, room.a1, link.before, link.before_count, b_rest)) {
        extend(b_, b_bags_, b_taken_, room.b0, room.b1, link.after, link.after_count, a_rest);
      }
      this->link(link);
    }
  }

  // Grows [first, first + count) within [low, high) while the next paragraph's words are in `rest`.
  bool extend(const std::vector<Paragraph>& paragraphs, const std::vector<Bag>& bags, const std::vector<bool>& taken,
              std::size_t low, std::size_t high, std::size_t& first, std::size_t& count, Bag rest) {
    const auto fits = [&](std::size_t i) {
      const std::size_t work = rest.size() + bags[i].size();
      if (taken[i] || paragraphs[i].footnote != paragraphs[first].footnote || work > join_work_) return false;
      join_work_ -= work;
      if (!is_contained(bags[i], rest)) return false;
      rest = without(rest, bags[i]);
      return true;
    };
    const std::size_t alone = count;
    while (first + count < high && fits(first + count)) ++count;
    while (first > low && fits(first - 1)) {
      --first;
      ++count;
    }
    return count > alone;
  }

  const std::vector<Paragraph>&a_, &b_;
  std::vector<Bag> a_bags_, b_bags_;
  std::vector<bool> a_taken_, b_taken_;
  std::vector<Link> links_;
  std::size_t join_work_ = kJoinWork;
};

}  // namespace

std::vector<Link> align(const std::vector<Paragraph>& before, const std::vector<Paragraph>& after) {
  return Aligner(before, after).run();
}

}  // namespace griffier::diff
