// How people cite the papers of parliament: "Kamerstukken II 2023/24, 36 410 XVI, nrs. 160 en 161",
// "Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 505", "Handelingen II 2022/23, nr. 104, item 3".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/ascii.h"
#include "publications/identifier.h"
#include "publications/scanner.h"

namespace griffier::publications {

// One paper that a citation names, and the bytes of the text that name it. A dossier alone has no identifier.
struct Cited {
  std::optional<Identifier> identifier;
  std::optional<Dossier> dossier;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool doubtful = false;  // "Herindeling - 31815", "zie 31815-5": a paper where papers are listed, else any number
};

// How sure it is beforehand that a number belongs to parliament.
enum class Surroundings {
  running_text,  // a bare number in a sentence: only its own form can tell
  named,         // after "Kamerstukken" and the like
  whole          // nothing else is there
};

// Each reads one citation at the scanner's place, lists included, and goes past it. An empty result leaves the scanner
// where it was.
[[nodiscard]] std::vector<Cited> take_kamerstukken(Scanner& in);  // "Kamerstuk ...", "Eerste Kamer, ..., H"
[[nodiscard]] std::vector<Cited> take_bills(Scanner& in);         // "wetsvoorstellen 31815 en 36 410"
[[nodiscard]] std::vector<Cited> take_bare_kamerstukken(Scanner& in,
                                                        Surroundings surroundings);  // "36 600 VII, nr. 12"
// "krijgt nr. 210 (34104)", as the chair numbers a motion that is moved; the scanner is at the verb.
[[nodiscard]] std::vector<Cited> take_numbered_motion(Scanner& in);
[[nodiscard]] std::vector<Cited> take_aanhangsels(Scanner& in);
[[nodiscard]] std::vector<Cited> take_handelingen(Scanner& in);
[[nodiscard]] std::vector<Cited> take_gazette(Scanner& in);  // "Stb. 2018, 84", "Staatscourant 2020, nr. 12"

// The steps that the above share. The first says cheaply, by its letters, whether the word ahead may be a house:
// "Tweede Kamer", "EK".
[[nodiscard]] inline bool may_name_house(const Scanner& in) {
  const char first = ascii::to_lower(in.peek());
  const char second = ascii::to_lower(in.peek(1));
  if (first == 't') return second == 'w' || second == 'k';
  return first == 'e' && (second == 'k' || (second == 'e' && ascii::to_lower(in.peek(2)) == 'r'));
}
[[nodiscard]] std::optional<Dossier> take_dossier(Scanner& in, Surroundings surroundings);
// The ondernummers behind a dossier: ", nr. 12", ", nrs. 3 t/m 5 en 7", ", A", "-64".
[[nodiscard]] std::vector<Cited> take_ondernummers(Scanner& in, const Dossier& dossier, Surroundings surroundings,
                                                   std::size_t begin);

// What may stand between the name of a series and the number: house, session, commas.
struct CitationHead {
  std::string house;         // "tk", "ek", or empty
  std::string vergaderjaar;  // "2024-2025", or empty
};
[[nodiscard]] CitationHead take_head(Scanner& in, CitationHead head = {});
// "nr.", "nrs.", "no.", "nummer"; 0 if none, 1 for one number, 2 for several.
[[nodiscard]] int take_number_word(Scanner& in);
// "2023/24", "2023–2024", "2023 – 2024".
[[nodiscard]] std::optional<std::string> take_session(Scanner& in);
// "en", ",", "t/m" between the numbers of a list: 0 none, 1 a joint, 2 a range (with a dash only of `several`).
[[nodiscard]] int take_joint(Scanner& in, bool several);
// ", p. 3", ", blz. 12–14, 17 en 20", " (MvT)": the pages of a paper and the like, where another "nr." follows them;
// else nothing is read.
void skip_pages(Scanner& in);
// The numbers of a list: "3", "863 en 865", "3 t/m 5". Each with the bytes that name it.
struct ListedNumber {
  std::string number;
  std::size_t begin = 0;
  std::size_t end = 0;
};
// "A", "B en C", "C-E", "AF": the letters by which the Eerste Kamer numbers, of at most `longest` each.
[[nodiscard]] std::vector<ListedNumber> take_letters(Scanner& in, std::size_t longest);
[[nodiscard]] std::vector<ListedNumber> take_number_list(Scanner& in, bool several);
// The papers with these numbers; the first begins at `begin`.
[[nodiscard]] std::vector<Cited> as_cited(const Dossier& dossier, const std::vector<ListedNumber>& numbers,
                                          std::size_t begin);
// "... en 36 200 VII, nr. 3; Kamerstukken I ..., A": goes on as long as papers follow, and as long as dossiers follow
// where the last one read is a dossier alone. `sure`: whatever follows the last dossier.
void take_more_papers(Scanner& in, const std::string& house, bool sure, std::vector<Cited>& out);

}  // namespace griffier::publications
