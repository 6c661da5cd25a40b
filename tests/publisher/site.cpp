#include "tests/publisher/site.h"

#include <algorithm>
#include <array>

#include "tests/publisher/gzip.h"

namespace griffier::publisher {
namespace {

// Under which names a request is known, most precise first.
std::vector<std::string> places(const Asked& asked) {
  std::vector<std::string> names;
  const std::string path(asked.path());
  const bool has_query = path.size() != asked.target.size();
  const std::string host = "//" + asked.host;
  if (has_query) names.push_back(host + asked.target);
  names.push_back(host + path);
  if (has_query) names.push_back(asked.target);
  names.push_back(path);
  return names;
}

}  // namespace

std::string Asked::header(std::string_view lower_case_name) const {
  const auto found = headers.find(std::string(lower_case_name));
  return found == headers.end() ? std::string() : found->second;
}

bool Asked::conditional() const {
  return headers.count("if-none-match") != 0 || headers.count("if-modified-since") != 0;
}

std::string_view Asked::path() const { return std::string_view(target).substr(0, target.find('?')); }

const std::string& Prepared::gzipped() const {
  std::call_once(once_, [this] { gzipped_ = step.shape == Shape::bomb ? gzip_bomb(step.size) : gzip(step.body); });
  return gzipped_;
}

void Site::script(std::string_view place, std::vector<Step> steps, Advance advance) {
  Script made;
  made.advance = advance;
  for (auto& step : steps) made.steps.push_back(std::make_shared<const Prepared>(std::move(step)));
  const std::lock_guard lock(mutex_);
  if (made.steps.empty())
    scripts_.erase(std::string(place));
  else
    scripts_[std::string(place)] = std::move(made);
}

void Site::serve(std::string_view place, Step step) {
  std::vector<Step> steps;
  steps.push_back(std::move(step));
  script(place, std::move(steps));
}

void Site::next_step(std::string_view place) {
  const std::lock_guard lock(mutex_);
  const auto found = scripts_.find(std::string(place));
  if (found == scripts_.end() || found->second.at + 1 >= found->second.steps.size()) return;
  ++found->second.at;
  found->second.taken = 0;
}

void Site::remove(std::string_view place) {
  const std::lock_guard lock(mutex_);
  scripts_.erase(std::string(place));
}

void Site::otherwise(Handler handler) {
  const std::lock_guard lock(mutex_);
  otherwise_ = std::move(handler);
}

std::shared_ptr<const Prepared> Site::choose(const Asked& asked) {
  for (const auto& place : places(asked)) {
    const auto found = scripts_.find(place);
    if (found == scripts_.end()) continue;
    Script& script = found->second;
    const auto chosen = script.steps[script.at];
    const bool last = script.at + 1 == script.steps.size();
    if (script.advance == Advance::by_request && !last && ++script.taken >= chosen->step.times) {
      ++script.at;
      script.taken = 0;
    }
    return chosen;
  }
  if (otherwise_) {
    if (auto step = otherwise_(asked)) return std::make_shared<const Prepared>(std::move(*step));
  }
  return std::make_shared<const Prepared>(
      status(404, "<!doctype html><html><title>404 Not Found</title><h1>Not Found</h1></html>"));
}

Site::Taken Site::take(const std::shared_ptr<const Asked>& asked) {
  const std::lock_guard lock(mutex_);
  ++totals_.requests;
  auto names = places(*asked);
  names.push_back("//" + asked->host);
  for (auto& name : names) {
    Counts& counts = counts_[std::move(name)];
    ++counts.requests;
    if (asked->conditional()) ++counts.conditional;
    if (asked->method == "HEAD") ++counts.heads;
    counts.most_in_flight = std::max(counts.most_in_flight, ++counts.in_flight);
    counts.connections.insert(asked->connection);
    if (const auto agent = asked->header("user-agent"); !agent.empty()) counts.user_agents.insert(agent);
    counts.last = asked;
  }
  log_.push_back(asked);
  if (log_.size() > log_limit_) log_.pop_front();
  Taken taken;
  taken.prepared = choose(*asked);
  taken.number = ++numbered_;
  return taken;
}

void Site::done(const Asked& asked, bool not_modified) {
  const std::lock_guard lock(mutex_);
  if (not_modified) ++totals_.not_modified;
  auto names = places(asked);
  names.push_back("//" + asked.host);
  for (const auto& name : names) {
    const auto found = counts_.find(name);
    if (found == counts_.end()) continue;  // the counts were reset meanwhile
    if (found->second.in_flight > 0) --found->second.in_flight;
    if (not_modified) ++found->second.not_modified;
  }
}

std::uint64_t Site::connection_opened() {
  const std::lock_guard lock(mutex_);
  ++totals_.connections_opened;
  totals_.most_connections_open = std::max(totals_.most_connections_open, ++totals_.connections_open);
  return ++connections_numbered_;
}

void Site::connection_closed() {
  const std::lock_guard lock(mutex_);
  --totals_.connections_open;
}

Counts Site::count(std::string_view place) const {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(std::string(place));
  return found == counts_.end() ? Counts() : found->second;
}

std::map<std::string, Counts> Site::counts() const {
  const std::lock_guard lock(mutex_);
  return {counts_.begin(), counts_.end()};
}

Totals Site::totals() const {
  const std::lock_guard lock(mutex_);
  return totals_;
}

std::vector<std::shared_ptr<const Asked>> Site::log() const {
  const std::lock_guard lock(mutex_);
  return {log_.begin(), log_.end()};
}

void Site::reset_counts() {
  const std::lock_guard lock(mutex_);
  counts_.clear();
  log_.clear();
  const std::size_t open = totals_.connections_open;
  totals_ = Totals();
  totals_.connections_open = totals_.most_connections_open = open;
}

}  // namespace griffier::publisher
