// What a careful clerk makes of a publication: its kind, identity, people, dates, questions, answers, references.
// The JSON form (reading_json.h) is what `griffier read --json` prints and what metadata.json in the archive holds.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "publications/instant.h"
#include "publications/reference.h"
#include "publications/text.h"

namespace griffier::publications {

struct Member {  // a member of parliament or another person who asks
  std::string name;
  std::string party;  // the fractie as printed: "GroenLinks-PvdA"; empty if not printed
  bool operator==(const Member&) const = default;
};

struct Official {        // a minister or state secretary
  std::string role;      // "Minister", "Staatssecretaris"
  std::string name;      // "M.H.M. Faber-van de Klashorst"
  std::string ministry;  // "Asiel en Migratie"
  bool operator==(const Official&) const = default;
};

struct Question {
  std::string number;              // as printed: "3"
  std::string text;                //
  std::string answer;              // the group of numbers whose answer covers it, "3,4,5"; empty if none
  std::vector<int> group_heading;  // the numbers of a common heading "Vraag 3, 4 en 5"; empty if alone
  bool operator==(const Question&) const = default;
};

struct Answer {
  std::vector<int> covers;
  std::string text;
  bool operator==(const Answer&) const = default;
};

struct FractieContribution {  // one fractie's part of a schriftelijk overleg
  std::string name;
  std::vector<Question> questions;
  bool operator==(const FractieContribution&) const = default;
};

// A promise of a minister to the Kamer, as the Kamer's own register has it.
struct Toezegging {
  std::string number;  // "TZ202411-049"
  std::string status;  // as the register says: "Openstaand", "Voldaan", "Deels Voldaan", "Vervallen"
  std::optional<Date> made_on, due_on;
  std::string made_by;  // the office that promised
  std::string made_to;  // the member, fractie or committee that it was promised to
  bool operator==(const Toezegging&) const = default;
};

// Where a fact was found.
struct Origin {
  std::string from;  // "text", "metadata" (the publisher's, or the file's own), "name" (the file's name)
  int block = -1;    // index of the block of the text that says it; -1 if no single one does
  bool operator==(const Origin&) const = default;
};

// One thing that a publication points at, and what it does to it. The relations:
// - "refers": names another publication, a case or a dossier
// - "cites": a law, a judgment, a European act, a resolution
// - "address": an address on the web
// - "see_also": the earlier paper named in the head of an Aanhangsel
// - "answers", "postpones", "notice_on": the questions whose answer, postponement or other notice it is
// - "annex_of": its main document; "kept_by": the letter that keeps a toezegging; "file_to_come": its own file
// - "corrects", "replaces": what a nota van verbetering, or a herdruk (reprint), is of
// - "motion_done", "promise_fulfilled", "request_answered", "promise": its own undertakings; `printed` is the sentence,
//   and the target is empty where the sentence names none
struct Link {
  std::string relation;
  std::string kind;     // of the target, as Reference::kind; empty if there is no target
  std::string target;   // a normalised identity where one exists, else the normalised text
  std::string printed;  // as it stands in the text; empty if the numbers in the head or the metadata tell
  int block = -1;       // index of the block of the text; -1 if it is not in the text
  bool operator==(const Link&) const = default;
};

struct Reading {
  // "question_set", "answer", "postponement", "other_notice", "letter", "written_consultation", "decision_note",
  // "motion", "amendment", "bill", "memorandum", "report", "proceedings", "decision_list", "judgment", "gazette",
  // "woo_decision" (on a request for information), "toezegging" (one entry of the Kamer's register), "toezegging_list",
  // "page", "other"
  std::string kind = "other";
  std::optional<std::string> document_id;          // only if the publication itself says it
  std::optional<std::string> derived_document_id;  // what the file name or other knowledge adds when it does not
  std::vector<std::string> aliases;                // other identities of the same publication
  std::optional<std::string> parent;               // the main document of an annex

  std::string title;    // of the publication; never empty after recognise() when the text is not
  std::string subject;  // of questions and answers
  std::string dossier_title;
  std::optional<std::string> dossier;                     // the dossier it belongs to: "19637", "36600-VII"
  std::optional<std::string> document_number_in_dossier;  // ondernummer: "3274"; also when the dossier is not printed
  std::vector<std::string> dossiers;                      // those it belongs or refers to
  std::optional<std::string> vergaderjaar;                // "2024-2025", as printed
  std::optional<std::string> kamer;                       // "tk", "ek", "vv"
  std::optional<std::string> zaaknummer;
  std::vector<std::string> further_zaaknummers;  // of a paper that belongs to more than one case
  std::optional<int> aanhangselnummer;
  std::optional<std::string> kenmerk;

  std::vector<Member> askers;
  std::vector<std::string> addressed_to;  // offices as printed
  std::optional<Date> asked_on, received_on, answered_on;
  std::optional<Date> due_on;  // the term that the publisher gives (Zaak.Termijn)
  std::vector<Official> answered_by;
  std::vector<std::string> on_behalf_of;  // "mede namens"
  std::vector<std::string> see_also;      // earlier Aanhangsel papers

  std::optional<Date> date;  // of a letter or note; also the best publication date the text gives
  std::string place;
  std::optional<Official> signatory;
  std::vector<Official> signatories;
  std::string sender;     // the office in a letter's title: "Minister van Asiel en Migratie"
  std::string addressee;  // "Voorzitter van de Tweede Kamer der Staten-Generaal"
  std::optional<std::string> committee;

  std::vector<Question> questions;
  std::vector<Answer> answers;
  std::vector<FractieContribution> fracties;
  std::optional<std::string> notice_reason;
  std::string toelichting;

  std::vector<std::string> references;        // identities, in order of appearance, once each
  std::vector<std::string> other_references;  // case numbers, EU acts, law articles
  std::vector<std::string> promises;
  std::vector<std::string> motions_done;
  std::vector<std::string> promises_fulfilled;
  std::vector<std::string> requests_answered;
  std::optional<Toezegging> toezegging;
  std::vector<Link> links;  // in order of appearance; each relation to each target once, with its first place

  std::map<std::string, Origin> origins;  // by the name of the fact in the JSON form; only of facts that are there

  bool operator==(const Reading&) const = default;
};

// What is known about a publication besides its text: from the publisher's metadata or the file.
struct Hints {
  std::string name;  // file name without folders, or the last part of the address
  std::map<std::string, std::string>
      facts;  // metadata of the rendition itself: "title", "document_id", "date", "dossier", ...
};

// Reads a publication. Never throws on any text; an unrecognised one is kind "other" with its first line as title.
// Pure; any thread.
[[nodiscard]] Reading recognise(const Text& text, const Hints& hints);

}  // namespace griffier::publications
