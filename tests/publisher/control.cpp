#include "tests/publisher/control.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <functional>
#include <map>
#include <stdexcept>

#include "tests/publisher/root.h"

namespace griffier::publisher {
namespace {

namespace json = boost::json;

std::string text(const json::object& from, std::string_view key, std::string_view otherwise = {}) {
  const json::value* value = from.if_contains(key);
  if (value == nullptr) return std::string(otherwise);
  if (value->is_string()) return std::string(value->get_string());
  return json::serialize(*value);  // "retry_after": 120
}

std::int64_t number(const json::object& from, std::string_view key, std::int64_t otherwise) {
  const json::value* value = from.if_contains(key);
  if (value == nullptr) return otherwise;
  if (!value->is_int64()) throw std::runtime_error(fmt::format("{} is not a whole number", key));
  return value->get_int64();
}

bool flag(const json::object& from, std::string_view key, bool otherwise) {
  const json::value* value = from.if_contains(key);
  if (value == nullptr) return otherwise;
  if (!value->is_bool()) throw std::runtime_error(fmt::format("{} is neither true nor false", key));
  return value->get_bool();
}

std::size_t size(const json::object& from, std::string_view key, std::int64_t otherwise) {
  return static_cast<std::size_t>(std::max<std::int64_t>(0, number(from, key, otherwise)));
}

int code(const json::object& from, int otherwise) { return static_cast<int>(number(from, "code", otherwise)); }

using Maker = std::function<Step(const json::object&, std::string body)>;

const std::map<std::string, Maker, std::less<>>& makers() {
  using Object = json::object;
  static const std::map<std::string, Maker, std::less<>> made{
      {"ok", [](const Object&, std::string body) { return ok(std::move(body)); }},
      {"status", [](const Object& at, std::string body) { return status(code(at, 500), std::move(body)); }},
      {"busy", [](const Object& at, const std::string&) { return busy(code(at, 503), text(at, "retry_after")); }},
      {"redirect", [](const Object& at, const std::string&) { return redirect(text(at, "to"), code(at, 302)); }},
      {"empty", [](const Object&, const std::string&) { return empty(); }},
      {"maintenance", [](const Object&, const std::string&) { return maintenance(); }},
      {"soft_404", [](const Object&, const std::string&) { return soft_404(); }},
      {"truncated", [](const Object& at, std::string body) { return truncated(std::move(body), size(at, "sent", 1)); }},
      {"reset", [](const Object& at, std::string body) { return reset(std::move(body), size(at, "sent", 1)); }},
      {"drip",
       [](const Object& at, std::string body) {
         return drip(std::move(body), size(at, "bytes", 1), std::chrono::milliseconds(number(at, "gap_ms", 200)));
       }},
      {"hang", [](const Object&, const std::string&) { return hang(); }},
      {"hang_after_headers", [](const Object&, std::string body) { return hang_after_headers(std::move(body)); }},
      {"drop", [](const Object&, const std::string&) { return drop(); }},
      {"bad_chunks", [](const Object&, std::string body) { return bad_chunks(std::move(body)); }},
      {"bomb", [](const Object& at, const std::string&) { return bomb(size(at, "bytes", 1 << 30)); }},
      {"huge", [](const Object& at, const std::string&) { return huge(size(at, "bytes", 100 << 20)); }},
      {"wrong_length",
       [](const Object& at, std::string body) {
         return wrong_length(std::move(body), static_cast<long>(number(at, "error", 100)));
       }},
      {"rotating_etag", [](const Object&, std::string body) { return rotating_etag(std::move(body)); }},
      {"unmatched_etag", [](const Object&, std::string body) { return unmatched_etag(std::move(body)); }},
      {"lying_304", [](const Object&, std::string body) { return lying_304(std::move(body)); }},
      {"from_2041", [](const Object&, std::string body) { return from_2041(std::move(body)); }},
  };
  return made;
}

Step step_of(const json::value& value, const std::string& folder) {
  if (!value.is_object()) throw std::runtime_error("a step is an object with a key \"do\"");
  const json::object& from = value.get_object();
  std::string body = text(from, "body");
  const std::string file = text(from, "file"), name = text(from, "do", "ok");
  if (!file.empty()) body = read_whole(folder.empty() || file.front() == '/' ? file : folder + "/" + file);
  const auto maker = makers().find(name);
  if (maker == makers().end()) throw std::runtime_error(fmt::format("there is no step \"{}\"", name));
  Step step = maker->second(from, std::move(body));
  if (!file.empty()) step.type = media_type_of(file);
  step.type = text(from, "type", step.type);
  step.etag = text(from, "etag", step.etag);
  step.last_modified = text(from, "last_modified", step.last_modified);
  step.delay = std::chrono::milliseconds(number(from, "delay_ms", step.delay.count()));
  step.times = static_cast<int>(number(from, "times", step.times));
  step.compress = flag(from, "compress", step.compress);
  step.chunked = flag(from, "chunked", step.chunked);
  step.status = code(from, step.status);
  if (const json::value* headers = from.if_contains("headers")) {
    if (!headers->is_object()) throw std::runtime_error("headers is not an object");
    for (const auto& header : headers->get_object())
      step.headers.emplace_back(std::string(header.key()), text(headers->get_object(), header.key()));
  }
  return step;
}

void set_script(Site& site, std::string_view place, const json::value& value, const std::string& folder) {
  const json::value* steps = &value;
  Advance advance = Advance::by_request;
  if (value.is_object()) {
    steps = value.get_object().if_contains("steps");
    if (steps == nullptr) throw std::runtime_error("a script is a list of steps, or an object with a key \"steps\"");
    if (text(value.get_object(), "advance") == "hand") advance = Advance::by_hand;
  }
  if (!steps->is_array()) throw std::runtime_error("steps is not a list");
  std::vector<Step> made;
  for (const auto& step : steps->get_array()) made.push_back(step_of(step, folder));
  site.script(place, std::move(made), advance);
}

std::string counts_json(const Site& site) {
  json::object places;
  for (const auto& [place, counts] : site.counts()) {
    json::array agents;
    for (const auto& agent : counts.user_agents) agents.emplace_back(agent);
    places[place] = json::object{{"requests", counts.requests},
                                 {"conditional", counts.conditional},
                                 {"not_modified", counts.not_modified},
                                 {"heads", counts.heads},
                                 {"in_flight", counts.in_flight},
                                 {"most_in_flight", counts.most_in_flight},
                                 {"connections", counts.connections.size()},
                                 {"user_agents", std::move(agents)}};
  }
  const Totals totals = site.totals();
  return json::serialize(json::object{{"requests", totals.requests},
                                      {"not_modified", totals.not_modified},
                                      {"connections_opened", totals.connections_opened},
                                      {"connections_open", totals.connections_open},
                                      {"most_connections_open", totals.most_connections_open},
                                      {"places", std::move(places)}});
}

Step said(int status_code, std::string message) {
  Step step = status(status_code, std::move(message));
  step.type = "application/json";
  return step;
}

}  // namespace

void load_scripts(Site& site, std::string_view source, const std::string& folder) {
  boost::system::error_code error;
  const json::value value = json::parse(json::string_view(source.data(), source.size()), error);
  if (error || !value.is_object()) throw std::runtime_error("the script file is not a JSON object");
  for (const auto& entry : value.get_object()) {
    const std::string place(entry.key());
    try {
      set_script(site, place, entry.value(), folder);
    } catch (const std::exception& problem) {
      throw std::runtime_error(fmt::format("{}: {}", place, problem.what()));
    }
  }
}

std::optional<Step> control(Site& site, const Asked& asked) {
  constexpr std::string_view kPrefix = "/_control/", kNext = "next/";
  std::string_view rest = asked.target;
  if (rest.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  rest.remove_prefix(kPrefix.size());
  try {
    if (asked.method == "GET" && rest == "counts") return said(200, counts_json(site));
    if (asked.method == "POST" && rest == "reset") {
      site.reset_counts();
    } else if (asked.method == "POST" && rest.substr(0, kNext.size()) == kNext) {
      site.next_step("/" + std::string(rest.substr(kNext.size())));
    } else if (asked.method == "PUT") {
      set_script(site, "/" + std::string(rest), json::parse(asked.body), {});
    } else if (asked.method == "DELETE") {
      site.remove("/" + std::string(rest));
    } else {
      return said(405, R"({"error":"see tests/publisher/control.h"})");
    }
    return said(200, R"({"done":true})");
  } catch (const std::exception& problem) {
    return said(400, json::serialize(json::object{{"error", problem.what()}}));
  }
}

}  // namespace griffier::publisher
