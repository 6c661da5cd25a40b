// Printing data: JSON lines, tables, and text from outside made harmless for a terminal.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::daemon {

// One line of JSON on standard output; bytes that are no UTF-8 (of a file's name) become U+FFFD.
void print_json_line(const boost::json::value& value);
void print(std::string_view text);

// Control characters (but for newline and tab) become spaces, so that a publication can't steer a terminal.
[[nodiscard]] std::string harmless(std::string_view text);
// At most `width` characters, with an ellipsis when cut; counts code points.
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);
// The width in code points.
[[nodiscard]] std::size_t width_of(std::string_view text);

// Columns padded to the widest cell, the last one not; the heading is left out when there are no rows.
class Table {
 public:
  explicit Table(std::vector<std::string> heading) : heading_(std::move(heading)) {}
  void add(std::vector<std::string> row);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string text(bool colour) const;

 private:
  std::vector<std::string> heading_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace griffier::daemon
