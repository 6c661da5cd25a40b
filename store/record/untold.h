// What was recorded in the baseline of one source while another was live: news for the other, when it brings it.
//
// A source that begins records what is there and tells nobody. A letter that is published meanwhile is among it. To the
// source that was being watched already it is news, and the same words are no change any more: without this it would
// never be told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/record/questions.h"
#include "store/record/record.h"

namespace griffier::store {

// The DDL of this part; schema.cpp runs it.
extern const char* const kUntoldTables;

// A revision that a baseline recorded without telling.
struct Quietly {
  std::string document_id;
  int revision = 1;
  std::string source;                              // that recorded it
  std::optional<publications::Date> published_on;  // as it says itself
};

class Untold {
 public:
  explicit Untold(Record& record) : record_(record) {}  // borrows; writer thread only

  // `source` tells what it finds from `at` on; what was said first stays.
  void goes_live(const std::string& source, publications::Instant at);
  // Since when it does; nullopt: not yet.
  [[nodiscard]] std::optional<publications::Instant> live_since(const std::string& source);
  // It begins anew, with a baseline.
  void begins(const std::string& source);

  // Notes them for every other source that is live now, in one transaction. Not a first revision that is dated more
  // than thirty days before that source went live: it would be something old that is sent again. Not what no source
  // brought (an import).
  void note(const std::vector<Quietly>& recorded);
  [[nodiscard]] bool any_for(const std::string& source);
  // What is noted for `source` of any of these documents, oldest revision first.
  [[nodiscard]] std::vector<Quietly> awaited(const std::string& source, const std::vector<std::string>& documents);
  // The events of a revision, with their sequence numbers.
  [[nodiscard]] std::vector<std::pair<std::int64_t, NewEvent>> events_of(const Quietly& quietly);
  // Who asked whom in a question set; nullopt: it is not known.
  [[nodiscard]] std::optional<QuestionPreview::Set> set(const std::string& set_id);
  // Queues deliveries of those events (NewDelivery::event is an index into `events`) and forgets what was noted of the
  // document, for whichever source, in one transaction.
  void told(const Quietly& quietly, const std::vector<std::pair<std::int64_t, NewEvent>>& events,
            const std::vector<NewDelivery>& deliveries);

 private:
  Record& record_;
};

}  // namespace griffier::store
