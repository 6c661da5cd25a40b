// A progress bar on standard error, drawn at most ten times a second, only when asked for.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace griffier::daemon {

class Progress {
 public:
  Progress(bool shown, std::string what, std::size_t total);
  ~Progress();  // clears the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void at(std::size_t done, std::string_view name = {});
  // For a total that is only known later.
  void total(std::size_t total) { total_ = total; }
  // Takes the bar away for a line of other output.
  void clear();

 private:
  bool shown_;
  std::string what_;
  std::size_t total_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point started_, last_{};
};

}  // namespace griffier::daemon
