#include "publications/recognise/answer_letter.h"

#include <algorithm>

#include "publications/recognise/dates.h"
#include "publications/recognise/notice.h"
#include "publications/recognise/numbers.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kCoverParagraphs = 80;

// What follows "vragen" and its "van", from the askers on; empty if no members are named there.
std::string_view askers_on(std::string_view text) {
  for (auto at = find(text, "vragen"); at != npos; at = find(text, "vragen", at + 1)) {
    const auto near = text.substr(at, 70);
    std::size_t first = npos;
    for (const std::string_view who : {"het lid ", "de leden ", " lid ", " leden ", "het kamerlid ", "de kamerleden "})
      first = std::min(first, find(near, who));
    if (first == npos || starts_with(trim(near.substr(first)), "de leden der kamer")) continue;
    auto rest = trim(text.substr(at + first));
    // "van het van het lid": the last of them that still stands in front of the name
    for (const std::string_view who :
         {"het van het lid ", "het lid ", "de leden ", "lid ", "leden ", "het kamerlid ", "de kamerleden "}) {
      if (starts_with(rest, who)) return rest;
    }
    return rest;
  }
  return {};
}

std::string_view until_stop(std::string_view text) {
  auto end = text.size();
  for (const std::string_view stop : {" worden beantwoord",
                                      " zijn beantwoord",
                                      " beantwoord zoals",
                                      " kunnen niet",
                                      " niet binnen ",
                                      " (ingezonden",
                                      ", ingezonden",
                                      " kunnen worden",
                                      " zal ik ",
                                      " aan. de antwoorden",
                                      " die werden ingezonden",
                                      " die zijn ingezonden",
                                      ", die werden",
                                      ", die zijn",
                                      ", welke",
                                      " zoals verzonden",
                                      " toekomen",
                                      " (ontvangen",
                                      ", ontvangen",
                                      " (kenmerk",
                                      ", kenmerk",
                                      ", met kenmerk",
                                      " (met kenmerk",
                                      " met kenmerk",
                                      " (uw kenmerk",
                                      ", uw kenmerk",
                                      ". de vragen ",
                                      ". deze vragen ",
                                      " kan ik ",
                                      " kan niet ",
                                      " kunnen wij ",
                                      " kunnen helaas "})
    end = std::min(end, find(text, stop));
  std::size_t at = npos;
  if (find_zaaknummer(text, 0, &at)) {
    while (at > 0 && (text[at - 1] == '(' || text[at - 1] == ' ' || text[at - 1] == ',')) --at;
    if (ends_with(text.substr(0, at), "kenmerk")) at -= 7;
    if (at > 20) end = std::min(end, at);
  }
  return trim_all(text.substr(0, end), ".,;(");
}

void merge(Asking& into, Asking&& other) {
  for (auto& asker : into.askers) {  // whose party the title leaves out
    const auto same_name = [&](const Member& one) { return one.name == asker.name; };
    const auto known = std::find_if(other.askers.begin(), other.askers.end(), same_name);
    if (asker.party.empty() && known != other.askers.end()) asker.party = known->party;
  }
  if (into.askers.empty()) into.askers = std::move(other.askers);
  if (into.addressed_to.empty()) into.addressed_to = std::move(other.addressed_to);
  if (into.subject.empty()) into.subject = std::move(other.subject);
  if (!into.asked_on) into.asked_on = other.asked_on;
}

bool is_title(std::string_view text) {
  return text.size() < 1200 && (starts_with(text, "antwoord") || starts_with(text, "beantwoording")) &&
         has(text, "vragen");
}

// The number of the first question, alone.
bool is_first_number(std::string_view text) { return text == "1" || text == "1." || text == "1)"; }

// The first paragraph that is headed by a number, or the first of numbered questions where no heading says "Vraag".
std::size_t end_of_cover(const Paper& paper) {
  std::size_t item = npos;
  for (std::size_t i = 0; i < paper.body.size(); ++i) {
    const auto& paragraph = paper.body[i];
    const auto heading = read_heading(paragraph.text, paragraph.kind == BlockKind::question);
    if (heading && heading->kind == HeadingKind::answer) return std::min(item, i);
    if (heading && !heading->numbers.empty()) return i;
    const bool asks = item == npos && paragraph.text.find('?') != npos;
    const auto number = shown(paragraph);
    if (asks && (read_item_number(number) == 1 || number.starts_with("1 "))) item = i;
    const bool annexes = i > 0 && starts_with(paper.body[i - 1].text, "bijlage");  // how many there are
    if (item == npos && is_first_number(number) && !annexes) item = i;
  }
  return std::min(item, paper.body.size());
}

}  // namespace

Cover read_cover(const Paper& paper, const Letter& letter) {
  Cover cover;
  cover.end = end_of_cover(paper);
  const auto last = std::min(cover.end, kCoverParagraphs);
  const auto take = [&](std::string_view text) {
    const auto part = askers_on(text);
    if (!part.empty()) merge(cover.asking, read_asking(until_stop(without_insertion(part))));
  };
  for (std::size_t i = 0; i < last; ++i) {
    if (!is_title(paper.body[i].text)) continue;
    take(without_marks(paper.body[i].text));
    if (!cover.asked_on) cover.asked_on = date_after(paper.body[i].text, "ingezonden");
  }
  if (!letter.subject.empty()) take(letter.subject);
  for (std::size_t i = 0; i < last; ++i) {
    const std::string_view text = paper.body[i].text;
    const auto letter_at = find(text, "uw brief van");
    if (letter_at != npos || has(text, "deel ik u mede") || !askers_on(text.substr(0, 2000)).empty()) {
      for (const auto sentence : sentences(text)) {
        take(without_marks(sentence));
        if (!cover.asked_on) cover.asked_on = date_after(sentence, "uw brief van");
        if (!cover.asked_on) cover.asked_on = date_after(sentence, "ingezonden");
        if (!cover.asked_on) cover.asked_on = date_before(sentence, "ingezonden");
      }
      if (!cover.zaaknummer) cover.zaaknummer = find_zaaknummer(text);
    }
  }
  // "Deze vragen werden ingezonden op 5 maart 2031 met kenmerk ..." in a sentence of its own.
  for (std::size_t i = 0; i < last && !cover.asked_on; ++i) {
    const std::string_view text = paper.body[i].text;
    if (has(text, "vragen") || text.starts_with("(")) cover.asked_on = date_after(text, "ingezonden");
  }
  for (std::size_t i = 0; i < last && !cover.zaaknummer; ++i) cover.zaaknummer = find_zaaknummer(paper.body[i].text);
  return cover;
}

bool has_questions_and_answers(const Paper& paper) {
  bool question = false;
  bool item = false;
  bool about_questions = false;
  bool answer = false;
  bool numbered = false;  // "1." stands alone in the paragraph before
  for (const auto& paragraph : paper.body) {
    const bool marked = paragraph.kind == BlockKind::question || paragraph.kind == BlockKind::answer;
    const auto heading = read_heading(paragraph.text, marked);
    if (!heading) {
      about_questions = about_questions || !askers_on(std::string_view(paragraph.text).substr(0, 2000)).empty();
      const auto text = shown(paragraph);
      item = item || (text.find('?') != npos && (numbered || read_item_number(text) == 1));
      item = item || (text.starts_with("1 ") && starts_with_capital(text.substr(2)) && text.ends_with('?'));
      numbered = is_first_number(text);
      continue;
    }
    question = question || heading->kind == HeadingKind::question;
    answer = answer || heading->kind == HeadingKind::answer;
    if (answer && (question || (item && about_questions))) return true;
  }
  return false;
}

bool is_postponing_letter(const Paper& paper, const Letter& letter) {
  if (!letter.date && letter.addressee.empty() && !letter.greets) return false;
  const auto text = joined(paper, 0, paper.body.size(), 6000);
  if (text.size() >= 6000) return false;
  const bool questions = has_any(text, {"kamervragen", "schriftelijke vragen", "vragen van het lid",
                                        "vragen van de leden", "beantwoording vragen", "vragen gesteld"});
  if (!questions || !postpones_answers(text) || hands_over_answers(text)) return false;
  return !askers_on(text).empty() || !read_notice(text, letter.date).asking.askers.empty();
}

}  // namespace griffier::publications::reader
