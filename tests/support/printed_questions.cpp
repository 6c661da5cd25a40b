#include "tests/support/printed_questions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <set>
#include <vector>

#include "publications/instant.h"

namespace griffier::tests {

using store::testing::Year;
using store::testing::YearPaper;
using Kind = YearPaper::Kind;

namespace {

std::string day(const std::string& iso) {
  return fmt::format("<datum isodatum=\"{}\">{}</datum>", iso,
                     publications::dutch_date(publications::parse_iso_date(iso).value()));
}

std::string earlier(const YearPaper& paper) {
  if (paper.refers_to.empty()) return {};
  return " Zie ook Aanhangsel Handelingen, vergaderjaar 2024–2025, nr. " +
         paper.refers_to.substr(paper.refers_to.rfind('-') + 1) + ".";
}

std::string reason_of(const YearPaper& paper) {
  if (paper.kind == Kind::postpones)
    return "De vragen kunnen niet binnen de gebruikelijke termijn van drie weken worden beantwoord, aangezien nog "
           "informatie ontbreekt.";
  if (paper.kind == Kind::withdraws) return "De vragen zijn ingetrokken.";
  return paper.kind == Kind::by_letter ? "De vragen zijn beantwoord bij brief van heden." : "";
}

}  // namespace

std::string printed(const YearPaper& paper, const Year& year) {
  const auto& story = year.stories.at(static_cast<std::size_t>(paper.stories.back()));
  const auto number = paper.kind == Kind::asks ? story.zaak : paper.id.substr(paper.id.rfind('-') + 1);
  const auto askers = story.asker + (paper.like ? " (Polderpartij) en Een ander (Kustpartij)" : " (Polderpartij)");
  std::string out = fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord")"
      R"( scheme="" content="https://zoek.officielebekendmakingen.nl/{}/metadata.xml"/></metadata><kamervragen>)"
      R"(<kamervraagkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2024-2025</tekstregel></kamervraagkop>)"
      R"(<kamervraagnummer>{}</kamervraagnummer>)",
      paper.id, number);
  if (paper.header || paper.like)
    out += fmt::format(R"(<kamervraagomschrijving type="vraag">Vragen van {} {} aan de {} over <kamervraagonderwerp>{})"
                       R"(</kamervraagonderwerp> (ingezonden {}).</kamervraagomschrijving>)",
                       paper.like ? "de leden" : "het lid", askers,
                       paper.office.empty() ? "Minister van Zuivel" : paper.office, story.subject, day(story.asked_on));
  if (paper.kind != Kind::asks)
    out += fmt::format(R"(<kamervraagomschrijving type="antwoord">{} van Minister Kaasjager (Zuivel) (ontvangen {}).{})"
                       R"(</kamervraagomschrijving>)",
                       paper.kind == Kind::answers ? "Antwoord" : "Mededeling", day(paper.on_date), earlier(paper));
  if (const auto reason = reason_of(paper); !reason.empty())
    out += fmt::format("<kamervraagopmerking><kop><titel>Mededeling</titel></kop><al>{}</al></kamervraagopmerking>",
                       reason);
  std::set<int> numbers(paper.prints.begin(), paper.prints.end());
  numbers.insert(paper.answers.begin(), paper.answers.end());
  for (const int n : numbers) {
    if (std::count(paper.prints.begin(), paper.prints.end(), n) > 0)
      out += fmt::format("<vraag><nr>Vraag {0}</nr><al>Hoe staat het met punt {0} van {1}?</al></vraag>", n,
                         story.subject);
    if (std::count(paper.answers.begin(), paper.answers.end(), n) > 0)
      out +=
          fmt::format("<antwoord><nr>Antwoord {0}</nr><al>Punt {0} is {1} afgedaan.</al></antwoord>", n, paper.words);
  }
  return out + "</kamervragen></officiele-publicatie>\n";
}

void expect_own_answer(const boost::json::object& pair) {
  // "Vraag 2", "Vraag 2 (kv-tk-2024Z10007)", "Vraag 1, 2 en 3".
  const std::string heading(pair.at("heading").as_string());
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < heading.find('('); ++i) {
    if (i >= heading.size()) break;
    const bool digit = heading[i] >= '0' && heading[i] <= '9';
    if (digit && heading[i - 1] == ' ') numbers.emplace_back();
    if (digit) numbers.back() += heading[i];
  }
  const auto& questions = pair.at("questions").as_array();
  // Fewer when no paper that prints the others is there.
  ASSERT_LE(questions.size(), numbers.size()) << heading;
  for (const auto& question : questions) {
    const bool own = std::any_of(numbers.begin(), numbers.end(), [&](const auto& number) {
      return std::string(question.as_string()).starts_with("Hoe staat het met punt " + number + " ");
    });
    EXPECT_TRUE(own) << heading << ": " << question;
  }
  if (pair.at("answer").is_null()) return;
  const std::string answer(pair.at("answer").as_string());
  const bool own = numbers.size() == 1 && answer.starts_with("Punt " + numbers.front() + " is ");
  EXPECT_TRUE(own || answer.starts_with("De vragen zijn beantwoord bij brief")) << heading << ": " << answer;
}

}  // namespace griffier::tests
