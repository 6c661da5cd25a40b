#include "daemon/pipeline/identity.h"

#include <algorithm>

#include "publications/identifier.h"
#include "store/record/joins.h"

namespace griffier::daemon {
namespace {

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string document_of(store::Record& record, const ReadArrival& read, const std::vector<std::string>& names) {
  if (!read.arrival.known_id.empty()) return record.resolve(read.arrival.known_id).value_or(read.arrival.known_id);
  for (const auto& name : names) {
    if (auto known = record.resolve(name)) return std::move(*known);
  }
  if (read.arrival.facts_count && read.reading.parent) {
    const auto parent = record.resolve(*read.reading.parent).value_or(*read.reading.parent);
    if (auto annex = store::Names(record).annex_with_bytes(parent, read.body_sha256, names.front()))
      return std::move(*annex);
  }
  return names.front();
}

}  // namespace

std::vector<std::string> names_of(const ReadArrival& read) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& name) {
    if (publications::is_safe_document_id(name) && !among(names, name)) names.push_back(name);
  };
  const auto& said = read.reading.document_id;
  if (read.arrival.facts_count && !read.arrival.document_id.empty()) {
    // The register says which publication this is; what stands in it may be a copy of another.
    const auto origin = read.reading.origins.find("document_id");
    const bool registered = origin != read.reading.origins.end() && origin->second.from == "metadata";
    if (!read.arrival.known_id.empty()) add(read.arrival.known_id);
    if (said && registered) add(*said);
    add(read.arrival.document_id);
    for (const auto& alias : read.reading.aliases) add(alias);
    return names;
  }
  add(identity_of(read));
  // What a watched page says of itself may change with every look; what a register says is its word.
  if (!read.arrival.known_id.empty() && !read.arrival.facts_count) return names;
  if (said) add(*said);
  for (const auto& alias : read.reading.aliases) add(alias);
  return names;
}

Whose whose(store::Record& record, const ReadArrival& read) {
  const auto names = names_of(read);
  Whose whose;
  whose.document_id = document_of(record, read, names);
  store::Names recorded(record);
  const bool is_known = record.resolve(whose.document_id).has_value();
  const auto known = is_known ? recorded.of(whose.document_id) : std::vector<std::string>();
  const auto denied = is_known ? recorded.distinct_from(whose.document_id) : std::vector<std::string>();
  for (const auto& name : names) {
    if (name == whose.document_id || among(known, name) || among(denied, name)) continue;
    const auto other = record.resolve(name);
    if (other && *other != whose.document_id) {
      // Another's alias stays the other's; another document is joined, unless it denies that on its side.
      if (*other != name || among(recorded.distinct_from(name), whose.document_id)) continue;
      whose.joins.push_back(name);
    }
    whose.aliases.push_back(name);
  }
  return whose;
}

}  // namespace griffier::daemon
