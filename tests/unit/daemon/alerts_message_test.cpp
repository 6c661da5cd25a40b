#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "daemon/alerts/alert.h"
#include "diff/compare.h"

namespace griffier::daemon {
namespace {

using testing::HasSubstr;
using testing::Not;

const publications::Instant kNow = publications::parse_iso_instant("2024-09-19T14:03:07Z").value();

publications::Text text_of(std::initializer_list<const char*> paragraphs) {
  publications::Text text;
  for (const auto* paragraph : paragraphs)
    text.blocks.push_back({publications::BlockKind::paragraph, 0, "", paragraph});
  return text;
}

AlertItem item(const std::string& kind, int revision = 1, const std::string& id = "kst-99999-12") {
  AlertItem made;
  made.delivery.event.kind = kind;
  made.delivery.event.event_id = "ev-" + id + kind;
  made.delivery.event.at = "2024-09-19T14:00:00Z";
  made.delivery.event.document_id = id;
  made.delivery.event.revision = revision;
  made.delivery.event.summary = id + ": something happened";
  made.delivery.document.document_id = id;
  made.delivery.document.title = "Brief van de Minister van Dijken en Duinen over het hoge water";
  made.delivery.document.dossier = "99999";
  made.delivery.document.published_on = "2024-09-18";
  made.delivery.commit_id = std::string(40, 'a');
  made.delivery.idempotency_key = "key-" + id + kind;
  made.links = {"https://example.org/" + id, "griffier show " + id + "@" + std::to_string(revision)};
  return made;
}

WatchConfig watch() {
  WatchConfig config;
  config.name = "water";
  return config;
}

Message render(const std::vector<AlertItem>& items) { return render_message(watch(), items, kNow); }

AlertItem revised() {
  auto made = item("document.revised", 2);
  made.comparison = diff::compare(text_of({"De dijk is vijf meter hoog.", "Dat is genoeg."}),
                                  text_of({"De dijk is zes meter breed.", "Dat is genoeg."}));
  made.links.push_back("griffier diff kst-99999-12 1 2");
  return made;
}

TEST(RenderMessage, TellsOfANewDocumentWithItsFirstWords) {
  auto fresh = item("document.published");
  fresh.excerpt = "Hierbij bied ik u de jaarlijkse rapportage aan.";
  const auto message = render({fresh});
  EXPECT_EQ(message.subject, "Nieuw: kst-99999-12 Brief van de Minister van Dijken en Duinen over het hoge water");
  EXPECT_THAT(message.text, HasSubstr("Hierbij bied ik u"));
  EXPECT_THAT(message.text, HasSubstr("versie 1, gepubliceerd op 18 september 2024, dossier 99999"));
  EXPECT_THAT(message.text, HasSubstr("Bron:        https://example.org/kst-99999-12\n"));
  EXPECT_THAT(message.text, HasSubstr("Deze versie: griffier show kst-99999-12@1\n"));
  EXPECT_THAT(message.text, HasSubstr("Volger \"water\" van griffier, 2024-09-19T16:03:07+02:00."));
  EXPECT_THAT(message.html, HasSubstr("<a href=\"https://example.org/kst-99999-12\">"));
  EXPECT_EQ(message.idempotency_key, "key-kst-99999-12document.published");
}

TEST(RenderMessage, ShowsTheWordsThatChanged) {
  const auto message = render({revised()});
  EXPECT_THAT(message.subject, testing::StartsWith("Gewijzigd: kst-99999-12 Brief"));
  EXPECT_THAT(message.subject, testing::EndsWith("(2 woorden)"));
  EXPECT_THAT(message.text, HasSubstr("Verschil: 2 woorden in 1 alinea\n"));
  EXPECT_THAT(message.text, HasSubstr("[-vijf-] {+zes+}"));
  EXPECT_THAT(message.html, HasSubstr(">zes</ins>"));
  EXPECT_THAT(message.html, HasSubstr(">vijf</del>"));
  EXPECT_THAT(message.text, HasSubstr("Verschil:    griffier diff kst-99999-12 1 2\n"));
}

TEST(RenderMessage, EscapesEverythingThatCameFromOutside) {
  auto hostile = item("document.published");
  hostile.delivery.document.title = "<script>alert(1)</script>\r\nBcc: x@example.org \xff\xe2\x80\xae";
  hostile.excerpt = "<img src=x onerror=y> & \"z\"";
  hostile.delivery.event.summary = "<b>bold</b>";
  hostile.links = {"https://example.org/\"><script>"};
  const auto message = render({hostile});
  EXPECT_THAT(message.html, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img")), Not(HasSubstr("<b>bold"))));
  EXPECT_THAT(message.html, HasSubstr("&lt;script&gt;alert(1)"));
  EXPECT_EQ(message.subject.find_first_of("\r\n"), std::string::npos);
  EXPECT_THAT(message.subject, HasSubstr("\xEF\xBF\xBD"));
  EXPECT_THAT(message.subject, Not(HasSubstr("\xe2\x80\xae")));
  EXPECT_NO_THROW(boost::json::parse(message.json));
}

AlertItem answered() {
  auto made = item("question.answered", 1, "ah-tk-20242025-901");
  made.delivery.event.set_id = "kv-tk-2024Z90001";
  made.reading.questions = {{"1", "Is het water hoog?", "1", {}},
                            {"2", "Zo ja, hoe hoog?", "2,3", {}},
                            {"3", "En waar?", "2,3", {}},
                            {"4", "Wat nu?", "", {}}};
  made.reading.answers = {{{1}, "Ja."}, {{2, 3}, "Zes meter, bij Dorpsdijk."}};
  return made;
}

TEST(RenderMessage, ShowsEachQuestionBesideItsAnswer) {
  const auto message = render({answered()});
  EXPECT_THAT(message.subject, testing::StartsWith("Beantwoord: ah-tk-20242025-901"));
  EXPECT_THAT(message.text, HasSubstr("Vraag 1\n  Is het water hoog?\nAntwoord\n  Ja.\n"));
  EXPECT_THAT(message.text, HasSubstr("Vraag 2 en 3\n  Zo ja, hoe hoog?\n  En waar?\nAntwoord\n  Zes meter"));
  EXPECT_THAT(message.text, HasSubstr("Vraag 4\n  Wat nu?\n"));
  EXPECT_THAT(message.html, HasSubstr("<h3>Vraag 2 en 3</h3>"));
}

TEST(RenderMessage, ShowsOnlyTheQuestionsOfTheFractieThatTheEventIsAbout) {
  auto asked = item("question.asked");
  asked.delivery.event.set_id = "kst-99999-12#D99";
  asked.reading.fracties = {{"D99", {{"1", "Waarom zo hoog?", "", {}}}}, {"Groen", {{"1", "Waarom zo laag?", "", {}}}}};
  const auto message = render({asked});
  EXPECT_THAT(message.text, AllOf(HasSubstr("Waarom zo hoog?"), Not(HasSubstr("Waarom zo laag?"))));
}

TEST(RenderMessage, PutsAllEventsOfOnePaperInOneMessageNamedByTheOneThatMatters) {
  auto published = item("document.published", 1, "ah-tk-20242025-901");
  published.delivery.event.sequence = 1;
  auto answer = answered();
  answer.delivery.event.sequence = 2;
  const auto message = render({published, answer});
  EXPECT_THAT(message.subject, testing::StartsWith("Beantwoord: "));
  EXPECT_THAT(message.text, AllOf(HasSubstr("- Nieuw\n"), HasSubstr("- Beantwoord: ")));
  const auto json = boost::json::parse(message.json).as_object();
  ASSERT_EQ(json.at("papers").as_array().size(), 1U);
  EXPECT_EQ(json.at("papers").at(0).at("events").as_array().size(), 2U);
}

TEST(RenderMessage, GivesTheReasonOfAPostponement) {
  auto postponed = item("question.postponed");
  postponed.reading.notice_reason = "Nadere afstemming is nodig.";
  EXPECT_THAT(render({postponed}).text, HasSubstr("Reden: Nadere afstemming is nodig."));
}

TEST(RenderMessage, ShowsTheFactsThatChanged) {
  auto changed = item("document.metadata_changed", 2);
  changed.delivery.event.summary = "kst-99999-12: metadata changed";
  changed.facts = {{"kenmerk", "DIJK-1", "DIJK-<2>"}, {"due_on", "", "2025-02-01"}};
  const auto message = render({changed});
  EXPECT_THAT(message.text, HasSubstr("\n  kenmerk: DIJK-1 → DIJK-<2>\n  termijn: 1 februari 2025 (was er niet)\n"));
  EXPECT_THAT(message.html, HasSubstr("<div>kenmerk: DIJK-1 → DIJK-&lt;2&gt;</div>"));
  const auto json = boost::json::parse(message.json);
  EXPECT_EQ(json.at("papers").at(0).at("facts").at(1).at("after").as_string(), "2025-02-01");
  EXPECT_TRUE(json.at("papers").at(0).at("facts").at(1).at("before").is_null());
}

TEST(RenderMessage, GivesTheReasonOfANoticeOnce) {
  auto remark = item("question.remark");
  remark.delivery.event.summary = "kv-tk-2024Z1: a notice that decides nothing «Wij zien nog wel.»";
  remark.reading.notice_reason = "Wij zien nog wel.";
  const auto text = render({remark}).text;
  EXPECT_THAT(text, HasSubstr("Reden: Wij zien nog wel."));
  EXPECT_EQ(text.find("Wij zien"), text.rfind("Wij zien"));
}

TEST(RenderMessage, CountsAndListsADigest) {
  std::vector<AlertItem> items{revised()};
  for (int i = 0; i < 3; ++i) items.push_back(item("document.published", 1, "kst-99999-" + std::to_string(20 + i)));
  const auto message = render(items);
  EXPECT_EQ(message.subject, "[water] 4 meldingen: 1 gewijzigd, 3 nieuw");
  EXPECT_THAT(message.text, AllOf(HasSubstr("kst-99999-20"), HasSubstr("kst-99999-22"), HasSubstr("{+zes+}")));
  EXPECT_EQ(boost::json::parse(message.json).at("type").as_string(), "digest");
}

TEST(RenderMessage, KeepsTheKeyOfSeveralWhateverTheirOrder) {
  const auto one = item("document.published", 1, "a"), two = item("document.published", 1, "b");
  EXPECT_EQ(render({one, two}).idempotency_key, render({two, one}).idempotency_key);
  EXPECT_NE(render({one, two}).idempotency_key, render({one}).idempotency_key);
  EXPECT_EQ(render({one, two}).idempotency_key.size(), 32U);
}

TEST(RenderMessage, CutsWhatIsTooLongAndSaysSo) {
  std::vector<AlertItem> items;
  for (int i = 0; i < 3'000; ++i) {
    items.push_back(item("document.published", 1, "kst-99999-" + std::to_string(i)));
    items.back().delivery.event.sequence = i;
    items.back().excerpt = std::string(3'000, 'x');
  }
  const auto digest = render(items);
  EXPECT_LT(digest.text.size(), 400'000U);
  EXPECT_THAT(digest.text, HasSubstr("ingekort: hieronder alleen de titels"));
  EXPECT_THAT(digest.text, HasSubstr("ingekort: nog 2500 andere"));

  auto questions = answered();
  for (int i = 10; i < 2'000; ++i)
    questions.reading.questions.push_back({std::to_string(i), std::string(500, 'q'), "", {}});
  const auto message = render({questions});
  EXPECT_LT(message.text.size(), 100'000U);
  EXPECT_THAT(message.text, HasSubstr("… ingekort: nog "));
}

TEST(RenderMessage, SaysInDutchHowMuchOfADifferenceIsLeftOut) {
  publications::Text before, after;
  for (int i = 0; i < 3'000; ++i) {
    const auto number = std::to_string(i);
    before.blocks.push_back({publications::BlockKind::paragraph, 0, "", "Alinea " + number + " over het oude water"});
    after.blocks.push_back({publications::BlockKind::paragraph, 0, "", "Alinea " + number + " over het nieuwe water"});
  }
  auto large = item("document.revised", 2);
  large.comparison = diff::compare(before, after);
  const auto message = render({large});
  EXPECT_LT(message.text.size(), 80'000U);
  EXPECT_THAT(message.text, HasSubstr("… weggelaten: "));
  EXPECT_THAT(message.text, Not(HasSubstr("left out")));
  EXPECT_THAT(message.html, Not(HasSubstr("left out")));
}

TEST(RenderMessage, GivesProgramsEverythingAsJson) {
  const auto json = boost::json::parse(render({revised()}).json).as_object();
  EXPECT_EQ(json.at("type").as_string(), "document.revised");
  EXPECT_EQ(json.at("timestamp").as_string(), "2024-09-19T14:03:07Z");
  EXPECT_EQ(json.at("watch").as_string(), "water");
  const auto& paper = json.at("papers").at(0);
  EXPECT_EQ(paper.at("document").at("document_id").as_string(), "kst-99999-12");
  EXPECT_EQ(paper.at("revision").at("revision").as_int64(), 2);
  EXPECT_EQ(paper.at("revision").at("change").as_string(), "substantive");
  EXPECT_THAT(std::string(paper.at("diff").as_string()), HasSubstr("{+zes+}"));
  EXPECT_EQ(paper.at("links").at("diff").as_string(), "griffier diff kst-99999-12 1 2");
  EXPECT_EQ(paper.at("events").at(0).at("kind").as_string(), "document.revised");
}

TEST(RenderMessage, LinksTheQuestionsOfEveryEventAndSaysNothingTwice) {
  auto one = item("question.answered", 1, "ah-1"), other = item("question.answered", 1, "ah-1");
  one.links.push_back("griffier question kv-1");
  other.links.push_back("griffier question kv-2");
  const auto message = render({one, other});
  EXPECT_THAT(message.text,
              AllOf(HasSubstr("Vragen:      griffier question kv-1\nVragen:      griffier question kv-2\n"),
                    HasSubstr("Bron:        https://example.org/ah-1\n")));
  EXPECT_EQ(boost::json::parse(message.json).at("papers").at(0).at("links").at("question").as_string(),
            "griffier question kv-1");
  EXPECT_THAT(render({item("document.published")}).text, Not(HasSubstr("- Nieuw")));
}

TEST(RenderMessage, SaysNothingOfADifferenceWhereThereIsNone) {
  auto kept = item("toezegging.fulfilled", 2, "TZ202411-049");
  kept.delivery.event.set_id = "TZ202411-049";
  kept.delivery.event.summary = "TZ202411-049: fulfilled by kst-99999-12 «Een overzicht.»";
  kept.comparison = diff::compare(text_of({"Een overzicht."}), text_of({"Een overzicht."}));
  const auto message = render({kept});
  EXPECT_EQ(message.subject,
            "Toezegging nagekomen: TZ202411-049 Brief van de Minister van Dijken en Duinen over het hoge water");
  EXPECT_THAT(message.text, HasSubstr("- Toezegging nagekomen: TZ202411-049: nagekomen met kst-99999-12"));
  EXPECT_THAT(message.text, Not(HasSubstr("geen verschil")));
}

TEST(RenderMessage, TellsOfASourceWithoutADocument) {
  AlertItem failing;
  failing.delivery.event.kind = "source.failing";
  failing.delivery.event.summary = "kamer: 5 polls in a row failed";
  failing.delivery.idempotency_key = "k";
  const auto message = render({failing});
  EXPECT_EQ(message.subject, "Bron faalt: kamer: 5 keer achter elkaar mislukt");
}

}  // namespace
}  // namespace griffier::daemon
