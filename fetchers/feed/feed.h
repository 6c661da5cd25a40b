// Feeds as publishers make them: RSS 2.0 (and 0.9x), RSS 1.0 and Atom (1.0 and 0.3), to items.
// Sources: rssboard.org/rss-specification, web.resource.org/rss/1.0/spec, RFC 4287, Dublin Core.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"

namespace griffier::fetchers {

enum class FeedFormat { none, rss2, rss1, atom };

struct Enclosure {
  std::string url, type;
  std::size_t length = 0;  // what the feed says; publishers are often wrong
};

struct FeedItem {
  std::string guid;        // guid, atom:id or rdf:about; empty: none
  std::string identifier;  // dc:identifier or dcterms:identifier
  std::string link;        // absolute, http or https; empty: none
  std::string title;       // plain text
  std::string author;
  std::string content;       // the fullest text that the feed itself gives, HTML unless content_type says otherwise
  std::string content_type;  // "text/html" or "text/plain"
  std::optional<publications::Instant> published, updated;
  std::string date;  // as the feed wrote it, for what can't be read
  std::vector<Enclosure> enclosures;
};

struct Feed {
  FeedFormat format = FeedFormat::none;
  std::string title;            // plain text
  std::string link;             // of the site
  std::vector<FeedItem> items;  // as they stand
  // Empty when the feed was read to its end; else one sentence, and `items` are the whole ones that could be had.
  std::string problem;
  std::vector<std::string> warnings;
};

struct FeedLimits {
  std::size_t items = 10'000;
  std::size_t title_bytes = 4096;
  std::size_t content_bytes = std::size_t{4} << 20;  // of one item
};

// `url` is where it was had, for relative links; `declared_charset` from the Content-Type, may be empty. Elements are
// known by namespace and local name. Never throws for what the bytes are.
[[nodiscard]] Feed parse_feed(std::string_view bytes, std::string_view url, std::string_view declared_charset = {},
                              const FeedLimits& limits = FeedLimits());

// "charset" of a Content-Type, without quotes; empty for none.
[[nodiscard]] std::string charset_of(std::string_view content_type);

}  // namespace griffier::fetchers
