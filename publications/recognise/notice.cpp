#include "publications/recognise/notice.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "publications/notice_words.h"
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
  const auto says = notice_says(sentence);
  if (says == NoticeSays::withdrawn || says == NoticeSays::passed_on) return 8;
  if (says == NoticeSays::answered) return 6;
  int weight = 0;
  if (has_any(sentence, {"beantwoord", "beantwoording", "antwoorden"})) weight += 2;
  if (has_any(sentence, {"brief", "kamerbrief", "verwijs"})) weight += 2;
  return weight;
}

// The day before which the answers are told to come, if it is one to come: not that of the questions.
std::optional<Date> told_term(std::string_view sentence, std::optional<Date> received) {
  if (!has(sentence, "antwoord")) return std::nullopt;
  for (const std::string_view word : {"uiterlijk", "vóór", "voor"}) {
    const auto at = find_word(sentence, word);
    const auto day = at == npos ? std::nullopt : date_after(sentence, word, at);
    if (day && received && day > received && *day < *received + std::chrono::years(1)) return day;
  }
  return std::nullopt;
}

// Every sentence, where the paragraphs are lines.
std::vector<std::string_view> all_sentences(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t start = 0; start <= text.size();) {
    auto end = text.find('\n', start);
    if (end == npos) end = text.size();
    const auto some = sentences(text.substr(start, end - start));
    out.insert(out.end(), some.begin(), some.end());
    start = end + 1;
  }
  return out;
}

// Answers that come later, in words other than those of postpones_answers(). That another answers them, or that nobody
// has to, says more.
bool tells_of_later(const std::vector<std::string_view>& sentences) {
  bool later = false;
  for (const auto sentence : sentences) {
    const auto says = notice_says(sentence);
    if (says == NoticeSays::withdrawn || says == NoticeSays::passed_on) return false;
    later = later || says == NoticeSays::later;
  }
  return later;
}

// "vragen van het lid X ... over Y": from the askers on.
std::string_view asking_part(std::string_view sentence) {
  for (const std::string_view phrase : {"vragen van ", "vraag van ", "vragen die ", "hebben ", "heeft ", "door "}) {
    for (auto at = find(sentence, phrase); at != npos; at = find(sentence, phrase, at + 1)) {
      const auto rest = sentence.substr(at + phrase.size());
      if (starts_with(rest, "het lid ") || starts_with(rest, "de leden ") || starts_with(rest, "de kamerleden ") ||
          starts_with(rest, "het kamerlid "))
        return rest;
    }
  }
  const bool members = starts_with(sentence, "het lid ") || starts_with(sentence, "de leden ");
  const bool asked = has(sentence, " vragen") && (has(sentence, " heeft ") || has(sentence, " hebben "));
  return members && asked ? sentence : std::string_view{};
}

// "Helaas lukt het niet om de vragen binnen de daarvoor gestelde termijn te beantwoorden."
bool says_not_in_time(std::string_view text) {
  if (!has_any(text, {"termijn", "drie weken"})) return false;
  const auto all = all_sentences(text);
  return std::any_of(all.begin(), all.end(), [](std::string_view sentence) {
    return has_any(sentence, {"termijn", "drie weken"}) && has_any(sentence, {"vragen", "antwoord"}) &&
           has_word(sentence, "niet");
  });
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
  if (!has(text, "antwoord"))
    return has(text, "vragen van ") && has_any(text, {"meer tijd vragen", "heb ik meer tijd", "hebben wij meer tijd"});
  return has_any(text, {"niet binnen de", "niet binnen drie", "niet binnen een", "uitstel", "niet tijdig",
                        "niet lukken", "niet mogelijk", "meer tijd", "termijn van drie weken"}) ||
         says_not_in_time(text);
}

bool hands_over_answers(std::string_view text) {
  const auto all = all_sentences(text);
  return std::any_of(all.begin(), all.end(), [](std::string_view sentence) {
    return has_any(sentence, {"hierbij", "bijgaand", "bijgevoegd", "in de bijlage"}) &&
           has_any(sentence,
                   {"de antwoorden", "de beantwoording", "mijn antwoord", "onze antwoord", "het antwoord op"}) &&
           has_any(sentence, {"zend ", "zenden ", "bied ", "bieden ", "stuur ", "sturen ", "ontvangt u", "treft u",
                              "doe ik u", "vindt u", "geef ik"}) &&
           !has_any(sentence, {"uitstel", "niet binnen", "niet tijdig", "meer tijd"});
  });
}

Notice read_notice(std::string_view text, std::optional<Date> received) {
  Notice notice;
  const auto sentences = all_sentences(text);
  notice.postpones = postpones_answers(text) || tells_of_later(sentences);
  int best = 0;
  for (const auto sentence : sentences) {
    int weight = notice.postpones ? weight_of_reason(sentence) : weight_of_outcome(sentence);
    if (notice.postpones && weight == 0 && notice_says(sentence) == NoticeSays::later) weight = 1;
    if (weight > best) {
      best = weight;
      notice.reason = std::string(sentence);
    }
    if (notice.postpones && !notice.due_on) notice.due_on = told_term(sentence, received);
    if (!notice.asking.askers.empty()) continue;
    const auto part = asking_part(sentence);
    if (part.empty()) continue;
    const auto whole = without_insertion(part);
    notice.asking = read_asking(until_verdict(whole));
    notice.zaaknummer = find_zaaknummer(sentence);
    notice.asked_on = date_after(sentence, "ingezonden");
    if (!notice.asked_on) notice.asked_on = date_after(sentence, "uw brief van");
    if (!notice.asked_on) notice.asked_on = date_before(sentence, "ingezonden");
    if (const auto sent = find(sentence, "ingezonden "); !notice.asked_on && sent != npos && received) {
      auto day = sentence.substr(sent + 11);
      if (starts_with(day, "op ")) day = day.substr(3);
      notice.asked_on = recent_date(day, *received);
    }
    if (!notice.asked_on && starts_with(sentence, "op ")) {
      notice.asked_on = read_date(sentence.substr(3));
      if (!notice.asked_on && received) notice.asked_on = recent_date(sentence.substr(3), *received);
    }
  }
  return notice;
}

}  // namespace griffier::publications::reader
