#include "publications/terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace griffier::publications {
namespace {

constexpr int kMostWeeks = 520;

std::string weeks_in_words(int weeks) {
  constexpr std::array<std::string_view, 13> kWords = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                                       "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  const auto index = static_cast<std::size_t>(weeks);
  const std::string count = index < kWords.size() ? std::string(kWords.at(index)) : std::to_string(weeks);
  return count + (weeks == 1 ? " week" : " weeks");
}

// The day after `from` on which `days` days that count have passed.
std::chrono::sys_days after(std::chrono::sys_days from, int days, std::vector<Recess> recesses, int& skipped) {
  std::sort(recesses.begin(), recesses.end(), [](const Recess& a, const Recess& b) { return a.from < b.from; });
  auto due = from + std::chrono::days(days);
  auto counted_from = from + std::chrono::days(1);  // no day is skipped twice where recesses overlap
  for (const auto& recess : recesses) {
    const auto first = std::max(std::chrono::sys_days(recess.from), counted_from);
    const auto last = std::chrono::sys_days(recess.until);
    if (first > due || last < first) continue;
    const auto pause = last - first + std::chrono::days(1);
    due += pause;
    skipped += static_cast<int>(pause.count());
    counted_from = last + std::chrono::days(1);
  }
  return due;
}

std::optional<int> parse_weeks(std::string_view text) {
  int weeks = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weeks);
  if (error != std::errc{} || end != text.data() + text.size() || weeks < 1 || weeks > kMostWeeks) return std::nullopt;
  return weeks;
}

}  // namespace

Term term_of(const Asking& asking, const TermRules& rules) {
  if (asking.given) return {asking.given, "given by the paper or its publisher"};
  if (asking.orally) return {std::nullopt, "asked orally, for the question hour"};
  if (!asking.asked_on) return {std::nullopt, "no date of asking is known"};
  const int weeks = asking.postponed ? rules.postponed_weeks : rules.weeks;
  int skipped = 0;
  const auto due = after(std::chrono::sys_days(*asking.asked_on), 7 * weeks, rules.recesses, skipped);
  auto because = fmt::format("{} after {}", weeks_in_words(weeks), iso_date(*asking.asked_on));
  if (asking.postponed) because += ", being postponed";
  if (skipped > 0) because += fmt::format(", {} day{} of recess not counted", skipped, skipped == 1 ? "" : "s");
  return {Date(due), because};
}

std::string to_string(const TermRules& rules) {
  auto out = fmt::format("{} {}", rules.weeks, rules.postponed_weeks);
  for (const auto& recess : rules.recesses) out += fmt::format(" {}/{}", iso_date(recess.from), iso_date(recess.until));
  return out;
}

std::optional<Recess> parse_recess(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto from = parse_iso_date(text.substr(0, slash));
  const auto until = parse_iso_date(text.substr(slash + 1));
  if (!from || !until || *until < *from) return std::nullopt;
  return Recess{*from, *until};
}

std::optional<TermRules> parse_term_rules(std::string_view text) {
  TermRules rules;
  for (int field = 0; !text.empty(); ++field) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (field < 2) {
      const auto weeks = parse_weeks(word);
      if (!weeks) return std::nullopt;
      (field == 0 ? rules.weeks : rules.postponed_weeks) = *weeks;
      continue;
    }
    const auto recess = parse_recess(word);
    if (!recess) return std::nullopt;
    rules.recesses.push_back(*recess);
  }
  return rules;
}

}  // namespace griffier::publications
