// One value of the configuration at its place: read as a type, or a problem that says what was expected there.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "daemon/config/schema.h"
#include "daemon/config/values.h"

namespace griffier::daemon {

class Place {
 public:
  Place(const TomlEntry& entry, const std::string& file, std::vector<ConfigProblem>& problems)
      : entry_(entry), file_(file), problems_(problems) {}

  void problem(std::string message) const { problems_.push_back({file_, entry_.line, std::move(message)}); }

  void text(std::string& out) const {
    if (is(TomlValue::Type::string, "a string")) out = entry_.value.text;
  }
  void flag(bool& out) const {
    if (is(TomlValue::Type::boolean, "true or false")) out = entry_.value.boolean;
  }
  void whole(int& out, int least, int most) const {
    if (!is(TomlValue::Type::integer, "a whole number")) return;
    if (entry_.value.integer < least || entry_.value.integer > most)
      return problem(fmt::format("'{}' must be between {} and {}", entry_.key, least, most));
    out = static_cast<int>(entry_.value.integer);
  }
  void texts(std::vector<std::string>& out) const {
    if (!is(TomlValue::Type::array, "a list of strings")) return;
    out.clear();
    for (const auto& item : entry_.value.items) {
      if (item.type != TomlValue::Type::string || item.text.empty()) {
        problems_.push_back({file_, std::max(item.line, entry_.line),
                             fmt::format("'{}' is a list of strings, none of them empty", entry_.key)});
        return;
      }
      out.push_back(item.text);
    }
  }
  template <typename Duration>
  void duration(Duration& out, std::chrono::milliseconds least, std::chrono::milliseconds most) const {
    if (!is(TomlValue::Type::string, "a duration such as \"15m\"")) return;
    const auto value = parse_duration(entry_.value.text);
    if (!value)
      return problem(fmt::format("'{}' is not a duration: write \"500ms\", \"90s\", \"15m\", \"2h\" or \"1d\"",
                                 entry_.value.text));
    if (*value < least || *value > most)
      return problem(fmt::format("'{}' must be between {} and {}", entry_.key, print(least), print(most)));
    out = std::chrono::duration_cast<Duration>(*value);
  }
  // At least one, each as in duration().
  void durations(std::vector<std::chrono::seconds>& out, std::chrono::milliseconds most) const {
    std::vector<std::string> written;
    texts(written);
    out.clear();
    for (const auto& one : written) {
      const auto value = parse_duration(one);
      if (!value || *value > most)
        return problem(fmt::format("'{}' is not a duration of at most {}", one, print(most)));
      out.push_back(std::chrono::duration_cast<std::chrono::seconds>(*value));
    }
    if (out.empty()) problem(fmt::format("'{}' must have at least one duration", entry_.key));
  }
  void size(std::size_t& out, std::size_t least, std::size_t most) const {
    if (!is(TomlValue::Type::string, "a size such as \"32MiB\"")) return;
    const auto value = parse_size(entry_.value.text);
    if (!value)
      return problem(fmt::format("'{}' is not a size: write \"512B\", \"100kB\" or \"32MiB\"", entry_.value.text));
    if (*value < least || *value > most)
      return problem(fmt::format("'{}' must be between {} and {} bytes", entry_.key, least, most));
    out = *value;
  }
  // Relative to the file that it stands in.
  void path(std::filesystem::path& out) const {
    if (!is(TomlValue::Type::string, "a path")) return;
    if (entry_.value.text.empty() || entry_.value.text.find('\0') != std::string::npos)
      return problem(fmt::format("'{}' must name a path", entry_.key));
    std::error_code ignored;
    const auto base = std::filesystem::absolute(std::filesystem::path(file_), ignored).parent_path();
    out = (base / entry_.value.text).lexically_normal();
  }
  void digest(Digest& out) const {
    if (!is(TomlValue::Type::string, "\"immediate\", \"hourly\" or \"daily 07:30\"")) return;
    const auto value = parse_digest(entry_.value.text);
    if (!value)
      return problem(
          fmt::format("'{}' is no digest: write \"immediate\", \"hourly\" or \"daily 07:30\"", entry_.value.text));
    out = *value;
  }
  void quiet(std::optional<QuietHours>& out) const {
    if (!is(TomlValue::Type::string, "hours such as \"22:00-07:00\"")) return;
    const auto value = parse_quiet(entry_.value.text);
    if (!value) return problem(fmt::format("'{}' is not quiet hours: write \"22:00-07:00\"", entry_.value.text));
    out = value;
  }

 private:
  static std::string print(std::chrono::milliseconds value) {
    const auto count = value.count();
    if (count % 86'400'000 == 0 && count > 0) return fmt::format("{}d", count / 86'400'000);
    if (count % 1'000 == 0) return fmt::format("{}s", count / 1'000);
    return fmt::format("{}ms", count);
  }
  bool is(TomlValue::Type wanted, const char* expected) const {
    if (entry_.value.type == wanted) return true;
    problem(fmt::format("'{}' must be {}, not {}", entry_.key, expected, type_name(entry_.value.type)));
    return false;
  }

  const TomlEntry& entry_;
  const std::string& file_;
  std::vector<ConfigProblem>& problems_;
};

}  // namespace griffier::daemon
