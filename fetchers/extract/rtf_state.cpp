#include "fetchers/extract/rtf_state.h"

namespace griffier::fetchers {

bool take_rtf_look(std::string_view word, std::optional<int> number, RtfGroup& group) {
  const bool on = number.value_or(1) != 0;
  if (word == "b") {
    group.bold = on;
  } else if (word == "v") {
    group.hidden = on;
  } else if (word == "deleted") {
    group.deleted = on;
  } else if (word == "mvf") {
    group.moved = on;
  } else if (word == "plain") {
    group.bold = group.hidden = group.deleted = group.moved = false;
    group.face = -1;
  } else if (word == "f") {
    group.face = number.value_or(0);
  } else {
    return false;
  }
  return true;
}

}  // namespace griffier::fetchers
