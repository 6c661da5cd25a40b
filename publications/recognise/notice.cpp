#include "publications/recognise/notice.h"

#include <algorithm>

#include "publications/recognise/dates.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

int weight_of_reason(std::string_view sentence) {
  int weight = 0;
  if (has(sentence, "de reden") || has(sentence, "reden van het uitstel") || has(sentence, "reden hiervoor"))
    weight += 6;
  if (has_any(sentence, {"aangezien", "omdat", "vanwege", "wegens", "in verband met", "doordat", "i.v.m.",
                         "als gevolg van", "gelet op", "gezien de", "met het oog op"}))
    weight += 3;
  if (has_any(sentence, {"meer tijd", "nadere afstemming", "afstemming", "nog niet alle", "zorgvuldige beantwoording"}))
    weight += 2;
  if (has_any(sentence, {"niet binnen", "niet tijdig", "uitstel", "langer"})) weight += 2;
  return weight;
}

// What became of the questions when they are not postponed.
int weight_of_outcome(std::string_view sentence) {
  int weight = 0;
  if (has_any(sentence, {"ingetrokken", "intrekken", "trekt", "vervallen", "komen te vervallen"})) weight += 4;
  if (has_any(sentence, {"beantwoord", "beantwoording", "antwoorden"})) weight += 2;
  if (has_any(sentence, {"brief", "kamerbrief", "verwijs", "overgedragen", "doorgezonden", "overgenomen"})) weight += 2;
  return weight;
}

// "vragen van het lid X ... over Y": from the askers on.
std::string_view asking_part(std::string_view sentence) {
  for (const std::string_view phrase : {"vragen van ", "vraag van ", "hebben ", "heeft "}) {
    for (auto at = find(sentence, phrase); at != npos; at = find(sentence, phrase, at + 1)) {
      const auto rest = sentence.substr(at + phrase.size());
      if (starts_with(rest, "het lid ") || starts_with(rest, "de leden ") || starts_with(rest, "de kamerleden ") ||
          starts_with(rest, "het kamerlid "))
        return rest;
    }
  }
  return {};
}

// The subject ends where the sentence goes on about the answer.
std::string_view until_verdict(std::string_view part) {
  auto end = part.size();
  for (const std::string_view stop : {" (ingezonden",
                                      ", ingezonden",
                                      " die werden ingezonden",
                                      " die zijn ingezonden",
                                      " kunnen ",
                                      " kan ",
                                      " niet binnen ",
                                      " worden beantwoord",
                                      " zijn beantwoord",
                                      " deel ik ",
                                      " welke ",
                                      ", die ",
                                      " zal ik ",
                                      " (kenmerk",
                                      ", kenmerk",
                                      " met kenmerk",
                                      " binnen de ",
                                      " zijn door ",
                                      " is door ",
                                      " zijn ingetrokken",
                                      " zijn inmiddels ",
                                      " zijn reeds ",
                                      " worden ingetrokken",
                                      " komen te vervallen",
                                      " heb ik ",
                                      " tijdig te "}) {
    end = std::min(end, find(part, stop));
  }
  std::size_t at = npos;
  if (find_zaaknummer(part, 0, &at)) {
    while (at > 0 && (part[at - 1] == '(' || part[at - 1] == ' ')) --at;
    end = std::min(end, at);
  }
  return trim_all(part.substr(0, end), ".,;(");
}

}  // namespace

bool postpones_answers(std::string_view text) {
  const bool about_answers = has_any(text, {"beantwoord", "antwoord"});
  return about_answers &&
         has_any(text, {"niet binnen de", "niet binnen drie", "niet binnen een", "uitstel", "niet tijdig",
                        "niet lukken", "niet mogelijk", "meer tijd", "termijn van drie weken"});
}

Notice read_notice(std::string_view text, std::optional<Date> received) {
  Notice notice;
  notice.postpones = postpones_answers(text);
  int best = 0;
  for (std::size_t start = 0; start <= text.size();) {  // the paragraphs are lines
    auto end = text.find('\n', start);
    if (end == npos) end = text.size();
    for (const auto sentence : sentences(text.substr(start, end - start))) {
      const int weight = notice.postpones ? weight_of_reason(sentence) : weight_of_outcome(sentence);
      if (weight > best) {
        best = weight;
        notice.reason = std::string(sentence);
      }
      if (!notice.asking.askers.empty()) continue;
      const auto part = asking_part(sentence);
      if (part.empty()) continue;
      notice.asking = read_asking(until_verdict(part));
      notice.zaaknummer = find_zaaknummer(sentence);
      notice.asked_on = date_after(sentence, "ingezonden");
      if (!notice.asked_on && starts_with(sentence, "op ")) {
        notice.asked_on = read_date(sentence.substr(3));
        if (!notice.asked_on && received) notice.asked_on = recent_date(sentence.substr(3), *received);
      }
    }
    start = end + 1;
  }
  return notice;
}

}  // namespace griffier::publications::reader
