#include "fetchers/feed/identity.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "fetchers/page/address.h"
#include "publications/ascii.h"
#include "publications/identifier.h"

namespace griffier::fetchers {
namespace {

namespace ascii = publications::ascii;
namespace urls = boost::urls;

constexpr std::size_t kLongestPlainKey = 60;
constexpr std::size_t kMostItemsOfALink = 2;

std::string id_of(std::string_view text) {
  const auto identifier = publications::parse_identifier(text);
  return identifier ? publications::to_id(*identifier) : std::string();
}

bool is_host_of(std::string_view host, std::string_view domain) {
  if (host == domain) return true;
  return host.size() > domain.size() && host.substr(host.size() - domain.size()) == domain &&
         host[host.size() - domain.size() - 1] == '.';
}

std::string id_in_link(const std::string& link) {
  const auto url = urls::parse_uri(link);
  if (!url) return {};
  const std::string host(url->encoded_host());
  if (is_host_of(host, "officielebekendmakingen.nl")) {
    const std::string name = file_name_of(link);
    return id_of(std::string_view(name).substr(0, name.rfind('.')));
  }
  if (!is_host_of(host, "rechtspraak.nl")) return {};
  for (const auto& parameter : url->params())
    if (parameter.key == "id") return id_of(parameter.value);
  return {};
}

bool is_document_type(std::string_view type, std::string_view url) {
  type = ascii::trim(type.substr(0, type.find(';')));
  for (const std::string_view start : {"image/", "audio/", "video/", "font/"})
    if (ascii::starts_with_ignoring_case(type, start)) return false;
  for (const std::string_view known : {"application/pdf", "application/msword", "application/rtf", "text/",
                                       "application/xml", "application/vnd.o", "application/xhtml"})
    if (ascii::starts_with_ignoring_case(type, known)) return true;
  const std::string name = file_name_of(url);
  for (const std::string_view ending : {".pdf", ".docx", ".doc", ".odt", ".rtf"})
    if (name.size() > ending.size() &&
        ascii::starts_with_ignoring_case(std::string_view(name).substr(name.size() - ending.size()), ending))
      return true;
  return false;
}

// A feed's guid as part of a name: itself when it is short and safe, else its words and a hash.
std::string readable_key(std::string_view text) {
  bool plain = !text.empty() && text.size() <= kLongestPlainKey && text.front() != '.';
  for (const char c : text) plain = plain && (ascii::is_alnum(c) || c == '-' || c == '_' || c == '.');
  if (plain && text.find("..") == std::string_view::npos) return std::string(text);
  const bool web = ascii::starts_with_ignoring_case(text, "http");
  std::string words = web ? slug_of(text) : slug_of_text(text, kLongestPlainKey);
  if (words.size() > kLongestPlainKey) words.erase(0, words.size() - kLongestPlainKey);  // the end says more
  while (!words.empty() && words.front() == '-') words.erase(0, 1);
  return words.empty() ? short_hash(text) : words + "-" + short_hash(text);
}

bool is_front_page(const std::string& link) {
  const auto url = urls::parse_uri(link);
  return url && (url->encoded_path().empty() || url->encoded_path() == "/") && url->encoded_query().empty();
}

}  // namespace

std::string official_id(const FeedItem& item) {
  for (const auto& text : {item.identifier, item.guid})
    if (auto id = id_of(text); !id.empty()) return id;
  return item.link.empty() ? std::string() : id_in_link(item.link);
}

std::string document_address(const FeedItem& item) {
  for (const auto& enclosure : item.enclosures)
    if (is_document_type(enclosure.type, enclosure.url)) return watched_address(enclosure.url);
  return item.link.empty() ? std::string() : watched_address(item.link);
}

ItemPlacer::ItemPlacer(FeedCursor& cursor, std::string source, const KnownOf& known)
    : cursor_(cursor), source_(std::move(source)), known_(known) {
  for (std::size_t entry = 0; entry < cursor_.entries.size(); ++entry) index(entry);
}

void ItemPlacer::index(std::size_t at) {
  const FeedEntry& entry = cursor_.entries[at];
  by_id_.emplace(entry.document_id, at);
  if (!entry.guid.empty()) by_guid_.emplace(entry.guid, at);
  if (!entry.link.empty()) by_link_.emplace(entry.link, at);
}

void ItemPlacer::find_shared(const std::vector<FeedItem>& items) {
  std::unordered_map<std::string, std::unordered_set<std::string>> links_of_guid, guids_of_link;
  for (const auto& item : items) {
    const std::string link = item.link.empty() ? std::string() : address_key(item.link);
    if (!item.guid.empty()) links_of_guid[item.guid].insert(link);
    if (!link.empty()) guids_of_link[link].insert(item.guid.empty() ? item.title : item.guid);
    if (is_front_page(link)) shared_links_.insert(link);
  }
  for (const auto& [guid, links] : links_of_guid)
    if (links.size() > 1) shared_guids_.insert(guid);
  for (const auto& [link, guids] : guids_of_link)
    if (guids.size() > kMostItemsOfALink) shared_links_.insert(link);
}

ItemPlacer::Names ItemPlacer::names_of(const FeedItem& item) const {
  Names names;
  names.official = official_id(item);
  if (!item.guid.empty() && !shared_guids_.contains(item.guid)) names.guid = item_hash(item.guid);
  const std::string link = item.link.empty() ? std::string() : address_key(item.link);
  if (!link.empty() && !shared_links_.contains(link)) names.link = item_hash(link);
  if (names.official.empty() && names.guid.empty() && names.link.empty())
    names.guid = item_hash(item.title + "\n" + (item.title.empty() ? item.content : item.date));
  return names;
}

std::optional<std::size_t> ItemPlacer::find(const Names& names) const {
  const auto in = [](const auto& map, const std::string& key) -> std::optional<std::size_t> {
    const auto found = key.empty() ? map.end() : map.find(key);
    return found == map.end() ? std::nullopt : std::optional(found->second);
  };
  if (!names.official.empty()) return in(by_id_, names.official);
  if (const auto entry = in(by_link_, names.link)) return entry;
  return in(by_guid_, names.guid);
}

std::string ItemPlacer::known_document(const std::string& url) const {
  if (const auto known = known_(url)) return known->document_id;
  // Feeds move to https one day, and their links with them.
  const bool secure = url.rfind("https:", 0) == 0;
  const auto other = secure ? "http:" + url.substr(6) : "https:" + url.substr(url.find(':') + 1);
  const auto known = known_(other);
  return known ? known->document_id : std::string();
}

std::string ItemPlacer::new_document_id(const FeedItem& item, const Names& names, const std::string& url) const {
  if (!names.official.empty()) return names.official;
  if (!url.empty() && !names.link.empty())
    if (auto document = known_document(url); !document.empty()) return document;
  const std::string prefix = "feed:" + source_ + ":";
  std::vector<std::string> keys;
  if (!names.guid.empty() && !item.guid.empty()) keys.push_back(readable_key(item.guid));
  if (!names.link.empty()) keys.push_back(readable_key(watched_address(item.link)));
  keys.push_back(item_hash(item.guid + "\n" + item.link + "\n" + item.title + "\n" + item.date));
  for (const auto& key : keys)
    if (!by_id_.contains(prefix + key)) return prefix + key;
  return prefix + keys.back();
}

std::size_t ItemPlacer::entry_for(std::string document_id) {
  if (const auto found = by_id_.find(document_id); found != by_id_.end()) return found->second;
  FeedEntry entry;
  entry.document_id = std::move(document_id);
  cursor_.entries.push_back(std::move(entry));
  return cursor_.entries.size() - 1;
}

std::vector<PlacedItem> ItemPlacer::place(const std::vector<FeedItem>& items) {
  find_shared(items);
  std::vector<PlacedItem> placed;
  std::unordered_set<std::size_t> taken;
  // Who can be recognised comes first, so that a newcomer with a recycled guid doesn't take another's place.
  struct Waiting {
    const FeedItem* item;
    Names names;
    std::optional<std::size_t> entry;
  };
  std::vector<Waiting> all;
  for (const auto& item : items) {
    auto names = names_of(item);
    const bool by_link = names.official.empty() && !names.link.empty() && by_link_.contains(names.link);
    auto entry = find(names);
    if (by_link) taken.insert(*entry);
    all.push_back(Waiting{&item, std::move(names), entry});
  }
  std::unordered_set<std::size_t> listed;
  for (auto& waiting : all) {
    const Names& names = waiting.names;
    if (!waiting.entry) waiting.entry = find(names);  // an earlier item may be the same document
    const bool by_guid_only =
        waiting.entry && names.official.empty() && (names.link.empty() || !by_link_.contains(names.link));
    if (by_guid_only && !names.link.empty() && taken.contains(*waiting.entry)) waiting.entry.reset();
    PlacedItem one;
    one.item = waiting.item;
    one.url = document_address(*waiting.item);
    const bool vague = names.link.empty() && one.url == watched_address(waiting.item->link);
    one.inline_content = one.url.empty() || (vague && !waiting.item->content.empty());
    one.entry = waiting.entry ? *waiting.entry
                              : entry_for(new_document_id(*waiting.item, names, one.inline_content ? "" : one.url));
    if (!listed.insert(one.entry).second) continue;
    FeedEntry& entry = cursor_.entries[one.entry];
    if (!names.guid.empty()) entry.guid = names.guid;
    if (!names.link.empty()) entry.link = names.link;
    index(one.entry);
    if (one.inline_content) one.url += "#" + entry.document_id;
    placed.push_back(std::move(one));
  }
  return placed;
}

}  // namespace griffier::fetchers
