#include "fetchers/tweedekamer/register_cursor.h"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "publications/instant.h"

namespace griffier::fetchers {

namespace json = boost::json;

namespace {

using std::chrono::seconds;

constexpr seconds kLongestBackOff = std::chrono::hours(24);
constexpr int kMostDoublings = 17;
// Polls come up to a tenth earlier than their interval says: what is due with the next one is due for it.
constexpr int kShareForEarlyPolls = 4;

std::string text_of(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

const json::object* object_of(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

std::optional<BackOff> read_back_off(const json::value& value) {
  if (!value.is_object()) return std::nullopt;
  const auto& object = value.get_object();
  const auto until = publications::parse_iso_instant(text_of(object, "until"));
  const auto* failures = object.if_contains("failures");
  if (!until || failures == nullptr || !failures->is_int64()) return std::nullopt;
  BackOff found;
  found.failures = static_cast<int>(std::clamp<std::int64_t>(failures->get_int64(), 0, kMostDoublings));
  found.until = *until;
  found.error = text_of(object, "error");
  return found;
}

}  // namespace

RegisterCursor read_register_cursor(const std::string& text) {
  RegisterCursor cursor;
  boost::system::error_code error;
  const auto value = json::parse(text, error);
  if (error || !value.is_object()) return cursor;
  const auto& all = value.get_object();
  if (const auto* positions = object_of(all, "positions"))
    for (const auto& one : *positions)
      if (one.value().is_string()) cursor.positions[one.key()] = std::string(one.value().get_string());
  cursor.choice = text_of(all, "choice");
  if (const auto* failing = object_of(all, "failing"))
    for (const auto& one : *failing)
      if (auto found = read_back_off(one.value())) cursor.failing[one.key()] = std::move(*found);
  return cursor;
}

std::string print_register_cursor(const RegisterCursor& cursor) {
  json::object positions, failing;
  for (const auto& [category, position] : cursor.positions) positions[category] = position;
  for (const auto& [category, one] : cursor.failing)
    failing[category] =
        json::object{{"failures", one.failures}, {"until", publications::iso_instant(one.until)}, {"error", one.error}};
  json::object all{{"positions", std::move(positions)}, {"choice", cursor.choice}};
  if (!failing.empty()) all["failing"] = std::move(failing);
  return json::serialize(all);
}

BackOff one_more_failure(const BackOff& before, std::string error, std::optional<seconds> asked, seconds every,
                         RegisterInstant now) {
  BackOff next;
  next.failures = std::min(before.failures + 1, kMostDoublings);
  next.error = std::move(error);
  seconds wait = every;
  for (int i = 1; i < next.failures && wait < kLongestBackOff; ++i) wait *= 2;
  wait = std::min(wait, kLongestBackOff) - every / kShareForEarlyPolls;
  next.until = now + std::min(std::max(wait, asked.value_or(wait)), kLongestBackOff);
  return next;
}

bool is_left_alone(const BackOff& failing, RegisterInstant now) {
  return now < failing.until && failing.until - now <= kLongestBackOff;  // further away: the clock was put back
}

}  // namespace griffier::fetchers
