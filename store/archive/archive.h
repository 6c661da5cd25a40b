// The git archive: a bare repository in which every revision is one commit (docs/formats.md).
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"

namespace griffier::store {

// The folder of a document: "kst/19/637/3274", "ah-tk-20242025/05/546", sharded so that no tree passes about a thousand
// entries at two million documents. The id must satisfy publications::is_safe_document_id, else std::invalid_argument.
// Distinct ids never share a folder. Pure.
[[nodiscard]] std::string archive_path(std::string_view document_id);

struct ArchiveFile {
  std::string name;  // within the document's folder
  std::string bytes;
};

struct Signature {  // name and mail are the archive's own
  publications::Instant at{};
};

struct NewCommit {
  std::string document_id;
  std::vector<ArchiveFile> files;  // replace all files of the folder; empty: the folder keeps its files (a withdrawal)
  std::string message;             // subject, blank line, trailers
  publications::Instant author_at{}, committer_at{};
};

// An annotated tag: `git tag -v` shows the message.
struct Tag {
  std::string name;    // without refs/tags/
  std::string commit;  // what it names; empty when that is no commit
  std::string message;
};

struct CommitInfo {
  std::string id, message;
  publications::Instant author_at{}, committer_at{};
  std::vector<std::string> parents;
};

// One open repository. Not thread-safe: one object a thread. Errors throw std::runtime_error naming the git operation;
// a missing or broken object throws DamagedError (registrar.h).
class Archive {
 public:
  // Opens DIR, creating it when `create`.
  Archive(const std::filesystem::path& dir, bool create);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  // Writes the objects of the commits as a chain on `parent` (empty: a root commit) and returns their ids, in order.
  // All are durable on return; no ref has moved. Groups from kPackThreshold commits on are written as one pack, smaller
  // ones as loose objects.
  std::vector<std::string> write(const std::string& parent, std::span<const NewCommit> commits);
  static constexpr std::size_t kPackThreshold = 8;

  [[nodiscard]] std::string head() const;  // of refs/heads/main; empty when unborn
  void set_head(const std::string& commit);
  [[nodiscard]] bool has_commit(const std::string& commit) const;

  // Tags a commit, durably. One of that name that is there already stays as it is; then false.
  bool add_tag(const std::string& name, const std::string& commit, const std::string& message,
               publications::Instant at);
  // The annotated tags whose names begin with `prefix` ("attest/"), by name.
  [[nodiscard]] std::vector<Tag> tags(std::string_view prefix) const;

  // One file of a document as it stood at a commit; nullopt when it is not there.
  [[nodiscard]] std::optional<std::string> read(const std::string& commit, std::string_view document_id,
                                                std::string_view file) const;
  [[nodiscard]] CommitInfo info(const std::string& commit) const;
  // Every commit from the root to `head`, oldest first.
  void walk(const std::string& head, const std::function<void(const CommitInfo&)>& visit) const;
  // Reads every object that `head` reaches and checks its hash; calls `problem` for each that is missing or broken.
  // Returns the number of objects.
  std::size_t verify(const std::string& head, const std::function<void(const std::string&)>& problem) const;
  // Packs loose objects and merges packs when there are many (geometric, never deleting what is not in the new pack).
  void maintain();

 private:
  void merge_when_many();

  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::store
