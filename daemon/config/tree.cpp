#include "daemon/config/tree.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

namespace griffier::daemon {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;  // a configuration is written by hand

int line_of(const toml::source_region& region) { return static_cast<int>(region.begin.line); }

TomlValue convert(const toml::node& node);

template <typename Node>
std::string printed(const Node& node) {
  std::ostringstream out;
  out << node;
  return out.str();
}

TomlValue convert_table(const toml::table& table) {
  TomlValue value;
  value.type = TomlValue::Type::table;
  for (const auto& [key, child] : table) {
    const int key_line = line_of(key.source());
    value.entries.push_back(
        {std::string(key.str()), key_line > 0 ? key_line : line_of(child.source()), convert(child)});
  }
  std::stable_sort(value.entries.begin(), value.entries.end(),
                   [](const TomlEntry& a, const TomlEntry& b) { return a.line < b.line; });
  return value;
}

TomlValue convert(const toml::node& node) {
  TomlValue value;
  if (const auto* table = node.as_table()) {
    value = convert_table(*table);
  } else if (const auto* array = node.as_array()) {
    value.type = TomlValue::Type::array;
    for (const auto& item : *array) value.items.push_back(convert(item));
  } else if (const auto* text = node.as_string()) {
    value.type = TomlValue::Type::string;
    value.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    value.type = TomlValue::Type::integer;
    value.integer = integer->get();
    value.text = std::to_string(value.integer);
  } else if (const auto* boolean = node.as_boolean()) {
    value.type = TomlValue::Type::boolean;
    value.boolean = boolean->get();
  } else if (const auto* floating = node.as_floating_point()) {
    value.type = TomlValue::Type::floating;
    value.text = printed(*floating);
  } else {
    value.type = TomlValue::Type::moment;
  }
  value.line = line_of(node.source());
  return value;
}

}  // namespace

const char* type_name(TomlValue::Type type) {
  switch (type) {
    case TomlValue::Type::string:
      return "a string";
    case TomlValue::Type::integer:
      return "a whole number";
    case TomlValue::Type::floating:
      return "a fraction";
    case TomlValue::Type::boolean:
      return "true or false";
    case TomlValue::Type::moment:
      return "a date or time";
    case TomlValue::Type::array:
      return "a list";
    case TomlValue::Type::table:
      return "a table";
  }
  return "something else";
}

std::string ConfigProblem::print() const {
  return line > 0 ? fmt::format("{}:{}: {}", file, line, message) : fmt::format("{}: {}", file, message);
}

TomlValue read_toml(const std::filesystem::path& file, std::vector<ConfigProblem>& problems) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) {
    problems.push_back({file.string(), 0, "this is a folder, not a file"});
    return {};
  }
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    problems.push_back({file.string(), 0, fmt::format("can't be read: {}", std::generic_category().message(errno))});
    return {};
  }
  std::string bytes(kMaxFileBytes + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > kMaxFileBytes) {
    problems.push_back({file.string(), 0, "is larger than 4 MiB: that is no configuration"});
    return {};
  }
  try {
    return convert_table(toml::parse(bytes, file.string()));
  } catch (const toml::parse_error& wrong) {
    problems.push_back({file.string(), line_of(wrong.source()), std::string(wrong.description())});
    return {};
  }
}

}  // namespace griffier::daemon
