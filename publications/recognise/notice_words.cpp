#include "publications/notice_words.h"

#include <algorithm>

#include "publications/recognise/people.h"
#include "publications/recognise/question_header.h"
#include "publications/recognise/words.h"

namespace griffier::publications {
namespace {

using reader::find;
using reader::find_word;
using reader::has;
using reader::has_any;
using reader::has_word;
using reader::npos;

bool has_any_word(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(text, word); });
}

// Without what the questions are about, which may say anything: from "over" to the case's number or date.
std::string without_subject(std::string_view sentence) {
  const auto over = find_word(sentence, "over");
  if (over == npos) return std::string(sentence);
  auto end = find(sentence, "ingezonden", over);
  std::size_t at = npos;
  if (reader::find_zaaknummer(sentence, over, &at)) end = std::min(end, at);
  if (end == npos) return std::string(sentence);
  return std::string(sentence.substr(0, over)) + std::string(sentence.substr(end));
}

bool is_withdrawn(std::string_view text) {
  if (has_any(text, {"niet ingetrokken", "niet in te trekken"})) return false;
  return has_any(text, {"ingetrokken", "teruggetrokken", "intrekt", "intrekken", "intrekking", "vervallen"}) ||
         (has_word(text, "trekt") && has_word(text, "in")) || (has_word(text, "trekken") && has_word(text, "in"));
}

bool is_passed_on(std::string_view text) {
  if (has_any(text, {"overgedragen aan", "doorgezonden aan", "doorgestuurd aan", "doorgestuurd naar", "doorgeleid",
                     "overgedragen naar", "overgenomen door"}))
    return true;
  const bool by_another =
      has_any(text, {"door mijn ambtgenoot", "door de ambtgenoot", "door mijn collega", "door de minister",
                     "door de staatssecretaris", "mijn ambtgenoot van", "de minister van", "de staatssecretaris van"});
  const bool will_answer = has_any_word(text, {"worden", "wordt", "zal", "zullen"}) && has(text, "beantwoord");
  return by_another && will_answer && !has(text, "mede namens") && !has_word(text, "ik");
}

// Not yet, or not to be told from not yet.
bool is_ahead(std::string_view text) {
  return has_any_word(
      text, {"zal",        "zullen",     "kan",    "kunnen", "nog",     "niet",     "later",     "pas",     "straks",
             "spoedig",    "volgt",      "volgen", "streef", "streven", "verwacht", "uiterlijk", "uitstel", "zodra",
             "vertraging", "voornemens", "hoop",   "wil",    "moet",    "moeten",   "wanneer",   "nadat"});
}

bool is_of_some(std::string_view text) {
  if (has_any_word(text, {"deels", "gedeeltelijk", "deel", "enkele", "sommige", "overige", "resterende"})) {
    const auto deel = find_word(text, "deel");  // "Hierbij deel ik u mede"
    if (deel == npos || !reader::starts_with(text.substr(deel), "deel ik") ||
        has_any_word(text, {"deels", "gedeeltelijk", "enkele", "sommige", "overige", "resterende"}))
      return true;
  }
  for (const std::string_view word : {"vraag ", "vragen "}) {
    for (auto at = find(text, word); at != npos; at = find(text, word, at + 1)) {
      const auto next = at + word.size();
      if (next >= text.size() || !reader::is_digit(text[next])) continue;
      std::size_t digits = next;
      while (digits < text.size() && reader::is_digit(text[digits])) ++digits;
      if (digits - next < 4) return true;  // a number, not "2024Z12345"
    }
  }
  return false;
}

bool is_answered(std::string_view text) {
  if (is_ahead(text) || is_of_some(text)) return false;
  const bool letter = has_any(text, {"brief", "kamerstuk", "antwoorden op", "beantwoording van", "bijlage"});
  if (has_any_word(text, {"verwijs", "verwijzen", "verwezen"})) return letter;
  if (!has_word(text, "beantwoord")) {
    // "De antwoorden op de vragen zijn opgenomen in mijn brief van 3 mei".
    return has(text, "antwoord") && has(text, "brief") &&
           has_any(text, {"opgenomen in", "toegezonden", "gestuurd", "verzonden", "gezonden", "vindt u in", "treft u"});
  }
  if (has_any_word(text, {"zijn", "is", "heb", "heeft", "hebben", "werden", "werd"}) &&
      !has_any_word(text, {"worden", "wordt"}))
    return true;
  return has_any(text, {"hierbij", "met deze brief", "in deze brief", "bijgaande", "bijgevoegde", "in de brief van",
                        "in mijn brief van", "met mijn brief van", "met de brief van", "reeds"});
}

bool is_later(std::string_view text) {
  if (!has(text, "antwoord")) return false;
  if (has_any(text, {"reces", "vertraging", "uitgesteld", "uitstel", "zo spoedig", "meer tijd", "op een later"}))
    return true;
  if (has_any_word(text, {"betrek", "betrekken", "betrokken"})) return false;  // to be dealt with in something else
  if (has_any_word(text, {"later", "pas", "uiterlijk", "spoedig"})) return true;
  return has(text, "nog niet") || (has_any_word(text, {"ik", "wij", "kabinet", "beantwoording"}) &&
                                   has_any_word(text, {"zal", "zullen", "streef", "streven", "verwacht", "hoop"}) &&
                                   !has_any_word(text, {"niet", "geen"}));
}

// "minister van Landbouw, Visserij, Voedselzekerheid en Natuur" has commas of its own; whatever else has one goes on
// about something else behind it.
std::string_view until_comma(std::string_view office) {
  const auto named = [](std::string_view words) {
    for (const std::string_view joint : {" van ", " voor "}) {
      const auto at = find(words, joint);
      if (at != npos && !reader::known_ministry(reader::trim(words.substr(at + joint.size()))).empty()) return true;
    }
    return !reader::known_ministry(words).empty();
  };
  for (auto end = office.size();; end = office.rfind(',', end - 1)) {
    if (end == npos || end == 0) break;
    if (const auto words = reader::trim_all(office.substr(0, end), " ,"); named(words)) return words;
  }
  return reader::trim_all(office.substr(0, office.find(',')), " ,");
}

}  // namespace

NoticeSays notice_says(std::string_view sentence) {
  const auto text = without_subject(sentence);
  if (is_withdrawn(text)) return NoticeSays::withdrawn;
  if (is_passed_on(text)) return NoticeSays::passed_on;
  if (is_answered(text)) return NoticeSays::answered;
  return is_later(text) ? NoticeSays::later : NoticeSays::unclear;
}

std::string passed_on_to(std::string_view sentence) {
  for (const std::string_view phrase :
       {"overgedragen aan ", "overgedragen naar ", "doorgezonden aan ", "doorgestuurd aan ", "doorgestuurd naar ",
        "doorgeleid naar ", "doorgeleid aan ", "overgenomen door ", "worden door ", "door mijn ambtgenoot ", "door "}) {
    const auto at = find(sentence, phrase);
    if (at == npos) continue;
    auto rest = sentence.substr(at + phrase.size());
    for (const std::string_view before : {"mijn ", "de ", "ambtgenoot ", "collega ", "collega-", "van "}) {
      if (reader::starts_with(rest, before)) rest = rest.substr(before.size());
    }
    rest = rest.substr(0, std::min({rest.find('.'), rest.find('('), find(rest, " beantwoord"), find(rest, " die "),
                                    find(rest, " zijn "), find(rest, " worden "), find(rest, " zal "),
                                    find(rest, " om "), find(rest, " ter ")}));
    const auto office = until_comma(reader::trim_all(rest, " ,;:"));
    if (!office.empty() && office.size() < 160 &&
        (reader::starts_with(office, "minister") || reader::starts_with(office, "staatssecretaris") ||
         reader::starts_with_capital(office)))
      return std::string(office);
  }
  return {};
}

}  // namespace griffier::publications
