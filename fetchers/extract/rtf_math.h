// Equations of RTF (RTF specification 1.9.1, "Office Math").
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/rtf_state.h"

namespace griffier::fetchers {

// RTF has the elements of Office MathML as groups: "{\mnum …}" is <num>. They are made into these, of which the text is
// that of a DOCX.
class RtfMath {
 public:
  void begin();
  // A group in the equation begins and ends.
  void open();
  void close();
  void take_word(std::string_view word, std::optional<int> number, RtfGroup& group);
  void add(std::string_view letters);
  // All of it as one line, when it ends.
  [[nodiscard]] std::string text();

 private:
  struct Open {
    pugi::xml_node node;  // that of the group or of the one around it
    bool own = false;
  };

  void put();

  pugi::xml_document document_;
  std::string letters_;  // that were not put in it yet
  std::vector<Open> open_;
};

}  // namespace griffier::fetchers
