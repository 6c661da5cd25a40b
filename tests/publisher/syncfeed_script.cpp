// Worlds from JSON.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <map>
#include <stdexcept>

#include "tests/publisher/root.h"
#include "tests/publisher/syncfeed.h"

namespace griffier::publisher {
namespace {

namespace json = boost::json;

std::string text(const json::object& from, const char* key) {
  const auto* value = from.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

class Loader {
 public:
  Loader(SyncWorld& world, const std::string& folder) : world_(world), folder_(folder) {}

  void entity(const json::object& from) {
    const auto id = world_.add(text(from, "category"), fields(from));
    if (const auto name = text(from, "name"); !name.empty()) names_[name] = id;
    if (const auto file = text(from, "file"); !file.empty()) {
      const auto type = text(from, "type");
      world_.file(id, read_whole(folder_.empty() || file.front() == '/' ? file : folder_ + "/" + file),
                  type.empty() ? std::string(media_type_of(file)) : type);
    }
  }

  void act(const json::object& from) {
    if (from.contains("update"))
      world_.change(named(text(from, "update")), fields(from));
    else if (from.contains("delete"))
      world_.remove(named(text(from, "delete")));
    else if (from.contains("restore"))
      world_.restore(named(text(from, "restore")));
    else if (from.contains("emit"))
      world_.emit_again(named(text(from, "emit")));
    else if (from.contains("withhold"))
      world_.withhold_file(named(text(from, "withhold")), code(from));
    else if (from.contains("fail"))
      world_.fail_category(text(from, "fail"), code(from));
    else
      throw std::runtime_error("a step of \"then\" is update, delete, restore, emit, withhold or fail");
  }

 private:
  static int code(const json::object& from) {
    const auto* value = from.if_contains("status");
    return value != nullptr && value->is_int64() ? static_cast<int>(value->get_int64()) : 500;
  }

  std::string named(const std::string& name) const {
    const auto found = names_.find(name);
    if (found == names_.end()) throw std::runtime_error(fmt::format("there is no entity \"{}\"", name));
    return found->second;
  }

  SyncFields fields(const json::object& from) const {
    SyncFields made;
    const auto* all = from.if_contains("fields");
    if (all == nullptr || !all->is_object()) return made;
    for (const auto& one : all->get_object()) {
      auto value = text(all->get_object(), std::string(one.key()).c_str());
      if (!value.empty() && value.front() == '@') value = "ref:" + named(value.substr(1));
      made.emplace_back(std::string(one.key()), one.value().is_null() ? "nil" : std::move(value));
    }
    return made;
  }

  SyncWorld& world_;
  const std::string& folder_;
  std::map<std::string, std::string> names_;
};

template <typename Function>
void each(const json::object& all, const char* key, Function function) {
  const auto* list = all.if_contains(key);
  if (list == nullptr) return;
  if (!list->is_array()) throw std::runtime_error(fmt::format("\"{}\" is not a list", key));
  for (const auto& one : list->get_array()) {
    if (!one.is_object()) throw std::runtime_error(fmt::format("an item of \"{}\" is not an object", key));
    function(one.get_object());
  }
}

}  // namespace

void load_world(SyncWorld& world, std::string_view source, const std::string& folder) {
  boost::system::error_code error;
  const auto value = json::parse(json::string_view(source.data(), source.size()), error);
  if (error || !value.is_object()) throw std::runtime_error("the world is not a JSON object");
  Loader loader(world, folder);
  each(value.get_object(), "entities", [&](const json::object& one) { loader.entity(one); });
  each(value.get_object(), "then", [&](const json::object& one) { loader.act(one); });
}

}  // namespace griffier::publisher
