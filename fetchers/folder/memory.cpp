#include "fetchers/folder/memory.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace griffier::fetchers {
namespace {

namespace json = boost::json;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr int kForm = 1;

std::int64_t number_in(const json::array& from, std::size_t at) {
  return at < from.size() && from[at].is_int64() ? from[at].get_int64() : 0;
}

}  // namespace

FolderMemory read_folder_memory(std::string_view text) {
  FolderMemory memory;
  boost::system::error_code error;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error || !value.is_object()) return memory;
  const json::value* form = value.get_object().if_contains("folder");
  const json::value* files = value.get_object().if_contains("files");
  if (form == nullptr || *form != kForm || files == nullptr || !files->is_object()) return memory;
  for (const auto& [path, fields] : files->get_object()) {
    if (!fields.is_array() || fields.get_array().size() < 3 || !fields.get_array()[2].is_string()) continue;
    const json::array& from = fields.get_array();
    RememberedFile one;
    one.file.path = std::string(path);
    one.file.size = static_cast<std::uint64_t>(number_in(from, 0));
    one.file.mtime_ns = number_in(from, 1);
    one.file.sha256 = std::string(from[2].get_string());
    if (from.size() > 3) one.gone_since = sys_seconds(seconds(number_in(from, 3)));
    memory.emplace(one.file.path, std::move(one));
  }
  return memory;
}

std::string write_folder_memory(const FolderMemory& memory) {
  json::object files;
  for (const auto& [path, one] : memory) {
    json::array fields{static_cast<std::int64_t>(one.file.size), one.file.mtime_ns, one.file.sha256};
    if (one.gone_since) fields.emplace_back(one.gone_since->time_since_epoch().count());
    files[path] = std::move(fields);
  }
  return json::serialize(json::object{{"folder", kForm}, {"files", std::move(files)}});
}

}  // namespace griffier::fetchers
