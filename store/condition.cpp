#include "store/condition.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "store/record/schema.h"
#include "store/registrar.h"

namespace griffier::store {
namespace {

namespace fs = std::filesystem;

void require_access(const fs::path& path, int mode) {
  if (::faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) != 0 && (errno == EACCES || errno == EPERM)) {
    throw AccessError(
        fmt::format("{}: this user may not read it; run as the owner of the state directory", path.string()));
  }
}

}  // namespace

bool is_blank(const fs::path& database, bool recover) {
  if (!fs::exists(database)) {
    return false;
  }
  if (fs::file_size(database) == 0) {
    return true;
  }
  Database db(database, recover ? Database::Mode::read_write : Database::Mode::read_only);
  Statement tables(db.handle(), "SELECT count(*) FROM sqlite_schema");
  return schema_version(db) == 0 && tables.step() && tables.integer(0) == 0;
}

bool archive_is_there(const fs::path& archive) {
  return fs::exists(archive / "HEAD") && fs::is_directory(archive / "objects");
}

void require_readable(const fs::path& state_dir) {
  require_access(state_dir, R_OK | X_OK);
  std::error_code gone;
  fs::recursive_directory_iterator at(state_dir, fs::directory_options::skip_permission_denied, gone);
  for (; !gone && at != fs::recursive_directory_iterator(); at.increment(gone)) {
    std::error_code ignored;
    const fs::file_type type = at->symlink_status(ignored).type();
    if (type == fs::file_type::directory) {
      require_access(at->path(), R_OK | X_OK);
    } else if (type == fs::file_type::regular && at->path().filename() != "lock") {
      require_access(at->path(), R_OK);
    }
  }
}

bool is_access_problem(const std::exception& error) {
  if (dynamic_cast<const AccessError*>(&error) != nullptr) {
    return true;
  }
  const auto* system = dynamic_cast<const std::system_error*>(&error);
  return system != nullptr &&
         (system->code() == std::errc::permission_denied || system->code() == std::errc::operation_not_permitted ||
          system->code() == std::errc::read_only_file_system);
}

}  // namespace griffier::store
