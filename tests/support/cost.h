// What a reader costs, told by growth and not by seconds: those differ between machines, and from one run to the next.
#pragma once

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <string_view>

namespace griffier::tests {

// Milliseconds of the processor that the call took in this thread.
template <typename Call>
double milliseconds_of(const Call& call) {
  const auto now = [] {
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  };
  const double begin = now();
  call();
  return now() - begin;
}

// `read` reads what `make` makes of a number of pieces. Four times as many may cost it ten times as much, where a
// quadratic reader takes sixteen times. `few` must be so many that such a reader needs a tenth of a second for them.
template <typename Make, typename Read>
void expect_linear(std::string_view name, std::size_t few, const Make& make, const Read& read) {
  const auto small = make(few);
  const auto large = make(4 * few);
  const auto cost = [&](const auto& made) { return milliseconds_of([&] { read(made); }); };
  double least = cost(small);
  double most = cost(large);
  for (int attempt = 0; attempt < 2 && most > 10 * least + 20; ++attempt) {
    least = cost(small);
    most = cost(large);
  }
  EXPECT_LE(most, 10 * least + 20) << name << ": " << least << " ms, of four times as much " << most << " ms";
}

// The second call may cost ten times as much as the first, where a reader with the defect takes many times that.
template <typename First, typename Second>
void expect_alike_in_cost(const First& first, const Second& second) {
  double less = milliseconds_of(first);
  double more = milliseconds_of(second);
  for (int attempt = 0; attempt < 2 && more > 10 * less + 20; ++attempt) {
    less = milliseconds_of(first);
    more = milliseconds_of(second);
  }
  EXPECT_LE(more, 10 * less + 20) << less << " ms and " << more << " ms";
}

inline std::string times(std::size_t count, std::string_view piece) {
  std::string text;
  text.reserve(count * piece.size());
  for (; count > 0; --count) text += piece;
  return text;
}

}  // namespace griffier::tests
