#include "fetchers/feed/cursor.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "publications/digest.h"

namespace griffier::fetchers {
namespace {

namespace json = boost::json;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr int kForm = 1;

std::string text_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t number_at(const json::object& from, std::string_view key) {
  const json::value* value = from.if_contains(key);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::string text_in(const json::array& from, std::size_t at) {
  return at < from.size() && from[at].is_string() ? std::string(from[at].get_string()) : std::string();
}

PendingItem read_pending(const json::object& from) {
  PendingItem item;
  item.url = text_at(from, "url");
  item.print = text_at(from, "print");
  item.tries = static_cast<int>(number_at(from, "tries"));
  item.since = sys_seconds(seconds(number_at(from, "since")));
  item.not_before = sys_seconds(seconds(number_at(from, "not_before")));
  if (const json::value* facts = from.if_contains("facts"); facts != nullptr && facts->is_object())
    for (const auto& [key, value] : facts->get_object())
      if (value.is_string()) item.facts[std::string(key)] = std::string(value.get_string());
  return item;
}

json::object write_pending(const PendingItem& item) {
  json::object facts;
  for (const auto& [key, value] : item.facts) facts[key] = value;
  return json::object{{"url", item.url},
                      {"print", item.print},
                      {"tries", item.tries},
                      {"since", item.since.time_since_epoch().count()},
                      {"not_before", item.not_before.time_since_epoch().count()},
                      {"facts", std::move(facts)}};
}

std::optional<FeedEntry> read_entry(const json::value& value) {
  if (!value.is_array() || value.get_array().size() < 5) return std::nullopt;
  const json::array& from = value.get_array();
  FeedEntry entry;
  entry.document_id = text_in(from, 0);
  entry.guid = text_in(from, 1);
  entry.link = text_in(from, 2);
  entry.print = text_in(from, 3);
  entry.date = from[4].is_int64() ? from[4].get_int64() : 0;
  if (from.size() > 5 && from[5].is_object()) entry.pending = read_pending(from[5].get_object());
  return entry.document_id.empty() ? std::nullopt : std::optional(std::move(entry));
}

}  // namespace

FeedCursor read_feed_cursor(std::string_view text) {
  FeedCursor cursor;
  boost::system::error_code error;
  json::parse_options options;
  options.allow_invalid_utf8 = true;  // validators are bytes (RFC 9110 section 8.8.3)
  const json::value value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
  if (error || !value.is_object() || number_at(value.get_object(), "feed") != kForm) return cursor;
  const json::object& from = value.get_object();
  cursor.etag = text_at(from, "etag");
  cursor.last_modified = text_at(from, "last_modified");
  cursor.body_sha256 = text_at(from, "sha256");
  cursor.bytes = static_cast<std::size_t>(std::max<std::int64_t>(0, number_at(from, "bytes")));
  cursor.whole_at = sys_seconds(seconds(number_at(from, "whole_at")));
  if (const json::value* items = from.if_contains("items"); items != nullptr && items->is_array())
    for (const auto& item : items->get_array())
      if (auto entry = read_entry(item)) cursor.entries.push_back(std::move(*entry));
  return cursor;
}

std::string write_feed_cursor(const FeedCursor& cursor) {
  json::array items;
  for (const auto& entry : cursor.entries) {
    json::array one{entry.document_id, entry.guid, entry.link, entry.print, entry.date};
    if (entry.pending) one.emplace_back(write_pending(*entry.pending));
    items.emplace_back(std::move(one));
  }
  return json::serialize(json::object{{"feed", kForm},
                                      {"etag", cursor.etag},
                                      {"last_modified", cursor.last_modified},
                                      {"sha256", cursor.body_sha256},
                                      {"bytes", cursor.bytes},
                                      {"whole_at", cursor.whole_at.time_since_epoch().count()},
                                      {"items", std::move(items)}});
}

std::string item_hash(std::string_view text) { return publications::sha256_hex(text).substr(0, 16); }

}  // namespace griffier::fetchers
