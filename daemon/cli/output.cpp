#include "daemon/cli/output.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <system_error>

#include "publications/utf8.h"

namespace griffier::daemon {
namespace {

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
    throw std::system_error(errno, std::generic_category(), "standard output");
}

void print_json_line(const boost::json::value& value) {
  std::string line = publications::to_valid_utf8(boost::json::serialize(value));
  line += '\n';
  print(line);
}

std::string harmless(std::string_view text) {
  std::string clean(text);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const auto c = static_cast<unsigned char>(clean[i]);
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) clean[i] = ' ';
    // C1 controls (U+0080..U+009F) steer some terminals as well.
    if (c == 0xC2 && i + 1 < clean.size() && static_cast<unsigned char>(clean[i + 1]) < 0xA0)
      clean[i] = clean[i + 1] = ' ';
  }
  return clean;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

std::string cut(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  std::size_t count = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    if (starts_code_point(text[end]) && count++ + 1 >= width) break;
    ++end;
  }
  return std::string(text.substr(0, end)) + "…";
}

void Table::add(std::vector<std::string> row) {
  if (row.size() != heading_.size()) throw std::logic_error("a table row must have as many cells as the heading");
  for (auto& cell : row) cell = harmless(cell);
  rows_.push_back(std::move(row));
}

std::string Table::text(bool colour) const {
  if (rows_.empty()) return {};
  std::vector<std::size_t> widths(heading_.size());
  for (std::size_t column = 0; column < heading_.size(); ++column) {
    widths[column] = width_of(heading_[column]);
    for (const auto& row : rows_) widths[column] = std::max(widths[column], width_of(row[column]));
  }
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t column = 0; column < cells.size(); ++column) {
      out += cells[column];
      if (column + 1 < cells.size()) out.append(widths[column] - width_of(cells[column]) + 2, ' ');
    }
    out += '\n';
  };
  if (colour) out += "\x1b[1m";
  line(heading_);
  if (colour) out += "\x1b[0m";
  for (const auto& row : rows_) line(row);
  return out;
}

}  // namespace griffier::daemon
