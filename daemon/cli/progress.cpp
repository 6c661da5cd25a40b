#include "daemon/cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "daemon/cli/output.h"

namespace griffier::daemon {
namespace {
constexpr int kBarWidth = 30;
constexpr std::size_t kNameWidth = 36;
}  // namespace

Progress::Progress(bool shown, std::string what, std::size_t total)
    : shown_(shown), what_(std::move(what)), total_(total), started_(std::chrono::steady_clock::now()) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

void Progress::at(std::size_t done, std::string_view name) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || (now - last_ < std::chrono::milliseconds(100) && done != total_)) return;
  last_ = now;
  const double share = total_ == 0 ? 0.0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
  const auto full = static_cast<int>(share * kBarWidth);
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const double left =
      done == 0 ? 0.0 : seconds * (static_cast<double>(total_) - static_cast<double>(done)) / static_cast<double>(done);
  std::string bar;
  for (int i = 0; i < kBarWidth; ++i) bar += i < full ? "█" : "░";
  fmt::print(stderr, "\r\x1b[K{} {} {}/{} {:.0f} s left  {}", what_, bar, done, total_, left,
             harmless(cut(name, kNameWidth)));
  std::fflush(stderr);
  drawn_ = true;
}

}  // namespace griffier::daemon
