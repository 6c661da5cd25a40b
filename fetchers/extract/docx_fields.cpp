#include "fetchers/extract/docx_fields.h"

#include <algorithm>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kDeepest = 64;

}  // namespace

bool DocxFields::in_code() const {
  return std::any_of(open_.begin(), open_.end(), [](const Field& field) { return field.in_code; });
}

// Whether the last field stands in the code of another.
bool DocxFields::is_code_of_outer() const {
  return std::any_of(open_.begin(), open_.end() - 1, [](const Field& field) { return field.in_code; });
}

void DocxFields::end_paragraph(std::string& text) {
  if (in_code()) text += code_;
  code_.clear();
  open_.clear();
}

void DocxFields::mark(std::string_view type, std::string& text) {
  if (type == "begin" && open_.size() < kDeepest) open_.push_back({true, 0});
  if (open_.empty()) return;
  if (type != "begin" && !is_code_of_outer()) code_.clear();
  if (type == "separate") open_.back() = {false, text.size()};
  if (type != "end") return;
  const Field field = open_.back();
  open_.pop_back();
  if (field.in_code || field.result_at > text.size()) return;
  const std::string_view result = std::string_view(text).substr(field.result_at);
  if (result.starts_with("Fout!") || result.starts_with("Error!")) text.resize(field.result_at);
}

}  // namespace griffier::fetchers
