#include "fetchers/extract/docx_fields.h"

#include <algorithm>
#include <utility>

#include "fetchers/extract/print.h"

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
  for (const Field& field : open_) {
    if (!field.form.empty()) end(field, text);
  }
  code_.clear();
  open_.clear();
}

void DocxFields::end(const Field& field, std::string& text) {
  const bool shows = !field.in_code && field.result_at <= text.size();
  const std::string_view result = shows ? std::string_view(text).substr(field.result_at) : std::string_view();
  if (result.starts_with("Fout!") || result.starts_with("Error!")) {
    text.resize(field.result_at);
  } else if (!field.form.empty() && is_blank(result)) {
    text += field.form;
  }
}

void DocxFields::mark(std::string_view type, std::string& text, const std::string& form) {
  if (type == "begin") {
    if (open_.size() < kDeepest) {
      open_.push_back({true, 0, form});
    } else {
      text += form;
    }
  }
  if (open_.empty()) return;
  if (type != "begin" && !is_code_of_outer()) code_.clear();
  if (type == "separate") {
    open_.back().in_code = false;
    open_.back().result_at = text.size();
  }
  if (type != "end") return;
  const Field field = std::move(open_.back());
  open_.pop_back();
  end(field, text);
}

}  // namespace griffier::fetchers
