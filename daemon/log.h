// Structured lines on standard error: journald's priority prefix when standard error is the journal, then a message and
// key=value pairs.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace griffier::daemon {

enum class Severity { error = 3, warning = 4, notice = 5, info = 6, debug = 7 };

// Where lines go and from which severity on; made once in app and handed down. Any thread.
class Log {
 public:
  using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  explicit Log(Severity least = Severity::info, int descriptor = 2);
  // One line: "<6>2026-11-21T10:00:00Z info poll finished source=kamer seen=12"; values are quoted when they hold
  // spaces, control characters are escaped. The "<6>" is there when the journal reads (JOURNAL_STREAM), the time when
  // it does not.
  void write(Severity severity, std::string_view message, Fields fields = {}) const;
  void error(std::string_view message, Fields fields = {}) const { write(Severity::error, message, fields); }
  void warning(std::string_view message, Fields fields = {}) const { write(Severity::warning, message, fields); }
  void notice(std::string_view message, Fields fields = {}) const { write(Severity::notice, message, fields); }
  void info(std::string_view message, Fields fields = {}) const { write(Severity::info, message, fields); }
  void debug(std::string_view message, Fields fields = {}) const { write(Severity::debug, message, fields); }

 private:
  Severity least_;
  int descriptor_;
};

}  // namespace griffier::daemon
