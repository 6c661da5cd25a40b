// One item or entry of a feed.
#pragma once

#include <pugixml.hpp>

#include "fetchers/feed/feed.h"
#include "fetchers/feed/vocabulary.h"

namespace griffier::fetchers {

// `scope` is the parent's.
[[nodiscard]] FeedItem read_item(const pugi::xml_node& node, const FeedScope& scope, FeedFormat format,
                                 const FeedLimits& limits);

}  // namespace griffier::fetchers
