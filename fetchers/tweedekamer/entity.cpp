#include "fetchers/tweedekamer/entity.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

namespace json = boost::json;
namespace ascii = publications::ascii;

constexpr std::size_t kGuid = 36;

const std::string& first_of(const std::multimap<std::string, std::string>& all, const std::string& name) {
  static const std::string none;
  const auto found = all.find(name);
  return found == all.end() ? none : found->second;
}

using Pairs = std::set<std::pair<std::string, std::string>>;

// References come in any order, and that order says nothing.
Pairs sorted(const std::multimap<std::string, std::string>& all) { return {all.begin(), all.end()}; }

json::array pairs_json(const Pairs& pairs) {
  json::array list;
  for (const auto& [name, value] : pairs) list.push_back(json::array{name, value});
  return list;
}

void read_pairs(const json::object& from, const char* key, std::multimap<std::string, std::string>& to) {
  const auto* list = from.if_contains(key);
  if (list == nullptr || !list->is_array()) return;
  for (const auto& pair : list->get_array()) {
    if (!pair.is_array() || pair.get_array().size() != 2) continue;
    const auto& both = pair.get_array();
    if (both[0].is_string() && both[1].is_string())
      to.emplace(std::string(both[0].get_string()), std::string(both[1].get_string()));
  }
}

std::string text_of(const json::object& from, const char* key) {
  const auto* value = from.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

const std::string& Entity::field(const std::string& name) const { return first_of(fields, name); }
const std::string& Entity::ref(const std::string& name) const { return first_of(refs, name); }

std::vector<std::string> Entity::refs_of(const std::string& name) const {
  std::vector<std::string> ids;
  const auto [from, to] = refs.equal_range(name);
  for (auto at = from; at != to; ++at) ids.push_back(at->second);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

bool Entity::says_the_same(const Entity& other) const {
  return category == other.category && deleted == other.deleted && entity_json(*this) == entity_json(other);
}

std::string category_of(std::string_view element) {
  std::string category(element);
  if (!category.empty()) category.front() = ascii::to_upper(category.front());
  return category;
}

bool is_guid(std::string_view text) {
  if (text.size() != kGuid) return false;
  for (std::size_t i = 0; i < kGuid; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = ascii::to_lower(text[i]);
    if (dash ? c != '-' : !(ascii::is_digit(c) || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

std::string entity_json(const Entity& entity) {
  json::object all{{"fields", pairs_json(sorted(entity.fields))}, {"refs", pairs_json(sorted(entity.refs))}};
  if (!entity.enclosure.empty()) all["file"] = entity.enclosure;
  if (!entity.content_type.empty()) all["type"] = entity.content_type;
  if (entity.content_length) all["length"] = *entity.content_length;
  return json::serialize(all);
}

void read_entity_json(std::string_view text, Entity& entity) {
  boost::system::error_code error;
  const auto value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error || !value.is_object()) return;
  const auto& all = value.get_object();
  read_pairs(all, "fields", entity.fields);
  read_pairs(all, "refs", entity.refs);
  entity.enclosure = text_of(all, "file");
  entity.content_type = text_of(all, "type");
  const auto* length = all.if_contains("length");
  if (length != nullptr && length->is_number()) {
    const auto number = length->to_number<std::uint64_t>(error);
    if (!error) entity.content_length = number;
  }
}

}  // namespace griffier::fetchers
