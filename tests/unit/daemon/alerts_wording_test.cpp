// What the record says in English of an event is told in Dutch: every kind of event, in every form of its summary.
#include "daemon/alerts/wording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <set>

#include "daemon/alerts/alert.h"
#include "daemon/config/schema.h"

namespace griffier::daemon {
namespace {

using testing::HasSubstr;
using testing::Not;

store::EventRow event(const std::string& kind, const std::string& said) {
  store::EventRow row;
  row.kind = kind;
  row.event_id = "e";
  row.at = "2024-11-20T09:00:00Z";
  row.summary = said;
  if (kind.starts_with("question.")) row.set_id = "kv-tk-2024Z1";
  if (kind.starts_with("toezegging.")) row.set_id = "TZ202411-049";
  if (!kind.starts_with("source.")) row.document_id = "ah-tk-20242025-1";
  row.revision = 2;
  return row;
}

struct Form {
  const char *kind, *english, *dutch;
};
constexpr std::array<Form, 46> kForms{{
    {"question.asked",
     "kv-tk-2024Z1: 3 questions by Van Zanten (Polderpartij) to Minister van Zuivel; due on 2024-11-18",
     "kv-tk-2024Z1: 3 vragen van Van Zanten (Polderpartij) aan Minister van Zuivel; te beantwoorden uiterlijk op 18 "
     "november 2024"},
    {"question.asked", "kst-31415-40#D66: 1 question by D66", "kst-31415-40#D66: 1 vraag van D66"},
    {"question.asked", "kv-tk-2024Z1: 2 questions to Minister van Zuivel",
     "kv-tk-2024Z1: 2 vragen aan Minister van Zuivel"},
    {"question.postponed", "kv-tk-2024Z1: postponed; due on 2024-12-09 instead of 2024-11-18",
     "kv-tk-2024Z1: uitgesteld; te beantwoorden uiterlijk op 9 december 2024 in plaats van 18 november 2024"},
    {"question.postponed", "kv-tk-2024Z1: postponed; due on 2024-12-09",
     "kv-tk-2024Z1: uitgesteld; te beantwoorden uiterlijk op 9 december 2024"},
    {"question.postponed", "kv-tk-2024Z1: postponed; answered already", "kv-tk-2024Z1: uitgesteld; al beantwoord"},
    {"question.postponed", "kv-tk-2024Z1: postponed", "kv-tk-2024Z1: uitgesteld"},
    {"question.answered", "kv-tk-2024Z1: question 3 of 3 answered on 2024-12-01",
     "kv-tk-2024Z1: vraag 3 van 3 beantwoord op 1 december 2024"},
    {"question.answered", "kv-tk-2024Z1: all 3 questions answered by letter kst-31415-12 on 2024-11-18",
     "kv-tk-2024Z1: alle 3 vragen beantwoord bij brief kst-31415-12 op 18 november 2024"},
    {"question.answered", "kv-tk-2024Z1: all 3 questions answered by letter on 2024-11-18",
     "kv-tk-2024Z1: alle 3 vragen beantwoord bij brief op 18 november 2024"},
    {"question.answered", "kv-tk-2024Z1: the question answered again on 2024-11-18",
     "kv-tk-2024Z1: de vraag opnieuw beantwoord op 18 november 2024"},
    {"question.partly_answered", "kv-tk-2024Z1: questions 1, 2 and 4 of 6 answered",
     "kv-tk-2024Z1: vragen 1, 2 en 4 van 6 beantwoord"},
    {"question.partly_answered",
     "kv-tk-2024Z1: questions 1 and 2 of 3 not answered after all: the answer belongs to other questions",
     "kv-tk-2024Z1: vragen 1 en 2 van 3 bij nader inzien niet beantwoord: het antwoord hoort bij andere vragen"},
    {"question.withdrawn", "kv-tk-2024Z1: question 3 of 3 withdrawn", "kv-tk-2024Z1: vraag 3 van 3 ingetrokken"},
    {"question.withdrawn", "kv-tk-2024Z1: questions withdrawn", "kv-tk-2024Z1: de vragen ingetrokken"},
    {"question.passed_on", "kv-tk-2024Z1: passed on to Minister van Melk",
     "kv-tk-2024Z1: doorgeleid naar Minister van Melk"},
    {"question.passed_on", "kv-tk-2024Z1: passed on", "kv-tk-2024Z1: doorgeleid"},
    {"question.remark", "kv-tk-2024Z1: a notice that decides nothing «Wij zien nog wel.»",
     "kv-tk-2024Z1: een mededeling waarmee nog niets beslist is «Wij zien nog wel.»"},
    {"question.remark", "kv-tk-2024Z1: an answer is announced, its file is yet to come",
     "kv-tk-2024Z1: er is een antwoord aangekondigd, het bestand is er nog niet"},
    {"question.overdue", "kv-tk-2024Z1: 2 of 3 questions not answered by 2024-11-18; asked of Minister van Zuivel",
     "kv-tk-2024Z1: 2 van de 3 vragen nog niet beantwoord, de termijn was 18 november 2024; gesteld aan Minister van "
     "Zuivel"},
    {"question.overdue", "kv-tk-2024Z1: 3 of 3 questions not answered by 2024-11-18",
     "kv-tk-2024Z1: alle 3 vragen nog niet beantwoord, de termijn was 18 november 2024"},
    {"question.overdue", "ah-tk-1: questions not answered by 2024-12-09; asked of Minister van Zuivel",
     "ah-tk-1: de vragen nog niet beantwoord, de termijn was 9 december 2024; gesteld aan Minister van Zuivel"},
    {"toezegging.made",
     "TZ202411-049: promised by Minister van Water to Duinker (Kustpartij), due on 2025-02-01 «Een overzicht.»",
     "TZ202411-049: toegezegd door Minister van Water aan Duinker (Kustpartij), uiterlijk op 1 februari 2025 «Een "
     "overzicht.»"},
    {"toezegging.made", "TZ202411-049: promised «Een overzicht.»", "TZ202411-049: toegezegd «Een overzicht.»"},
    {"toezegging.partly_fulfilled", "TZ202411-049: fulfilled in part «Een overzicht.»",
     "TZ202411-049: deels nagekomen «Een overzicht.»"},
    {"toezegging.fulfilled", "TZ202411-049: fulfilled", "TZ202411-049: nagekomen"},
    {"toezegging.fulfilled", "TZ202411-049: fulfilled by kst-31415-60 «Een overzicht.»",
     "TZ202411-049: nagekomen met kst-31415-60 «Een overzicht.»"},
    {"toezegging.lapsed", "TZ202411-049: lapsed without being fulfilled «Een overzicht.»",
     "TZ202411-049: vervallen zonder te zijn nagekomen «Een overzicht.»"},
    {"toezegging.overdue", "TZ202411-049: not fulfilled by 2025-02-01; promised by Minister van Water «Een overzicht.»",
     "TZ202411-049: nog niet nagekomen, de termijn was 1 februari 2025; toegezegd door Minister van Water «Een "
     "overzicht.»"},
    {"document.published", "kst-1-2: Brief; met een puntkomma", "kst-1-2: Brief; met een puntkomma"},
    {"document.published", "kst-1-2: Brief; tk-2024D1 is the same publication",
     "kst-1-2: Brief; tk-2024D1 is dezelfde publicatie"},
    {"document.revised", "kst-1-2: revised, 12 words in 2 paragraphs; back to revision 1",
     "kst-1-2: gewijzigd, 12 woorden in 2 alinea's; terug naar versie 1"},
    {"document.revised", "kst-1-2: layout changed, the words are the same",
     "kst-1-2: opmaak gewijzigd, de woorden zijn dezelfde"},
    {"document.revised", "ah-1: revised, 1 word in 1 paragraph; the answers to questions 2, 3 of kv-tk-2024Z1 changed",
     "ah-1: gewijzigd, 1 woord in 1 alinea; de antwoorden op vragen 2, 3 van kv-tk-2024Z1 gewijzigd"},
    {"document.revised", "ah-1: revised, 1 paragraph moved; the answer to the questions of kv-tk-2024Z1 changed",
     "ah-1: gewijzigd, 1 alinea verplaatst; het antwoord op de vragen van kv-tk-2024Z1 gewijzigd"},
    {"document.metadata_changed", "kst-1-2: metadata changed", "kst-1-2: alleen gegevens gewijzigd"},
    {"document.metadata_changed", "kst-1-2: also known as tk-2024D1, blg-2",
     "kst-1-2: ook bekend als tk-2024D1, blg-2"},
    {"document.metadata_changed", "kst-1-2: tk-2024D1 is another publication, by hand",
     "kst-1-2: tk-2024D1 is met de hand als een andere publicatie aangewezen"},
    {"document.metadata_changed", "ah-1: does not belong to kv-tk-2024Z1, by hand",
     "ah-1: hoort niet bij kv-tk-2024Z1, met de hand"},
    {"document.withdrawn", "kst-1-2: withdrawn; HTTP 404, the page is gone, seen 3 times since 2024-11-18T10:00:00Z",
     "kst-1-2: ingetrokken; niet meer te vinden (HTTP 404, 3 keer gezien sinds 18 november 2024)"},
    {"document.withdrawn", "kst-1-2: withdrawn; the Tweede Kamer took it back",
     "kst-1-2: ingetrokken; de Tweede Kamer heeft het teruggenomen"},
    {"document.withdrawn", "kst-1-2: withdrawn; the publisher took it back",
     "kst-1-2: ingetrokken; de uitgever heeft het teruggenomen"},
    {"document.restored", "kst-1-2: restored, unchanged", "kst-1-2: weer beschikbaar, ongewijzigd"},
    {"document.restored", "kst-1-2: restored with 2 words in 1 paragraph changed",
     "kst-1-2: weer beschikbaar met wijzigingen: 2 woorden in 1 alinea"},
    {"source.failing", "kamer: 5 polls in a row failed; HTTP 503", "kamer: 5 keer achter elkaar mislukt (HTTP 503)"},
    {"source.recovered", "kamer: polled again after 5 failures", "kamer: weer opgehaald na 5 mislukte pogingen"},
}};

TEST(AlertWords, TellEveryFormOfASummaryInDutch) {
  for (const auto& form : kForms) EXPECT_EQ(wording::summary(event(form.kind, form.english)), form.dutch);
}

TEST(AlertWords, KnowEveryKindOfEvent) {
  std::set<std::string_view> worded, configured(kEventKinds.begin(), kEventKinds.end()), tried;
  for (const auto kind : wording::kinds()) worded.insert(kind);
  for (const auto& form : kForms) tried.insert(form.kind);
  EXPECT_EQ(worded, configured);
  EXPECT_EQ(tried, configured);
  for (const auto kind : configured) EXPECT_NE(wording::label(kind), "Melding") << kind;
}

TEST(AlertWords, LeaveOutWhatIsInNoKnownForm) {
  EXPECT_EQ(wording::summary(event("question.answered", "kv-tk-2024Z1: something else happened")), "kv-tk-2024Z1");
  EXPECT_EQ(wording::summary(event("toezegging.made", "TZ202411-049: whatever")), "TZ202411-049");
  EXPECT_EQ(wording::summary(event("source.failing", "kamer: whatever")), "Bron faalt");
  EXPECT_EQ(wording::summary(event("document.revised", "kst-1-2: whatever")), "ah-tk-20242025-1");
  EXPECT_EQ(wording::summary(event("question.asked", "")), "kv-tk-2024Z1");
}

// The words of a text: no letter before or after.
bool has_word(const std::string& text, const std::string& word) {
  const auto letter = [&](std::size_t at) {
    return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0;
  };
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if (!(at > 0 && letter(at - 1)) && !letter(at + word.size())) return true;
  return false;
}

// Names of classes are nobody's language.
std::string without_classes(std::string html) {
  const std::string attribute = " class=\"";
  for (auto at = html.find(attribute); at != std::string::npos; at = html.find(attribute))
    html.erase(at, html.find('"', at + attribute.size()) + 1 - at);
  return html;
}

// What of the JSON is for people: the rest are names of fields, kinds and commands.
std::string read_by_people(const std::string& json) {
  const auto whole = boost::json::parse(json).as_object();
  std::string out = boost::json::serialize(boost::json::array{whole.at("subject"), whole.at("text")});
  for (const auto& paper : whole.at("papers").as_array()) {
    const auto& object = paper.as_object();
    out += boost::json::serialize(boost::json::array{object.at("diff"), object.at("excerpt")});
    for (const auto& one : object.at("events").as_array()) out += boost::json::serialize(one.at("summary"));
  }
  return out;
}

TEST(AlertWords, OfAWholeMessageAreDutch) {
  WatchConfig watch;
  watch.name = "water";
  const auto now = publications::parse_iso_instant("2024-09-19T14:03:07Z").value();
  publications::Text before, after;
  for (int i = 0; i < 2'000; ++i) {
    before.blocks.push_back({publications::BlockKind::paragraph, 0, "", "Oud water nummer " + std::to_string(i)});
    after.blocks.push_back({publications::BlockKind::paragraph, 0, "", "Nieuw water nummer " + std::to_string(i)});
  }
  std::swap(after.blocks[0], after.blocks[1'999]);
  const auto change = diff::compare(before, after);
  for (const auto& form : kForms) {
    AlertItem item;
    item.delivery.event = event(form.kind, form.english);
    item.delivery.document.document_id = item.delivery.event.document_id;
    item.delivery.document.title = "Antwoord van de Minister van Dijken";
    item.links = {"https://voorbeeld.nl/1", "griffier show x@2", "griffier diff x 1 2"};
    if (std::string_view(form.kind) == "document.revised") item.comparison = change;
    const auto message = render_message(watch, {item}, now);
    for (const auto& text :
         {message.subject, message.text, without_classes(message.html), read_by_people(message.json)}) {
      for (const auto* word :
           {"the",        "question", "questions",  "answered", "answer",     "asked of",  "due",        "promised",
            "fulfilled",  "not",      "withdrawn;", "changed",  "revision 1", "paragraph", "paragraphs", "word",
            "words",      "moved",    "left out",   "more",     "same",       "polls",     "failed",     "again",
            "postponed;", "notice",   "passed",     "belongs",  "letter",     "instead",   "restored,"})
        EXPECT_FALSE(has_word(text, word)) << form.english << ": " << word << "\n" << text.substr(0, 600);
    }
  }
}

}  // namespace
}  // namespace griffier::daemon
