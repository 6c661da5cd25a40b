#include "tests/publisher/registers.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <stdexcept>

#include "tests/publisher/root.h"

namespace griffier::publisher {
namespace {

namespace json = boost::json;

std::string text(const json::object& from, std::string_view key) {
  const auto* value = from.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string needed(const json::object& from, std::string_view key) {
  auto value = text(from, key);
  if (value.empty()) throw std::runtime_error(fmt::format("{} is missing in {}", key, json::serialize(from)));
  return value;
}

std::string file_of(const std::string& name, const std::string& folder) {
  if (name.empty()) return {};
  return read_whole(folder.empty() || name.front() == '/' ? name : folder + "/" + name);
}

void add_element(SruItem& item, const std::string& name, const json::value& value) {
  if (value.is_array()) {
    for (const auto& one : value.get_array()) add_element(item, name, one);
  } else if (value.is_string()) {
    item.elements.push_back({name, std::string(value.get_string()), ""});
  }
}

SruItem sru_item(const json::object& from, const std::string& folder) {
  SruItem item;
  item.id = needed(from, "id");
  item.modified = needed(from, "modified");
  item.timestamp = needed(from, "timestamp");
  item.metadata_xml = file_of(text(from, "metadata"), folder);
  if (const auto* elements = from.if_contains("elements"); elements != nullptr && elements->is_object())
    for (const auto& [name, value] : elements->get_object()) add_element(item, std::string(name), value);
  if (const auto* files = from.if_contains("files"); files != nullptr && files->is_object())
    for (const auto& [manifestation, name] : files->get_object())
      if (name.is_string()) item.files[std::string(manifestation)] = file_of(std::string(name.get_string()), folder);
  return item;
}

Judgment judgment(const json::object& from, const std::string& folder) {
  Judgment made{needed(from, "ecli"),  text(from, "court"),     needed(from, "date"),  text(from, "zaaknummer"),
                text(from, "summary"), needed(from, "updated"), text(from, "deleted"), ""};
  made.xml = file_of(text(from, "file"), folder);
  return made;
}

Disclosure disclosure(const json::object& from, const std::string& folder) {
  Disclosure made;
  made.id = needed(from, "id");
  if (const auto* version = from.if_contains("version"); version != nullptr && version->is_int64())
    made.version = static_cast<int>(version->get_int64());
  made.title = text(from, "title");
  made.publisher = text(from, "publisher");
  made.published = needed(from, "published");
  made.changed = needed(from, "changed");
  made.kind = text(from, "kind");
  made.parent = text(from, "parent");
  const auto file = text(from, "file");
  made.file = file_of(file, folder);
  if (!file.empty()) made.type = media_type_of(file);
  return made;
}

template <typename Put>
void each(const json::object& from, std::string_view key, Put put) {
  const auto* list = from.if_contains(key);
  if (list == nullptr) return;
  if (!list->is_array()) throw std::runtime_error(fmt::format("{} is not a list", key));
  for (const auto& one : list->get_array()) {
    if (!one.is_object()) throw std::runtime_error(fmt::format("{} has something that is not an object", key));
    put(one.get_object());
  }
}

}  // namespace

std::optional<Step> Registers::answer(const Asked& asked) {
  if (auto step = bekendmakingen.answer(asked)) return step;
  if (auto step = rechtspraak.answer(asked)) return step;
  return openoverheid.answer(asked);
}

void load_registers(Registers& registers, std::string_view source, const std::string& folder) {
  boost::system::error_code error;
  const json::value value = json::parse(json::string_view(source.data(), source.size()), error);
  if (error || !value.is_object()) throw std::runtime_error("the registers' file is not a JSON object");
  const auto& from = value.get_object();
  each(from, "sru", [&](const json::object& one) { registers.bekendmakingen.put(sru_item(one, folder)); });
  each(from, "rechtspraak", [&](const json::object& one) { registers.rechtspraak.put(judgment(one, folder)); });
  each(from, "openoverheid", [&](const json::object& one) { registers.openoverheid.put(disclosure(one, folder)); });
}

}  // namespace griffier::publisher
