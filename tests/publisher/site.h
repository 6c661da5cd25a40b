// What the test publisher serves and what it was asked. Every member may be called from any thread.
//
// A place is named "/path", "/path?query", "//host/path" or, for counts only, "//host" (the host as in the Host header,
// without its port). The most precise one that fits a request answers it.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tests/publisher/step.h"

namespace griffier::publisher {

// When a script goes on to its next step; the last one stays.
enum class Advance { by_request, by_hand };

// One request as it came in.
struct Asked {
  std::chrono::steady_clock::time_point at;
  std::string method, host, target, body;
  std::map<std::string, std::string> headers;  // names in lower case
  std::uint64_t connection = 0;                // numbered as they were opened
  bool secure = false;

  [[nodiscard]] std::string header(std::string_view lower_case_name) const;
  [[nodiscard]] bool conditional() const;
  [[nodiscard]] std::string_view path() const;  // the target without its query
};

struct Counts {
  std::size_t requests = 0, conditional = 0, not_modified = 0, heads = 0;
  std::size_t in_flight = 0, most_in_flight = 0;
  std::set<std::uint64_t> connections;  // over which it was asked
  std::set<std::string> user_agents;
  std::shared_ptr<const Asked> last;
};

struct Totals {
  std::size_t requests = 0, not_modified = 0;
  std::size_t connections_opened = 0, connections_open = 0, most_connections_open = 0;
};

// A step with what is made from it once.
struct Prepared {
  explicit Prepared(Step the_step) : step(std::move(the_step)) {}
  const Step step;
  [[nodiscard]] const std::string& gzipped() const;  // the body, or the bomb

 private:
  mutable std::once_flag once_;
  mutable std::string gzipped_;
};

class Site {
 public:
  using Handler = std::function<std::optional<Step>(const Asked&)>;

  explicit Site(std::size_t log_limit) : log_limit_(log_limit) {}

  // Replaces the script of a place and begins at its first step. An empty script removes it.
  void script(std::string_view place, std::vector<Step> steps, Advance advance = Advance::by_request);
  void serve(std::string_view place, Step step);  // a script of one step
  void next_step(std::string_view place);         // goes on by hand; at the last step: nothing
  void remove(std::string_view place);            // answers 404 again
  // Answers what no script answers; it runs on the server's thread and must not call the site.
  void otherwise(Handler handler);

  [[nodiscard]] Counts count(std::string_view place) const;
  [[nodiscard]] std::map<std::string, Counts> counts() const;
  [[nodiscard]] Totals totals() const;
  [[nodiscard]] std::vector<std::shared_ptr<const Asked>> log() const;  // the newest ones, oldest first
  void reset_counts();

  // For the server. take() counts the request and chooses the step; done() when the answer has gone out.
  struct Taken {
    std::shared_ptr<const Prepared> prepared;
    std::size_t number = 0;  // of the request, over all places
  };
  [[nodiscard]] Taken take(const std::shared_ptr<const Asked>& asked);
  void done(const Asked& asked, bool not_modified);
  std::uint64_t connection_opened();
  void connection_closed();

 private:
  struct Script {
    std::vector<std::shared_ptr<const Prepared>> steps;
    Advance advance = Advance::by_request;
    std::size_t at = 0;
    int taken = 0;  // of the present step
  };
  std::shared_ptr<const Prepared> choose(const Asked& asked);

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Script> scripts_;
  std::unordered_map<std::string, Counts> counts_;
  std::deque<std::shared_ptr<const Asked>> log_;
  Handler otherwise_;
  Totals totals_;
  std::size_t numbered_ = 0;
  std::uint64_t connections_numbered_ = 0;
  std::size_t log_limit_;
};

}  // namespace griffier::publisher
