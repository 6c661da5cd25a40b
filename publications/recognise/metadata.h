// What is known of a publication beside its text (facts.h), and how it goes together with what the text says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/reading.h"

namespace griffier::publications::reader {

// The publisher's word on the paper's place (dossiers, numbers, Kamer, session, cases, term, main document, other
// identities) goes before what the text says; a value that can't be one (a session "-1") is passed over. The
// document_id is for identify() (identity.h).
void take_place(Reading& reading, const Hints& hints);

// What the text leaves open: title, subject, people, dates, kenmerk.
void fill_from_metadata(Reading& reading, const Hints& hints);

// The kind, if the text tells none ("other", "page"): by the publisher's word for it, or because the register's facts
// of a toezegging are there.
void take_kind(Reading& reading, const Hints& hints);

// The identity that the publisher gives, canonical; nothing if it is none.
[[nodiscard]] std::optional<std::string> said_identity(const Hints& hints);
// A number under which a paper is known only until it has its own: "kst-1259252", "ah-1234567", "tk-2024D38123".
[[nodiscard]] bool is_provisional(std::string_view id);
// "2024-2025" of "2024-2025", "2024–2025", "20242025" or "2024/25"; nothing if the years do not follow each other.
[[nodiscard]] std::optional<std::string> session_of(std::string_view text);
// The day of "2024-11-06" or of a moment, in Amsterdam.
[[nodiscard]] std::optional<Date> day_of(std::string_view text);
// Cleaned; empty if it is not there.
[[nodiscard]] std::string fact(const Hints& hints, const char* name);

// The kind for a publisher's word: Document.Soort of the Tweede Kamer, the types and rubrics of the official
// publications, the categories of court decisions and of published decisions. Empty if the word says none.
[[nodiscard]] std::string kind_of_soort(std::string_view soort);

}  // namespace griffier::publications::reader
