// The head of a Kamerstuk: year, Chamber, dossier, number and title, on lines of their own or run together.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

struct KamerstukHead {
  std::optional<std::string> vergaderjaar;
  std::optional<std::string> kamer;
  std::optional<std::string> dossier;  // "36600-VII"
  std::string dossier_title;
  std::vector<std::string> further_dossiers;  // those that a paper of several dossiers names below the first
  std::optional<std::string> number;          // "3274", "A"
  std::string suffix;                         // "-h1" of a reprint ("Nr. 7 HERDRUK"), "-n1" of a nota van verbetering
  std::string title;                          // as printed, "BRIEF VAN DE MINISTER VAN ASIEL EN MIGRATIE"
  std::size_t end = 0;                        // the first paragraph behind it
};

// Where a line of the head turns from the title to the day, "MOTIE VAN HET LID X Voorgesteld 3 mei 2031": the position
// of that word; npos if no day follows a title there.
[[nodiscard]] std::size_t stated_at(std::string_view text);

[[nodiscard]] KamerstukHead read_kamerstuk_head(const Paper& paper);

}  // namespace griffier::publications::reader
