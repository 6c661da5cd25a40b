#include "fetchers/feed/item_reader.h"

#include "fetchers/feed/date.h"
#include "fetchers/feed/markup.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;

constexpr std::size_t kShort = 8192;  // of addresses, dates, ids
constexpr std::size_t kMostEnclosures = 32;

class ItemReader {
 public:
  ItemReader(const pugi::xml_node& node, const FeedScope& scope, const FeedLimits& limits)
      : node_(node), scope_(&scope, node), limits_(limits) {}

  FeedItem read(FeedFormat format) {
    if (format == FeedFormat::rss1) item_.guid = std::string(scope_.attribute(node_, Vocabulary::rdf, "about"));
    for (const auto& child : node_.children()) {
      if (child.type() != pugi::node_element) continue;
      const FeedScope inner(&scope_, child);
      read_child(child, inner);
    }
    finish();
    return std::move(item_);
  }

 private:
  void read_child(const pugi::xml_node& child, const FeedScope& inner) {
    const auto local = local_part(child.name());
    switch (inner.vocabulary_of(child.name())) {
      case Vocabulary::rss:
        return read_rss(local, child, inner);
      case Vocabulary::atom:
        return read_atom(local, child, inner);
      case Vocabulary::dublin_core:
      case Vocabulary::terms:
        return read_dublin_core(local, child);
      case Vocabulary::content:
        if (local == "encoded") set_content(own_text(child, limits_.content_bytes), 3);
        return;
      default:
        return;
    }
  }

  void read_rss(std::string_view local, const pugi::xml_node& child, const FeedScope& inner) {
    if (local == "title" && item_.title.empty()) {
      item_.title = plain_text(own_text(child, limits_.title_bytes), limits_.title_bytes);
    } else if (local == "link" && item_.link.empty()) {
      item_.link = inner.absolute(own_text(child, kShort));
    } else if (local == "guid") {
      item_.guid = collapsed(own_text(child, kShort), kShort);
      const std::string_view flag = child.attribute("isPermaLink").value();
      if (flag != "false") permalink_ = inner.absolute(item_.guid);
    } else if (local == "description") {
      auto text = own_text(child, limits_.content_bytes);
      // HTML that nobody escaped is elements here.
      set_content(ascii::trim(text).empty() ? inner_html(child, limits_.content_bytes) : std::move(text), 1);
    } else if (local == "pubDate") {
      set_date(item_.published, own_text(child, kShort));
    } else if (local == "author") {
      item_.author = collapsed(own_text(child, kShort), kShort);
    } else if (local == "enclosure") {
      add_enclosure(inner.absolute(child.attribute("url").value()), child);
    }
  }

  void read_atom(std::string_view local, const pugi::xml_node& child, const FeedScope& inner) {
    if (local == "title" && item_.title.empty()) {
      item_.title = title_of(child);
    } else if (local == "id") {
      item_.guid = collapsed(own_text(child, kShort), kShort);
    } else if (local == "link") {
      read_atom_link(child, inner);
    } else if (local == "updated" || local == "modified") {
      set_date(item_.updated, own_text(child, kShort));
    } else if (local == "published" || local == "issued" || local == "created") {
      set_date(item_.published, own_text(child, kShort));
    } else if (local == "content" || local == "summary") {
      const std::string_view type = child.attribute("type").value();
      if (const auto source = inner.absolute(child.attribute("src").value()); !source.empty()) {
        add_enclosure(source, child);
      } else if (type.empty() || type == "text" || type == "text/plain") {
        set_content(own_text(child, limits_.content_bytes), local == "content" ? 3 : 1, "text/plain");
      } else if (type == "xhtml" || type == "application/xhtml+xml") {
        set_content(inner_html(child, limits_.content_bytes), local == "content" ? 3 : 1);
      } else {
        set_content(own_text(child, limits_.content_bytes), local == "content" ? 3 : 1);
      }
    } else if (local == "author" && item_.author.empty()) {
      for (const auto& part : child.children())
        if (local_part(part.name()) == "name") item_.author = collapsed(own_text(part, kShort), kShort);
    }
  }

  std::string title_of(const pugi::xml_node& title) const {
    const std::string_view type = title.attribute("type").value();
    if (type == "xhtml") return plain_text(inner_html(title, limits_.title_bytes), limits_.title_bytes);
    const auto text = own_text(title, limits_.title_bytes);
    return type == "html" || type == "text/html" ? plain_text(text, limits_.title_bytes)
                                                 : collapsed(text, limits_.title_bytes);
  }

  // RFC 4287 section 4.2.7.2: no rel is "alternate".
  void read_atom_link(const pugi::xml_node& child, const FeedScope& inner) {
    const std::string_view rel = child.attribute("rel").value(), type = child.attribute("type").value();
    auto address = inner.absolute(child.attribute("href").value());
    if (address.empty()) return;
    if (rel == "enclosure") return add_enclosure(std::move(address), child);
    if (!rel.empty() && rel != "alternate") return;
    const bool html = type.empty() || type.find("html") != std::string_view::npos;
    if (item_.link.empty() || (html && !link_is_html_)) {
      item_.link = std::move(address);
      link_is_html_ = html;
    }
  }

  void read_dublin_core(std::string_view local, const pugi::xml_node& child) {
    const std::string text = collapsed(own_text(child, kShort), kShort);
    if (local == "identifier" && item_.identifier.empty()) item_.identifier = text;
    if (local == "date" || local == "issued" || local == "created" || local == "available")
      set_date(item_.published, text);
    if (local == "modified") set_date(item_.updated, text);
    if (local == "creator" && item_.author.empty()) item_.author = text;
    if (local == "title" && item_.title.empty()) item_.title = collapsed(text, limits_.title_bytes);
  }

  void set_date(std::optional<publications::Instant>& to, const std::string& text) {
    if (item_.date.empty()) item_.date = collapsed(text, 100);
    if (!to) to = parse_feed_date(text);
  }

  // The fullest one stays: content goes before a summary.
  void set_content(std::string text, int rank, std::string_view type = "text/html") {
    if (rank < content_rank_ || ascii::trim(text).empty()) return;
    if (rank == content_rank_ && text.size() <= item_.content.size()) return;
    content_rank_ = rank;
    item_.content = std::move(text);
    item_.content_type = type;
  }

  void add_enclosure(std::string address, const pugi::xml_node& child) {
    if (address.empty() || item_.enclosures.size() == kMostEnclosures) return;
    Enclosure enclosure;
    enclosure.url = std::move(address);
    enclosure.type = child.attribute("type").value();
    enclosure.length = child.attribute("length").as_ullong();
    item_.enclosures.push_back(std::move(enclosure));
  }

  void finish() {
    if (item_.link.empty()) item_.link = permalink_;
    if (item_.link.empty()) item_.link = scope_.absolute(item_.guid.rfind("http", 0) == 0 ? item_.guid : "");
    if (item_.content_type.empty()) item_.content_type = "text/html";
  }

  const pugi::xml_node& node_;
  FeedScope scope_;
  const FeedLimits& limits_;
  FeedItem item_;
  std::string permalink_;
  bool link_is_html_ = false;
  int content_rank_ = 0;
};

}  // namespace

FeedItem read_item(const pugi::xml_node& node, const FeedScope& scope, FeedFormat format, const FeedLimits& limits) {
  return ItemReader(node, scope, limits).read(format);
}

}  // namespace griffier::fetchers
