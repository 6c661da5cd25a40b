// The day and the committee that the head of a paper states, whatever its kind.
#pragma once

#include <optional>

#include "publications/reading.h"
#include "publications/recognise/paper.h"

namespace griffier::publications::reader {

// "Vastgesteld 13 mei 2025": the day of a report, whose letters have days of their own.
[[nodiscard]] std::optional<Date> settled_date(const Paper& paper);

// Fills the date, unless it is known: "Voorgesteld 30 maart 2022", "Ontvangen 13 mei 2025", the line below the title;
// else the day of the answers or the questions.
void read_stated_date(Reading& reading, const Paper& paper);

// "Uitgegeven de zestiende mei 2024" at the end of a Staatsblad: the day of its issue.
[[nodiscard]] std::optional<Date> issue_day(const Paper& paper);

// Fills the court, the case and the day of a judgment, unless they are known, from the record above it ("Instantie",
// "Zaaknummer", "Datum uitspraak", with the value beside or below) or from the court's own head.
void read_court_record(Reading& reading, const Paper& paper);

// Fills the committee, unless it is known, by the first that the head names.
void read_committee(Reading& reading, const Paper& paper);

}  // namespace griffier::publications::reader
