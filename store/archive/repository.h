// The bare repository through libgit2: creating, opening and reading it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/archive/object.h"

namespace griffier::store {

// decode_commit, but DamagedError names the commit.
[[nodiscard]] Commit decode_stored(const ObjectId& id, std::string_view data);

class Repository {
 public:
  // Throws std::runtime_error naming the folder: it isn't there or is no repository; AccessError when it belongs to
  // another user.
  Repository(const std::filesystem::path& dir, bool create);
  ~Repository();
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;

  [[nodiscard]] const std::filesystem::path& dir() const { return dir_; }
  [[nodiscard]] std::filesystem::path objects() const { return dir_ / "objects"; }

  // Throws DamagedError naming the object when it is missing, broken or of another type.
  [[nodiscard]] std::string read(ObjectType type, const ObjectId& id);
  // nullopt when it is not there; throws DamagedError when it is broken.
  [[nodiscard]] std::optional<std::string> find(ObjectType type, const ObjectId& id);
  [[nodiscard]] bool has(const ObjectId& id);
  // nullopt when it is missing, its beginning is broken, or it is a tag.
  [[nodiscard]] std::optional<ObjectType> type(const ObjectId& id);
  [[nodiscard]] Commit commit(const ObjectId& id);

  // Throws DamagedError when the ref is there but holds no commit id.
  [[nodiscard]] std::optional<ObjectId> head();
  // Durably; the commit must be there.
  void set_head(const ObjectId& commit);

  // As Archive's.
  bool add_tag(const std::string& name, const ObjectId& commit, const std::string& message, publications::Instant at);
  [[nodiscard]] std::vector<Tag> tags(std::string_view prefix);

  // Makes packs that were added visible; has() and reads see loose objects at once.
  void refresh();
  // Forgets packs that are gone.
  void reopen();
  // Everything that was written to the file system so far is durable.
  void sync_all() const;

 private:
  struct Handles;
  enum class Failure : std::uint8_t { none, missing, broken };

  void open();
  void create();
  // Whether packs came or went since open().
  [[nodiscard]] bool packs_changed() const;
  Failure read_once(ObjectType type, const ObjectId& id, std::string& data, std::string& reason);

  std::filesystem::path dir_;
  std::unique_ptr<Handles> handles_;
  std::filesystem::file_time_type packs_at_{};
};

}  // namespace griffier::store
