// What most of a document has of a measure.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

namespace griffier::fetchers {

// Measures in points, told apart to a tenth of one.
class Votes {
 public:
  void add(double value, std::size_t weight) { votes_[std::lround(value * 10)] += weight; }
  // The measure with the most weight, of several the smallest; 0 without votes.
  [[nodiscard]] double most() const {
    const auto best = std::max_element(votes_.begin(), votes_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == votes_.end() ? 0 : static_cast<double>(best->first) / 10;
  }

 private:
  std::map<long, std::size_t> votes_;
};

}  // namespace griffier::fetchers
