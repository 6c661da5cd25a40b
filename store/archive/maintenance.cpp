#include "store/archive/maintenance.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <unordered_map>

#include "store/archive/pack_writer.h"
#include "store/archive/sink.h"
#include "store/archive/tree_cache.h"
#include "store/durable.h"
#include "store/registrar.h"

namespace griffier::store {
namespace {

constexpr std::size_t kFewPacks = 8;  // not worth merging

std::vector<ObjectId> list_loose(const std::filesystem::path& objects) {
  std::vector<ObjectId> ids;
  std::error_code ignored;
  for (const auto& folder : std::filesystem::directory_iterator(objects)) {
    const std::string name = folder.path().filename().string();
    if (name.size() != 2) continue;
    for (const auto& file : std::filesystem::directory_iterator(folder.path(), ignored)) {
      if (const auto id = parse_id(name + file.path().filename().string())) ids.push_back(*id);
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

// Packs loose objects commit by commit, so that a tree comes after the tree that it replaced and can be written as the
// difference from it.
class LoosePacker {
 public:
  explicit LoosePacker(Repository& repository) : repository_(repository), pack_(repository.objects() / "pack") {}

  void run() {
    const auto ids = list_loose(repository_.objects());
    if (ids.empty()) return;
    for (const auto& id : ids) loose_.emplace(id, false);
    find_commits(ids);
    for (const auto& id : commits_in_order(ids)) add_commit(id);
    for (const auto& id : ids) add_any(id);  // what no loose commit reaches
    if (pack_.empty()) return;
    pack_.finish();
    repository_.refresh();
    for (const auto& id : ids) {
      if (pack_.has(id)) unlink(loose_path(repository_.objects(), id).c_str());
    }
  }

 private:
  void find_commits(const std::vector<ObjectId>& ids) {
    for (const auto& id : ids) {
      if (repository_.type(id) != ObjectType::commit) continue;
      try {
        commits_.emplace(id, repository_.commit(id));
      } catch (const DamagedError&) {
        continue;  // stays loose; verify reports it
      }
    }
  }

  // Parents before children.
  std::vector<ObjectId> commits_in_order(const std::vector<ObjectId>& ids) {
    std::vector<ObjectId> order;
    std::unordered_map<ObjectId, bool, ObjectIdHash> done;
    for (const auto& id : ids) {
      std::vector<ObjectId> line;
      for (std::optional<ObjectId> at = id; at && commits_.count(*at) != 0 && !done[*at];) {
        done[*at] = true;
        line.push_back(*at);
        at = parent(*at);
      }
      order.insert(order.end(), line.rbegin(), line.rend());
    }
    return order;
  }

  std::optional<ObjectId> parent(const ObjectId& id) const {
    const auto& parents = commits_.at(id).info.parents;
    return parents.empty() ? std::nullopt : parse_id(parents.front());
  }

  void add_commit(const ObjectId& id) {
    std::optional<ObjectId> before;
    if (const auto older = parent(id)) {
      try {
        before = repository_.commit(*older).tree;
      } catch (const DamagedError&) {
        before.reset();
      }
    }
    add_tree(commits_.at(id).tree, before, 0);
    add_any(id);
    trees_.trim();
  }

  void add_tree(const ObjectId& id, const std::optional<ObjectId>& before, int depth) {
    if (loose_.count(id) == 0 || pack_.has(id) || depth > 32) return;
    try {
      const std::string data = trees_.get(repository_, id);
      const std::string old = before ? trees_.get(repository_, *before) : std::string();
      pack_.add(ObjectType::tree, id, data, before ? &*before : nullptr, old);
      each_changed_entry(old, data, [&](const TreeEntry& entry, const TreeEntry* was) {
        if (entry.is_tree) {
          add_tree(entry.id, was != nullptr ? std::optional(was->id) : std::nullopt, depth + 1);
        } else {
          add_any(entry.id);
        }
      });
    } catch (const DamagedError&) {
      return;
    } catch (const MalformedError&) {
      return;
    }
  }

  void add_any(const ObjectId& id) {
    if (loose_.count(id) == 0 || pack_.has(id)) return;
    const auto type = repository_.type(id);
    if (!type) return;
    try {
      pack_.add(*type, id, repository_.read(*type, id));
    } catch (const DamagedError&) {
      return;  // stays loose; verify reports it
    }
  }

  Repository& repository_;
  PackWriter pack_;
  TreeCache trees_{std::size_t{64} << 20U};
  std::unordered_map<ObjectId, bool, ObjectIdHash> loose_;
  std::unordered_map<ObjectId, Commit, ObjectIdHash> commits_;
};

struct Pack {
  std::filesystem::path path;
  std::uintmax_t size = 0;
};

std::vector<Pack> list_packs(const Repository& repository) {
  std::vector<Pack> packs;
  for (const auto& entry : std::filesystem::directory_iterator(repository.objects() / "pack")) {
    if (entry.path().extension() != ".pack") continue;
    const auto beside = [&](const char* extension) {
      auto other = entry.path();
      return std::filesystem::exists(other.replace_extension(extension));
    };
    if (beside(".idx") && !beside(".keep") && !beside(".promisor") && !beside(".mtimes")) {
      packs.push_back({entry.path(), entry.file_size()});
    }
  }
  std::sort(packs.begin(), packs.end(),
            [](const Pack& a, const Pack& b) { return a.size != b.size ? a.size < b.size : a.path < b.path; });
  return packs;
}

std::uint32_t be32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// A pack read piece by piece.
class PackReader {
 public:
  explicit PackReader(const Pack& pack) : file_(pack.path, std::ios::binary), left_(pack.size) {}

  std::string next(std::uintmax_t keep_back) {
    std::string piece(left_ <= keep_back ? 0 : std::min<std::uintmax_t>(left_ - keep_back, 1U << 20U), '\0');
    file_.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (file_.gcount() != static_cast<std::streamsize>(piece.size())) throw DamagedError("archive: a pack is cut");
    left_ -= piece.size();
    return piece;
  }
  void skip(std::size_t bytes) {
    file_.seekg(static_cast<std::streamoff>(bytes), std::ios::cur);
    left_ -= bytes;
  }

 private:
  std::ifstream file_;
  std::uintmax_t left_;
};

// The entries of a pack whose index and content are whole; nullopt for one whose are not. Throws when it is cut.
std::optional<std::vector<PackedObject>> read_entries(const Pack& pack) {
  auto index_path = pack.path;
  const std::string index = read_file(index_path.replace_extension(".idx"));
  constexpr std::size_t kTables = 8 + 4 * std::size_t{256};
  if (pack.size < 32 || index.size() < kTables + 40 || index.compare(0, 4, "\377tOc") != 0 || be32(index, 4) != 2) {
    return std::nullopt;
  }
  const std::size_t count = be32(index, kTables - 4);
  if ((index.size() - kTables - 40) / 28 < count) return std::nullopt;
  Sha1 sha;
  sha.begin();
  sha.add(std::string_view(index).substr(0, index.size() - 20));
  if (sha.end().raw() != std::string_view(index).substr(index.size() - 20)) return std::nullopt;
  PackReader reader(pack);
  sha.begin();
  for (std::string piece = reader.next(20); !piece.empty(); piece = reader.next(20)) sha.add(piece);
  const ObjectId checksum = sha.end();
  if (checksum.raw() != reader.next(0) || checksum.raw() != std::string_view(index).substr(index.size() - 40, 20)) {
    return std::nullopt;
  }
  const std::size_t crcs = kTables + 20 * count, offsets = crcs + 4 * count, far = offsets + 4 * count;
  std::vector<PackedObject> objects(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::memcpy(objects[i].id.bytes.data(), index.data() + kTables + 20 * i, 20);
    objects[i].crc = be32(index, crcs + 4 * i);
    objects[i].offset = be32(index, offsets + 4 * i);
    if ((objects[i].offset & 0x80000000U) == 0) continue;
    const std::size_t at = far + 8 * (objects[i].offset & 0x7FFFFFFFU);
    if (at + 8 > index.size() - 40) return std::nullopt;
    objects[i].offset = (std::uint64_t{be32(index, at)} << 32U) | be32(index, at + 4);
  }
  return objects;
}

std::optional<std::vector<PackedObject>> whole_entries(const Pack& pack) {
  try {
    return read_entries(pack);
  } catch (const DamagedError&) {
    return std::nullopt;
  }
}

// How many of the packs, smallest first, to merge so that the rest is in geometric progression.
std::size_t to_merge(const std::vector<Pack>& packs) {
  std::uintmax_t sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < packs.size(); ++i) {
    if (packs[i].size < 2 * sum) count = i + 1;
    sum += packs[i].size;
  }
  return count;
}

void remove_pack(const std::filesystem::path& pack) {
  // The index first: without it nobody looks for the pack.
  for (const char* extension : {".idx", ".rev", ".bitmap", ".pack"}) {
    auto path = pack;
    unlink(path.replace_extension(extension).c_str());
  }
}

}  // namespace

void pack_loose_objects(Repository& repository) { LoosePacker(repository).run(); }

std::size_t count_packs(const Repository& repository) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(repository.objects() / "pack")) {
    if (entry.path().extension() == ".idx") ++count;
  }
  return count;
}

void merge_packs(Repository& repository) {
  auto packs = list_packs(repository);
  if (packs.size() <= kFewPacks) return;
  packs.resize(to_merge(packs));
  PackWriter merged(repository.objects() / "pack");
  std::vector<std::filesystem::path> taken;
  for (const Pack& pack : packs) {
    const auto objects = whole_entries(pack);
    // An object that is in two packs can't be twice in one.
    if (!objects || std::any_of(objects->begin(), objects->end(), [&](const auto& o) { return merged.has(o.id); })) {
      continue;
    }
    PackReader reader(pack);
    reader.skip(12);
    merged.add_pack(*objects, [&] { return reader.next(20); });
    taken.push_back(pack.path);
  }
  if (taken.size() < 2) return;
  merged.finish();
  unlink((repository.objects() / "pack" / "multi-pack-index").c_str());  // it names the packs that go
  for (const auto& path : taken) remove_pack(path);
  sync_directory(repository.objects() / "pack");
  repository.reopen();
}

}  // namespace griffier::store
