// Which keys there are, what each may hold, and where it goes. Private to the configuration.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/config/tree.h"

namespace griffier::daemon {

// Where one source, channel or watch stands, for messages of the checks that come after reading.
struct Origin {
  std::string file;
  const TomlValue* table = nullptr;  // belongs to the tree that was read
  // The line of one of its keys, or of the table itself when the key is not there.
  [[nodiscard]] int line(std::string_view key = {}) const;
};

// The configuration while it is being read: the origins run parallel to the lists of the configuration.
struct Draft {
  Config config;
  Origin root;  // of the first file
  std::vector<Origin> sources, channels, watches;
  std::vector<ConfigProblem> problems;
  void problem(const Origin& origin, std::string_view key, std::string message);
};

extern const std::vector<std::string_view> kSourceKinds, kChannelKinds, kWebhookForms, kEventKinds;

// Takes one file's tree into the draft. Unknown keys, wrong types and unreadable values become problems. The tree must
// outlive the draft.
void read_sections(const TomlValue& root, const std::filesystem::path& file, Draft& draft);

// What can only be said of the whole: required keys, names, references between the parts, addresses.
void check_draft(Draft& draft, const ConfigChecks& checks);

}  // namespace griffier::daemon
