#include "store/archive/repository.h"

#include <fcntl.h>
#include <git2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "store/archive/new_file.h"
#include "store/durable.h"
#include "store/registrar.h"

namespace griffier::store {
namespace {

constexpr const char* kName = "griffier";  // as in the commits (object.cpp)
constexpr const char* kMail = "griffier@localhost";

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* handle) const {
    Free(handle);
  }
};

// libgit2's message of the call that failed just now.
std::string git_message() {
  const git_error* error = git_error_last();
  return error != nullptr && error->message != nullptr ? error->message : "no reason given";
}

void check(int result, const std::string& doing) {
  if (result < 0) throw std::runtime_error("archive: " + doing + ": " + git_message());
}

git_oid to_oid(const ObjectId& id) {
  git_oid oid;
  std::memcpy(oid.id, id.bytes.data(), id.bytes.size());
  return oid;
}

ObjectId from_oid(const git_oid& oid) {
  ObjectId id;
  std::memcpy(id.bytes.data(), oid.id, id.bytes.size());
  return id;
}

git_object_t to_git(ObjectType type) {
  return type == ObjectType::commit ? GIT_OBJECT_COMMIT : type == ObjectType::tree ? GIT_OBJECT_TREE : GIT_OBJECT_BLOB;
}

// The library for as long as somebody uses it. Its object cache would grow by 11 kB a document and nobody reads an
// object twice.
class Library {
 public:
  Library() {
    check(git_libgit2_init(), "start libgit2");
    check(git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0), "turn the cache off");
    // A person's own git settings have no say in the archive, and may not even be readable to who runs this.
    for (const auto level :
         {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
      check(git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, ""), "leave out the settings of the user");
  }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

// Failures of the machine, not of the record.
bool is_machine_failure(const git_error* error, int saved_errno) {
  if (error == nullptr) return false;
  if (error->klass == GIT_ERROR_NOMEMORY) return true;
  return error->klass == GIT_ERROR_OS && (saved_errno == EACCES || saved_errno == EMFILE || saved_errno == ENFILE);
}

}  // namespace

struct Repository::Handles {
  Library library;
  std::unique_ptr<git_repository, Deleter<git_repository_free>> repository;
  std::unique_ptr<git_odb, Deleter<git_odb_free>> odb;
};

Repository::Repository(const std::filesystem::path& dir, bool create)
    : dir_(std::filesystem::absolute(dir)), handles_(std::make_unique<Handles>()) {
  // A crash may have left a repository half made; creating completes what is there.
  for (const char* part : {"HEAD", "config", "objects", "refs"}) {
    if (!create || std::filesystem::exists(dir_ / part)) continue;
    this->create();
    break;
  }
  open();
}

Repository::~Repository() = default;

bool Repository::packs_changed() const {
  std::error_code error;
  return std::filesystem::last_write_time(objects() / "pack", error) != packs_at_ && !error;
}

void Repository::open() {
  std::error_code ignored;
  packs_at_ = std::filesystem::last_write_time(objects() / "pack", ignored);
  handles_->odb.reset();
  handles_->repository.reset();
  git_repository* repository = nullptr;
  const int flags = GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE | GIT_REPOSITORY_OPEN_NO_DOTGIT;
  const int result = git_repository_open_ext(&repository, dir_.c_str(), flags, nullptr);
  struct stat status {};
  const bool foreign = result < 0 && stat(dir_.c_str(), &status) == 0 && status.st_uid != geteuid();
  if (result == GIT_EOWNER || foreign) {
    throw AccessError("archive: " + dir_.string() +
                      " belongs to another user: run as its owner, or name it in git's safe.directory");
  }
  check(result, "open " + dir_.string());
  handles_->repository.reset(repository);
  git_odb* odb = nullptr;
  check(git_repository_odb(&odb, repository), "open the objects of " + dir_.string());
  handles_->odb.reset(odb);
}

void Repository::create() {
  git_repository_init_options options{};
  check(git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION), "prepare a repository");
  options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_MKPATH;
  options.initial_head = "main";
  git_repository* raw = nullptr;
  check(git_repository_init_ext(&raw, dir_.c_str(), &options), "create " + dir_.string());
  const std::unique_ptr<git_repository, Deleter<git_repository_free>> repository(raw);
  git_config* raw_config = nullptr;
  check(git_repository_config(&raw_config, raw), "configure " + dir_.string());
  const std::unique_ptr<git_config, Deleter<git_config_free>> config(raw_config);
  git_config* raw_local = nullptr;
  check(git_config_open_level(&raw_local, raw_config, GIT_CONFIG_LEVEL_LOCAL), "configure " + dir_.string());
  const std::unique_ptr<git_config, Deleter<git_config_free>> local(raw_local);
  // Objects are written before anything names them, so nothing else may clear away what nothing names.
  check(git_config_set_int32(local.get(), "gc.auto", 0), "configure " + dir_.string());
  check(git_config_set_string(local.get(), "gc.pruneExpire", "never"), "configure " + dir_.string());
  check(git_config_set_bool(local.get(), "maintenance.auto", 0), "configure " + dir_.string());
  sync_all();
}

Repository::Failure Repository::read_once(ObjectType type, const ObjectId& id, std::string& data, std::string& reason) {
  const git_oid oid = to_oid(id);
  git_odb_object* raw = nullptr;
  errno = 0;
  const int result = git_odb_read(&raw, handles_->odb.get(), &oid);
  const int saved_errno = errno;
  const std::unique_ptr<git_odb_object, Deleter<git_odb_object_free>> object(raw);
  if (result == GIT_ENOTFOUND) return Failure::missing;
  if (result < 0) {
    reason = git_message();
    if (is_machine_failure(git_error_last(), saved_errno)) {
      throw AccessError("archive: read " + id.hex() + ": " + reason);
    }
    return Failure::broken;
  }
  if (git_odb_object_type(raw) != to_git(type)) {
    reason = std::string("it is a ") + git_object_type2string(git_odb_object_type(raw));
    return Failure::broken;
  }
  data.assign(static_cast<const char*>(git_odb_object_data(raw)), git_odb_object_size(raw));
  return Failure::none;
}

std::optional<std::string> Repository::find(ObjectType type, const ObjectId& id) {
  std::string data, reason;
  Failure failure = read_once(type, id, data, reason);
  if (failure != Failure::none && packs_changed()) {
    // Maintenance by another process may have merged the pack that this handle knows into a new one.
    reopen();
    failure = read_once(type, id, data, reason);
  }
  if (failure == Failure::missing) return std::nullopt;
  if (failure == Failure::broken) {
    throw DamagedError("archive: " + std::string(name(type)) + " " + id.hex() + " is broken (" + reason +
                       "); restore it from a backup or a clone");
  }
  return data;
}

std::string Repository::read(ObjectType type, const ObjectId& id) {
  auto data = find(type, id);
  if (!data) {
    throw DamagedError("archive: " + std::string(name(type)) + " " + id.hex() +
                       " is missing; restore it from a backup or a clone");
  }
  return std::move(*data);
}

bool Repository::has(const ObjectId& id) {
  const git_oid oid = to_oid(id);
  return git_odb_exists_ext(handles_->odb.get(), &oid, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
}

std::optional<ObjectType> Repository::type(const ObjectId& id) {
  const git_oid oid = to_oid(id);
  std::size_t size = 0;
  git_object_t found = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size, &found, handles_->odb.get(), &oid) < 0) return std::nullopt;
  for (const auto type : {ObjectType::commit, ObjectType::tree, ObjectType::blob}) {
    if (to_git(type) == found) return type;
  }
  return std::nullopt;
}

Commit decode_stored(const ObjectId& id, std::string_view data) {
  try {
    return decode_commit(id, data);
  } catch (const MalformedError& error) {
    throw DamagedError("archive: commit " + id.hex() + " is broken (" + error.what() +
                       "); restore it from a backup or a clone");
  }
}

Commit Repository::commit(const ObjectId& id) { return decode_stored(id, read(ObjectType::commit, id)); }

std::optional<ObjectId> Repository::head() {
  git_oid oid;
  const int result = git_reference_name_to_id(&oid, handles_->repository.get(), "refs/heads/main");
  if (result == GIT_ENOTFOUND) return std::nullopt;
  if (result < 0) throw DamagedError("archive: refs/heads/main can't be read (" + git_message() + ")");
  return from_oid(oid);
}

// Not by libgit2: a lock file that a crash left behind would refuse the ref for ever, and the name must be durable.
void Repository::set_head(const ObjectId& commit) {
  if (!find(ObjectType::commit, commit)) {
    throw DamagedError("archive: refs/heads/main can't move to " + commit.hex() + ", which is missing");
  }
  const auto heads = dir_ / "refs" / "heads";
  create_directories_durably(heads);
  NewFile file(dir_);
  file.append(commit.hex() + "\n");
  file.sync();
  file.publish(heads / "main", false);
  sync_directory(heads);
}

bool Repository::add_tag(const std::string& name, const ObjectId& commit, const std::string& message,
                         publications::Instant at) {
  git_repository* const repository = handles_->repository.get();
  const git_oid oid = to_oid(commit);
  const std::unique_ptr<git_object, Deleter<git_object_free>> target([&] {
    git_object* found = nullptr;
    check(git_object_lookup(&found, repository, &oid, GIT_OBJECT_COMMIT), "find the commit of a tag");
    return found;
  }());
  const std::unique_ptr<git_signature, Deleter<git_signature_free>> tagger([&] {
    git_signature* made = nullptr;
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    check(git_signature_new(&made, kName, kMail, seconds, 0), "name the tagger");
    return made;
  }());
  git_oid made;
  const int result = git_tag_create(&made, repository, name.c_str(), target.get(), tagger.get(), message.c_str(), 0);
  if (result == GIT_EEXISTS) return false;
  check(result, "tag " + name);
  sync_all();
  return true;
}

std::vector<Tag> Repository::tags(std::string_view prefix) {
  git_repository* const repository = handles_->repository.get();
  git_strarray names{};
  check(git_tag_list_match(&names, (std::string(prefix) + "*").c_str(), repository), "list the tags");
  const std::unique_ptr<git_strarray, Deleter<git_strarray_dispose>> owned(&names);
  std::vector<Tag> tags;
  for (std::size_t i = 0; i < names.count; ++i) {
    Tag tag{names.strings[i], "", ""};
    git_oid oid;
    git_tag* found = nullptr;
    if (git_reference_name_to_id(&oid, repository, ("refs/tags/" + tag.name).c_str()) == 0 &&
        git_tag_lookup(&found, repository, &oid) == 0) {
      const std::unique_ptr<git_tag, Deleter<git_tag_free>> annotated(found);
      if (git_tag_target_type(found) == GIT_OBJECT_COMMIT) tag.commit = from_oid(*git_tag_target_id(found)).hex();
      if (const char* const message = git_tag_message(found)) tag.message = message;
    }
    tags.push_back(std::move(tag));
  }
  std::sort(tags.begin(), tags.end(), [](const Tag& a, const Tag& b) { return a.name < b.name; });
  return tags;
}

void Repository::refresh() { check(git_odb_refresh(handles_->odb.get()), "look for new packs"); }

void Repository::reopen() { open(); }

void Repository::sync_all() const {
  const int descriptor = ::open(dir_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // NOLINT: open is variadic
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "archive: open " + dir_.string());
  const bool synced = syncfs(descriptor) == 0;
  const int saved_errno = errno;
  close(descriptor);
  if (!synced) throw std::system_error(saved_errno, std::generic_category(), "archive: sync " + dir_.string());
}

}  // namespace griffier::store
