// What is remembered of a feed between polls: its validators, which items were had, and which are still to be had.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

// An item whose document could not be had. It is kept with all that is needed to ask again, since the feed may drop it.
struct PendingItem {
  std::string url;
  std::map<std::string, std::string> facts;
  std::string print;  // as in FeedEntry, of what is to be had
  int tries = 0;
  std::chrono::sys_seconds since, not_before;
};

struct FeedEntry {
  std::string document_id;
  std::string guid, link;  // hashes of the guid and of address_key(link); empty: none
  std::string print;       // what the feed said of it when its document was last had; empty: never had
  std::int64_t date = 0;   // the latest that the feed gave it, milliseconds; 0: none
  std::optional<PendingItem> pending;
};

struct FeedCursor {
  std::string etag, last_modified, body_sha256;  // of the feed itself
  std::size_t bytes = 0;
  std::chrono::sys_seconds whole_at;  // when it last gave its bytes rather than a 304
  std::vector<FeedEntry> entries;     // those listed last come first
};

// "" and what isn't a cursor give an empty one: the next poll then looks at every item, and the record's addresses say
// which documents they are.
[[nodiscard]] FeedCursor read_feed_cursor(std::string_view text);
[[nodiscard]] std::string write_feed_cursor(const FeedCursor& cursor);

// Sixteen hexadecimal digits.
[[nodiscard]] std::string item_hash(std::string_view text);

}  // namespace griffier::fetchers
