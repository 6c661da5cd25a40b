// Git objects as bytes: ids, trees, commits, and their encodings (gitformat-pack(5), git-hash-object(1)).
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "store/archive/archive.h"

namespace griffier::store {

enum class ObjectType : std::uint8_t { commit = 1, tree = 2, blob = 3 };
[[nodiscard]] std::string_view name(ObjectType type);

struct ObjectId {
  std::array<unsigned char, 20> bytes{};
  auto operator<=>(const ObjectId&) const = default;
  [[nodiscard]] std::string hex() const;
  [[nodiscard]] std::string_view raw() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};
// nullopt unless 40 hexadecimal digits, lower case.
[[nodiscard]] std::optional<ObjectId> parse_id(std::string_view hex);

struct ObjectIdHash {
  std::size_t operator()(const ObjectId& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes.data(), sizeof value);
    return value;
  }
};

// SHA-1 by OpenSSL, which is three times as fast as libgit2's. One object a thread.
class Sha1 {
 public:
  Sha1();
  ~Sha1();
  Sha1(const Sha1&) = delete;
  Sha1& operator=(const Sha1&) = delete;
  void begin();
  void add(std::string_view bytes);
  ObjectId end();
  ObjectId object(ObjectType type, std::string_view data);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Content that is not what git writes.
class MalformedError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct TreeEntry {
  std::string_view name;  // into the tree's bytes
  bool is_tree = false;
  ObjectId id;
  std::size_t begin = 0, end = 0;  // of the entry within the tree's bytes
};

// The entry of a tree at `at`, which moves on; nullopt at the end. Throws MalformedError.
[[nodiscard]] std::optional<TreeEntry> next_entry(std::string_view tree, std::size_t& at);
[[nodiscard]] std::optional<TreeEntry> find_entry(std::string_view tree, std::string_view entry_name);
// The order of entries within a tree.
[[nodiscard]] bool comes_before(std::string_view a, bool a_is_tree, std::string_view b, bool b_is_tree);
// The tree with one entry put in or replaced. Throws MalformedError, also when the name is taken by the other kind.
[[nodiscard]] std::string with_entry(std::string_view tree, std::string_view entry_name, bool is_tree,
                                     const ObjectId& id);

// Calls visit(entry, the entry of the same name in `before` or nullptr) for each entry of `after` that is not the same
// in `before`. Throws MalformedError.
template <typename Visit>
void each_changed_entry(std::string_view before, std::string_view after, const Visit& visit) {
  std::size_t old_at = 0, new_at = 0;
  auto was = next_entry(before, old_at), is = next_entry(after, new_at);
  while (is) {
    if (was && was->name == is->name && was->is_tree == is->is_tree) {
      if (was->id != is->id) visit(*is, &*was);
      was = next_entry(before, old_at);
    } else if (was && comes_before(was->name, was->is_tree, is->name, is->is_tree)) {
      was = next_entry(before, old_at);
      continue;
    } else {
      visit(*is, static_cast<const TreeEntry*>(nullptr));
    }
    is = next_entry(after, new_at);
  }
}

struct Commit {
  ObjectId tree;
  CommitInfo info;
};
[[nodiscard]] std::string encode_commit(const ObjectId& tree, const std::optional<ObjectId>& parent,
                                        const NewCommit& commit);
// Throws MalformedError.
[[nodiscard]] Commit decode_commit(const ObjectId& id, std::string_view data);

}  // namespace griffier::store
