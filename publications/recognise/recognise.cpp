// Reads a publication: finds its kind first, then what papers of that kind say.
#include "publications/reading.h"

#include <algorithm>

#include "publications/recognise/answer_letter.h"
#include "publications/recognise/committee_term.h"
#include "publications/recognise/consultation.h"
#include "publications/recognise/dates.h"
#include "publications/recognise/identity.h"
#include "publications/recognise/kamerstuk_head.h"
#include "publications/recognise/kinds.h"
#include "publications/recognise/letter.h"
#include "publications/recognise/links.h"
#include "publications/recognise/metadata.h"
#include "publications/recognise/notice.h"
#include "publications/recognise/numbers.h"
#include "publications/recognise/origins.h"
#include "publications/recognise/particulars.h"
#include "publications/recognise/people.h"
#include "publications/recognise/question_header.h"
#include "publications/recognise/questions_and_answers.h"
#include "publications/recognise/title.h"
#include "publications/recognise/undertakings.h"
#include "publications/recognise/words.h"

namespace griffier::publications {
namespace {

using reader::Paper;

constexpr std::size_t kLongestTitle = 600;  // bytes

std::string cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return std::string(text.substr(0, bytes));
}

using reader::fact;

void take_asking(Reading& reading, reader::Asking asking) {
  if (reading.askers.empty()) reading.askers = std::move(asking.askers);
  if (reading.addressed_to.empty()) reading.addressed_to = std::move(asking.addressed_to);
  if (reading.subject.empty()) reading.subject = std::move(asking.subject);
  if (!reading.asked_on) reading.asked_on = asking.asked_on;
}

void take_questions(Reading& reading, reader::QuestionsAndAnswers read) {
  reading.questions = std::move(read.questions);
  reading.answers = std::move(read.answers);
  reading.toelichting = std::move(read.toelichting);
}

void take_notice(Reading& reading, const std::string& text) {
  auto notice = reader::read_notice(text, reading.received_on ? reading.received_on : reading.date);
  reading.kind = notice.postpones ? "postponement" : "other_notice";
  reading.notice_reason = std::move(notice.reason);
  take_asking(reading, std::move(notice.asking));
  if (!reading.asked_on) reading.asked_on = notice.asked_on;
  if (!reading.due_on) reading.due_on = notice.due_on;
  if (!reading.zaaknummer) reading.zaaknummer = std::move(notice.zaaknummer);
}

// Kamervragen, an Aanhangsel paper, or the same in the form that ministries send.
void read_question_paper(Reading& reading, const Paper& paper, reader::QuestionHeader header) {
  using reader::QuestionPaper;
  reading.title = std::move(header.title);
  reading.asked_on = header.asked_on;
  reading.received_on = header.received_on;
  reading.answered_by = std::move(header.answered_by);
  reading.on_behalf_of = std::move(header.on_behalf_of);
  reading.see_also = std::move(header.see_also);
  reading.zaaknummer = std::move(header.zaaknummer);
  reading.further_zaaknummers = std::move(header.further_zaaknummers);
  reading.aanhangselnummer = header.aanhangselnummer;
  reading.vergaderjaar = std::move(header.vergaderjaar);
  reading.kamer = std::move(header.kamer);
  take_asking(reading, std::move(header.asking));
  reading.kind = header.paper == QuestionPaper::questions ? "question_set" : "answer";
  const bool oral = reader::starts_with(reading.title, "mondelinge");
  auto numbering = reader::numbering_of(paper, header.end);
  if (numbering == reader::Numbering::none && (header.paper != QuestionPaper::questions || oral)) {
    numbering = reader::Numbering::headings;
  }
  auto read = reader::read_questions_and_answers(paper, header.end, numbering, header.paper == QuestionPaper::answer);
  auto notice = std::move(read.notice);
  take_questions(reading, std::move(read));
  if (header.paper != QuestionPaper::notice) return;
  if (notice.empty()) {
    for (std::size_t i = header.end; i < paper.body.size(); ++i)
      notice += reader::without_marks(paper.body[i].text) + '\n';
  }
  take_notice(reading, notice);
}

// What the head of the questions says, within a paper that answers them.
void take_asked(Reading& reading, const reader::QuestionHeader& header) {
  take_asking(reading, header.asking);
  reading.asked_on = header.asked_on;
  reading.zaaknummer = header.zaaknummer;
}

void take_signatories(Reading& reading, reader::Letter& letter) {
  if (!letter.signatories.empty()) reading.signatory = letter.signatories.front();
  reading.signatories = std::move(letter.signatories);
}

void take_letter(Reading& reading, reader::Letter letter) {
  if (!reading.date) reading.date = letter.date;
  if (reading.place.empty()) reading.place = std::move(letter.place);
  if (reading.addressee.empty()) reading.addressee = std::move(letter.addressee);
  if (reading.on_behalf_of.empty()) reading.on_behalf_of = std::move(letter.on_behalf_of);
  if (!reading.kenmerk) reading.kenmerk = std::move(letter.kenmerk);
  take_signatories(reading, letter);
  if (reading.subject.empty()) reading.subject = std::move(letter.subject);
}

// A letter with the answers to questions, or one that postpones them.
void read_answer_letter(Reading& reading, const Paper& paper, reader::Letter letter, bool postpones) {
  auto cover = reader::read_cover(paper, letter);
  take_asking(reading, std::move(cover.asking));
  if (!reading.asked_on) reading.asked_on = cover.asked_on;
  if (!reading.zaaknummer) reading.zaaknummer = std::move(cover.zaaknummer);
  const auto subject = letter.subject;
  if (postpones) letter.subject.clear();  // "Uitstel beantwoording Kamervragen" says less than the sentence below
  take_letter(reading, std::move(letter));
  reading.answered_by = reading.signatories;
  if (reading.addressed_to.empty() && reading.signatory)
    reading.addressed_to.push_back(reading.signatory->role + " van " + reading.signatory->ministry);
  if (reading.title.empty()) reading.title = subject;
  if (postpones) {
    std::string text;
    for (const auto& paragraph : paper.body) text += reader::without_marks(paragraph.text) + '\n';
    take_notice(reading, text);
    if (reading.subject.empty()) reading.subject = subject;
    return;
  }
  reading.kind = "answer";
  reading.answered_on = reading.date;
  auto numbering = reader::numbering_of(paper, cover.end);
  if (numbering == reader::Numbering::none) numbering = reader::Numbering::headings;
  take_questions(reading, reader::read_questions_and_answers(paper, cover.end, numbering, true));
}

void read_consultation_paper(Reading& reading, const Paper& paper, reader::Letter letter) {
  auto consultation = reader::read_consultation(paper);
  reading.kind = "written_consultation";
  reading.fracties = std::move(consultation.fracties);
  reading.answers = std::move(consultation.answers);
  reading.addressed_to = std::move(consultation.addressed_to);
  reading.subject = std::move(consultation.subject);
  reading.committee = std::move(consultation.committee);
  take_letter(reading, std::move(letter));
}

// "Lijst van vragen (en antwoorden)": numbered throughout, behind the words of the committee that put them.
void read_list(Reading& reading, const Paper& paper, std::size_t from) {
  auto put = reader::read_introductions(paper, from);
  reading.addressed_to = std::move(put.addressed_to);
  reading.subject = std::move(put.subject);
  auto numbering = reader::numbering_of(paper, from);
  if (numbering != reader::Numbering::headings) numbering = reader::Numbering::list;
  take_questions(reading, reader::read_questions_and_answers(paper, from, numbering, reading.kind == "answer"));
}

void take_head(Reading& reading, reader::KamerstukHead head) {
  reading.vergaderjaar = std::move(head.vergaderjaar);
  reading.kamer = std::move(head.kamer);
  if (!head.further_dossiers.empty()) {
    reading.dossiers = std::move(head.further_dossiers);
    if (head.dossier) reading.dossiers.insert(reading.dossiers.begin(), *head.dossier);
  }
  reading.dossier = std::move(head.dossier);
  reading.dossier_title = std::move(head.dossier_title);
  reading.document_number_in_dossier = std::move(head.number);
  reading.title = std::move(head.title);
}

// Those who move a motion stand under it.
void read_movers(Reading& reading, const Paper& paper) {
  bool closed = false;
  for (const auto& paragraph : paper.body) {
    if (closed && paragraph.text.size() < 80 && reader::is_name(paragraph.text) && reading.signatories.size() < 150)
      reading.signatories.push_back({"Lid", std::string(reader::trim_all(paragraph.text, ",.")), ""});
    closed = closed || reader::has(paragraph.text, "orde van de dag");
  }
  // Those who propose an amendment stand at its end.
  std::size_t last = paper.body.size();
  while (!closed && last > 1 && paper.body[last - 1].text.size() < 60 && reader::is_name(paper.body[last - 1].text))
    --last;
  for (; !closed && last < paper.body.size() && reading.signatories.size() < 150; ++last)
    reading.signatories.push_back({"Lid", std::string(reader::trim_all(paper.body[last].text, ",.")), ""});
  if (!reading.signatories.empty()) reading.signatory = reading.signatories.front();
}

// Of questions that a committee asks and that nobody answers in the same paper.
void read_committee_term(Reading& reading, const Paper& paper) {
  const bool asks =
      reading.kind == "written_consultation" || (reading.kind == "question_set" && reading.askers.empty());
  if (asks && reading.answers.empty() && reading.date && !reading.due_on)
    reading.due_on = reader::committee_term(paper, *reading.date);
}

std::vector<std::string> texts_of(const std::vector<reader::Undertaking>& list) {
  std::vector<std::string> out;
  out.reserve(list.size());
  for (const auto& one : list) out.push_back(one.text);
  return out;
}

reader::Undertakings take_undertakings(Reading& reading, const Paper& paper) {
  if (reading.kind == "decision_note" && reader::is_answer_to_request(reading.subject)) {
    reading.requests_answered = {reading.subject};
    return {{}, {}, {}, {{reading.subject, reading.subject, -1}}};
  }
  if (reading.kind != "letter" && reading.kind != "answer" && reading.kind != "written_consultation") return {};
  auto read = reader::read_undertakings(paper);
  if (reading.kind != "letter") read.requests_answered.clear();  // answers speak of the requests of others
  reading.promises = texts_of(read.promises);
  reading.motions_done = texts_of(read.motions_done);
  reading.promises_fulfilled = texts_of(read.promises_fulfilled);
  if (reading.kind == "letter" && read.requests_answered.empty() && reader::is_answer_to_request(reading.subject))
    read.requests_answered.push_back({reading.subject, reading.subject, -1});
  reading.requests_answered = texts_of(read.requests_answered);
  return read;
}

// The note's subject stands between the word "nota" and the date; it is addressed to the office at its head.
void read_decision_note(Reading& reading, const Paper& paper) {
  bool inside = false;
  for (std::size_t i = 0; i < std::min<std::size_t>(paper.body.size(), 40); ++i) {
    const std::string_view text = paper.body[i].text;
    std::string_view rest;
    if (reading.addressee.empty() && text.size() < 120) {
      const auto to = reader::starts_with(text, "aan") ? reader::trim_all(text.substr(3), ":") : text;
      const auto office = reader::read_office(to, &rest);
      if (office && rest.empty()) reading.addressee = std::string(reader::starts_with(to, "de ") ? to.substr(3) : to);
    }
    if (text.size() < 40 && (reader::same(text, "nota") || reader::ends_with(text, "beslisnota"))) {
      inside = true;
    } else if (inside) {
      if (reader::starts_with(text, "datum") || reader::starts_with(text, "ons kenmerk") ||
          reader::read_item_number(reader::shown(paper.body[i])) || reading.subject.size() > 400)
        break;
      if (!reading.subject.empty()) reading.subject += ' ';
      reading.subject += text;
    }
  }
  if (reading.addressed_to.empty() && !reading.addressee.empty()) reading.addressed_to.push_back(reading.addressee);
  if (reading.title.empty()) reading.title = reading.subject;
}

void settle_title(Reading& reading, const Paper& paper) {
  if (reading.title.empty() && reading.kind == "letter" && reading.subject.empty() && !reading.sender.empty())
    reading.title = "Brief van de " + reading.sender;
  if (reading.title.empty()) reading.title = reading.subject;
  if (reading.title.empty()) reading.title = reader::first_title(paper);
  reading.title = cut(reading.title, kLongestTitle);
}

// A paper of a kind of its own: what its title, its facts and its words tell.
void read_by_kind(Reading& reading, const Paper& paper, const Hints& hints, const reader::KamerstukHead& head,
                  reader::Letter letter) {
  const auto known = fact(hints, "document_id");
  const auto named = known.empty() ? reader::identity_in_name(hints.name).value_or("") : known;
  reading.kind = reader::kind_of(paper, hints, head, letter, named);
  if (reading.kind == "letter" || reading.kind == "decision_note" || reading.kind == "memorandum" ||
      reading.kind == "report" || reading.kind == "woo_decision")
    take_letter(reading, std::move(letter));
  if (reading.kind == "bill" || reading.kind == "gazette") take_signatories(reading, letter);
  if (reading.kind == "decision_note") read_decision_note(reading, paper);
  // The members who introduce a bill sign the memorandum to it.
  const bool of_members =
      reading.kind == "memorandum" && reading.signatories.empty() &&
      (reader::has(reading.dossier_title, "van de leden ") || reader::has(reading.dossier_title, "van het lid "));
  if (reading.kind == "motion" || reading.kind == "amendment" || of_members) read_movers(reading, paper);
  if (reading.kind == "decision_list" && reading.title.empty()) reading.title = reader::title_of_decisions(paper);
  reading.sender = reader::sender_of_title(head.title);
}

// Everything that is not in the form of Kamervragen.
void read_other_paper(Reading& reading, const Paper& paper, const Hints& hints, reader::PrintedHead& printed) {
  auto letter = reader::read_letter(paper);
  const auto head = reader::read_kamerstuk_head(paper);
  const auto titled = reader::kind_of_title(head.title);
  const bool letter_form = titled.empty() || titled == "letter";
  take_head(reading, head);
  if (!letter_form) reading.date = reader::settled_date(paper);
  printed.suffix = head.suffix;
  if (reader::has(head.title, "lijst van vragen") && (titled == "answer" || titled == "question_set")) {
    reading.kind = titled;
    read_list(reading, paper, head.end);
  } else if (titled == "written_consultation" || (letter_form && reader::is_consultation(paper))) {
    read_consultation_paper(reading, paper, std::move(letter));
  } else if (letter_form && reader::has_questions_and_answers(paper)) {
    read_answer_letter(reading, paper, std::move(letter), false);
  } else if (letter_form && reader::is_postponing_letter(paper, letter)) {
    read_answer_letter(reading, paper, std::move(letter), true);
  } else {
    read_by_kind(reading, paper, hints, head, std::move(letter));
  }
  if (reading.sender.empty() && reading.signatory && reading.kind == "letter")
    reading.sender =
        reading.signatory->role + (reading.signatory->ministry.empty() ? "" : " van " + reading.signatory->ministry);
}

}  // namespace

Reading recognise(const Text& text, const Hints& hints) {
  Reading reading;
  const auto paper = reader::prepare(text);
  auto header = reader::read_question_header(paper);
  reader::PrintedHead printed;
  printed.typeset = header.typeset;
  const auto header_end = header.paper == reader::QuestionPaper::none ? 0 : header.end;
  // A ministry's answers may repeat the head of the questions, with or without a letter before it.
  const bool answers =
      header.paper == reader::QuestionPaper::questions && !header.typeset && reader::has_questions_and_answers(paper);
  if (answers) take_asked(reading, header);
  if (header.paper != reader::QuestionPaper::none && !answers)
    read_question_paper(reading, paper, std::move(header));
  else
    read_other_paper(reading, paper, hints, printed);
  reader::take_kind(reading, hints);
  reader::take_place(reading, hints);
  const bool gazette = reading.kind == "gazette";  // dated by its issue, which the publisher knows
  if (!gazette) reader::read_stated_date(reading, paper);
  if (reading.kind == "decision_list" && !reading.date) reading.date = reader::first_date(reading.title);
  reader::read_committee(reading, paper);
  reader::fill_from_metadata(reading, hints);
  if (gazette && !reading.date) reading.date = reader::issue_day(paper);
  if (gazette) reader::read_stated_date(reading, paper);
  if (reading.kind == "judgment") reader::read_court_record(reading, paper);
  if (gazette && !reading.date) reading.date = reader::day_of(fact(hints, "issued"));
  if ((gazette || reading.kind == "bill") && !reading.date) reading.date = reader::closing_date(paper);
  read_committee_term(reading, paper);
  reader::identify(reading, paper, hints, printed);
  const auto undertakings = take_undertakings(reading, paper);
  reader::read_links(reading, text, hints, paper, header_end, undertakings);
  settle_title(reading, paper);
  reader::note_origins(reading, text);
  return reading;
}

}  // namespace griffier::publications
