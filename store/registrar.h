// The write path, and its repair on start: the one place where git and SQLite meet.
//
// A group of revisions is written in this order, so that a crash at any point leaves a whole record:
//   1. every git object of the group is durable (nothing names them yet: harmless)
//   2. one SQLite transaction records revisions, events, outbox rows, validators, the sources' cursors and the new
//   head: the moment they exist
//   3. refs/heads/main moves to the new head
// On opening, the ref is set to the head that SQLite names. A head whose commit is missing, or a database that fails
// its checks, is damage.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "store/revision.h"

namespace griffier::store {

// The record is damaged (exit code 5). what() names the part and the remedy.
class DamagedError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
// Another instance holds the lock (exit code 6). what() names its process id when known.
class LockedError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A part of the state directory can't be read for lack of permission, memory or descriptors (exit code 1): no damage.
// what() names the part.
class AccessError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Archive;
class Record;

// The state of one address or source that must change together with the revisions it led to.
struct SourceProgress {
  std::string source, kind;
  std::string cursor;          // empty: unchanged
  bool baseline_done = false;  // the first complete poll is in
};

// One address's validators and last outcome; kept per (source, url).
struct Validators {
  std::string source, url, document_id;
  std::string etag, last_modified;  // byte for byte as sent
  std::string body_sha256, media_type;
  std::size_t bytes = 0;
  publications::Instant checked_at{};
  publications::Instant whole_at{};  // when it last gave its bytes rather than a 304
  std::string text_sha256;           // of what was read in those bytes
  std::string facts_sha256;          // of what the source said about them
  int revision = 0;                  // the document's newest when they were taken in; 0: not known
};

enum class Open { read_write, read_only };

// A state directory: archive.git, originals/, griffier.db, lock. Not copyable; one writer thread uses it, other threads
// open their own read_only one.
class Registrar {
 public:
  // Creates the directory and its parts when absent (read_write). Takes the lock when read_write, migrates the
  // database, repairs. A database without an archive, or a blank one beside an archive with revisions, is damage:
  // making the other half anew would hide what was lost. Throws LockedError, DamagedError, AccessError,
  // std::system_error (disk full, no permission; names the path).
  Registrar(const std::filesystem::path& state_dir, Open mode);
  ~Registrar();
  Registrar(const Registrar&) = delete;
  Registrar& operator=(const Registrar&) = delete;

  // Writes a group: all of it or nothing. At most one revision per document in a group. Throws and leaves the record as
  // it was on any failure.
  std::vector<Recorded> write(std::span<const NewRevision> group, std::span<const SourceProgress> progress = {},
                              std::span<const Validators> validators = {});

  // The original of a document's newest revision as it came, with where it is kept; nullopt: unknown document, or no
  // original is kept. Throws DamagedError when it should be there and is not.
  [[nodiscard]] std::optional<Original> last_original(const std::string& document_id);

  [[nodiscard]] Record& record();
  [[nodiscard]] Archive& archive();
  [[nodiscard]] const std::filesystem::path& state_dir() const;

  // For crash tests: called with "objects", "transaction" and "ref" after each step of write(). Not set in production.
  std::function<void(const char* step)> after_step;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace griffier::store
