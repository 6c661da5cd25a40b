// Who a filter names: compared without case, accents and the kind of dash, since people type "Kroger" for "Kröger".
#pragma once

#include <string>
#include <string_view>

#include "store/record/questions.h"

namespace griffier::store::questions {

// Small letters without marks; "Çelebi-Öz" is "celebi-oz". What is no UTF-8 stays as it is.
[[nodiscard]] std::string folded(std::string_view text);

// Whether a list of offices has one whose name these words are part of, or that they abbreviate: "VWS", "J&V", "IenW".
[[nodiscard]] bool names_ministry(std::string_view offices, std::string_view words);

// Ministry, fractie and member of a filter.
class Who {
 public:
  explicit Who(const QuestionFilter& filter);
  [[nodiscard]] bool fits(const QuestionSetRow& set) const;

 private:
  std::string ministry_, fractie_, member_;  // the last folded
};

}  // namespace griffier::store::questions
