#include "fetchers/tweedekamer/syncfeed.h"

#include <algorithm>
#include <charconv>
#include <pugixml.hpp>

#include "fetchers/extract/encoding.h"
#include "publications/ascii.h"
#include "publications/utf8.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;

constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";
constexpr std::string_view kData = "http://www.tweedekamer.nl/xsd/tkData/v1-0";
constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";
constexpr std::size_t kLongestToken = 18;  // digits of a number that fits 64 bits
constexpr std::size_t kMostAttributes = 64;

std::string_view local_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// What prefixes mean within one element and those around it.
class Scope {
 public:
  Scope(const Scope* around, const pugi::xml_node& node) : around_(around), node_(node) {}

  [[nodiscard]] bool is(const pugi::xml_node& node, std::string_view space, std::string_view local) const {
    return node.type() == pugi::node_element && local_of(node.name()) == local && space_of(node) == space;
  }
  // The namespace of an element inside this one, which may declare its own.
  [[nodiscard]] std::string_view space_of(const pugi::xml_node& node) const {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return Scope(this, node).meaning(colon == std::string_view::npos ? std::string_view() : name.substr(0, colon));
  }
  // An attribute of this element; one without a prefix is in no namespace.
  [[nodiscard]] std::string_view attribute(std::string_view space, std::string_view local) const {
    std::size_t looked = 0;
    for (const auto& attribute : node_.attributes()) {
      if (++looked > kMostAttributes) break;
      const std::string_view name = attribute.name();
      if (local_of(name) != local) continue;
      const auto colon = name.find(':');
      const auto own = colon == std::string_view::npos ? std::string_view() : meaning(name.substr(0, colon));
      if (own == space) return attribute.value();
    }
    return {};
  }

 private:
  [[nodiscard]] std::string_view meaning(std::string_view prefix) const {
    if (prefix == "xml") return kXml;
    std::size_t looked = 0;
    for (const auto& attribute : node_.attributes()) {
      if (++looked > kMostAttributes) break;
      const std::string_view name = attribute.name();
      if (prefix.empty() ? name == "xmlns" : name.starts_with("xmlns:") && name.substr(6) == prefix)
        return attribute.value();
    }
    return around_ == nullptr ? std::string_view() : around_->meaning(prefix);
  }

  const Scope* around_;
  pugi::xml_node node_;
};

bool is_utf8(std::string_view text) { return publications::valid_utf8_length(text) == text.size(); }

// An attribute that becomes a part of an address or a type; empty for one that holds no text.
std::string clean(std::string_view attribute) {
  attribute = ascii::trim(attribute);
  return is_utf8(attribute) ? std::string(attribute) : std::string();
}

bool is_true(std::string_view text) {
  text = ascii::trim(text);
  return text == "1" || (text.size() == 4 && ascii::starts_with_ignoring_case(text, "true"));
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), ascii::to_lower);
  return result;
}

// The text of a field; elements inside it are none of ours.
std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const auto& child : node.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  text = std::string(ascii::trim(text));
  return is_utf8(text) ? text : decode(text).text;
}

void read_field(const pugi::xml_node& node, const Scope& around, Entity& entity) {
  if (node.type() != pugi::node_element || around.space_of(node) != kData) return;
  const Scope scope(&around, node);
  const std::string name(local_of(node.name()));
  if (!is_utf8(name)) return;
  if (const auto ref = ascii::trim(scope.attribute({}, "ref")); is_guid(ref)) {
    entity.refs.emplace(name, lower(ref));
    return;
  }
  if (is_true(scope.attribute(kInstance, "nil"))) return;
  if (auto text = text_of(node); !text.empty()) entity.fields.emplace(name, std::move(text));
}

// False when the element is no entity.
bool read_entity(const pugi::xml_node& node, const Scope& around, Entity& entity) {
  if (node.type() != pugi::node_element || around.space_of(node) != kData) return false;
  const Scope scope(&around, node);
  const auto id = ascii::trim(scope.attribute({}, "id"));
  if (!is_guid(id)) return false;
  entity.id = lower(id);
  entity.category = category_of(clean(local_of(node.name())));
  entity.deleted = is_true(scope.attribute(kData, "verwijderd"));
  entity.bijgewerkt = publications::parse_iso_instant(ascii::trim(scope.attribute(kData, "bijgewerkt")));
  entity.content_type = clean(scope.attribute(kData, "contentType"));
  const auto length = ascii::trim(scope.attribute(kData, "contentLength"));
  std::uint64_t bytes = 0;
  if (ascii::all_digits(length) &&
      std::from_chars(length.data(), length.data() + length.size(), bytes).ec == std::errc())
    entity.content_length = bytes;
  if (entity.deleted) return true;  // whatever a tombstone still holds counts for nothing
  for (const auto& field : node.children()) read_field(field, scope, entity);
  return true;
}

// Links of an entry or a feed, by what they are for.
struct Links {
  std::string next, resume, enclosure, content_type;
  std::optional<std::uint64_t> content_length;
};

void read_link(const pugi::xml_node& node, const Scope& around, Links& links) {
  const Scope scope(&around, node);
  const auto rel = scope.attribute({}, "rel");
  const std::string href = clean(scope.attribute({}, "href"));
  if (rel == "next") links.next = href;
  if (rel == "resume") links.resume = href;
  if (rel == "enclosure") {
    links.enclosure = href;
    links.content_type = clean(scope.attribute({}, "type"));
    const auto length = ascii::trim(scope.attribute({}, "length"));
    std::uint64_t bytes = 0;
    if (ascii::all_digits(length) &&
        std::from_chars(length.data(), length.data() + length.size(), bytes).ec == std::errc())
      links.content_length = bytes;
  }
}

std::optional<Entity> read_entry(const pugi::xml_node& node, const Scope& around) {
  const Scope scope(&around, node);
  Entity entity;
  Links links;
  std::optional<publications::Instant> updated;
  bool found = false;
  for (const auto& child : node.children()) {
    if (scope.is(child, kAtom, "link")) read_link(child, scope, links);
    if (scope.is(child, kAtom, "updated")) updated = publications::parse_iso_instant(text_of(child));
    if (!found && scope.is(child, kAtom, "content")) {
      const Scope inner(&scope, child);
      for (const auto& inside : child.children()) found = found || read_entity(inside, inner, entity);
    }
  }
  if (!found) return std::nullopt;
  entity.updated = updated;
  entity.position = skiptoken_of(links.next);
  if (!entity.deleted) entity.enclosure = links.enclosure;
  if (entity.content_type.empty()) entity.content_type = links.content_type;
  if (!entity.content_length) entity.content_length = links.content_length;
  return entity;
}

void read_feed(const pugi::xml_node& root, const Scope& around, SyncPage& page) {
  const Scope scope(&around, root);
  Links links;
  for (const auto& child : root.children()) {
    if (scope.is(child, kAtom, "link")) read_link(child, scope, links);
    if (!scope.is(child, kAtom, "entry")) continue;
    auto entity = read_entry(child, scope);
    if (!entity) {
      ++page.unreadable;
      continue;
    }
    if (!entity->position.empty()) page.position = entity->position;
    page.entities.push_back(std::move(*entity));
  }
  page.resume = !links.resume.empty() || links.next.empty();
  const auto feed_position = skiptoken_of(links.next.empty() ? links.resume : links.next);
  // Entries that can't be read have no position here: the feed's own leads past them.
  if (page.position.empty() || page.unreadable > 0)
    page.position = feed_position.empty() ? page.position : feed_position;
  page.readable = true;
}

}  // namespace

std::string skiptoken_of(std::string_view address) {
  constexpr std::string_view kName = "skiptoken=";
  const auto at = address.find(kName);
  if (at == std::string_view::npos) return {};
  address.remove_prefix(at + kName.size());
  const auto end = address.find_first_not_of("0123456789");
  const auto digits = address.substr(0, end);
  return digits.size() > kLongestToken ? std::string() : std::string(digits);
}

SyncPage read_sync_page(std::string_view bytes) {
  SyncPage page;
  pugi::xml_document document;
  const auto parsed = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!parsed) {
    page.problem = std::string("what came is no whole XML: ") + parsed.description();
    return page;
  }
  const auto root = document.document_element();
  const Scope nothing(nullptr, pugi::xml_node());
  if (nothing.is(root, kAtom, "feed")) {
    read_feed(root, nothing, page);
    return page;
  }
  Entity entity;
  if (nothing.is(root, kAtom, "entry")) {
    if (auto found = read_entry(root, nothing)) page.entities.push_back(std::move(*found));
  } else if (read_entity(root, nothing, entity)) {
    page.entities.push_back(std::move(entity));
  }
  page.readable = !page.entities.empty();
  if (!page.readable) page.problem = "what came is no page of the SyncFeed: its root element is another";
  return page;
}

}  // namespace griffier::fetchers
