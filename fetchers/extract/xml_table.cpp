#include "fetchers/extract/xml_table.h"

#include <utility>

#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {

bool XmlTable::begin_row(const pugi::xml_node& row) {
  const pugi::xml_node part = row.parent();
  if (part != part_) grid_ = {};
  part_ = part;
  const std::string_view name = local_name(part);
  const pugi::xml_node group = name == "thead" || name == "tbody" || name == "tfoot" ? part.parent() : part;
  if (group != group_) read_columns(group);
  group_ = group;
  grid_.begin_row();
  const pugi::xml_node table = local_name(group) == "tgroup" ? group.parent() : group;
  return std::exchange(table_, table) != table;
}

void XmlTable::read_columns(const pugi::xml_node& group) {
  constexpr std::size_t kMost = 1000;
  columns_.clear();
  std::size_t next = 0;
  for (const pugi::xml_node child : group.children()) {
    if (next > kMost || columns_.size() > kMost) return;
    const std::string_view name = local_name(child);
    if (name == "colspec") {
      columns_[child.attribute("colname").value()] = {next, next};
      ++next;
    } else if (name == "spanspec") {
      const auto first = columns_.find(std::string_view(child.attribute("namest").value()));
      const auto last = columns_.find(std::string_view(child.attribute("nameend").value()));
      if (first == columns_.end() || last == columns_.end()) continue;
      columns_[child.attribute("spanname").value()] = {first->second.first, last->second.first};
    }
  }
}

const XmlTable::Columns* XmlTable::columns_of(const pugi::xml_node& entry, const char* attribute) const {
  const std::string_view name = entry.attribute(attribute).value();
  const auto found = name.empty() ? columns_.end() : columns_.find(name);
  return found == columns_.end() ? nullptr : &found->second;
}

void XmlTable::add_entry(const pugi::xml_node& entry, std::string_view text) {
  CellSpan span{span_of(entry.attribute("colspan").value()), span_of(entry.attribute("rowspan").value())};
  if (const pugi::xml_attribute more = entry.attribute("morerows")) span.rows = 1 + more.as_uint();
  std::size_t column = 0;
  const Columns* first = nullptr;
  for (const char* name : {"spanname", "namest", "colname"}) {
    if (first == nullptr) first = columns_of(entry, name);
  }
  if (first != nullptr) {
    const Columns* last = columns_of(entry, "nameend");
    const std::size_t end = last == nullptr ? first->last : last->last;
    column = first->first;
    if (end > column) span.columns = end - column + 1;
  }
  grid_.add_cell(text, span, column);
}

}  // namespace griffier::fetchers
