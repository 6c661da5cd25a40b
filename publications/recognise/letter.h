// Letters of ministers and notes of their officials: place and date, sender, addressee, signatures, reference.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/reading.h"
#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

struct Letter {
  std::string place;
  std::optional<Date> date;
  std::string addressee;
  std::string subject;  // behind "Onderwerp" or "Betreft"
  std::optional<std::string> kenmerk;
  std::vector<Official> signatories;
  std::vector<std::string> on_behalf_of;
  bool greets = false;  // "Geachte voorzitter"
};

[[nodiscard]] Letter read_letter(const Paper& paper);

// "BRIEF VAN DE MINISTER VAN ASIEL EN MIGRATIE": "Minister van Asiel en Migratie"; empty if no office is in the title.
[[nodiscard]] std::string sender_of_title(std::string_view title);

// The offices at the start of running text, up to where the sentence goes on: "de Minister van Buitenlandse Zaken en de
// Minister voor Klimaat en Energie, over een aantal ...".
[[nodiscard]] std::vector<std::string> leading_offices(std::string_view text);

// The date on the line of place and date at the end of a notice: "Verzonnenstad, 14 juni 2031", which some prints space
// out ("2 3 december 2031").
[[nodiscard]] std::optional<Date> closing_date(const Paper& paper);

}  // namespace griffier::publications::reader
