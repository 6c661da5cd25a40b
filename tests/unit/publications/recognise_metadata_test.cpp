// What the publisher says of a publication, and what the text says, in one reading.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "publications/facts.h"
#include "publications/recognise/metadata.h"
#include "recognise_support.h"

namespace griffier::publications {
namespace {

using Facts = std::map<std::string, std::string>;

Reading read_with(Facts facts, std::initializer_list<std::string_view> lines) {
  return recognise(paper(lines), Hints{"", std::move(facts)});
}

std::string origin(const Reading& reading, const std::string& name) {
  const auto found = reading.origins.find(name);
  return found == reading.origins.end() ? "" : found->second.from;
}

TEST(Metadata, PutsThePublishersWordOnThePlaceBeforeTheText) {
  const auto reading = read_with({{facts::kDocumentId, "kst-31415-92"},
                                  {facts::kDossiers, "31415\n36600-VII"},
                                  {facts::kOndernummer, "92"},
                                  {facts::kVergaderjaar, "2024–2025"},
                                  {facts::kKamer, "2"},
                                  {facts::kParent, "kst-31415-9"},
                                  {facts::kDueOn, "2026-10-15T00:00:00Z"}},
                                 {"Tweede Kamer der Staten-Generaal", "Vergaderjaar 2023-2024", "27 182 Het maaien",
                                  "Nr. 8", "BRIEF VAN DE MINISTER VAN ZAKEN", "Den Haag, 3 maart 2024", "Tekst."});
  EXPECT_EQ(reading.document_id, "kst-31415-92");
  EXPECT_EQ(reading.dossier, "31415");
  EXPECT_EQ(reading.document_number_in_dossier, "92");
  ASSERT_GE(reading.dossiers.size(), 2U);
  EXPECT_EQ(reading.dossiers[1], "36600-VII");
  EXPECT_EQ(reading.vergaderjaar, "2024-2025");
  EXPECT_EQ(reading.kamer, "tk");
  EXPECT_EQ(reading.parent, "kst-31415-9");
  EXPECT_EQ(day(reading.due_on), "2026-10-15");
  EXPECT_EQ(origin(reading, "dossier"), "metadata");
  EXPECT_EQ(origin(reading, "due_on"), "metadata");
}

TEST(Metadata, FillsOnlyWhatTheTextLeavesOpen) {
  const Facts facts{{facts::kTitle, "Een titel van de uitgever"},
                    {facts::kSubject, "Het maaien"},
                    {facts::kDate, "2024-11-06T23:30:00Z"},
                    {facts::kAskers, "Piersma (Partij A)\nDe Boer"},
                    {facts::kAddressedTo, "Minister van Zaken"},
                    {facts::kSender, "Minister van Zaken"},
                    {facts::kCommittee, "vaste commissie voor Zaken"},
                    {facts::kKenmerk, "2024-0001"},
                    {facts::kAskedOn, "2024-11-01"},
                    {facts::kReceivedOn, "2024-11-02"}};
  const auto open = read_with(facts, {"Een enkele zin."});
  EXPECT_EQ(open.title, "Een titel van de uitgever");
  EXPECT_EQ(open.subject, "Het maaien");
  EXPECT_EQ(day(open.date), "2024-11-07") << "the day in Amsterdam";
  EXPECT_EQ(open.askers, (std::vector<Member>{{"Piersma", "Partij A"}, {"De Boer", ""}}));
  EXPECT_EQ(open.addressed_to, std::vector<std::string>{"Minister van Zaken"});
  EXPECT_EQ(open.committee, "vaste commissie voor Zaken");
  EXPECT_EQ(open.kenmerk, "2024-0001");
  EXPECT_EQ(day(open.asked_on), "2024-11-01");
  EXPECT_EQ(day(open.received_on), "2024-11-02");
  for (const char* const name : {"title", "subject", "date", "askers", "addressed_to", "committee", "kenmerk"})
    EXPECT_EQ(origin(open, name), "metadata") << name;

  const auto said =
      read_with(facts, {"2024Z90001", "(ingezonden 4 oktober 2024)",
                        "Vragen van het lid Van der Zee (Partij B) aan de Minister van Andere Zaken over het hooien.",
                        "Vraag 1", "Wordt er gehooid?"});
  EXPECT_EQ(said.askers, (std::vector<Member>{{"Van der Zee", "Partij B"}}));
  EXPECT_EQ(said.subject, "het hooien");
  EXPECT_EQ(day(said.asked_on), "2024-10-04");
  EXPECT_NE(origin(said, "askers"), "metadata");
}

TEST(Metadata, KeepsTheCaseThatIsPrintedFirstAmongThoseOfThePublisher) {
  const Facts facts{{facts::kZaaknummers, "2024Z90002\n2024Z90001\nno case\n2024Z90002"}};
  const auto said = read_with(facts, {"2024Z90001", "(ingezonden 4 oktober 2024)",
                                      "Vragen van het lid Zee (Partij B) aan de Minister van Zaken over het hooien.",
                                      "Vraag 1", "Wordt er gehooid?"});
  EXPECT_EQ(said.zaaknummer, "2024Z90001");
  EXPECT_EQ(said.further_zaaknummers, std::vector<std::string>{"2024Z90002"});
  const auto open = read_with(facts, {"Een enkele zin."});
  EXPECT_EQ(open.zaaknummer, "2024Z90002");
  EXPECT_EQ(open.further_zaaknummers, std::vector<std::string>{"2024Z90001"});
}

TEST(Metadata, ComposesTheFinalIdentityOfAProvisionalOne) {
  const auto letter = read_with(
      {{facts::kDocumentId, "kst-1259252"}, {facts::kDossiers, "36867"}, {facts::kOndernummer, "D"}}, {"Een brief."});
  EXPECT_EQ(letter.document_id, "kst-36867-D");
  EXPECT_EQ(letter.aliases, std::vector<std::string>{"kst-1259252"});

  for (const auto& facts :
       {Facts{{facts::kAanhangselnummer, "1244"}, {facts::kVergaderjaar, "2024-2025"}, {facts::kKamer, "tk"}},
        Facts{{facts::kAanhangselnummer, "242501244"}}}) {
    auto with = facts;
    with[facts::kDocumentId] = "ah-1234567";
    with[facts::kSoort] = "Antwoord schriftelijke vragen";
    const auto answer = read_with(with, {"Een enkele zin."});
    EXPECT_EQ(answer.document_id, "ah-tk-20242025-1244");
    EXPECT_EQ(answer.aanhangselnummer, 1244);
    EXPECT_EQ(answer.vergaderjaar, "2024-2025");
    EXPECT_EQ(answer.aliases, std::vector<std::string>{"ah-1234567"});
  }

  const auto questions = read_with({{facts::kDocumentId, "tk-2024D38123"},
                                    {facts::kSoort, "Schriftelijke vragen"},
                                    {facts::kZaaknummers, "2024Z90001"},
                                    {facts::kAskers, "Zee (Partij B)"}},
                                   {"Een enkele zin."});
  EXPECT_EQ(questions.document_id, "kv-tk-2024Z90001");
  EXPECT_EQ(questions.aliases, std::vector<std::string>{"tk-2024D38123"});
}

TEST(Metadata, KeepsAFinalIdentityAndThatOfAnAnnex) {
  const auto reprint =
      read_with({{facts::kDocumentId, "KST-31415-9-h1"}, {facts::kDossiers, "31415"}, {facts::kOndernummer, "9"}},
                {"Een brief."});
  EXPECT_EQ(reprint.document_id, "kst-31415-9-h1");
  EXPECT_TRUE(reprint.aliases.empty());
  const auto annex = read_with({{facts::kDocumentId, "blg-1093410"},
                                {facts::kDossiers, "31415"},
                                {facts::kOndernummer, "9"},
                                {facts::kParent, "kst-31415-9"},
                                {facts::kSoort, "Bijlage"}},
                               {"Een rapport."});
  EXPECT_EQ(annex.document_id, "blg-1093410");
  const auto unnumbered = read_with({{facts::kDocumentId, "tk-2024D38123"},
                                     {facts::kDossiers, "31415"},
                                     {facts::kOndernummer, "-1"},
                                     {facts::kAliases, "TK-2024D38123\nblg-77\nno identity/"}},
                                    {"Een rapport."});
  EXPECT_EQ(unnumbered.document_id, "tk-2024D38123");
  EXPECT_EQ(unnumbered.aliases, std::vector<std::string>{"blg-77"});
  const auto correction = read_with({{facts::kDocumentId, "tk-2024D38124"},
                                     {facts::kDossiers, "31415"},
                                     {facts::kOndernummer, "9"},
                                     {facts::kSoort, "Nota van verbetering"}},
                                    {"Een verbetering."});
  EXPECT_EQ(correction.document_id, "tk-2024D38124") << "its numbers are those of the paper that it corrects";
}

TEST(Metadata, ReadsAnEntryOfTheRegisterOfToezeggingen) {
  const auto reading = read_with({{facts::kToezeggingNumber, "TZ202411-049"},
                                  {facts::kToezeggingStatus, "Deels Voldaan"},
                                  {facts::kToezeggingMadeBy, "Minister van Zaken"},
                                  {facts::kToezeggingMadeTo, "De Boer (Partij A)"},
                                  {facts::kToezeggingMadeOn, "2024-11-20"},
                                  {facts::kDueOn, "2025-01-01"}},
                                 {"De minister zegt toe de Kamer te informeren over het maaien."});
  EXPECT_EQ(reading.kind, "toezegging");
  EXPECT_EQ(reading.document_id, "TZ202411-049");
  ASSERT_TRUE(reading.toezegging.has_value());
  EXPECT_EQ(reading.toezegging->number, "TZ202411-049");
  EXPECT_EQ(reading.toezegging->status, "Deels Voldaan");
  EXPECT_EQ(reading.toezegging->made_by, "Minister van Zaken");
  EXPECT_EQ(reading.toezegging->made_to, "De Boer (Partij A)");
  EXPECT_EQ(day(reading.toezegging->made_on), "2024-11-20");
  EXPECT_EQ(day(reading.toezegging->due_on), "2025-01-01");
  EXPECT_EQ(day(reading.due_on), "2025-01-01");
}

TEST(Metadata, LinksAToezeggingToTheLetterThatKeptIt) {
  const auto kept_by = [](const std::string& letter) {
    const auto reading = read_with({{facts::kToezeggingNumber, "TZ202411-049"},
                                    {facts::kToezeggingStatus, "Voldaan"},
                                    {facts::kToezeggingLetter, letter}},
                                   {"De minister zegt toe de Kamer te informeren over het maaien."});
    std::string out;
    for (const auto& link : reading.links)
      if (link.relation == "kept_by") out += link.target + " <" + link.printed + "> ";
    return out;
  };
  EXPECT_EQ(kept_by("Kamerstuk 31415, nr. 77"), "kst-31415-77 <Kamerstuk 31415, nr. 77> ");
  EXPECT_EQ(kept_by("Kamerstukken II 2024-2025, 31 415, nr. 77"),
            "kst-31415-77 <Kamerstukken II 2024-2025, 31 415, nr. 77> ");
  EXPECT_EQ(kept_by("31415-77"), "kst-31415-77 <31415-77> ");
  EXPECT_EQ(kept_by("2025D00077"), "tk-2025D00077 <2025D00077> ");
  EXPECT_EQ(kept_by("per brief"), " <per brief> ");
  EXPECT_EQ(kept_by(""), "");
}

TEST(Metadata, TellsThatAPapersFileIsYetToCome) {
  const auto waits = [](const char* line) {
    const auto reading = read_with({{facts::kSoort, "Antwoord schriftelijke vragen"}}, {"# Antwoord", line});
    EXPECT_EQ(reading.kind, "answer");
    return std::any_of(reading.links.begin(), reading.links.end(),
                       [](const auto& link) { return link.relation == "file_to_come"; });
  };
  EXPECT_TRUE(waits("Het bestand van dit stuk is er nog niet; dit is wat het register erover zegt."));
  EXPECT_FALSE(waits("Bij dit stuk hoort geen bestand; dit is wat het register erover zegt."));
}

TEST(Metadata, TakesThePublishersWordForTheKindOnlyWhenTheTextTellsNone) {
  EXPECT_EQ(read_with({{facts::kSoort, "Motie (gewijzigd/nader)"}}, {"Een enkele zin."}).kind, "motion");
  EXPECT_EQ(read_with({{facts::kSoort, "officiële publicatie\nAntwoord"}}, {"Een enkele zin."}).kind, "answer");
  EXPECT_EQ(read_with({{facts::kSoort, "Motie"}},
                      {"2024Z90001", "(ingezonden 4 oktober 2024)",
                       "Vragen van het lid Zee (Partij B) aan de Minister van Zaken over het hooien.", "Vraag 1",
                       "Wordt er gehooid?"})
                .kind,
            "question_set");
}

TEST(Metadata, KnowsTheWordsOfThePublishers) {
  const std::map<std::string, std::string> kKinds{
      {"Bijlage", ""},
      {"Brief regering", "letter"},
      {"Brief commissie aan bewindspersoon", "letter"},
      {"Brief lid / fractie", "letter"},
      {"Motie", "motion"},
      {"Schriftelijke vragen", "question_set"},
      {"Antwoord schriftelijke vragen", "answer"},
      {"Antwoord schriftelijke vragen (nader)", "answer"},
      {"Convocatie commissieactiviteit", ""},
      {"Stenogram", "proceedings"},
      {"Mededeling (uitstel antwoord)", "postponement"},
      {"Mededeling", "other_notice"},
      {"Amendement (gewijzigd/nader/vervangend)", "amendment"},
      {"Besluitenlijst procedurevergadering", "decision_list"},
      {"Besluitenlijst strategische procedurevergadering", "decision_list"},
      {"Agenda procedurevergadering", ""},
      {"Position paper", ""},
      {"Verslag van een algemeen overleg", "report"},
      {"Verslag van een schriftelijk overleg", "written_consultation"},
      {"Inbreng verslag schriftelijk overleg", "written_consultation"},
      {"Lijst van vragen", "question_set"},
      {"Lijst van vragen en antwoorden", "answer"},
      {"Verslag houdende een lijst van vragen en antwoorden", "answer"},
      {"Voorstel van wet (initiatiefvoorstel)", "bill"},
      {"Koninklijke boodschap", "bill"},
      {"Eindtekst", "bill"},
      {"Memorie van toelichting (initiatiefvoorstel)", "memorandum"},
      {"Nota n.a.v. het (nader/tweede nader/enz.) verslag", "memorandum"},
      {"Nota van wijziging", "memorandum"},
      {"Nota van verbetering", "memorandum"},
      {"Initiatiefnota", "memorandum"},
      {"Verslag (initiatief)wetsvoorstel (nader)", "report"},
      {"Aanhangsel van de Handelingen", "answer"},
      {"Advies Afdeling advisering Raad van State en Nader rapport", "report"},
      {"Nader rapport", "report"},
      {"Mondelinge vragen", "question_set"},
      {"Interpellatievragen", "question_set"},
      {"Lijst van ingekomen stukken", ""},
      {"Geleidende brief", "letter"},
      {"Aanbiedingsbrief", "letter"},
      {"Jaarverslag", "report"},
      {"Overig", ""},
      {"EU-voorstel", ""},
      {"Kamervragen zonder antwoord", "question_set"},
      {"Kamervragen (Aanhangsel)", "answer"},
      {"Antwoord", "answer"},
      {"Handelingen", "proceedings"},
      {"Overige Kamerstukken", ""},
      {"Gewijzigd voorstel van wet", "bill"},
      {"Staatsblad", "gazette"},
      {"Gemeenteblad", "gazette"},
      {"AMvB", "gazette"},
      {"Uitspraak", "judgment"},
      {"Conclusie", "judgment"},
      {"Woo-besluit", "woo_decision"},
      {"Besluit op Woo-verzoek", "woo_decision"},
      {"Kamerstuk: Brief", "letter"},
      {"Kamerstuk: Beslisnota", "decision_note"},
  };
  for (const auto& [word, kind] : kKinds) EXPECT_EQ(reader::kind_of_soort(word), kind) << word;
}

TEST(Metadata, ReadsSessionsAndDaysInTheirForms) {
  for (const char* const text : {"2024-2025", "2024–2025", "20242025", "2024/25", "2024-25"})
    EXPECT_EQ(reader::session_of(text), "2024-2025") << text;
  EXPECT_EQ(reader::session_of("1999-2000"), "1999-2000");
  EXPECT_EQ(reader::session_of("1999-00"), "1999-2000");
  for (const char* const text : {"", "2024", "2024-2026", "2024-", "x", "2024-2025-2026"})
    EXPECT_FALSE(reader::session_of(text)) << text;
  EXPECT_EQ(day(reader::day_of("2024-06-30T22:30:00Z")), "2024-07-01");
  EXPECT_EQ(day(reader::day_of("2024-06-30T22:30:00")), "2024-06-30") << "without a zone it is Dutch time";
  EXPECT_EQ(day(reader::day_of("30 juni 2024")), "");
}

TEST(Titles, AreNotTheNamesOfFiles) {
  for (const std::string_view name : {"Microsoft Word - brief.doc", "brief over bruggen.docx", "x", "Document1"}) {
    const auto reading = recognise(paper({"Betreft Bruggen", "Geachte voorzitter,", "Tekst."}),
                                   {"brief.pdf", {{"title", std::string(name)}}});
    EXPECT_EQ(reading.title, "Bruggen") << name;
  }
}

}  // namespace
}  // namespace griffier::publications
