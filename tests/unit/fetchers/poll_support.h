// A source polled against the test publisher, with a record of what it told.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fetchers/page/visit.h"
#include "publications/digest.h"
#include "tests/publisher/publisher.h"

namespace griffier::fetchers::testing {

class PollRig {
 public:
  explicit PollRig(publisher::Options options = publisher::Options())
      : addresses(options.addresses), publisher(std::move(options)), engine(io, engine_options()) {
    for (const auto& address : addresses) set_policy(address, 8);
    settings.source = "bron";
    settings.allow_private = true;
    settings.timeout = std::chrono::milliseconds(3000);
    settings.now = [this] { return now; };
  }

  void set_policy(const std::string& address, int parallel) {
    HostPolicy policy;
    policy.parallel = parallel;
    policy.gap = std::chrono::milliseconds(0);
    engine.set_policy(address + ":" + std::to_string(publisher.port()), policy);
  }

  // Runs a poll to its end. Rethrows what it threw.
  PollOutcome run(boost::asio::awaitable<PollOutcome> poll) {
    told.clear();
    PollOutcome outcome;
    std::exception_ptr failure;
    boost::asio::co_spawn(io, std::move(poll), [&](std::exception_ptr error, PollOutcome got) {
      failure = error;
      outcome = std::move(got);
    });
    io.restart();
    io.run();
    if (failure) std::rethrow_exception(failure);
    return outcome;
  }

  KnownOf known_of() {
    return [this](const std::string& url) -> std::optional<Known> {
      const auto found = record.find(url);
      return found == record.end() ? std::nullopt : std::optional(found->second);
    };
  }

  // What the daemon does: content becomes a revision, and its validators are kept.
  Sink sink() {
    return [this](Fetched fetched) -> boost::asio::awaitable<Verdict> { return take(std::move(fetched)); };
  }

  [[nodiscard]] std::size_t count(Verdict verdict) const {
    std::size_t found = 0;
    for (const auto& one : told)
      if (one.judgement.verdict == verdict) ++found;
    return found;
  }
  [[nodiscard]] std::set<std::string> documents() const {
    std::set<std::string> ids;
    for (const auto& [url, known] : record) ids.insert(known.document_id);
    return ids;
  }

  std::vector<std::string> addresses;
  publisher::Publisher publisher;
  boost::asio::io_context io{1};
  Engine engine;
  FetchSettings settings;
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
  std::map<std::string, Known> record;   // by address
  std::map<std::string, int> revisions;  // by document
  std::vector<Fetched> told;             // in the last poll
  std::function<void(const Fetched&)> on_sink;
  std::set<std::string> unreadable;  // addresses whose content can't be read

 private:
  static EngineOptions engine_options() {
    EngineOptions options;
    options.user_agent = "griffier-test/1 (+https://example.org/griffier)";
    return options;
  }

  boost::asio::awaitable<Verdict> take(Fetched fetched) {
    if (on_sink) on_sink(fetched);
    const Verdict verdict = unreadable.contains(fetched.url) ? Verdict::transient : fetched.judgement.verdict;
    if (verdict != fetched.judgement.verdict) co_return verdict;
    if (fetched.judgement.verdict == Verdict::ok || fetched.judgement.verdict == Verdict::not_modified) {
      Known& known = record[fetched.url];
      known.url = fetched.url;
      known.document_id = fetched.document_id;
      known.etag = fetched.etag;
      known.last_modified = fetched.last_modified;
      known.media_type = fetched.media_type;
      if (fetched.judgement.verdict == Verdict::ok) {
        const std::string sha256 = publications::sha256_hex(fetched.body);
        if (sha256 != known.body_sha256) ++revisions[fetched.document_id];
        known.body_sha256 = sha256;
        known.bytes = fetched.body.size();
      }
    }
    told.push_back(std::move(fetched));
    co_return verdict;
  }
};

inline std::string page(const std::string& text) {
  return "<!doctype html><html><head><title>Brief</title></head><body><main><p>" + text + "</p></main></body></html>";
}

}  // namespace griffier::fetchers::testing
