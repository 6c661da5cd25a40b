#include "publications/recognise/question_header.h"

#include <algorithm>
#include <charconv>

#include "publications/recognise/dates.h"
#include "publications/recognise/lost_spaces.h"
#include "publications/recognise/numbers.h"
#include "publications/recognise/people.h"
#include "publications/recognise/words.h"

namespace griffier::publications::reader {
namespace {

constexpr std::size_t kHeadParagraphs = 16;
constexpr std::size_t kHeadBytes = 8192;
constexpr std::size_t kLongestParagraph = std::size_t{64} << 10;  // bytes

// The head's paragraphs as one text, with where each begins.
struct Head {
  std::string text;
  std::vector<std::size_t> starts;
};

bool is_first_question(const Paragraph& paragraph) {
  if (paragraph.kind == BlockKind::question || paragraph.kind == BlockKind::answer) return true;
  const auto heading = read_heading(paragraph.text);
  if (heading && heading->kind != HeadingKind::answer) return true;
  if (heading && !heading->numbers.empty()) return true;
  return read_item_number(shown(paragraph)) == 1;
}

// As much of a paragraph as a head has.
std::string_view beginning(std::string_view text) {
  auto size = std::min(text.size(), kLongestParagraph);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

Head head_of(const Paper& paper) {
  Head head;
  for (std::size_t i = 0; i < std::min(paper.body.size(), kHeadParagraphs); ++i) {
    if (is_first_question(paper.body[i]) || head.text.size() > kHeadBytes) break;
    if (paper.body[i].text == "1" && has_any(head.text, {"ingezonden ", "(ontvangen "})) break;
    if (!head.text.empty()) head.text += ' ';
    head.starts.push_back(head.text.size());
    head.text += with_lost_spaces(without_marks(beginning(paper.body[i].text)));
  }
  return head;
}

std::size_t paragraph_at(const Head& head, std::size_t at) {
  const auto next = std::upper_bound(head.starts.begin(), head.starts.end(), at);
  return static_cast<std::size_t>(next - head.starts.begin()) - 1;
}

std::size_t end_of_paragraph(const Head& head, std::size_t at) {
  const auto next = paragraph_at(head, at) + 1;
  return next < head.starts.size() ? head.starts[next] : head.text.size();
}

// "Vragen van het lid" and the like; `after` is where the askers begin.
std::size_t find_asking(std::string_view text, std::size_t& after) {
  for (const std::string_view phrase : {"vragen van ", "vraag van "}) {
    for (auto at = find(text, phrase); at != npos; at = find(text, phrase, at + 1)) {
      const auto rest = text.substr(at + phrase.size());
      const bool members = starts_with(rest, "het lid ") || starts_with(rest, "de leden ") ||
                           starts_with(rest, "de leden(") || starts_with(rest, "het kamerlid ") ||
                           starts_with(rest, "de kamerleden ") || starts_with(rest, "lid ") ||
                           starts_with(rest, "leden ") || starts_with(rest, "de fractie") ||
                           starts_with(rest, "de heer ") || starts_with(rest, "mevrouw ");
      if (!members || (at > 0 && is_word_byte(text[at - 1]))) continue;
      after = at + phrase.size();
      for (const std::string_view before : {"mondelinge ", "schriftelijke ", "nadere ", "aanvullende ", "vervolg"}) {
        if (at >= before.size() && starts_with(text.substr(at - before.size()), before)) at -= before.size();
      }
      if (text[at] >= 'a') {  // "de vragen van het lid" of running text
        at = after;
        continue;
      }
      return at;
    }
  }
  return npos;
}

// "Antwoord van Minister", "Nader antwoord van", "Mededeling van staatssecretaris"; `after` is where the officials
// begin.
std::size_t find_answering(std::string_view text, std::size_t& after, bool& notice) {
  std::size_t best = npos;
  for (const std::string_view phrase : {"antwoord van ", "antwoorden van ", "mededeling van ", "beantwoording van "}) {
    for (auto at = find(text, phrase); at != npos && at < best; at = find(text, phrase, at + 1)) {
      auto start = at + phrase.size();
      for (const std::string_view word : {"de ", "mede ", "namens "}) {
        if (starts_with(text.substr(start), word)) start += word.size();
      }
      if (role_length(text.substr(start)) == 0 || (at > 0 && is_word_byte(text[at - 1]))) continue;
      if (text[at] == 'b' && !ends_with(text.substr(0, at), "herziene ")) continue;  // "over de beantwoording van ..."
      best = at;
      after = start;
      notice = phrase.front() == 'm';
    }
  }
  for (const std::string_view word : {"nader ", "nadere ", "aanvullend ", "aanvullende ", "herziene ", "herzien "}) {
    if (best != npos && best >= word.size() && starts_with(text.substr(best - word.size()), word))
      return best - word.size();
  }
  return best;
}

std::optional<int> number_before(std::string_view text, bool aanhangsel) {
  for (auto at = find_word(text, "ah"); at != npos; at = find_word(text, "ah", at + 1)) {
    int value = 0;
    const auto digits = trim(text.substr(at + 2));
    if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc{} && value > 0)
      return value;
  }
  text = trim(text);
  std::size_t start = text.size();
  while (start > 0 && is_digit(text[start - 1])) --start;
  const auto digits = text.substr(start);
  if (!aanhangsel || digits.empty() || digits.size() > 5 || (start > 0 && text[start - 1] != ' ')) return std::nullopt;
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value > 0 ? std::optional(value) : std::nullopt;
}

// A source in brackets behind the subject, "(Krant.nl, 16 november 2024 )", is not part of it.
std::string_view without_source(std::string_view subject) {
  subject = trim_all(subject, ".,;(");
  if (subject.empty() || subject.back() != ')') return subject;
  const auto open = subject.rfind('(');
  if (open == npos || open < 8 || !first_date(subject.substr(open))) return subject;
  return trim(subject.substr(0, open));
}

void read_asking_part(const Head& head, std::size_t at, std::size_t after, std::size_t limit, QuestionHeader& header) {
  const std::string_view text = head.text;
  auto end = find(text, "(ingezonden", after);
  if (end == npos) end = find(text, "( ingezonden", after);
  // Without a date the asking ends where the answering begins; a line that was not joined may part it before that.
  if (end == npos || end > limit) end = limit < text.size() ? limit : end_of_paragraph(head, at);
  header.asking = read_asking(text.substr(after, end - after));
  header.title = std::string(trim(text.substr(at, end - at)));
}

void read_answering_part(const Head& head, std::size_t after, std::size_t limit, QuestionHeader& header) {
  const std::string_view text = std::string_view(head.text).substr(0, limit);
  auto end = find(text, "(ontvangen", after);
  if (end == npos) end = std::min(find(text, "zie ook", after), end_of_paragraph(head, after));
  end = std::min(end, text.size());
  header.received_on = date_after(text, "ontvangen", after);
  auto part = text.substr(after, end - after);
  const auto behalf = find(part, "mede namens");
  if (behalf != npos) {
    header.on_behalf_of = read_offices(part.substr(behalf + 11));
    part = part.substr(0, behalf);
  }
  header.answered_by = read_officials(part);
}

// The words without which no head is one of questions or answers; few other papers have them at their beginning.
bool may_be_question_paper(const Paper& paper) {
  bool answering = false;
  bool dated_or_ah = false;
  for (std::size_t i = 0; i < std::min(paper.body.size(), kHeadParagraphs); ++i) {
    const std::string_view text = paper.body[i].text;
    if (has(text, "ingezonden")) return true;
    answering = answering || has(text, "antwoord") || has(text, "mededeling");
    dated_or_ah = dated_or_ah || has(text, "(ontvangen") || has(text.substr(0, 64), "ah");
    if (answering && dated_or_ah) return true;
  }
  return false;
}

// Before 2009 the Chamber printed all questions first, and then "Antwoord van minister X (Defensie). (Ontvangen 3 maart
// 2005)" over the answers.
void read_answering_below(const Paper& paper, QuestionHeader& header) {
  for (std::size_t i = header.end; i < paper.body.size(); ++i) {
    const std::string_view text = paper.body[i].text;
    if (!is_answering_line(text)) continue;
    Head head;
    head.starts.push_back(0);
    head.text = without_marks(text);
    std::size_t officials = npos;
    bool notice = false;
    if (find_answering(head.text, officials, notice) == npos) continue;
    header.paper = QuestionPaper::answer;
    read_answering_part(head, officials, head.text.size(), header);
    return;
  }
}

}  // namespace

bool is_answering_line(std::string_view text) {
  for (const std::string_view word : {"nader ", "nadere ", "aanvullend "}) {
    if (starts_with(text, word)) text = text.substr(word.size());
  }
  if (!starts_with(text, "antwoord") || text.size() > 500 || !has(text, "(ontvangen ")) return false;
  return starts_with(text, "antwoord van ") || starts_with(text, "antwoorden van ");
}

Asking read_asking(std::string_view text) {
  Asking asking;
  std::size_t to = npos;
  for (auto at = find_word(text, "aan"); at != npos; at = find_word(text, "aan", at + 1)) {
    auto rest = trim(text.substr(at + 3));
    if (starts_with(rest, "de ")) rest = trim(rest.substr(3));
    if (role_length(rest) == 0) continue;
    to = at;
    break;
  }
  const auto bracket = text.find(')');
  const auto from = to != npos ? to : bracket != npos && bracket < find_word(text, "over") ? bracket : 0;
  auto turn = find_over(text.substr(from));
  for (const std::string_view word :
       {"inzake", "betreffende", "naar aanleiding van", "omtrent", "met betrekking tot", "rondom"}) {
    const auto at = find_word(text.substr(from), word);
    if (at < turn.at) turn = {at, at + word.size()};
  }
  const auto over = turn.at == npos ? npos : from + turn.at;
  auto names = text.substr(0, std::min(to, over));
  for (const std::string_view word : {" op ", " van ", " d.d. ", " dd. ", " dd "}) {
    for (auto day = find(names, word); day != npos; day = find(names, word, day + 1)) {
      const auto behind = names.substr(day + word.size());
      if (behind.empty() || !is_digit(behind.front())) continue;
      asking.asked_on = read_date(behind);
      names = names.substr(0, day);
    }
  }
  for (const std::string_view word : {" mij ", " schriftelijke vragen", " vragen", " kamervragen", ", mede namens",
                                      ", van uw kamer", " van uw kamer", " heeft", " hebben"}) {
    names = names.substr(0, find(names, word));
  }
  asking.askers = read_members(names);
  if (to != npos) asking.addressed_to = read_offices(text.substr(to, over == npos ? npos : over - to));
  if (over != npos) asking.subject = std::string(without_source(text.substr(from + turn.after)));
  return asking;
}

std::string without_insertion(std::string_view text) {
  const auto at = find(text, ", ingezonden ");
  if (at == npos) return std::string(text);
  const auto close = text.find(", over ", at + 1);
  if (close == npos || close > at + 50) return std::string(text);
  return std::string(text.substr(0, at)) + std::string(text.substr(close + 1));
}

std::optional<std::string> find_zaaknummer(std::string_view text, std::size_t from, std::size_t* at) {
  for (auto z = text.find('Z', from); z != npos; z = text.find('Z', z + 1)) {
    if (z < 4 || (z > 4 && is_word_byte(text[z - 5]))) continue;
    if (!std::all_of(text.begin() + static_cast<std::ptrdiff_t>(z) - 4, text.begin() + static_cast<std::ptrdiff_t>(z),
                     is_digit))
      continue;
    auto start = z + 1;
    if (start < text.size() && text[start] == ' ') ++start;
    auto end = start;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - start != 5) continue;
    if (at != nullptr) *at = z - 4;
    return std::string(text.substr(z - 4, 5)) + std::string(text.substr(start, 5));
  }
  return std::nullopt;
}

std::optional<std::string> find_vergaderjaar(std::string_view text, std::size_t from) {
  for (auto at = find(text, "vergaderjaar", from); at != npos; at = find(text, "vergaderjaar", at + 12)) {
    auto rest = trim(text.substr(at + 12));
    int first = 0;
    if (std::from_chars(rest.data(), rest.data() + rest.size(), first).ptr - rest.data() != 4) continue;
    rest = trim_all(rest.substr(4), "-/\xE2\x80\x93\x94");
    std::size_t digits = 0;
    while (digits < rest.size() && digits < 4 && is_digit(rest[digits])) ++digits;
    if (digits == 2 || digits == 4) return std::to_string(first) + '-' + std::to_string(first + 1);
  }
  return std::nullopt;
}

std::optional<std::string> find_kamer(std::string_view text) {
  const auto second = find(text, "tweede kamer der staten");
  const auto first = find(text, "eerste kamer der staten");
  const auto both = find(text, "verenigde vergadering der staten");
  const auto least = std::min({second, first, both});
  if (least == npos) return std::nullopt;
  return least == second ? "tk" : least == first ? "ek" : "vv";
}

std::vector<std::string> find_see_also(std::string_view text) {
  std::vector<std::string> found;
  const auto start = find(text, "zie ook");
  const auto aanhangsel = start == npos ? npos : find(text, "aanhangsel", start);
  if (aanhangsel == npos || aanhangsel > start + 40) return found;
  std::string year;
  std::vector<std::string> early;  // "nr. 1845, vergaderjaar 2006-2007": numbers before the session
  const std::string kamer = has(text.substr(aanhangsel, 40), "handelingen i,") ? "ek" : "tk";
  for (std::size_t i = aanhangsel; i < text.size() && i < aanhangsel + 400;) {
    if (!is_digit(text[i])) {
      const auto rest = text.substr(i, 12);
      if (starts_with(rest, "vraag") || starts_with(rest, "vragen") || starts_with(rest, "antwoord")) break;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    const auto digits = text.substr(i, end - i);
    const auto behind = text.substr(end, 8);
    const bool range =
        behind.starts_with("-") || behind.starts_with("–") || behind.starts_with("/") || behind.starts_with(" –");
    if (digits.size() == 4 && range) {
      const auto next = std::to_string(std::stoi(std::string(digits)) + 1);
      year = std::string(digits) + next;
      while (end < text.size() && !is_digit(text[end])) ++end;
      while (end < text.size() && is_digit(text[end])) ++end;
      for (const auto& number : early) found.push_back("ah-" + kamer + '-' + year + '-' + number);
      if (!early.empty()) year.clear();  // the next number has its session behind it too
      early.clear();
    } else if (!year.empty() && digits.size() <= 5) {
      found.push_back("ah-" + kamer + '-' + year + '-' + std::string(digits));
    } else if (year.empty() && digits.size() <= 5 && early.size() < 20) {
      early.emplace_back(digits);
    }
    i = end;
  }
  return found;
}

QuestionHeader read_question_header(const Paper& paper) {
  QuestionHeader header;
  if (!may_be_question_paper(paper)) return header;
  const auto head = head_of(paper);
  const std::string_view text = head.text;
  std::size_t askers = npos;
  std::size_t officials = npos;
  bool notice = false;
  auto asking = find_asking(text, askers);
  const auto answering = find_answering(text, officials, notice);
  // Behind the answering they are words of the answer itself, unless they begin a paragraph of the head.
  const bool below = asking != npos && asking > answering && head.starts[paragraph_at(head, asking)] == asking;
  if (asking > answering && !below) asking = npos;
  const bool ministry_form = has_word(text.substr(0, std::min<std::size_t>(answering, 60)), "ah");
  const bool chamber_form = has(text, "vragen gesteld door de leden");
  const bool stated = asking != npos && has(text, "ingezonden");
  if (!stated && !(answering != npos && (ministry_form || has(text, "(ontvangen")))) return header;
  header.paper = answering == npos ? QuestionPaper::questions : notice ? QuestionPaper::notice : QuestionPaper::answer;
  header.end = head.starts.size();
  const auto limit = below ? text.size() : std::min(answering, text.size());
  if (asking != npos) read_asking_part(head, asking, askers, limit, header);
  if (answering != npos) {
    const auto end = end_of_paragraph(head, answering);
    const auto received = find(text, "(ontvangen", answering);
    read_answering_part(head, officials, received == npos ? end : text.size(), header);
    if (ministry_form || asking == npos) {  // what follows a short head is body already
      header.end = paragraph_at(head, received == npos ? answering : received) + 1;
      const auto also = find(text, "zie ook aanhangsel");
      if (also != npos) header.end = std::max(header.end, paragraph_at(head, also) + 1);
      if (below) header.end = std::max(header.end, paragraph_at(head, asking) + 1);
    }
  } else {
    const auto sent = find(text, "ingezonden", asking);
    const auto last = paragraph_at(head, sent == npos ? asking : sent);
    // "... van het lid X, ingezonden 5 mei 2023" of a question below is not the head's.
    const bool own =
        last <= paragraph_at(head, asking) + 2 && (last == paragraph_at(head, asking) || text[sent - 1] == '(');
    header.end = (own ? last : paragraph_at(head, asking)) + 1;
    read_answering_below(paper, header);
  }
  const auto before = text.substr(0, std::min(asking, answering));
  header.asked_on = date_after(text.substr(0, limit), "ingezonden");
  if (!header.asked_on && asking != npos && answering != npos &&
      !below) {  // the Eerste Kamer's "op 26 november 2018 aan de Minister"
    header.asked_on = date_after(text.substr(askers, std::min<std::size_t>(answering - askers, 200)), " op ");
  }
  header.see_also =
      find_see_also(text.substr(0, header.end < head.starts.size() ? head.starts[header.end] : text.size()));
  std::size_t number = npos;
  header.zaaknummer = find_zaaknummer(before, 0, &number);
  while (header.zaaknummer && header.further_zaaknummers.size() < 20) {
    auto further = find_zaaknummer(before, number + 6, &number);
    if (!further) break;
    if (further != header.zaaknummer) header.further_zaaknummers.push_back(std::move(*further));
  }
  header.vergaderjaar = find_vergaderjaar(before);
  header.kamer = find_kamer(before);
  header.typeset = chamber_form && header.vergaderjaar;
  header.aanhangselnummer = number_before(before, has(before, "aanhangsel"));
  if (header.title.empty())
    header.title = std::string(trim(text.substr(answering, end_of_paragraph(head, answering) - answering)));
  return header;
}

}  // namespace griffier::publications::reader
