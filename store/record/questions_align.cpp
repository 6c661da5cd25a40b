#include "store/record/questions_align.h"

#include <algorithm>
#include <unordered_map>

namespace griffier::store::questions {
namespace {

struct Pair {
  std::size_t left, right;
};

std::vector<const Line*> questions_in(const std::vector<Line>& lines) {
  std::vector<const Line*> out;
  for (const auto& line : lines)
    if (line.asked) out.push_back(&line);
  return out;
}

// Questions whose words stand once in each, in the order of the first paper.
std::vector<Pair> same_words(const std::vector<const Line*>& left, const std::vector<const Line*>& right) {
  struct Places {
    std::size_t in_left = 0, in_right = 0, at_right = 0;
  };
  std::unordered_map<std::int64_t, Places> places;
  for (const auto* line : left) ++places[line->digest].in_left;
  for (std::size_t i = 0; i < right.size(); ++i) {
    auto& place = places[right[i]->digest];
    ++place.in_right;
    place.at_right = i;
  }
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto& place = places[left[i]->digest];
    if (left[i]->digest != 0 && place.in_left == 1 && place.in_right == 1) pairs.push_back({i, place.at_right});
  }
  return pairs;
}

// The longest part of `pairs` that is in order in both papers.
std::vector<Pair> in_order(const std::vector<Pair>& pairs) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> ends;  // index of the pair that ends the best chain of each length
  std::vector<std::size_t> before(pairs.size(), kNone);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto place = std::lower_bound(ends.begin(), ends.end(), pairs[i].right,
                                        [&](std::size_t end, std::size_t right) { return pairs[end].right < right; });
    if (place != ends.begin()) before[i] = *(place - 1);
    if (place == ends.end()) {
      ends.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<Pair> chain;
  for (std::size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = before[i]) chain.push_back(pairs[i]);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace

std::map<std::string, std::string> align(const std::vector<Line>& asked, const std::vector<Line>& printed) {
  const auto left = questions_in(asked);
  const auto right = questions_in(printed);
  const auto pairs = same_words(left, right);
  std::map<std::string, std::string> out;
  for (const auto& pair : pairs) out.emplace(left[pair.left]->number, right[pair.right]->number);
  auto chain = in_order(pairs);
  chain.push_back({left.size(), right.size()});
  Pair from{0, 0};
  for (const auto& until : chain) {
    if (until.left - from.left == until.right - from.right) {
      for (std::size_t i = 0; from.left + i < until.left; ++i)
        out.emplace(left[from.left + i]->number, right[from.right + i]->number);
    }
    from = {until.left + 1, until.right + 1};
  }
  return out;
}

}  // namespace griffier::store::questions
