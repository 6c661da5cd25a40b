// The head of Kamervragen papers: a kv paper, an Aanhangsel paper (answer or Mededeling), and the same as ministries
// send them ("AH 605 / 2024Z18792 / Antwoord van minister ...").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/reading.h"
#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

// Who asks whom about what: "de leden A en B (beiden VVD) aan de Minister van Defensie over de werving".
struct Asking {
  std::vector<Member> askers;
  std::vector<std::string> addressed_to;
  std::string subject;
  std::optional<Date> asked_on;  // "van het lid X van 5 maart 2031 over": where it stands behind the names
};
// `text` begins behind "vragen van" and ends with the subject.
[[nodiscard]] Asking read_asking(std::string_view text);

enum class QuestionPaper { none, questions, answer, notice };

struct QuestionHeader {
  QuestionPaper paper = QuestionPaper::none;
  std::size_t end = 0;   // the first paragraph of the body behind it
  bool typeset = false;  // with the head of the Chamber's own papers, so that its identity is printed
  Asking asking;
  std::string title;
  std::optional<Date> asked_on;
  std::optional<Date> received_on;
  std::vector<Official> answered_by;
  std::vector<std::string> on_behalf_of;
  std::vector<std::string> see_also;
  std::optional<std::string> zaaknummer;
  std::vector<std::string> further_zaaknummers;
  std::optional<int> aanhangselnummer;
  std::optional<std::string> vergaderjaar;
  std::optional<std::string> kamer;
};

[[nodiscard]] QuestionHeader read_question_header(const Paper& paper);

// "Antwoord van Minister X (Defensie) (ontvangen 3 maart 2031)" as a line of its own.
[[nodiscard]] bool is_answering_line(std::string_view text);

// "het lid X (A), ingezonden op 3 mei 2031, over Y" without the day between the names and the subject.
[[nodiscard]] std::string without_insertion(std::string_view text);

// "2024Z18438" (or "2024Z 18438") at or behind `from`; npos receives where it begins.
[[nodiscard]] std::optional<std::string> find_zaaknummer(std::string_view text, std::size_t from = 0,
                                                         std::size_t* at = nullptr);
// "2024-2025" of the first "vergaderjaar 2024–2025" (also "2024/25", "2024–25").
[[nodiscard]] std::optional<std::string> find_vergaderjaar(std::string_view text, std::size_t from = 0);
// "tk", "ek" or "vv" by the name of the Chamber in a paper's head.
[[nodiscard]] std::optional<std::string> find_kamer(std::string_view text);
// The identities in "Zie ook Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. 505".
[[nodiscard]] std::vector<std::string> find_see_also(std::string_view text);

}  // namespace griffier::publications::reader
