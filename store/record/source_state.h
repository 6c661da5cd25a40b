// What polling remembers between polls: when each source is due, its failures, and per address the validators and
// doubts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/record/record.h"
#include "store/registrar.h"

namespace griffier::store {

// A doubt about one address that only time can settle: a suspicious answer or an absence, seen several times.
struct Doubt {
  std::string source, url;
  std::string verdict;      // "suspicious", "gone", "missing"
  std::string detail;       // what was seen, for people
  std::string body_sha256;  // of a suspicious body
  int seen = 0;
  publications::Instant first_at{}, last_at{}, again_at{};
};

// A host or address that asked to be left alone. It outlives the process, so that the next one keeps to it.
struct Quiet {
  std::string place;  // "host:port" for a whole host, else the address
  int status = 0;     // how it asked: 429, 403, 503
  publications::Instant until{};
};

class SourceState {
 public:
  explicit SourceState(Record& record);  // borrows; writer thread only, but for the const functions

  // Registers the configured sources; those that are no longer configured are marked "removed" and keep their history.
  void configure(const std::vector<std::pair<std::string, std::string>>& name_and_kind, publications::Instant now);
  // `why` says in one phrase why the next poll is due then.
  void poll_succeeded(const std::string& source, publications::Instant at, publications::Instant next_due,
                      const std::string& why);
  void poll_failed(const std::string& source, publications::Instant at, publications::Instant next_due,
                   const std::string& why, const std::string& error);
  // Records something that happened to the source itself ("source.failing", "source.recovered") with the deliveries
  // that it leads to, in one transaction. Returns its id, "source:<name>@<at>/<kind>"; the same event at the same
  // moment is recorded once. Such events aren't in the archive; a rebuild takes over those with deliveries to be sent.
  std::string add_event(const std::string& source, const NewEvent& event, publications::Instant at,
                        const std::vector<NewDelivery>& deliveries);
  // Sources whose next_due_at has come, oldest first.
  [[nodiscard]] std::vector<SourceRow> due(publications::Instant now);
  [[nodiscard]] std::optional<SourceRow> source(const std::string& name);

  [[nodiscard]] std::optional<Validators> validators(const std::string& source, const std::string& url);
  [[nodiscard]] std::vector<Validators> all_validators(const std::string& source);
  // Another address, of any source, that gives this document now; nullopt: none but the one named.
  [[nodiscard]] std::optional<std::string> other_address(const std::string& document_id, const std::string& source,
                                                         const std::string& url);
  // When one of the source's documents last changed; nullopt: it has none.
  [[nodiscard]] std::optional<publications::Instant> last_change(const std::string& source);
  // Marks addresses as checked and unchanged, in one transaction: renews validators that a 304 or a same-body 200
  // brought (an empty etag or last_modified, or a whole_at of 0, leaves what was), and ends doubts about them.
  void unchanged(const std::vector<Validators>& checked);

  [[nodiscard]] std::optional<Doubt> doubt(const std::string& source, const std::string& url);
  void keep_doubt(const Doubt& doubt);
  void clear_doubt(const std::string& source, const std::string& url);

  // Replaces what was kept of these places, in one transaction; those whose time is over at `now` are forgotten.
  void keep_quiet(const std::vector<Quiet>& asked, publications::Instant now);
  [[nodiscard]] std::vector<Quiet> quiet(publications::Instant now);

 private:
  Record& record_;
};

}  // namespace griffier::store
