// A TOML file as a light tree in which everything knows its line, so that toml++ is compiled in one place only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace griffier::daemon {

struct TomlValue;

struct TomlEntry;

struct TomlValue {
  enum class Type : std::uint8_t { string, integer, floating, boolean, moment, array, table };
  Type type = Type::table;
  int line = 0;
  std::string text;  // strings: the value; moments and floating: as TOML prints them
  std::int64_t integer = 0;
  bool boolean = false;
  std::vector<TomlValue> items;    // arrays
  std::vector<TomlEntry> entries;  // tables, in the order of their lines
};

struct TomlEntry {
  std::string key;
  int line = 0;
  TomlValue value;
};

// "a string", "a whole number", … for messages.
[[nodiscard]] const char* type_name(TomlValue::Type type);

// Something wrong at one place. Printed as "griffier.toml:12: message"; line 0 leaves the line out.
struct ConfigProblem {
  std::string file;
  int line = 0;
  std::string message;
  [[nodiscard]] std::string print() const;
};

// Reads one file. What can't be read or parsed becomes one problem, and the table is then empty.
[[nodiscard]] TomlValue read_toml(const std::filesystem::path& file, std::vector<ConfigProblem>& problems);

}  // namespace griffier::daemon
