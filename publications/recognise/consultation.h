// A schriftelijk overleg: what each fractie asks in prose, and what the minister answers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/reading.h"
#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

struct Consultation {
  std::vector<FractieContribution> fracties;
  std::vector<Answer> answers;
  std::vector<std::string> addressed_to;
  std::string subject;
  std::optional<std::string> committee;
};

// "Vragen en opmerkingen van de leden van de D66-fractie": "D66"; empty if the paragraph heads no contribution.
[[nodiscard]] std::string fractie_of_heading(std::string_view paragraph);

// Whether the paper has the form of a schriftelijk overleg: contributions of fracties under headings of their own.
[[nodiscard]] bool is_consultation(const Paper& paper);

// To whom and about what a committee put its questions, by the paragraphs from `from` on that precede them.
[[nodiscard]] Consultation read_introductions(const Paper& paper, std::size_t from);

// Questions are numbered through the whole paper, in the order printed, so that an answer's numbers are unambiguous.
[[nodiscard]] Consultation read_consultation(const Paper& paper);

// The questions in a fractie's paragraph, direct ("Kan de Minister ...?") and indirect ("De leden vragen of ...",
// "Graag een reactie.").
[[nodiscard]] std::vector<std::string> questions_in(std::string_view paragraph);

}  // namespace griffier::publications::reader
