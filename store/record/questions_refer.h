// Answers that send the reader to another answer: "Zie het antwoord op vraag 2."
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace griffier::store {

// The numbers of the questions whose answer a short answer refers to, in order, once each: {"2", "3"} of "Zie het
// antwoord op de vragen 2 en 3."; ranges are written out. None when it answers by itself. Pure.
[[nodiscard]] std::vector<std::string> answers_referred_to(std::string_view answer);

}  // namespace griffier::store
