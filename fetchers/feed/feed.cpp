#include "fetchers/feed/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "fetchers/extract/encoding.h"
#include "fetchers/feed/item_reader.h"
#include "fetchers/feed/markup.h"
#include "fetchers/feed/vocabulary.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;

constexpr unsigned kParseFlags = pugi::parse_default | pugi::parse_ws_pcdata;
constexpr int kMostRepairs = 16;

// The encoding of an XML declaration, in the first bytes; empty for none.
std::string_view declared_encoding(std::string_view bytes) {
  std::string_view head = bytes.substr(0, 200);
  const auto start = head.find("<?xml");
  if (start == std::string_view::npos) return {};
  head = head.substr(start, head.find("?>", start) - start);
  const auto name = head.find("encoding");
  if (name == std::string_view::npos) return {};
  const auto open = head.find_first_of("\"'", name);
  if (open == std::string_view::npos) return {};
  const auto close = head.find(head[open], open + 1);
  return close == std::string_view::npos ? std::string_view() : head.substr(open + 1, close - open - 1);
}

bool is_item(const pugi::xml_node& node, const FeedScope& scope, FeedFormat format) {
  if (node.type() != pugi::node_element) return false;
  const auto vocabulary = scope.vocabulary_of(node.name());
  const auto local = local_part(node.name());
  return format == FeedFormat::atom ? vocabulary == Vocabulary::atom && local == "entry"
                                    : vocabulary == Vocabulary::rss && local == "item";
}

FeedFormat format_of(const pugi::xml_node& root, const FeedScope& scope) {
  const auto vocabulary = scope.vocabulary_of(root.name());
  const auto local = local_part(root.name());
  if (local == "rss") return FeedFormat::rss2;
  if (local == "RDF" && vocabulary == Vocabulary::rdf) return FeedFormat::rss1;
  return local == "feed" && vocabulary == Vocabulary::atom ? FeedFormat::atom : FeedFormat::none;
}

pugi::xml_node root_of(const pugi::xml_document& document) {
  for (const auto& node : document.children())
    if (node.type() == pugi::node_element) return node;
  return {};
}

// Reads a tree into a feed. `end` is how far the text was well-formed; an item that isn't closed before it is left out.
class FeedReader {
 public:
  FeedReader(std::string_view text, std::string_view url, const FeedLimits& limits)
      : text_(text), url_(url), limits_(limits) {}

  void read(const pugi::xml_document& document, std::size_t end, Feed& feed) {
    end_ = end;
    const auto root = root_of(document);
    const FeedScope scope(nullptr, root, url_);
    feed.format = format_of(root, scope);
    if (feed.format == FeedFormat::none) return;
    read_children(root, scope, feed);
    if (feed.format == FeedFormat::atom) return;
    for (const auto& node : root.children()) {
      if (local_part(node.name()) != "channel") continue;
      const FeedScope inner(&scope, node);
      read_children(node, inner, feed);
    }
  }

  // Where the item begins that the text was in when it stopped being well-formed.
  [[nodiscard]] std::optional<std::size_t> broken_item() const { return broken_; }
  [[nodiscard]] std::string_view broken_name() const { return broken_name_; }

 private:
  void read_children(const pugi::xml_node& parent, const FeedScope& scope, Feed& feed) {
    for (const auto& node : parent.children()) {
      if (is_item(node, scope, feed.format)) {
        add_item(node, scope, feed);
      } else if (feed.title.empty() && local_part(node.name()) == "title") {
        feed.title = plain_text(own_text(node, limits_.title_bytes), limits_.title_bytes);
      } else if (feed.link.empty() && local_part(node.name()) == "link") {
        feed.link = scope.absolute(own_text(node, limits_.title_bytes));
      }
    }
  }

  void add_item(const pugi::xml_node& node, const FeedScope& scope, Feed& feed) {
    if (!closes_in_time(node)) return;
    if (feed.items.size() == limits_.items) {
      feed.warnings.push_back(fmt::format("the feed has more than {} items, the rest is not read", limits_.items));
      end_ = 0;
    }
    if (feed.items.size() < limits_.items) feed.items.push_back(read_item(node, scope, feed.format, limits_));
  }

  bool closes_in_time(const pugi::xml_node& node) {
    if (end_ == std::string_view::npos) return true;
    const auto offset = node.offset_debug();
    if (offset < 0 || static_cast<std::size_t>(offset) >= end_) return false;
    const auto start = static_cast<std::size_t>(offset);
    // Only the last one can be open, but looking is cheap: each stretch of text is looked through once.
    const auto close = text_.substr(0, end_).find("</" + std::string(node.name()), start);
    if (close != std::string_view::npos || node.first_child().empty()) return true;
    broken_ = start - 1;
    broken_name_ = node.name();
    return false;
  }

  std::string_view text_, url_;
  const FeedLimits& limits_;
  std::size_t end_ = std::string_view::npos;
  std::optional<std::size_t> broken_;
  std::string broken_name_;
};

std::string line_of(std::string_view text, std::size_t offset) {
  const auto head = text.substr(0, offset);
  return std::to_string(1 + std::count(head.begin(), head.end(), '\n'));
}

void say_what_it_is(const pugi::xml_document& document, std::string_view text, Feed& feed) {
  const std::string_view name = root_of(document).name();
  const bool html = ascii::starts_with_ignoring_case(name, "html") ||
                    ascii::starts_with_ignoring_case(ascii::trim(text.substr(0, 200)), "<!doctype html");
  if (ascii::trim(text).empty()) {
    feed.problem = "the feed is empty";
  } else if (html) {
    feed.problem = "this is an HTML page, not a feed";
  } else if (name.empty()) {
    feed.problem = "this is no feed: it has no XML element";
  } else {
    feed.problem = fmt::format("this is no feed: its root element is <{}>", collapsed(name, 60));
  }
}

}  // namespace

std::string charset_of(std::string_view content_type) {
  for (auto at = content_type.find(';'); at != std::string_view::npos; at = content_type.find(';', at + 1)) {
    std::string_view parameter = ascii::trim(content_type.substr(at + 1));
    if (!ascii::starts_with_ignoring_case(parameter, "charset=")) continue;
    parameter = ascii::trim(parameter.substr(8, parameter.find(';') - 8));
    if (parameter.size() >= 2 && parameter.front() == '"' && parameter.back() == '"')
      parameter = parameter.substr(1, parameter.size() - 2);
    return std::string(parameter);
  }
  return {};
}

Feed parse_feed(std::string_view bytes, std::string_view url, std::string_view declared_charset,
                const FeedLimits& limits) {
  // RFC 7303 section 3: the Content-Type goes before the declaration.
  const auto declared = declared_charset.empty() ? declared_encoding(bytes) : declared_charset;
  Decoded decoded = decode(bytes, declared);
  std::string text = std::move(decoded.text);
  repair_character_references(text);
  Feed feed;
  for (int repairs = 0;; ++repairs) {
    pugi::xml_document document;
    const auto result = document.load_buffer(text.data(), text.size(), kParseFlags, pugi::encoding_utf8);
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0));
    FeedReader reader(text, url, limits);
    std::string problem = std::move(feed.problem);
    feed = Feed();
    reader.read(document, result ? std::string_view::npos : offset, feed);
    feed.problem = std::move(problem);
    if (feed.format == FeedFormat::none) say_what_it_is(document, text, feed);
    if (result || feed.format == FeedFormat::none) break;
    if (feed.problem.empty())
      feed.problem =
          fmt::format("the feed is not well-formed in line {}: {}", line_of(text, offset), result.description());
    // Without the broken item the rest may be whole. Its own end tag is looked for behind the error.
    const auto start = reader.broken_item();
    if (!start || repairs == kMostRepairs) break;
    const std::string close = fmt::format("</{}>", reader.broken_name());
    const auto end = text.find(close, *start);
    if (end == std::string::npos) break;
    text.erase(*start, end + close.size() - *start);
  }
  feed.warnings.insert(feed.warnings.end(), decoded.warnings.begin(), decoded.warnings.end());
  return feed;
}

}  // namespace griffier::fetchers
