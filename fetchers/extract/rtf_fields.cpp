#include "fetchers/extract/rtf_fields.h"

namespace griffier::fetchers {
namespace {

constexpr int kBox = 1;
constexpr int kList = 2;
constexpr int kUndefined = 25;  // the result of a form that nobody filled in
constexpr std::size_t kMostEntries = 25;
constexpr std::size_t kLongestEntry = 1024;  // bytes

}  // namespace

void RtfForm::take_word(std::string_view word, std::optional<int> number) {
  if (word == "fftype") type_ = number.value_or(0);
  if (word == "ffdefres") usual_ = number.value_or(0);
  if (word == "ffres" && number.value_or(kUndefined) != kUndefined) result_ = number;
}

void RtfForm::begin_entry() {
  if (++begun_ <= kMostEntries) entries_.emplace_back();
}

void RtfForm::add_entry_letters(std::string_view letters) {
  if (begun_ == 0 || begun_ > kMostEntries || entries_.back().size() > kLongestEntry) return;
  entries_.back() += letters;
}

std::string RtfForm::shown() const {
  const int result = result_.value_or(usual_);
  if (type_ == kBox) return result != 0 ? "☒" : "☐";
  const bool chosen = type_ == kList && result >= 0 && static_cast<std::size_t>(result) < entries_.size();
  return chosen ? entries_[static_cast<std::size_t>(result)] : std::string();
}

}  // namespace griffier::fetchers
