// What the record says in English of an event, told in Dutch. The forms are those of store/record/questions_life.cpp,
// questions_overdue.cpp, toezeggingen.cpp, and of the pipeline and the polls; wording_test.cpp has one of each.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "daemon/alerts/wording.h"
#include "publications/ascii.h"
#include "publications/instant.h"

namespace griffier::daemon::wording {
namespace {

using View = std::string_view;
constexpr auto kEnd = View::npos;

// Reads a summary from its beginning.
struct Words {
  View rest;

  bool take(View words) {
    if (!rest.starts_with(words)) return false;
    rest.remove_prefix(words.size());
    return true;
  }
  // Up to the words, which are left; all when they aren't there.
  View until(View words) {
    const auto end = std::min(rest.find(words), rest.size());
    const auto found = rest.substr(0, end);
    rest.remove_prefix(end);
    return found;
  }
};

std::string day(View iso) {
  const auto date = publications::parse_iso_date(iso);
  return date ? publications::dutch_date(*date) : std::string(iso);
}

void replace_all(std::string& text, View from, View to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

bool is_number(View text) { return publications::ascii::all_digits(text); }

// "question 3 of 3", "questions 1 and 2 of 3", "all 3 questions", "the question", "questions".
std::optional<std::string> questions(View said) {
  if (said == "the question") return "de vraag";
  if (said == "questions") return "de vragen";
  Words words{said};
  if (words.take("all ")) {
    const auto count = words.until(" questions");
    if (!is_number(count) || words.rest != " questions") return std::nullopt;
    return fmt::format("alle {} vragen", count);
  }
  const bool several = words.take("questions ");
  if (!several && !words.take("question ")) return std::nullopt;
  std::string numbers(words.until(" of "));
  if (!words.take(" of ") || !is_number(words.rest)) return std::nullopt;
  replace_all(numbers, " and ", " en ");
  return fmt::format("{} {} van {}", several ? "vragen" : "vraag", numbers, words.rest);
}

// "3 questions by Van Zanten (Polderpartij) to Minister van Zuivel; due on 2024-11-18"
std::optional<std::string> asked(Words words) {
  const auto count = words.until(" question");
  if (!is_number(count) || !(words.take(" questions") || words.take(" question"))) return std::nullopt;
  auto out = fmt::format("{} {}", count, count == "1" ? "vraag" : "vragen");
  const auto due = words.rest.rfind("; due on ");
  const auto who = words.rest.substr(0, due);
  Words people{who};
  if (people.take(" by ")) out += fmt::format(" van {}", people.until(" to "));
  if (people.take(" to ")) out += fmt::format(" aan {}", people.rest);
  if (due != kEnd) out += "; te beantwoorden uiterlijk op " + day(words.rest.substr(due + 9));
  return out;
}

// "postponed; due on 2024-12-09 instead of 2024-11-18"
std::optional<std::string> postponed(Words words) {
  if (!words.take("postponed")) return std::nullopt;
  if (words.take("; answered already")) return "uitgesteld; al beantwoord";
  if (!words.take("; due on ")) return "uitgesteld";
  auto out = "uitgesteld; te beantwoorden uiterlijk op " + day(words.until(" instead of "));
  if (words.take(" instead of ")) out += " in plaats van " + day(words.rest);
  return out;
}

// "all 3 questions answered by letter kst-31415-12 on 2024-11-18", "question 3 of 3 answered again"
std::optional<std::string> answered(Words words) {
  if (const auto which = words.rest.find(" not answered after all"); which != kEnd) {
    const auto those = questions(words.rest.substr(0, which));
    if (!those) return std::nullopt;
    return *those + " bij nader inzien niet beantwoord: het antwoord hoort bij andere vragen";
  }
  const auto those = questions(words.until(" answered"));
  if (!those || !words.take(" answered")) return std::nullopt;
  auto out = *those;
  if (words.take(" again")) out += " opnieuw";
  out += " beantwoord";
  if (words.take(" by letter")) {
    out += " bij brief";
    if (words.take(" kst-")) out += fmt::format(" kst-{}", words.until(" on "));
  }
  if (words.take(" on ")) out += " op " + day(words.rest);
  return out;
}

std::optional<std::string> withdrawn_questions(Words words) {
  const auto those = questions(words.until(" withdrawn"));
  if (!those) return std::nullopt;
  return *those + " ingetrokken";
}

// "2 of 3 questions not answered by 2024-11-18; asked of Minister van Zuivel"
std::optional<std::string> overdue(Words words) {
  std::string which = "de vragen";
  if (!words.take("questions")) {
    const auto left = words.until(" of ");
    words.take(" of ");
    const auto of = words.until(" questions");
    if (!is_number(left) || !is_number(of) || !words.take(" questions")) return std::nullopt;
    which = fmt::format("{} van de {} {}", left, of, of == "1" ? "vraag" : "vragen");
    if (left == of) which = of == "1" ? "de vraag" : fmt::format("alle {} vragen", of);
  }
  if (!words.take(" not answered by ")) return std::nullopt;
  auto out = which + " nog niet beantwoord, de termijn was " + day(words.until("; asked of "));
  if (words.take("; asked of ")) out += fmt::format("; gesteld aan {}", words.rest);
  return out;
}

std::optional<std::string> passed_on(Words words) {
  if (!words.take("passed on")) return std::nullopt;
  if (!words.take(" to ")) return "doorgeleid";
  return fmt::format("doorgeleid naar {}", words.rest);
}

std::optional<std::string> remark(Words words) {
  if (words.rest == "an answer is announced, its file is yet to come")
    return "er is een antwoord aangekondigd, het bestand is er nog niet";
  if (!words.take("a notice that decides nothing")) return std::nullopt;
  return fmt::format("een mededeling waarmee nog niets beslist is{}", words.rest);
}

// " by Minister van Water to Duinker (Kustpartij)"
std::string by_and_to(View said) {
  std::string out;
  Words words{said};
  if (words.take(" by ")) out += fmt::format(" door {}", words.until(" to "));
  if (words.take(" to ")) out += fmt::format(" aan {}", words.rest);
  return out;
}

// "promised by … to …, due on 2025-02-01 «…»", "fulfilled by kst-31415-60 «…»"
std::optional<std::string> toezegging(Words words) {
  const auto said = words.until(" «");
  const auto quote = words.rest;
  Words what{said};
  std::string out;
  if (what.take("promised")) {
    const auto people = what.until(", due on ");
    out = "toegezegd" + by_and_to(people);
    if (what.take(", due on ")) out += ", uiterlijk op " + day(what.rest);
  } else if (said == "fulfilled in part") {
    out = "deels nagekomen";
  } else if (said == "fulfilled") {
    out = "nagekomen";
  } else if (what.take("fulfilled by ")) {
    out = fmt::format("nagekomen met {}", what.rest);
  } else if (said == "lapsed without being fulfilled") {
    out = "vervallen zonder te zijn nagekomen";
  } else if (what.take("not fulfilled by ")) {
    out = "nog niet nagekomen, de termijn was " + day(what.until("; promised"));
    if (what.take("; promised")) out += "; toegezegd" + by_and_to(what.rest);
  } else {
    return std::nullopt;
  }
  return out + std::string(quote);
}

// "5 polls in a row failed; HTTP 503", "polled again after 5 failures". The error is a program's, in its own words.
std::optional<std::string> source(Words words) {
  if (words.take("polled again after ")) return fmt::format("weer opgehaald na {} mislukte pogingen", words.until(" "));
  const auto count = words.until(" polls in a row failed");
  if (!is_number(count) || !words.take(" polls in a row failed")) return std::nullopt;
  const bool error = words.take("; ");
  return fmt::format("{} keer achter elkaar mislukt{}", count, error ? fmt::format(" ({})", words.rest) : "");
}

// --- what happens to a document: clauses with "; " between them ---

std::optional<std::string> also_known(View clause) {
  constexpr std::array<std::pair<View, View>, 6> kTies{{
      {" is the same publication, by hand", " is met de hand als dezelfde publicatie aangewezen"},
      {" is the same publication", " is dezelfde publicatie"},
      {" is another publication, by hand", " is met de hand als een andere publicatie aangewezen"},
      {"does not belong to ", "hoort niet bij "},
      {"belongs to ", "hoort bij "},
      {"also known as ", "ook bekend als "},
  }};
  for (const auto& [english, dutch] : kTies) {
    if (clause.find(english) == kEnd) continue;
    std::string out(clause);
    replace_all(out, english, dutch);
    replace_all(out, ", by hand", ", met de hand");
    return out;
  }
  return std::nullopt;
}

// "the answers to questions 2, 3 of kv-tk-2024Z1 changed"
std::optional<std::string> corrected(View clause) {
  if (!clause.starts_with("the answer") || !clause.ends_with(" changed")) return std::nullopt;
  std::string out(clause);
  for (const auto& [english, dutch] : {std::pair<View, View>{"the answers to", "de antwoorden op"},
                                       {"the answer to", "het antwoord op"},
                                       {"the questions", "de vragen"},
                                       {" questions ", " vragen "},
                                       {" question ", " vraag "},
                                       {" of ", " van "},
                                       {" changed", " gewijzigd"}})
    replace_all(out, english, dutch);
  return out;
}

// Why a document was withdrawn.
std::optional<std::string> reason(View clause) {
  if (clause == "the publisher took it back") return "de uitgever heeft het teruggenomen";
  if (clause == "the Tweede Kamer took it back") return "de Tweede Kamer heeft het teruggenomen";
  const auto seen = clause.find(", seen ");
  if (seen == kEnd) return std::nullopt;
  Words words{clause.substr(seen + 7)};
  const auto times = words.until(" times since ");
  if (!is_number(times) || !words.take(" times since ")) return std::nullopt;
  const auto status = clause.starts_with("HTTP ") ? std::string(clause.substr(0, 8)) + ", " : std::string();
  const auto since = publications::parse_iso_instant(words.rest);
  return fmt::format("niet meer te vinden ({}{} keer gezien sinds {})", status, times,
                     since ? publications::dutch_date(publications::amsterdam_date(*since)) : std::string(words.rest));
}

std::optional<std::string> clause_in_dutch(View clause) {
  Words words{clause};
  if (clause == "withdrawn") return "ingetrokken";
  if (clause == "metadata changed") return "alleen gegevens gewijzigd";
  if (clause == "layout changed, the words are the same") return "opmaak gewijzigd, de woorden zijn dezelfde";
  if (clause == "restored, unchanged") return "weer beschikbaar, ongewijzigd";
  if (words.take("restored with "))
    return "weer beschikbaar met wijzigingen: " + difference(std::string(words.until(" changed")));
  if (words.take("revised, ")) return "gewijzigd, " + difference(std::string(words.rest));
  if (words.take("back to revision ")) return fmt::format("terug naar versie {}", words.rest);
  if (auto found = corrected(clause)) return found;
  if (auto found = reason(clause)) return found;
  return also_known(clause);
}

// The clauses from the `first` on that can be told.
std::string clauses(View said, std::size_t first) {
  std::string out;
  for (std::size_t i = 0; !said.empty(); ++i) {
    const auto end = std::min(said.find("; "), said.size());
    const auto dutch = i < first ? std::nullopt : clause_in_dutch(said.substr(0, end));
    if (dutch) out += (out.empty() ? "" : "; ") + *dutch;
    said.remove_prefix(std::min(end + 2, said.size()));
  }
  return out;
}

std::optional<std::string> told(View kind, View said) {
  const Words words{said};
  if (kind == "question.asked") return asked(words);
  if (kind == "question.postponed") return postponed(words);
  if (kind == "question.answered" || kind == "question.partly_answered") return answered(words);
  if (kind == "question.withdrawn") return withdrawn_questions(words);
  if (kind == "question.overdue") return overdue(words);
  if (kind == "question.passed_on") return passed_on(words);
  if (kind == "question.remark") return remark(words);
  if (kind.starts_with("toezegging.")) return toezegging(words);
  if (kind.starts_with("source.")) return source(words);
  auto all = clauses(said, 0);
  return all.empty() ? std::nullopt : std::optional(std::move(all));
}

// "kv-tk-2024Z1", and what is said of it. An identity may hold ": " no more than a space.
std::pair<View, View> parted(View summary) {
  const auto colon = summary.find(": ");
  if (colon == kEnd) return {summary, {}};
  return {summary.substr(0, colon), summary.substr(colon + 2)};
}

// The clause that a publication under a second name adds to whatever its first event says; of the words before it, a
// title, nothing can be told.
std::string same_publication(View said) {
  const auto last = said.rfind("; ");
  if (last == kEnd || !said.ends_with(" is the same publication")) return {};
  return clauses(said.substr(last + 2), 0);
}

}  // namespace

std::string summary(const store::EventRow& event) {
  const auto [id, said] = parted(event.summary);
  if (event.kind == "document.published") {
    const auto also = same_publication(said);
    const auto title = also.empty() ? said : said.substr(0, said.rfind("; "));
    return fmt::format("{}{}{}{}{}", id, title.empty() ? "" : ": ", title, also.empty() ? "" : "; ", also);
  }
  const auto dutch = told(event.kind, said);
  if (dutch) return fmt::format("{}: {}", id, *dutch);
  const auto& known = !event.set_id.empty() ? event.set_id : event.document_id;
  return known.empty() ? std::string(label(event.kind)) : known;
}

std::string addition(const store::EventRow& event) {
  const auto said = parted(event.summary).second;
  if (event.kind == "document.published") return same_publication(said);
  if (event.kind == "document.metadata_changed") return said == "metadata changed" ? std::string() : clauses(said, 0);
  return clauses(said, 1);
}

}  // namespace griffier::daemon::wording
