#include "daemon/config/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <deque>

#include "daemon/config/schema.h"

namespace griffier::daemon {
namespace {

namespace fs = std::filesystem;

// conf.d/*.toml beside the file, in the order of their names.
std::vector<fs::path> drop_ins(const fs::path& file, std::vector<ConfigProblem>& problems) {
  const auto folder = file.parent_path() / "conf.d";
  std::vector<fs::path> found;
  std::error_code error;
  if (!fs::exists(folder, error)) return found;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const auto name = entry->path().filename().string();
    if (name.ends_with(".toml") && !name.starts_with('.')) found.push_back(entry->path());
  }
  if (error) problems.push_back({folder.string(), 0, fmt::format("can't be read: {}", error.message())});
  std::sort(found.begin(), found.end());
  return found;
}

[[noreturn]] void refuse(std::vector<ConfigProblem> problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const ConfigProblem& a, const ConfigProblem& b) { return a.file == b.file && a.line < b.line; });
  std::string text;
  for (const auto& problem : problems) text += (text.empty() ? "" : "\n") + problem.print();
  throw ConfigError(text);
}

}  // namespace

Config load_config(const fs::path& file, const ConfigChecks& checks) {
  Draft draft;
  std::vector<fs::path> files{file};
  for (auto& path : drop_ins(file, draft.problems)) files.push_back(std::move(path));
  std::deque<TomlValue> trees;  // the draft points into them
  for (const auto& path : files) trees.push_back(read_toml(path, draft.problems));
  draft.root = {file.string(), &trees.front()};
  // What could not be parsed would only bring follow-up complaints about what it defines.
  if (!draft.problems.empty()) refuse(std::move(draft.problems));
  for (std::size_t i = 0; i < files.size(); ++i) read_sections(trees[i], files[i], draft);
  check_draft(draft, checks);
  if (!draft.problems.empty()) refuse(std::move(draft.problems));
  draft.config.files = std::move(files);
  return std::move(draft.config);
}

std::optional<fs::path> find_config(const fs::path& asked) {
  const auto must_exist = [](const fs::path& path, std::string_view who) {
    std::error_code error;
    if (fs::exists(path, error)) return path;
    throw ConfigError(fmt::format("{}: {} names this file, but it is not there", path.string(), who));
  };
  if (!asked.empty()) return must_exist(asked, "--config");
  const char* variable = std::getenv("GRIFFIER_CONFIG");  // NOLINT(concurrency-mt-unsafe): read before threads start
  if (variable != nullptr && *variable != '\0') return must_exist(variable, "GRIFFIER_CONFIG");
  for (const char* path : {"griffier.toml", "/etc/griffier/griffier.toml"}) {
    std::error_code error;
    if (fs::exists(path, error)) return fs::path(path);
  }
  return std::nullopt;
}

}  // namespace griffier::daemon
