#include "store/archive/archive.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "store/archive/maintenance.h"
#include "store/archive/new_file.h"
#include "store/archive/repository.h"
#include "store/archive/sink.h"
#include "store/archive/tree_cache.h"
#include "store/archive/verification.h"
#include "store/registrar.h"

namespace griffier::store {
namespace {

constexpr std::size_t kTreeBytes = std::size_t{64} << 20U;    // trees kept between groups
constexpr std::size_t kGroupBytes = std::size_t{256} << 20U;  // trees of a group before it goes on in another pack
constexpr std::size_t kMostPacks = 40;                        // before they are merged
constexpr std::size_t kWalkBytes = std::size_t{128} << 20U;   // commits kept while a walk turns around

ObjectId parse_commit_id(const std::string& commit) {
  const auto id = parse_id(commit);
  if (!id) throw DamagedError("archive: \"" + commit.substr(0, 80) + "\" is no commit id");
  return *id;
}

void check_file_name(std::string_view name) {
  const bool good =
      !name.empty() && name.size() <= 255 && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
      });
  if (!good) throw std::invalid_argument("archive: not a file name: \"" + std::string(name.substr(0, 80)) + "\"");
}

std::vector<std::string_view> components(std::string_view path) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

// Files that a crash left behind; one writer at a time holds the state directory, so they are nobody's.
void remove_leftovers(const std::filesystem::path& folder) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (entry.path().filename().string().starts_with(kTemporaryPrefix)) std::filesystem::remove(entry.path(), ignored);
  }
}

// Writes commits one after the other into a sink.
class GroupWriter {
 public:
  GroupWriter(Repository& repository, TreeCache& trees, Sha1& sha, ObjectSink& sink)
      : repository_(repository), trees_(trees), sha_(sha), sink_(sink) {}

  void start(const std::optional<ObjectId>& parent) {
    parent_ = parent;
    root_ = parent ? std::optional(repository_.commit(*parent).tree) : std::nullopt;
  }

  std::string add(const NewCommit& commit) {
    const std::string path = archive_path(commit.document_id);
    if (!commit.files.empty()) {
      root_ = replace(root_, components(path), 0, commit);
    } else if (!root_) {
      root_ = add_tree("", nullptr, "");
    }
    const std::string data = encode_commit(*root_, parent_, commit);
    parent_ = add_object(ObjectType::commit, data);
    return parent_->hex();
  }

  // All that was added is durable. Trees stay in the cache until then, since nothing else has them.
  void finish() {
    sink_.finish();
    for (const auto& id : superseded_) trees_.erase(id);
    trees_.trim();
  }

 private:
  ObjectId add_object(ObjectType type, std::string_view data, const ObjectId* base = nullptr,
                      std::string_view base_data = {}) {
    const ObjectId id = sha_.object(type, data);
    sink_.add(type, id, data, base, base_data);
    return id;
  }

  ObjectId add_tree(std::string data, const ObjectId* base, std::string_view base_data) {
    const ObjectId id = add_object(ObjectType::tree, data, base, base_data);
    if (base != nullptr && id != *base) superseded_.push_back(*base);
    trees_.put(id, std::move(data));
    return id;
  }

  // The tree that takes the place of `old` at this depth of the path.
  ObjectId replace(const std::optional<ObjectId>& old, const std::vector<std::string_view>& path, std::size_t depth,
                   const NewCommit& commit) {
    if (depth == path.size()) return add_object(ObjectType::tree, folder_tree(commit));
    const std::string before = old ? trees_.get(repository_, *old) : std::string();
    try {
      const auto entry = find_entry(before, path[depth]);
      if (entry && !entry->is_tree) throw MalformedError("a file where a folder belongs");
      const ObjectId child = replace(entry ? std::optional(entry->id) : std::nullopt, path, depth + 1, commit);
      if (entry && entry->id == child) return *old;
      return add_tree(with_entry(before, path[depth], true, child), old ? &*old : nullptr, before);
    } catch (const MalformedError& error) {
      throw DamagedError("archive: tree " + (old ? old->hex() : "") + " is broken (" + error.what() +
                         "); restore it from a backup or a clone");
    }
  }

  std::string folder_tree(const NewCommit& commit) {
    std::vector<const ArchiveFile*> files;
    for (const auto& file : commit.files) files.push_back(&file);
    std::sort(files.begin(), files.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    std::string tree;
    for (const auto* file : files) {
      check_file_name(file->name);
      if (find_entry(tree, file->name)) throw std::invalid_argument("archive: two files named " + file->name);
      tree += "100644 " + file->name;
      tree += '\0';
      tree += add_object(ObjectType::blob, file->bytes).raw();
    }
    return tree;
  }

  Repository& repository_;
  TreeCache& trees_;
  Sha1& sha_;
  ObjectSink& sink_;
  std::optional<ObjectId> parent_, root_;
  std::vector<ObjectId> superseded_;
};

std::unique_ptr<ObjectSink> new_pack(Repository& repository) { return std::make_unique<PackSink>(repository); }
std::unique_ptr<ObjectSink> new_loose(Repository& repository) { return std::make_unique<LooseSink>(repository); }

}  // namespace

struct Archive::Parts {
  Parts(const std::filesystem::path& dir, bool create) : repository(dir, create) {}

  Repository repository;
  TreeCache trees{kTreeBytes};
  Sha1 sha;
  bool unsure = true;  // whether objects may be there that are not durable, after a crash or a failed write
};

Archive::Archive(const std::filesystem::path& dir, bool create) : parts_(std::make_unique<Parts>(dir, create)) {
  if (!create) return;
  remove_leftovers(parts_->repository.dir());
  remove_leftovers(parts_->repository.objects());
  remove_leftovers(parts_->repository.objects() / "pack");
}

Archive::~Archive() = default;

std::vector<std::string> Archive::write(const std::string& parent, std::span<const NewCommit> commits) {
  if (commits.empty()) return {};
  if (parts_->unsure) parts_->repository.sync_all();
  parts_->unsure = true;
  std::vector<std::string> ids;
  try {
    std::optional<ObjectId> tip = parent.empty() ? std::nullopt : std::optional(parse_commit_id(parent));
    const bool packed = commits.size() >= kPackThreshold;
    while (ids.size() < commits.size()) {
      const auto sink = packed ? new_pack(parts_->repository) : new_loose(parts_->repository);
      GroupWriter writer(parts_->repository, parts_->trees, parts_->sha, *sink);
      writer.start(tip);
      do {
        ids.push_back(writer.add(commits[ids.size()]));
      } while (ids.size() < commits.size() && parts_->trees.bytes() < kGroupBytes);
      writer.finish();
      tip = parse_id(ids.back());
    }
  } catch (...) {
    parts_->trees.clear();  // it holds trees that were not written
    throw;
  }
  parts_->unsure = false;
  merge_when_many();
  return ids;
}

// What was written stays written when merging fails; the next group tries again.
void Archive::merge_when_many() {
  try {
    if (count_packs(parts_->repository) > kMostPacks) merge_packs(parts_->repository);
  } catch (const std::exception&) {
    parts_->repository.reopen();
  }
}

std::string Archive::head() const {
  const auto id = parts_->repository.head();
  return id ? id->hex() : "";
}

void Archive::set_head(const std::string& commit) { parts_->repository.set_head(parse_commit_id(commit)); }

bool Archive::add_tag(const std::string& name, const std::string& commit, const std::string& message,
                      publications::Instant at) {
  return parts_->repository.add_tag(name, parse_commit_id(commit), message, at);
}

std::vector<Tag> Archive::tags(std::string_view prefix) const { return parts_->repository.tags(prefix); }

bool Archive::has_commit(const std::string& commit) const {
  const auto id = parse_id(commit);
  return id && parts_->repository.find(ObjectType::commit, *id).has_value();
}

std::optional<std::string> Archive::read(const std::string& commit, std::string_view document_id,
                                         std::string_view file) const {
  const std::string path = archive_path(document_id) + "/" + std::string(file);
  ObjectId id = parts_->repository.commit(parse_commit_id(commit)).tree;
  const auto parts = components(path);
  for (std::size_t depth = 0; depth < parts.size(); ++depth) {
    try {
      const auto entry = find_entry(parts_->trees.get(parts_->repository, id), parts[depth]);
      if (!entry || entry->is_tree != (depth + 1 < parts.size())) return std::nullopt;
      id = entry->id;
    } catch (const MalformedError& error) {
      throw DamagedError("archive: tree " + id.hex() + " is broken: " + error.what());
    }
  }
  parts_->trees.trim();
  return parts_->repository.read(ObjectType::blob, id);
}

CommitInfo Archive::info(const std::string& commit) const {
  return parts_->repository.commit(parse_commit_id(commit)).info;
}

void Archive::walk(const std::string& head, const std::function<void(const CommitInfo&)>& visit) const {
  if (head.empty()) return;
  std::vector<ObjectId> ids;
  std::vector<std::string> recent;  // the content of the newest commits, as far as memory allows
  std::size_t bytes = 0;
  for (std::optional<ObjectId> at = parse_commit_id(head); at;) {
    std::string data = parts_->repository.read(ObjectType::commit, *at);
    const auto info = decode_stored(*at, data).info;
    ids.push_back(*at);
    bytes += data.size();
    if (bytes <= kWalkBytes) recent.push_back(std::move(data));
    at = info.parents.empty() ? std::nullopt : parse_id(info.parents.front());
  }
  for (std::size_t i = ids.size(); i-- > 0;) {
    visit((i < recent.size() ? decode_stored(ids[i], recent[i]) : parts_->repository.commit(ids[i])).info);
  }
}

std::size_t Archive::verify(const std::string& head, const std::function<void(const std::string&)>& problem) const {
  return head.empty() ? 0 : verify_objects(parts_->repository, parse_commit_id(head), problem);
}

void Archive::maintain() {
  pack_loose_objects(parts_->repository);
  merge_packs(parts_->repository);
}

}  // namespace griffier::store
