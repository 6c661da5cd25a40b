#include "daemon/watches.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <stdexcept>

#include "daemon/config/values.h"
#include "daemon/pipeline/noise.h"
#include "store/record/query.h"
#include "store/record/watches.h"

namespace griffier::daemon {
namespace {

using List = std::vector<std::string> WatchConfig::*;
constexpr std::pair<const char*, List> kLists[] = {
    {"events", &WatchConfig::events},       {"dossiers", &WatchConfig::dossiers},
    {"documents", &WatchConfig::documents}, {"zaaknummers", &WatchConfig::zaaknummers},
    {"kinds", &WatchConfig::kinds},         {"ministries", &WatchConfig::ministries},
    {"fracties", &WatchConfig::fracties},   {"members", &WatchConfig::members},
    {"sources", &WatchConfig::sources},     {"channels", &WatchConfig::channels},
};

std::string print(const Digest& digest) {
  switch (digest.kind) {
    case Digest::Kind::immediate:
      return "immediate";
    case Digest::Kind::hourly:
      return "hourly";
    case Digest::Kind::daily:
      return fmt::format("daily {:02}:{:02}", digest.at.count() / 60, digest.at.count() % 60);
  }
  return "immediate";
}

std::string print(const QuietHours& quiet) {
  const auto clock = [](std::chrono::minutes at) {
    return fmt::format("{:02}:{:02}", at.count() / 60, at.count() % 60);
  };
  return clock(quiet.from) + "-" + clock(quiet.until);
}

[[noreturn]] void wrong(const std::string& name, std::string_view key) {
  throw std::runtime_error(fmt::format("watch '{}': '{}' is not what it should be", name, key));
}

std::string string_of(const std::string& name, std::string_view key, const boost::json::value& value) {
  if (!value.is_string()) wrong(name, key);
  return std::string(value.get_string());
}

}  // namespace

std::string watch_to_json(const WatchConfig& watch) {
  boost::json::object object;
  for (const auto& [key, list] : kLists)
    if (!(watch.*list).empty()) object[key] = boost::json::value_from(watch.*list);
  if (!watch.text.empty()) object["text"] = watch.text;
  object["digest"] = print(watch.digest);
  if (watch.quiet) object["quiet"] = print(*watch.quiet);
  if (watch.cosmetic) object["cosmetic"] = true;
  object["storm"] = watch.storm;
  return boost::json::serialize(object);
}

WatchConfig watch_from_json(const std::string& name, const std::string& json) {
  boost::system::error_code error;
  const auto parsed = boost::json::parse(json, error);
  if (error || !parsed.is_object()) throw std::runtime_error(fmt::format("watch '{}' is not a JSON object", name));
  WatchConfig watch;
  watch.name = name;
  for (const auto& [key, value] : parsed.get_object()) {
    const std::string_view named(key.data(), key.size());
    bool is_list = false;
    for (const auto& [list_key, list] : kLists) {
      if (named != list_key) continue;
      is_list = true;
      if (!value.is_array()) wrong(name, named);
      for (const auto& item : value.get_array()) (watch.*list).push_back(string_of(name, named, item));
    }
    if (is_list) continue;
    if (named == "text") {
      watch.text = string_of(name, named, value);
    } else if (named == "digest") {
      const auto digest = parse_digest(string_of(name, named, value));
      if (!digest) wrong(name, named);
      watch.digest = *digest;
    } else if (named == "quiet") {
      watch.quiet = parse_quiet(string_of(name, named, value));
      if (!watch.quiet) wrong(name, named);
    } else if (named == "cosmetic") {
      if (!value.is_bool()) wrong(name, named);
      watch.cosmetic = value.get_bool();
    } else if (named == "storm") {
      if (!value.is_int64() || value.get_int64() < 1 || value.get_int64() > 1'000'000) wrong(name, named);
      watch.storm = static_cast<int>(value.get_int64());
    }
  }
  return watch;
}

std::vector<WatchConfig> recorded_watches(store::Record& record, const Log& log) {
  std::vector<WatchConfig> watches;
  for (const auto& row : store::Watches(record).list()) {
    try {
      watches.push_back(watch_from_json(row.name, row.definition));
    } catch (const std::runtime_error& error) {
      log.error("a watch of the record is left out", {{"watch", row.name}, {"reason", error.what()}});
    }
  }
  return watches;
}

ConfigChecks config_checks() {
  ConfigChecks checks;
  checks.text_query = [](const std::string& query) -> std::optional<std::string> {
    try {
      (void)store::parse_query(query);
      return std::nullopt;
    } catch (const store::QueryError& error) {
      return error.what();
    }
  };
  checks.pattern = [](const std::string& pattern) { return pattern_problem(pattern); };
  return checks;
}

}  // namespace griffier::daemon
