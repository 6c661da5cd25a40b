// The matching of two sequences of numbers, which stand for words or for paragraphs. Internal to this layer.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace griffier::diff {

struct Match {  // a[before] == b[after]
  std::uint32_t before = 0, after = 0;
};

// A common subsequence of both, in order: elements that occur once in both are anchors, between them capped Myers
// (E. Myers, "An O(ND) Difference Algorithm", 1986). Shortest for few differences; at most some hundreds of steps an
// element for any input.
[[nodiscard]] std::vector<Match> match_sequences(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

// The longest part of `candidates`, sorted by `before`, in which both sides increase strictly.
[[nodiscard]] std::vector<Match> longest_increasing(const std::vector<Match>& candidates);

}  // namespace griffier::diff
