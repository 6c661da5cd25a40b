#include "store/archive/sink.h"

#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace griffier::store {

std::filesystem::path loose_path(const std::filesystem::path& objects, const ObjectId& id) {
  const std::string hex = id.hex();
  return objects / hex.substr(0, 2) / hex.substr(2);
}

void LooseSink::add(ObjectType type, const ObjectId& id, std::string_view data, const ObjectId* /*base*/,
                    std::string_view /*base_data*/) {
  if (repository_.has(id) || !seen_.insert(id).second) return;
  std::string content = std::string(name(type)) + " " + std::to_string(data.size());
  content += '\0';
  content += data;
  std::string compressed;
  deflater_.run(content, compressed);
  auto file = std::make_unique<NewFile>(repository_.objects());
  file->append(compressed);
  pending_.push_back({loose_path(repository_.objects(), id), std::move(file)});
}

// Syncing the file system twice costs a tenth of syncing every file and every folder by itself.
void LooseSink::finish() {
  if (pending_.empty()) return;
  for (auto& [path, file] : pending_) file->flush();
  repository_.sync_all();  // a name must never stand for content that a crash can take away
  for (auto& [path, file] : pending_) {
    const auto folder = path.parent_path();
    if (mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
      throw std::system_error(errno, std::generic_category(), "archive: create " + folder.string());
    }
    file->publish(path, true);
  }
  repository_.sync_all();
  pending_.clear();
}

}  // namespace griffier::store
