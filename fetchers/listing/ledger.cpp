#include "fetchers/listing/ledger.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "publications/digest.h"

namespace griffier::fetchers {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr int kForm = 1;
constexpr std::size_t kMostRemembered = 150'000;
constexpr std::size_t kKey = 12, kPart = 8, kPacked = kKey + 2 * kPart;  // hexadecimal digits

std::string text_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t number_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

const json::object* object_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  return value != nullptr && value->is_object() ? &value->get_object() : nullptr;
}

std::optional<publications::Instant> moment_at(const json::object& from, std::string_view key) {
  if (!from.contains(key)) return std::nullopt;
  return publications::Instant(milliseconds(number_at(from, key)));
}

Owed read_owed(const std::string& key, const json::object& from) {
  Owed owed;
  owed.listed.key = key;
  owed.listed.stamp = text_at(from, "stamp");
  owed.listed.document_id = text_at(from, "document");
  owed.listed.metadata_url = text_at(from, "metadata");
  owed.listed.withdrawn = number_at(from, "withdrawn") != 0;
  if (const json::object* facts = object_at(from, "facts"))
    for (const auto& [name, value] : *facts)
      if (value.is_string()) owed.listed.facts[std::string(name)] = std::string(value.get_string());
  if (const json::object* files = object_at(from, "files"))
    for (const auto& [url, rendition] : *files)
      if (rendition.is_string()) owed.listed.files.push_back({std::string(url), std::string(rendition.get_string())});
  owed.what = text_at(from, "what");
  owed.tries = static_cast<int>(std::clamp<std::int64_t>(number_at(from, "tries"), 0, 1'000'000));
  owed.since = sys_seconds(seconds(number_at(from, "since")));
  owed.again_at = sys_seconds(seconds(number_at(from, "again_at")));
  owed.old = number_at(from, "old") != 0;
  return owed;
}

json::object write_owed(const Owed& owed) {
  json::object facts, files;  // objects keep the order in which they were filled
  for (const auto& [name, value] : owed.listed.facts) facts[name] = value;
  for (const auto& file : owed.listed.files) files[file.url] = file.rendition;
  return json::object{{"stamp", owed.listed.stamp},
                      {"document", owed.listed.document_id},
                      {"metadata", owed.listed.metadata_url},
                      {"withdrawn", owed.listed.withdrawn ? 1 : 0},
                      {"facts", std::move(facts)},
                      {"files", std::move(files)},
                      {"what", owed.what},
                      {"tries", owed.tries},
                      {"since", owed.since.time_since_epoch().count()},
                      {"again_at", owed.again_at.time_since_epoch().count()},
                      {"old", owed.old ? 1 : 0}};
}

QueryState read_query(const json::object& from) {
  QueryState query;
  query.fingerprint = text_at(from, "asks");
  query.start = text_at(from, "start");
  query.floor = moment_at(from, "floor");
  query.since = moment_at(from, "since");
  query.old = number_at(from, "old") != 0;
  query.swept = moment_at(from, "swept");
  query.walked = moment_at(from, "walked");
  query.tail_since = moment_at(from, "tail_since");
  query.tail_position = static_cast<std::size_t>(std::max<std::int64_t>(0, number_at(from, "tail_position")));
  return query;
}

json::object write_query(const QueryState& query) {
  json::object to{{"asks", query.fingerprint}, {"start", query.start}};
  const auto set = [&to](const char* name, const std::optional<publications::Instant>& moment) {
    if (moment) to[name] = moment->time_since_epoch().count();
  };
  set("floor", query.floor);
  set("since", query.since);
  if (query.old) to["old"] = 1;
  set("swept", query.swept);
  set("walked", query.walked);
  set("tail_since", query.tail_since);
  if (query.tail_position > 0) to["tail_position"] = query.tail_position;
  return to;
}

}  // namespace

std::string Having::stamp_print(const std::string& stamp) { return publications::sha256_hex(stamp).substr(0, kPart); }

std::string Having::facts_print(const Facts& facts) {
  std::string all;
  for (const auto& [name, value] : facts) all += name + '\0' + value + '\0';
  return publications::sha256_hex(all).substr(0, kPart);
}

const Having::Print* Having::find(const std::string& key) const {
  const auto found = prints_.find(publications::sha256_hex(key).substr(0, kKey));
  return found == prints_.end() ? nullptr : &found->second;
}

void Having::remember(const std::string& key, const std::string& stamp, const Facts& facts) {
  put(publications::sha256_hex(key).substr(0, kKey), Print{stamp_print(stamp), facts_print(facts)});
}

void Having::put(const std::string& key_print, Print print) {
  const auto [place, fresh] = prints_.insert_or_assign(key_print, std::move(print));
  if (!fresh) return;
  order_.push_back(place->first);
  while (order_.size() > kMostRemembered) {
    prints_.erase(order_.front());
    order_.pop_front();
  }
}

std::string Having::packed() const {
  std::string out;
  out.reserve(order_.size() * kPacked);
  for (const auto& key : order_) {
    const Print& print = prints_.at(key);
    out += key;
    out += print.stamp;
    out += print.facts;
  }
  return out;
}

void Having::unpack(std::string_view packed) {
  for (; packed.size() >= kPacked; packed.remove_prefix(kPacked))
    put(std::string(packed.substr(0, kKey)),
        Print{std::string(packed.substr(kKey, kPart)), std::string(packed.substr(kKey + kPart, kPart))});
}

Ledger read_ledger(std::string_view text) {
  Ledger ledger;
  boost::system::error_code error;
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
  if (error || !value.is_object() || number_at(value.get_object(), "listing") != kForm) return ledger;
  const json::object& from = value.get_object();
  if (const json::object* queries = object_at(from, "queries"))
    for (const auto& [name, state] : *queries)
      if (state.is_object()) ledger.queries[std::string(name)] = read_query(state.get_object());
  if (const json::object* owed = object_at(from, "owed"))
    for (const auto& [key, one] : *owed)
      if (one.is_object()) ledger.owed[std::string(key)] = read_owed(std::string(key), one.get_object());
  if (const json::object* nameless = object_at(from, "nameless"))
    for (const auto& [what, seen] : *nameless)
      if (seen.is_object())
        ledger.nameless[std::string(what)] = {sys_seconds(seconds(number_at(seen.get_object(), "first"))),
                                              sys_seconds(seconds(number_at(seen.get_object(), "last")))};
  ledger.having.unpack(text_at(from, "had"));
  return ledger;
}

std::string write_ledger(const Ledger& ledger) {
  json::object queries, owed, nameless;
  for (const auto& [name, query] : ledger.queries) queries[name] = write_query(query);
  for (const auto& [key, one] : ledger.owed) owed[key] = write_owed(one);
  for (const auto& [what, seen] : ledger.nameless)
    nameless[what] =
        json::object{{"first", seen.first.time_since_epoch().count()}, {"last", seen.last.time_since_epoch().count()}};
  return json::serialize(json::object{{"listing", kForm},
                                      {"queries", std::move(queries)},
                                      {"owed", std::move(owed)},
                                      {"nameless", std::move(nameless)},
                                      {"had", ledger.having.packed()}});
}

std::chrono::seconds owed_wait(int tries) {
  using std::chrono::hours;
  using std::chrono::minutes;
  static constexpr std::array<seconds, 4> kWaits{minutes(10), hours(1), hours(6), hours(24)};
  return kWaits.at(std::min<std::size_t>(static_cast<std::size_t>(std::max(tries, 1)) - 1, kWaits.size() - 1));
}

}  // namespace griffier::fetchers
