#include "fetchers/folder/folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "fetchers/descriptor.h"
#include "fetchers/extract/encoding.h"
#include "publications/ascii.h"

namespace griffier::fetchers {
namespace {

namespace fs = std::filesystem;
namespace ascii = publications::ascii;

constexpr std::int64_t kNanosecond = 1'000'000'000;

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::int64_t mtime_of(const struct stat& status) {
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * kNanosecond + status.st_mtim.tv_nsec;
}

bool ends_with_ignoring_case(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() &&
         ascii::starts_with_ignoring_case(name.substr(name.size() - ending.size()), ending);
}

std::string hex(const unsigned char* bytes, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += fmt::format("{:02x}", bytes[i]);
  return out;
}

// Calls `take` with each stretch of the file. False and errno on an error.
template <class Take>
bool read_through(int descriptor, const Take& take) {
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return true;
    if (!take(std::string_view(buffer.data(), static_cast<std::size_t>(got)))) return true;
  }
}

// O_NONBLOCK, since a pipe may have taken the file's place.
int open_for_reading(const fs::path& path) { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }

std::string sha256_of(int descriptor) {
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("OpenSSL could not begin a digest");
  const bool whole = read_through(descriptor, [&](std::string_view part) {
    EVP_DigestUpdate(context.get(), part.data(), part.size());
    return true;
  });
  if (!whole) throw std::system_error(errno, std::generic_category());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_DigestFinal_ex(context.get(), digest.data(), &length);
  return hex(digest.data(), length);
}

class Scan {
 public:
  Scan(fs::path folder, const KnownFile& known, const FolderOptions& options)
      : folder_(std::move(folder)), known_(known), options_(options) {}

  FolderChanges run(const std::vector<std::string>& known_paths) {
    std::error_code error;
    real_folder_ = fs::canonical(folder_, error);
    if (error) {
      problem({}, error.message());
      return std::move(changes_);
    }
    changes_.complete = true;
    walk(real_folder_, {}, 0);
    for (const auto& path : known_paths)
      if (changes_.complete && !present_.contains(path) && !is_under_unread(path)) changes_.vanished.push_back(path);
    sort_all();
    return std::move(changes_);
  }

 private:
  void walk(const fs::path& at, const std::string& prefix, int depth) {
    std::error_code error;
    fs::directory_iterator entry(at, error);
    if (error) {
      problem(prefix, error.message());
      if (prefix.empty()) changes_.complete = false;
      unread_.push_back(prefix);
      return;
    }
    for (const fs::directory_iterator end; entry != end; entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      look_at(entry->path(), prefix.empty() ? name : prefix + "/" + name, name, depth);
      if (error || !changes_.complete) break;
    }
    if (!error) return;
    problem(prefix, error.message());
    changes_.complete = false;
  }

  void look_at(const fs::path& path, const std::string& relative, const std::string& name, int depth) {
    if (!counts_as_document(name)) return;
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
      if (errno != ENOENT) unreadable(relative, std::strerror(errno));
      return;
    }
    if (S_ISLNK(status.st_mode) && !follow(path, relative, status)) return;
    if (S_ISDIR(status.st_mode)) {
      if (!options_.recursive) return;
      if (depth >= options_.max_depth) return problem(relative, "the folder is nested too deeply");
      if (visited_.insert({status.st_dev, status.st_ino}).second) walk(path, relative, depth + 1);
      return;
    }
    if (!S_ISREG(status.st_mode)) return;
    if (!is_utf8(relative)) return problem(relative, "its name is not valid UTF-8");
    if (++changes_.seen > options_.max_files) {
      problem({}, fmt::format("the folder has more than {} files", options_.max_files));
      changes_.complete = false;
      return;
    }
    weigh(path, relative, status);
  }

  // A link is followed while it stays in the folder; `status` becomes that of what it leads to.
  bool follow(const fs::path& path, const std::string& relative, struct stat& status) {
    std::error_code error;
    const fs::path target = fs::canonical(path, error);
    if (error) {
      problem(relative, "the symbolic link leads nowhere");
      return false;
    }
    const auto [end, rest] = std::mismatch(real_folder_.begin(), real_folder_.end(), target.begin(), target.end());
    if (end != real_folder_.end()) {
      problem(relative, "the symbolic link leads out of the folder");
      return false;
    }
    return ::stat(path.c_str(), &status) == 0;
  }

  void weigh(const fs::path& path, const std::string& relative, const struct stat& status) {
    present_.insert(relative);
    FolderFile file;
    file.path = relative;
    file.size = static_cast<std::uint64_t>(status.st_size);
    file.mtime_ns = mtime_of(status);
    const auto before = known_(relative);
    if (before && before->size == file.size && before->mtime_ns == file.mtime_ns) return;
    if (file.size > options_.max_bytes)
      return problem(relative, fmt::format("the file has {} bytes, more than {}", file.size, options_.max_bytes));
    if (is_young(file.mtime_ns)) {
      changes_.growing.push_back(relative);
      return;
    }
    const Descriptor descriptor(open_for_reading(path));
    if (descriptor.get() < 0) return unreadable(relative, std::strerror(errno));
    try {
      file.sha256 = sha256_of(descriptor.get());
    } catch (const std::system_error& error) {
      return unreadable(relative, error.code().message());
    }
    struct stat after {};
    const bool stood_still =
        ::fstat(descriptor.get(), &after) == 0 && after.st_size == status.st_size && mtime_of(after) == file.mtime_ns;
    if (!stood_still) {
      changes_.growing.push_back(relative);
    } else if (!before) {
      changes_.fresh.push_back(std::move(file));
    } else {
      (before->sha256 == file.sha256 ? changes_.touched : changes_.changed).push_back(std::move(file));
    }
  }

  // A time in the future says nothing: clocks of file servers differ.
  [[nodiscard]] bool is_young(std::int64_t mtime_ns) const {
    const auto now = options_.now ? options_.now() : std::chrono::system_clock::now();
    const std::int64_t now_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
    const std::int64_t age = now_ns - mtime_ns;
    return age >= 0 && age < std::chrono::nanoseconds(options_.settle).count();
  }

  [[nodiscard]] bool is_under_unread(const std::string& path) const {
    return std::any_of(unread_.begin(), unread_.end(), [&path](const std::string& folder) {
      return path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 && path[folder.size()] == '/';
    });
  }

  void problem(const std::string& path, std::string reason) {
    changes_.problems.push_back(FolderProblem{path, std::move(reason)});
  }
  void unreadable(const std::string& path, std::string reason) {
    present_.insert(path);
    problem(path, "it can't be read: " + std::move(reason));
  }

  void sort_all() {
    const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
    std::sort(changes_.fresh.begin(), changes_.fresh.end(), by_path);
    std::sort(changes_.changed.begin(), changes_.changed.end(), by_path);
    std::sort(changes_.touched.begin(), changes_.touched.end(), by_path);
    std::sort(changes_.problems.begin(), changes_.problems.end(), by_path);
    std::sort(changes_.vanished.begin(), changes_.vanished.end());
    std::sort(changes_.growing.begin(), changes_.growing.end());
  }

  struct HashPair {
    std::size_t operator()(const std::pair<dev_t, ino_t>& pair) const {
      return std::hash<std::uint64_t>()(pair.second) ^ (std::hash<std::uint64_t>()(pair.first) << 1);
    }
  };

  fs::path folder_, real_folder_;
  const KnownFile& known_;
  const FolderOptions& options_;
  FolderChanges changes_;
  std::unordered_set<std::string> present_;
  std::unordered_set<std::pair<dev_t, ino_t>, HashPair> visited_;  // folders, since links may make circles
  std::vector<std::string> unread_;
};

}  // namespace

bool counts_as_document(std::string_view name) {
  if (name.empty() || name.front() == '.' || name.back() == '~') return false;
  if (name.substr(0, 2) == "~$" || name.substr(0, 2) == ".~") return false;
  for (const std::string_view ending : {".part", ".partial", ".tmp", ".crdownload", ".swp", ".filepart"})
    if (ends_with_ignoring_case(name, ending)) return false;
  return !ascii::starts_with_ignoring_case(name, "thumbs.db") && !ascii::starts_with_ignoring_case(name, "desktop.ini");
}

FolderChanges scan_folder(const fs::path& folder, const KnownFile& known, const std::vector<std::string>& known_paths,
                          const FolderOptions& options) {
  return Scan(folder, known, options).run(known_paths);
}

std::string read_folder_file(const fs::path& folder, const std::string& path, std::uint64_t max_bytes) {
  const fs::path real_folder = fs::canonical(folder), target = fs::canonical(folder / path);
  const auto [end, rest] = std::mismatch(real_folder.begin(), real_folder.end(), target.begin(), target.end());
  if (end != real_folder.end()) throw std::runtime_error("it leads out of the folder");
  const Descriptor descriptor(open_for_reading(target));
  if (descriptor.get() < 0) throw std::system_error(errno, std::generic_category());
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) throw std::system_error(errno, std::generic_category());
  if (!S_ISREG(status.st_mode)) throw std::runtime_error("it is no plain file");
  std::string bytes;
  const bool whole = read_through(descriptor.get(), [&](std::string_view part) {
    bytes += part;
    return bytes.size() <= max_bytes;
  });
  if (!whole) throw std::system_error(errno, std::generic_category());
  if (bytes.size() > max_bytes) throw std::runtime_error(fmt::format("the file has more than {} bytes", max_bytes));
  return bytes;
}

}  // namespace griffier::fetchers
