// The names of the facts that come with a publication beside its text (Hints::facts): from the publisher's metadata or
// from the file itself. Lists have one item a line. Dates are ISO 8601 (a moment is taken as its day in Amsterdam).
//
// What a publisher says of a publication's place (identity, dossier, numbers, case, term, main document) goes before
// what its text says; every other fact fills what the text leaves open.
#pragma once

namespace griffier::publications::facts {

inline constexpr const char* kDocumentId = "document_id";  // the official identity: "kst-19637-3274"
inline constexpr const char* kAliases = "aliases";         // list: other identities of the same publication
inline constexpr const char* kParent = "parent";           // identity of the main document of an annex
inline constexpr const char* kSoort = "soort";             // the publisher's word for its kind: "Brief regering"
inline constexpr const char* kTitle = "title";
inline constexpr const char* kSubject = "subject";
inline constexpr const char* kDate = "date";          // of the publication
inline constexpr const char* kDossiers = "dossiers";  // list: "19637", "36600-VII"; the first is its own
inline constexpr const char* kDossierTitle = "dossier_title";
inline constexpr const char* kOndernummer = "ondernummer";
inline constexpr const char* kVergaderjaar = "vergaderjaar";  // "2024-2025"
inline constexpr const char* kKamer = "kamer";                // "tk", "ek", "vv"
inline constexpr const char* kZaaknummers = "zaaknummers";    // list: "2024Z18435"
inline constexpr const char* kAanhangselnummer = "aanhangselnummer";
inline constexpr const char* kKenmerk = "kenmerk";
inline constexpr const char* kAskers = "askers";             // list: "Piri (GroenLinks-PvdA)"
inline constexpr const char* kAddressedTo = "addressed_to";  // list of offices
inline constexpr const char* kCommittee = "committee";
inline constexpr const char* kSender = "sender";  // an office
inline constexpr const char* kAskedOn = "asked_on";
inline constexpr const char* kReceivedOn = "received_on";
// list: lines of text that name other publications and articles of laws, as the record of a judgment does
inline constexpr const char* kReferences = "references";
inline constexpr const char* kDueOn = "due_on";  // Zaak.Termijn
// Of a toezegging, as the Kamer's register has it.
inline constexpr const char* kToezeggingNumber = "toezegging_number";
inline constexpr const char* kToezeggingStatus = "toezegging_status";
inline constexpr const char* kToezeggingMadeBy = "toezegging_made_by";
inline constexpr const char* kToezeggingMadeTo = "toezegging_made_to";
inline constexpr const char* kToezeggingMadeOn = "toezegging_made_on";
inline constexpr const char* kToezeggingLetter = "toezegging_letter";  // that kept it: "Kamerstuk 19637, nr. 3301"

}  // namespace griffier::publications::facts
