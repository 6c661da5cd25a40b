// Papers for the tests of publications/recognise, written as lines.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "publications/reading.h"
#include "publications/text.h"

namespace griffier::publications {

// A paragraph a line. A line that begins with "[^n] " is the footnote n; "# " a heading; "| " a row of a table.
inline Text paper(std::initializer_list<std::string_view> lines) {
  Text text;
  for (const auto line : lines) {
    Block block;
    block.text = std::string(line);
    if (line.starts_with("[^")) {
      const auto end = line.find("] ");
      block.kind = BlockKind::footnote;
      block.label = std::string(line.substr(2, end - 2));
      block.text = std::string(line.substr(end + 2));
    } else if (line.starts_with("# ")) {
      block.kind = BlockKind::heading;
      block.level = 1;
      block.text = std::string(line.substr(2));
    } else if (line.starts_with("| ")) {
      block.kind = BlockKind::table_row;
      block.text = std::string(line.substr(2));
    }
    text.blocks.push_back(std::move(block));
  }
  return text;
}

inline Reading read(std::initializer_list<std::string_view> lines) { return recognise(paper(lines), {}); }

inline std::string day(const std::optional<Date>& date) { return date ? iso_date(*date) : ""; }

}  // namespace griffier::publications
