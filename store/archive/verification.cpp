#include "store/archive/verification.h"

#include <random>

#include "store/archive/tree_cache.h"
#include "store/registrar.h"

namespace griffier::store {
namespace {

// A set of ids by 64 bits of a keyed hash, which nobody can aim at.
class SeenIds {
 public:
  SeenIds() : slots_(1U << 16U) {
    std::random_device device;
    for (auto& key : keys_) key = (std::uint64_t{device()} << 32U) | device() | 1U;
  }

  // Whether it is new.
  bool insert(const ObjectId& id) {
    if (2 * count_ >= slots_.size()) grow();
    if (!put(hash(id))) return false;
    ++count_;
    return true;
  }
  [[nodiscard]] std::size_t size() const { return count_; }

 private:
  [[nodiscard]] std::uint64_t hash(const ObjectId& id) const {
    std::array<std::uint64_t, 3> words{};
    std::memcpy(words.data(), id.bytes.data(), id.bytes.size());
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      value = (value ^ words[i]) * keys_[i];
      value ^= value >> 32U;
    }
    return value == 0 ? 1 : value;
  }
  bool put(std::uint64_t value) {
    std::size_t at = value & (slots_.size() - 1);
    while (slots_[at] != 0) {
      if (slots_[at] == value) return false;
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = value;
    return true;
  }
  void grow() {
    std::vector<std::uint64_t> old(slots_.size() * 2);
    old.swap(slots_);
    for (const auto value : old) {
      if (value != 0) put(value);
    }
  }

  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
  std::array<std::uint64_t, 3> keys_{};
};

class Verifier {
 public:
  Verifier(Repository& repository, const std::function<void(const std::string&)>& problem)
      : repository_(repository), problem_(problem) {}

  std::size_t run(const ObjectId& head) {
    std::vector<ObjectId> trees;  // of the commits, newest first
    for (std::optional<ObjectId> at = head; at && seen_.insert(*at);) {
      const ObjectId id = *at;
      at.reset();
      guard([&] {
        const Commit commit = repository_.commit(id);
        trees.push_back(commit.tree);
        if (!commit.info.parents.empty()) at = parse_id(commit.info.parents.front());
      });
    }
    std::optional<ObjectId> before;
    for (std::size_t i = trees.size(); i-- > 0;) {
      visit_tree(trees[i], before, 0);
      before = trees[i];
      cache_.trim();
    }
    return seen_.size();
  }

 private:
  static constexpr int kDeepest = 32;

  template <typename Work>
  void guard(const Work& work) {
    try {
      work();
    } catch (const DamagedError& error) {
      problem_(error.what());
    }
  }

  // Below a tree that was seen, and below entries that the tree before had too, all has been read already.
  void visit_tree(const ObjectId& id, const std::optional<ObjectId>& before, int depth) {
    if (!seen_.insert(id)) return;
    guard([&] {
      if (depth > kDeepest) throw DamagedError("archive: tree " + id.hex() + " lies too deep");
      const std::string data = cache_.get(repository_, id);
      std::string old;
      if (before) {
        try {
          old = cache_.get(repository_, *before);
        } catch (const DamagedError&) {
          old.clear();  // it was reported when its own commit was visited
        }
      }
      try {
        each_changed_entry(old, data, [&](const TreeEntry& entry, const TreeEntry* was) {
          if (entry.is_tree) {
            visit_tree(entry.id, was != nullptr ? std::optional(was->id) : std::nullopt, depth + 1);
          } else if (seen_.insert(entry.id)) {
            guard([&] { std::ignore = repository_.read(ObjectType::blob, entry.id); });
          }
        });
      } catch (const MalformedError& error) {
        throw DamagedError("archive: tree " + id.hex() + " is broken (" + error.what() + ")");
      }
      if (before && *before != id) cache_.erase(*before);
    });
  }

  Repository& repository_;
  const std::function<void(const std::string&)>& problem_;
  SeenIds seen_;
  TreeCache cache_{std::size_t{64} << 20U};
};

}  // namespace

std::size_t verify_objects(Repository& repository, const ObjectId& head,
                           const std::function<void(const std::string&)>& problem) {
  return Verifier(repository, problem).run(head);
}

}  // namespace griffier::store
