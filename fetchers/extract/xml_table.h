// The rows of a table in XML (CALS, or HTML's elements), with cells that reach over columns and rows.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "fetchers/extract/table_grid.h"

namespace griffier::fetchers {

// Takes rows in the order of the document.
class XmlTable {
 public:
  // Returns whether the row is of another table than the one before it.
  [[nodiscard]] bool begin_row(const pugi::xml_node& row);
  void add_entry(const pugi::xml_node& entry, std::string_view text);
  [[nodiscard]] std::string end_row() { return grid_.end_row(); }

 private:
  struct Columns {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  void read_columns(const pugi::xml_node& group);
  [[nodiscard]] const Columns* columns_of(const pugi::xml_node& entry, const char* attribute) const;

  TableGrid grid_;
  pugi::xml_node part_;   // head or body, whose rows the grid has
  pugi::xml_node group_;  // whose columns are known
  pugi::xml_node table_;
  std::map<std::string, Columns, std::less<>> columns_;  // by the names of columns and of spans
};

}  // namespace griffier::fetchers
