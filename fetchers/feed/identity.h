// Which document an item of a feed is, however often the feed renumbers, reorders and backdates it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "fetchers/feed/cursor.h"
#include "fetchers/feed/feed.h"
#include "fetchers/poll.h"

namespace griffier::fetchers {

// The publisher's own identifier: from dc:identifier, from a guid that is one, or from a link into
// officielebekendmakingen.nl or rechtspraak.nl. Empty: none.
[[nodiscard]] std::string official_id(const FeedItem& item);

// The address of the item's document: an enclosed text document, else its page. Empty: the item is all there is.
[[nodiscard]] std::string document_address(const FeedItem& item);

// One item with what it was found to be.
struct PlacedItem {
  const FeedItem* item = nullptr;
  std::size_t entry = 0;  // in the cursor
  std::string url;        // to be watched; for `inline_content` an address with a fragment, which is not fetched
  bool inline_content = false;
};

// Finds the entry of every item of one feed, and makes one for who is new. Two items of the same document are one: the
// first stands. Order of trust: the publisher's id, the link (one page is one document), the guid, what the record
// knows of the address. A guid or link that several items share says nothing.
class ItemPlacer {
 public:
  // Adds to `cursor`, which must outlive it. `source` names new documents.
  ItemPlacer(FeedCursor& cursor, std::string source, const KnownOf& known);

  [[nodiscard]] std::vector<PlacedItem> place(const std::vector<FeedItem>& items);

 private:
  struct Names {
    std::string official, guid, link;  // hashes but for the first
  };
  void index(std::size_t entry);
  void find_shared(const std::vector<FeedItem>& items);
  [[nodiscard]] Names names_of(const FeedItem& item) const;
  [[nodiscard]] std::optional<std::size_t> find(const Names& names) const;
  [[nodiscard]] std::string new_document_id(const FeedItem& item, const Names& names, const std::string& url) const;
  [[nodiscard]] std::size_t entry_for(std::string document_id);
  [[nodiscard]] std::string known_document(const std::string& url) const;

  FeedCursor& cursor_;
  std::string source_;
  const KnownOf& known_;
  std::unordered_map<std::string, std::size_t> by_id_, by_guid_, by_link_;
  std::unordered_set<std::string> shared_guids_, shared_links_;
};

}  // namespace griffier::fetchers
