#include "fetchers/http/retry_after.h"
#include "publications/ascii.h"

#include <algorithm>
#include <array>

namespace griffier::fetchers {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;
using std::chrono::system_clock;

constexpr seconds kDay{86'400};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Reads a date piece by piece; once something is missing, `good` stays false.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  void literal(std::string_view expected) {
    if (rest_.substr(0, expected.size()) != expected) good_ = false;
    if (good_) rest_.remove_prefix(expected.size());
  }
  void letters() {
    std::size_t length = 0;
    while (length < rest_.size() && ((rest_[length] | 0x20) >= 'a' && (rest_[length] | 0x20) <= 'z')) ++length;
    if (length < 3) good_ = false;
    if (good_) rest_.remove_prefix(length);
  }
  int number(std::size_t digits) {
    if (rest_.size() < digits) good_ = false;
    int value = 0;
    for (std::size_t i = 0; good_ && i < digits; ++i) {
      if (!publications::ascii::is_digit(rest_[i])) good_ = false;
      value = value * 10 + (rest_[i] - '0');
    }
    if (good_) rest_.remove_prefix(digits);
    return value;
  }
  // The day of asctime: two characters, the first may be a space.
  int padded_day() {
    if (!rest_.empty() && rest_.front() == ' ') {
      rest_.remove_prefix(1);
      return number(1);
    }
    return number(2);
  }
  unsigned month() {
    const auto* found = std::find(kMonths.begin(), kMonths.end(), rest_.substr(0, 3));
    if (found == kMonths.end()) good_ = false;
    if (!good_) return 0;
    rest_.remove_prefix(3);
    return static_cast<unsigned>(found - kMonths.begin()) + 1;
  }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  [[nodiscard]] bool done() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

struct Civil {
  int year = 0, day = 0, hour = 0, minute = 0, second = 0;
  unsigned month = 0;
};

std::optional<sys_seconds> moment(const Civil& civil) {
  const std::chrono::year_month_day date(std::chrono::year(civil.year), std::chrono::month(civil.month),
                                         std::chrono::day(static_cast<unsigned>(civil.day)));
  if (!date.ok() || civil.hour > 23 || civil.minute > 59 || civil.second > 60) return std::nullopt;
  return sys_seconds(std::chrono::sys_days(date)) + std::chrono::hours(civil.hour) +
         std::chrono::minutes(civil.minute) + seconds(civil.second);
}

void read_time(Scanner& scanner, Civil& civil) {
  civil.hour = scanner.number(2);
  scanner.literal(":");
  civil.minute = scanner.number(2);
  scanner.literal(":");
  civil.second = scanner.number(2);
}

int full_year(int two_digits, system_clock::time_point now) {
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const int this_year = static_cast<int>(today.year());
  const int year = this_year - this_year % 100 + two_digits;
  return year > this_year + 50 ? year - 100 : year;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<sys_seconds> parse_http_date(std::string_view text, system_clock::time_point now) {
  Scanner scanner(trimmed(text));
  Civil civil;
  scanner.letters();
  if (scanner.peek() == ',') {
    scanner.literal(", ");
    civil.day = scanner.number(2);
    const bool rfc850 = scanner.peek() == '-';
    scanner.literal(rfc850 ? "-" : " ");
    civil.month = scanner.month();
    scanner.literal(rfc850 ? "-" : " ");
    civil.year = rfc850 ? full_year(scanner.number(2), now) : scanner.number(4);
    scanner.literal(" ");
    read_time(scanner, civil);
    scanner.literal(" GMT");
  } else {
    scanner.literal(" ");
    civil.month = scanner.month();
    scanner.literal(" ");
    civil.day = scanner.padded_day();
    scanner.literal(" ");
    read_time(scanner, civil);
    scanner.literal(" ");
    civil.year = scanner.number(4);
  }
  if (!scanner.done()) return std::nullopt;
  return moment(civil);
}

std::optional<seconds> parse_retry_after(std::string_view text, system_clock::time_point now) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  const bool negative = text.front() == '-';
  const std::string_view digits = negative ? text.substr(1) : text;
  if (!digits.empty() && std::all_of(digits.begin(), digits.end(), publications::ascii::is_digit)) {
    seconds::rep value = 0;
    for (const char c : digits) value = std::min<seconds::rep>(kDay.count(), value * 10 + (c - '0'));
    return negative ? seconds(0) : seconds(value);
  }
  const auto date = parse_http_date(text, now);
  if (!date) return std::nullopt;
  // Rounded up: a whole second too late is polite, a fraction too early isn't. In whole seconds, since a year far ahead
  // doesn't fit in the clock's own nanoseconds.
  return std::clamp(*date - std::chrono::floor<seconds>(now), seconds(0), kDay);
}

}  // namespace griffier::fetchers
