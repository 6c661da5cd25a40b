#include "daemon/log.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>

namespace griffier::daemon {
namespace {

constexpr std::size_t kMaxValueBytes = 4'096;  // what a stranger's server says must not fill the disk

// Standard error is the journal's own socket: systemd.exec(5), JOURNAL_STREAM holds its device and inode.
bool is_journal(int descriptor) {
  const char* variable = std::getenv("JOURNAL_STREAM");  // NOLINT(concurrency-mt-unsafe): nothing changes it
  if (variable == nullptr) return false;
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return false;
  return fmt::format("{}:{}", status.st_dev, status.st_ino) == variable;
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::notice:
      return "notice";
    case Severity::info:
      return "info";
    case Severity::debug:
      return "debug";
  }
  return "info";
}

std::string utc_now() {
  using namespace std::chrono;
  const auto now = floor<milliseconds>(system_clock::now());
  const auto day = floor<days>(now);
  const year_month_day date(day);
  const hh_mm_ss time(now - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

// Length of the well-formed UTF-8 sequence at the start of `text` (RFC 3629); 0 when there is none.
std::size_t sequence(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second > 0x9F;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && second < 0x90;
    const bool beyond = first == 0xF4 && second > 0x8F;
    return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

// Control characters (C1 ones too, terminals act on them) and broken UTF-8 become escapes, so that one call is one
// line.
void append_escaped(std::string& line, std::string_view text, bool quoted) {
  const bool cut = text.size() > kMaxValueBytes;
  text = text.substr(0, kMaxValueBytes);
  while (!text.empty()) {
    const char c = text.front();
    const auto length = sequence(text);
    const bool c1 = length == 2 && text[0] == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0;
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\t') {
      line += "\\t";
    } else if (quoted && (c == '"' || c == '\\')) {
      line += '\\';
      line += c;
    } else if (c1) {
      line += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[1]));
    } else if (length == 0 || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      line += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      line += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  if (cut) line += "…";
}

bool needs_quotes(std::string_view value) {
  return value.empty() || value.find_first_of(" \"\\=\n\t") != std::string_view::npos;
}

}  // namespace

Log::Log(Severity least, int descriptor) : least_(least), descriptor_(descriptor) {}

void Log::write(Severity severity, std::string_view message, Fields fields) const {
  if (static_cast<int>(severity) > static_cast<int>(least_)) return;
  std::string line = is_journal(descriptor_) ? fmt::format("<{}>", static_cast<int>(severity)) : utc_now() + ' ';
  line += word(severity);
  line += ' ';
  append_escaped(line, message, false);
  for (const auto& [key, value] : fields) {
    line += ' ';
    line += key;
    line += '=';
    const bool quotes = needs_quotes(value);
    if (quotes) line += '"';
    append_escaped(line, value, quotes);
    if (quotes) line += '"';
  }
  line += '\n';
  // One write, so that lines of several threads and processes don't mix. A log that can't be written stops nothing.
  std::string_view rest = line;
  while (!rest.empty()) {
    const auto written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace griffier::daemon
