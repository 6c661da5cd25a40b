// A question paper cut at its headings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "publications/recognise/paper.h"
#include "publications/recognise/questions_and_answers.h"

namespace griffier::publications::reader {

enum class SegmentKind { question, answer, notice, explanation, other };

struct Segment {
  SegmentKind kind = SegmentKind::other;
  std::vector<int> numbers;
  std::vector<std::string> parts;  // its paragraphs without footnote marks
  std::vector<bool> items;         // which of them are list items
};

[[nodiscard]] std::vector<Segment> segments_of(const Paper& paper, std::size_t from, Numbering numbering);

// "[1] ...", "(1) ...", "* ...": how endnotes begin.
[[nodiscard]] bool begins_note(std::string_view text);

// Removes endnotes ("1) Krant, 3 mei 2024", "[1] https://...") and a signature from the last segment that asks or
// answers.
void drop_endnotes(std::vector<Segment>& segments);

// Removes footnotes that an extractor left at the end of a segment: "... aangrijpen. 4Kamerstuk 29 035, nr. 515". Does
// nothing for a paper that has no footnotes and is not typeset by the Chamber.
void drop_run_in_notes(std::vector<Segment>& segments, const Paper& paper);

// Without the marks of notes that an extractor left at the end: "bekend?1", "Nutri-Score? 1)", "vliegen» 1 2".
[[nodiscard]] std::string without_end_mark(std::string_view text);

}  // namespace griffier::publications::reader
