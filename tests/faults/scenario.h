// Faults by step: what a publisher does, how much time passes, and what exactly must come of it. Every step runs the
// whole program once, at its own moment of a clock that is moved for it.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/publisher/publisher.h"
#include "tests/support/program.h"

namespace griffier::tests {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr auto kBrief = "/brief";

// A letter of some 4 KB as a web page; `sentence` is what differs between two versions of it.
[[nodiscard]] std::string page(const std::string& sentence);
// How many documents are sent again: as many as GRIFFIER_REEMITTED says, to measure with, else enough to see.
[[nodiscard]] std::size_t reemitted(std::size_t otherwise);
// An RFC 9110 date, so long from now.
[[nodiscard]] std::string http_date(seconds from_now);

// One program's surroundings: a publisher, a state directory, a configuration that watches everything.
class World {
 public:
  // `urls` gives the addresses of the one source of kind page; none: kBrief alone.
  using Urls = std::function<std::vector<std::string>(const publisher::Publisher&)>;
  explicit World(const Urls& urls = nullptr, bool announce_first = true);
  // The same with `sources` as its [[source]] tables, in TOML, and the publisher at so many addresses, 127.0.0.1 on.
  using Sources = std::function<std::string(const publisher::Publisher&)>;
  explicit World(const Sources& sources, int addresses, const std::string& timeout);
  // After a failure it prints what it can to tell the cause: the ends of the logs, of the events and of the alerts.
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  [[nodiscard]] publisher::Publisher& publisher() { return publisher_; }
  [[nodiscard]] publisher::Site& site() { return publisher_.site(); }
  void serve(publisher::Step step) { site().serve(kBrief, std::move(step)); }

  // Writes the configuration anew with these [[source]] tables.
  void configure(const std::string& sources);

  // The program's argv, and the variables that move its clock, into the past as well.
  [[nodiscard]] std::vector<std::string> command(std::vector<std::string> arguments) const;
  [[nodiscard]] static std::map<std::string, std::string> clock(seconds after);
  [[nodiscard]] Ran once(seconds after, std::vector<std::string> more = {}) const;
  // Starts `once` and kills it with SIGKILL when the publisher has been asked `requests` times more, unless it ended
  // before; says whether it was killed. Choose fewer than it has left to ask, and the kill lands however fast the
  // machine is.
  bool once_killed_at(seconds after, std::size_t requests);
  // The same, where it dies by itself, as by SIGKILL, when it has written so many bytes to `below` of the folder: to a
  // file ("alerts.jsonl"), or to all files of a folder ("state/"). The last write ends in the midst at that byte.
  bool once_dying(seconds after, const std::string& below, std::size_t bytes) const;

  [[nodiscard]] const std::filesystem::path& state() const { return state_; }
  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
  [[nodiscard]] std::vector<std::string> events() const;  // their kinds, in order
  [[nodiscard]] std::size_t commits() const;
  [[nodiscard]] std::size_t delivered() const;

 private:
  void print_account() const;
  [[nodiscard]] Background begin_once(std::map<std::string, std::string> environment) const;

  TemporaryFolder folder_;
  publisher::Publisher publisher_;
  std::filesystem::path state_;
  std::string timeout_ =
      "2s";  // what hangs is waited for so long, and what a busy machine holds up is not taken for it
};

struct FaultStep {
  seconds at{0};                         // since the first poll
  std::function<void(World&)> behave{};  // what the publisher does from now on; none: what it did
  std::vector<std::string> events{};     // that this step adds
  std::map<std::string, std::size_t> requests{{kBrief, 1}};
  int exit_code = 0;
  std::optional<std::size_t> commits{};  // none: one for each event of a document
  std::string summary{};                 // to be found in what the last event says
};

struct Fault {
  std::string name;
  std::vector<FaultStep> steps;
  World::Urls urls{};
};

void PrintTo(const Fault& fault, std::ostream* out);

// Archive, record and originals agree (verify), and every alert was sent: in alerts.jsonl is one object a line, each
// alert and each event's delivery once.
void expect_whole(const World& world);

// Runs every step once; then the record must be whole.
void expect_outcome(const Fault& fault);
// The same, where `once` dies at some byte that it writes within each step, if it writes as many, before it is run
// again. Which byte follows from `seed`.
void expect_outcome_when_killed(const Fault& fault, unsigned seed);

}  // namespace griffier::tests
