// The words of alerts, which are Dutch: the one place that has them. What the record says in English of an event
// (v_events.summary) is told here in Dutch; what can't be told so is left out rather than told in English.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "store/record/record.h"

namespace griffier::daemon::wording {

// "Nieuw", "Gewijzigd", "Beantwoord" …; "Melding" for an unknown kind.
[[nodiscard]] std::string_view label(std::string_view event_kind);
// Which event of a paper gives a message its name: the weightiest.
[[nodiscard]] int weight(std::string_view event_kind);
// All kinds that have words.
[[nodiscard]] std::vector<std::string_view> kinds();

// The summary of an event in Dutch: "kv-tk-2024Z1: vraag 3 van 3 beantwoord op 1 december 2024". The label and the
// identity alone where the summary is in no form that the program writes.
[[nodiscard]] std::string summary(const store::EventRow& event);
// What a summary adds to its label and the difference beside it, of events of documents: "terug naar versie 2"; empty
// if nothing.
[[nodiscard]] std::string addition(const store::EventRow& event);

// What diff/render.h says in English, in Dutch: "12 woorden in 2 alinea's", "alleen opmaak".
[[nodiscard]] std::string difference(std::string text);

// "3, 4 en 5".
[[nodiscard]] std::string enumerate(const std::vector<std::string>& words);
// "Vraag 3, 4 en 5"; "Vraag" without numbers.
[[nodiscard]] std::string question_heading(const std::vector<std::string>& numbers);
// "[Antwoord op vraag 2: …]".
[[nodiscard]] std::string answer_elsewhere(const std::string& number, const std::string& answer);
// "versie 2, gepubliceerd op 19 september 2024, dossier 19637"; without what is empty or 0.
[[nodiscard]] std::string circumstances(int revision, const std::string& published_on, const std::string& dossier);

// "kenmerk: 2024-1 → 2024-2", "termijn: 1 februari 2025 (was er niet)", "termijn: vervallen (was 1 februari 2025)".
// `name` is that of metadata.json.
[[nodiscard]] std::string changed_fact(std::string_view name, const std::string& before, const std::string& after);

// "14 meldingen: 10 nieuw, 4 gewijzigd", by the labels of the papers.
[[nodiscard]] std::string tally(const std::vector<std::string_view>& labels);
[[nodiscard]] std::string footer(const std::string& watch, const std::string& at);
[[nodiscard]] std::string more_questions(std::size_t left, std::size_t of);
[[nodiscard]] std::string more_papers(std::size_t left);
inline constexpr std::string_view kLanguage = "nl";
inline constexpr std::string_view kTitlesOnly = "… ingekort: hieronder alleen de titels.";
inline constexpr std::string_view kCut = "… ingekort: zie de bron of griffier show.";
inline constexpr std::string_view kDifference = "Verschil", kReason = "Reden", kAnswer = "Antwoord",
                                  kMoved = "verplaatst";
inline constexpr std::string_view kSource = "Bron", kThisRevision = "Deze versie", kQuestions = "Vragen";

// Word to the operator of deliveries that died.
[[nodiscard]] std::string undelivered(std::size_t count, const std::string& channel);
[[nodiscard]] std::string undelivered_one(const std::string& watch, const std::string& recipient,
                                          const std::string& subject, const std::string& error);
inline constexpr std::string_view kRemedy = "Opnieuw proberen: griffier alerts retry. Overzicht: griffier alerts list.";
// `alerts test`.
inline constexpr std::string_view kTrialSubject = "griffier: proefbericht";
[[nodiscard]] std::string trial(const std::string& channel);

}  // namespace griffier::daemon::wording
