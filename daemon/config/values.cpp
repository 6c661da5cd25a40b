#include "daemon/config/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "publications/ascii.h"

namespace griffier::daemon {
namespace {

using publications::ascii::is_digit;
bool is_space_or_control(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; }

// Takes digits off the front; nullopt when there are none or they don't fit.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || text.empty() || !is_digit(text.front())) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::string_view take_letters(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && !is_digit(text[length])) ++length;
  const auto letters = text.substr(0, length);
  text.remove_prefix(length);
  return letters;
}

std::optional<std::int64_t> milliseconds_of(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "s") return 1'000;
  if (unit == "m") return 60'000;
  if (unit == "h") return 3'600'000;
  if (unit == "d") return 86'400'000;
  if (unit == "w") return 604'800'000;
  return std::nullopt;
}

std::optional<std::int64_t> bytes_of(std::string_view unit) {
  if (unit.empty() || unit == "B") return 1;
  if (unit == "kB") return 1'000;
  if (unit == "MB") return 1'000'000;
  if (unit == "GB") return 1'000'000'000;
  if (unit == "KiB") return std::int64_t{1} << 10;
  if (unit == "MiB") return std::int64_t{1} << 20;
  if (unit == "GiB") return std::int64_t{1} << 30;
  return std::nullopt;
}

// Damerau-Levenshtein (optimal string alignment) over two short words.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  constexpr std::int64_t kMost = std::int64_t{3'653} * 86'400'000;
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  std::int64_t last_unit = kMost;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    const auto unit = milliseconds_of(take_letters(text));
    if (!unit || *unit >= last_unit || *number > kMost / *unit) return std::nullopt;
    last_unit = *unit;
    total += *number * *unit;
  }
  if (total > kMost) return std::nullopt;
  return std::chrono::milliseconds(total);
}

std::optional<std::size_t> parse_size(std::string_view text) {
  constexpr std::int64_t kMost = std::int64_t{1} << 50;
  const auto number = take_number(text);
  if (!number) return std::nullopt;
  if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  const auto unit = bytes_of(text);
  if (!unit || *number > kMost / *unit) return std::nullopt;
  return static_cast<std::size_t>(*number * *unit);
}

std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) {
  const bool shaped = text.size() == 5 && is_digit(text[0]) && is_digit(text[1]) && text[2] == ':' &&
                      is_digit(text[3]) && is_digit(text[4]);
  if (!shaped) return std::nullopt;
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || minutes > 59) return std::nullopt;
  return std::chrono::minutes(hours * 60 + minutes);
}

std::optional<Digest> parse_digest(std::string_view text) {
  if (text == "immediate") return Digest{};
  if (text == "hourly") return Digest{Digest::Kind::hourly, {}};
  if (!text.starts_with("daily ")) return std::nullopt;
  const auto at = parse_time_of_day(text.substr(6));
  if (!at) return std::nullopt;
  return Digest{Digest::Kind::daily, *at};
}

std::optional<QuietHours> parse_quiet(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto from = parse_time_of_day(text.substr(0, 5));
  const auto until = parse_time_of_day(text.substr(6));
  if (!from || !until || *from == *until) return std::nullopt;
  return QuietHours{*from, *until};
}

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > 64 || text.front() == '.' || text.front() == '-') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '_' || c == '-'; });
}

std::string nearest(std::string_view wrong, const std::vector<std::string_view>& known) {
  if (wrong.size() > 64) return {};
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, wrong.size() / 3) + 1;
  for (const auto word : known) {
    const auto there = distance(wrong, word);
    if (there < best_distance) {
      best_distance = there;
      best = word;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string_view>& known) {
  const auto word = nearest(wrong, known);
  return word.empty() ? std::string() : fmt::format(" (did you mean '{}'?)", word);
}

std::optional<UrlParts> parse_url(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_space_or_control)) return std::nullopt;
  const auto colon = text.find("://");
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  UrlParts parts;
  for (const char c : text.substr(0, colon)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!(lower >= 'a' && lower <= 'z') && !is_digit(lower) && lower != '+') return std::nullopt;
    parts.scheme += lower;
  }
  text.remove_prefix(colon + 3);
  const auto slash = text.find_first_of("/?#");
  auto authority = text.substr(0, slash);
  if (slash != std::string_view::npos) parts.path = text.substr(slash);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    parts.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  if (authority.starts_with('[')) {
    const auto close = authority.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    parts.host = authority.substr(1, close - 1);
    authority.remove_prefix(close + 1);
  } else {
    const auto end = std::min(authority.find(':'), authority.size());
    parts.host = authority.substr(0, end);
    authority.remove_prefix(end);
  }
  if (parts.host.empty()) return std::nullopt;
  if (authority.empty()) return parts;
  parts.port = authority.substr(1);
  int port = 0;
  const auto [end, error] = std::from_chars(parts.port.data(), parts.port.data() + parts.port.size(), port);
  const bool whole = error == std::errc{} && end == parts.port.data() + parts.port.size();
  if (authority.front() != ':' || !whole || port < 1 || port > 65535) return std::nullopt;
  return parts;
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host.ends_with(".localhost") || host == "::1") return true;
  return host.starts_with("127.") &&
         std::all_of(host.begin(), host.end(), [](char c) { return is_digit(c) || c == '.'; });
}

std::optional<MailAddress> parse_mail_address(std::string_view text) {
  MailAddress mail;
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
    return std::nullopt;
  if (text.ends_with('>')) {
    const auto open = text.rfind('<');
    if (open == std::string_view::npos) return std::nullopt;
    mail.address = text.substr(open + 1, text.size() - open - 2);
    auto name = text.substr(0, open);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name.size() > 1 && name.starts_with('"') && name.ends_with('"')) name = name.substr(1, name.size() - 2);
    mail.name = name;
  } else {
    mail.address = text;
  }
  const auto at = mail.address.find('@');
  const bool shaped = at != std::string::npos && at > 0 && at + 1 < mail.address.size() &&
                      mail.address.find('@', at + 1) == std::string::npos && mail.address.size() <= 254;
  const bool clean = std::none_of(mail.address.begin(), mail.address.end(), [](char c) {
    return is_space_or_control(c) || c == '<' || c == '>' || c == ',' || c == ';' || c == '(' || c == ')' || c == '"' ||
           c == '\\';
  });
  if (!shaped || !clean) return std::nullopt;
  return mail;
}

}  // namespace griffier::daemon
