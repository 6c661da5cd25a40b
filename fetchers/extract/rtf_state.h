// Where a reader of RTF is in its file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "fetchers/extract/rtf_blocks.h"
#include "fetchers/extract/rtf_words.h"

namespace griffier::fetchers {

// A story is text that stands apart: the paper itself, a note, a text box.
enum class RtfPlace { body, note, box };

struct RtfStory {
  RtfPlace place = RtfPlace::body;
  RtfParagraph paragraph;
  RtfParagraphs done;  // of a note or a box; of the body those of the cell being read
  std::string note_label;
};

// What a group's end undoes.
struct RtfGroup {
  RtfAim aim = RtfAim::text;
  int unicode_skip = 1;
  bool bold = false;
  bool hidden = false;
  bool deleted = false;
  bool moved = false;  // from here to where it stands once more
  bool in_table = false;
  bool story = false;  // the group is one
  bool field = false;  // likewise
  int face = -1;       // the usual one

  [[nodiscard]] bool is_shown() const { return !hidden && !deleted && !moved; }
};

// Takes a word that says how the letters of the group look; whether it was one.
bool take_rtf_look(std::string_view word, std::optional<int> number, RtfGroup& group);

}  // namespace griffier::fetchers
