// Letters of ministers that never were, in the form in which they are printed.
#pragma once

#include <string>

namespace griffier::tests {

// kst-31415-<number>, with `sentence` as its second paragraph. Every letter has the same words otherwise.
[[nodiscard]] inline std::string letter(const std::string& number, const std::string& sentence) {
  return "Vergaderjaar 2024-2025\n\n31 415\n\nKustvisserij\n\nNr. " + number +
         "\n\nBRIEF VAN DE MINISTER VAN WATER EN WIND\n\nAan de Voorzitter van de Tweede Kamer der Staten-Generaal\n\n"
         "Den Haag, 3 februari 2025\n\nMet deze brief informeer ik uw Kamer over de stand van de garnalenvloot.\n\n" +
         sentence +
         "\n\nIk zal uw Kamer voor de zomer nader berichten.\n\nDe Minister van Water en Wind,\nA.B. van Zeeduin\n";
}

inline const char* const kSentence =
    "De vloot telt dit jaar honderdtwaalf schepen, waarvan er negentig in de Waddenzee vissen en de overige voor de "
    "kust van Zeeland.";

}  // namespace griffier::tests
