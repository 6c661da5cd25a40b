// Forms in the fields of RTF (RTF specification 1.9.1, "Form Fields").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

// One form. Of its list it keeps as many entries as a list of Word can have.
class RtfForm {
 public:
  // Takes a word of \formfield.
  void take_word(std::string_view word, std::optional<int> number);
  void begin_entry();
  void add_entry_letters(std::string_view letters);
  // The box, ticked or not, or the entry that was chosen; empty for other forms and for none.
  [[nodiscard]] std::string shown() const;

 private:
  int type_ = 0;
  std::optional<int> result_;
  int usual_ = 0;
  std::size_t begun_ = 0;
  std::vector<std::string> entries_;
};

}  // namespace griffier::fetchers
