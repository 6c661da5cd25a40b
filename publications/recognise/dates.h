// Dates of papers: those after a word such as "ingezonden", with the typing errors that real papers have.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "publications/instant.h"

namespace griffier::publications::reader {

// The date at the start of `text`: as parse_dutch_date, and also with the name of a month misspelt ("novmeber"), glued
// to its neighbours ("24oktober 2024") or with an impossible day refused. `length` receives the bytes read.
[[nodiscard]] std::optional<Date> read_date(std::string_view text, std::size_t* length = nullptr);
// The first date that follows the (lower-case) word within 24 bytes: "(ontvangen (ontvangen 7 juni 2024)".
[[nodiscard]] std::optional<Date> date_after(std::string_view text, std::string_view word, std::size_t from = 0);
// The date that stands before the (lower-case) word within 40 bytes, behind "op": "die op 30 september 2024 werden
// ingezonden".
[[nodiscard]] std::optional<Date> date_before(std::string_view text, std::string_view word);
// "6 november jl." at the start of `text`: the latest such date that is not after `known`.
[[nodiscard]] std::optional<Date> recent_date(std::string_view text, Date known);
// The first date anywhere in the text.
[[nodiscard]] std::optional<Date> first_date(std::string_view text);

}  // namespace griffier::publications::reader
