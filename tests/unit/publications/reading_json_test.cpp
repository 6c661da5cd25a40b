#include "publications/reading_json.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <random>
#include <stdexcept>

namespace griffier::publications {
namespace {

namespace json = boost::json;
using namespace std::chrono;
using namespace std::chrono_literals;

json::value parse(std::string_view text) { return json::parse({text.data(), text.size()}); }

std::string printed(const Reading& reading, std::string_view key) { return json::serialize(to_json(reading).at(key)); }

TEST(ReadingJson, NamesTheFactsOfAnAnswer) {
  Reading reading;
  reading.kind = "answer";
  reading.document_id = "ah-tk-20242025-12";
  reading.aanhangselnummer = 12;
  reading.askers = {{"Van der Zee", "Fractie-A"}, {"Ünal", ""}};
  reading.answered_by = {{"Minister", "A. de Vries", "Zaken"}};
  reading.asked_on = 2024y / November / 6;
  reading.questions = {{"3", "Klopt dat?", "3,4,5", {3, 4, 5}}, {"3a", "En dit?", "", {}}};
  reading.answers = {{{3, 4, 5}, "Ja."}};
  EXPECT_EQ(printed(reading, "kind"), R"("answer")");
  EXPECT_EQ(printed(reading, "document_id"), R"("ah-tk-20242025-12")");
  EXPECT_EQ(printed(reading, "aanhangselnummer"), "12");
  EXPECT_EQ(printed(reading, "askers"), R"([{"name":"Van der Zee","party":"Fractie-A"},{"name":"Ünal","party":null}])");
  EXPECT_EQ(printed(reading, "answered_by"), R"([{"role":"Minister","name":"A. de Vries","ministry":"Zaken"}])");
  EXPECT_EQ(printed(reading, "asked_on"), R"("2024-11-06")");
  EXPECT_EQ(printed(reading, "questions"),
            R"([{"number":3,"text":"Klopt dat?","answer":"3,4,5","group_heading":[3,4,5]},)"
            R"({"number":"3a","text":"En dit?","answer":null,"group_heading":null}])");
  EXPECT_EQ(printed(reading, "answers"), R"([{"covers":[3,4,5],"text":"Ja."}])");
}

TEST(ReadingJson, NamesTheFactsOfALetter) {
  Reading reading;
  reading.kind = "letter";
  reading.date = 2023y / July / 10;
  reading.signatory = Official{"Minister", "A. de Vries", "Zaken"};
  reading.place = "Den Haag";
  EXPECT_EQ(printed(reading, "date"), R"("2023-07-10")");
  EXPECT_EQ(printed(reading, "letter_date"), R"("2023-07-10")");
  EXPECT_EQ(printed(reading, "signatory"), R"({"role":"Minister","name":"A. de Vries","ministry":"Zaken"})");
  EXPECT_EQ(printed(reading, "place"), R"("Den Haag")");
  reading.kind = "bill";
  EXPECT_FALSE(to_json(reading).contains("letter_date"));
}

TEST(ReadingJson, NamesLinksOriginsAndTheFactsOfAToezegging) {
  Reading reading;
  reading.kind = "toezegging";
  reading.toezegging = Toezegging{"TZ202411-049", "Openstaand", 2024y / November / 6, {}, "de Minister", ""};
  reading.links = {{"refers", "kamerstuk", "kst-31415-9", "Kamerstuk 31 415, nr. 9", 4}, {"promise", "", "", "", -1}};
  reading.origins = {{"kind", {"metadata", -1}}, {"date", {"text", 0}}};
  EXPECT_EQ(printed(reading, "toezegging"),
            R"({"number":"TZ202411-049","status":"Openstaand","made_on":"2024-11-06","due_on":null,)"
            R"("made_by":"de Minister","made_to":null})");
  EXPECT_EQ(printed(reading, "links"),
            R"([{"relation":"refers","kind":"kamerstuk","target":"kst-31415-9","printed":"Kamerstuk 31 415, nr. 9",)"
            R"("block":4},{"relation":"promise","kind":null,"target":null,"printed":null,"block":null}])");
  EXPECT_EQ(printed(reading, "origins"),
            R"({"date":{"from":"text","block":0},"kind":{"from":"metadata","block":null}})");
}

TEST(ReadingJson, SaysAbsentFactsAsNullOrAnEmptyList) {
  const auto object = to_json({});
  for (const char* const key : {"document_id",   "derived_document_id",
                                "title",         "subject",
                                "dossier",       "dossier_title",
                                "zaaknummer",    "aanhangselnummer",
                                "vergaderjaar",  "kamer",
                                "kenmerk",       "asked_on",
                                "received_on",   "answered_on",
                                "date",          "place",
                                "signatory",     "sender",
                                "addressee",     "committee",
                                "notice_reason", "toelichting",
                                "parent",        "due_on",
                                "toezegging",    "document_number_in_dossier"})
    EXPECT_TRUE(object.at(key).is_null()) << key;
  for (const char* const key :
       {"aliases", "askers", "addressed_to", "answered_by", "on_behalf_of", "see_also", "signatories", "questions",
        "answers", "fracties", "dossiers", "references", "other_references", "promises", "motions_done",
        "promises_fulfilled", "requests_answered", "further_zaaknummers", "links"})
    EXPECT_EQ(json::serialize(object.at(key)), "[]") << key;
  EXPECT_EQ(json::serialize(object.at("origins")), "{}");
}

TEST(ReadingJson, GivesANumberOnlyIfItPrintsBack) {
  const auto number = [](std::string value) {
    Reading reading;
    reading.questions = {{std::move(value), "?", "", {}}};
    return json::serialize(to_json(reading).at("questions").at(0).at("number"));
  };
  EXPECT_EQ(number("0"), "0");
  EXPECT_EQ(number("12"), "12");
  EXPECT_EQ(number("007"), R"("007")");
  EXPECT_EQ(number("1a"), R"("1a")");
  EXPECT_EQ(number(""), "null");
  EXPECT_EQ(number("99999999999999999999"), R"("99999999999999999999")");
}

TEST(ReadingJson, IsUtf8WhateverTheTextHad) {
  Reading reading;
  reading.title = "a\xFFz";
  reading.references = {"\xE2\x80", "caf\xC3\xA9"};
  reading.questions = {{"\xC3", "\xED\xA0\x80", "", {}}};
  const auto text = to_sorted_lines(to_json(reading));
  const Reading back = reading_from_json(parse(text).as_object());
  EXPECT_EQ(back.title, "a\uFFFDz");
  EXPECT_EQ(back.references, (std::vector<std::string>{"\uFFFD", "café"}));
  EXPECT_EQ(back.questions[0].number, "\uFFFD");
}

class RandomReading {
 public:
  Reading next() {
    Reading r;
    for (auto* text :
         {&r.kind, &r.title, &r.subject, &r.dossier_title, &r.place, &r.sender, &r.addressee, &r.toelichting})
      *text = word();
    for (auto* text : {&r.document_id, &r.derived_document_id, &r.dossier, &r.document_number_in_dossier,
                       &r.vergaderjaar, &r.kamer, &r.zaaknummer, &r.kenmerk, &r.committee, &r.notice_reason, &r.parent})
      if (coin()) *text = word();
    for (auto* list :
         {&r.aliases, &r.dossiers, &r.addressed_to, &r.on_behalf_of, &r.see_also, &r.references, &r.other_references,
          &r.promises, &r.motions_done, &r.promises_fulfilled, &r.requests_answered, &r.further_zaaknummers})
      *list = list_of<std::string>([this] { return word(); });
    for (auto* date : {&r.asked_on, &r.received_on, &r.answered_on, &r.date, &r.due_on})
      if (coin()) *date = day();
    if (coin()) r.aanhangselnummer = static_cast<int>(random_());
    if (coin()) r.signatory = official();
    r.askers = list_of<Member>([this] { return Member{word(), word()}; });
    r.answered_by = list_of<Official>([this] { return official(); });
    r.signatories = list_of<Official>([this] { return official(); });
    r.questions = list_of<Question>([this] { return question(); });
    r.answers = list_of<Answer>([this] { return Answer{numbers(), word()}; });
    r.fracties = list_of<FractieContribution>([this] {
      return FractieContribution{word(), list_of<Question>([this] { return question(); })};
    });
    if (coin()) r.toezegging = Toezegging{word(), word(), day(), {}, word(), word()};
    r.links = list_of<Link>([this] { return Link{word(), word(), word(), word(), block()}; });
    for (const char* const name : {"date", "é\"x"})
      if (coin()) r.origins[name] = {word(), block()};
    return r;
  }

 private:
  bool coin() { return random_() % 2 == 0; }
  std::string word() {
    static const std::string kWords[] = {"",           "3",        "007", "12345678901234567890", "letter", "answer",
                                         "é\u2009«x»", "\"\\\n\t", "null"};
    return kWords[random_() % std::size(kWords)];
  }
  Date day() { return sys_days{} + days{random_() % 30000}; }
  int block() { return static_cast<int>(random_() % 9) - 1; }
  Official official() { return {word(), word(), word()}; }
  Question question() { return {word(), word(), word(), numbers()}; }
  std::vector<int> numbers() {
    return list_of<int>([this] { return static_cast<int>(random_() % 100); });
  }
  template <typename Item, typename Make>
  std::vector<Item> list_of(Make make) {
    std::vector<Item> out;
    for (auto n = random_() % 3; n > 0; --n) out.push_back(make());
    return out;
  }
  std::mt19937 random_{5};  // NOLINT: the same readings every time
};

TEST(ReadingJson, GivesBackWhatItWasGiven) {
  RandomReading readings;
  for (int i = 0; i < 3000; ++i) {
    const Reading reading = readings.next();
    const auto text = to_sorted_lines(to_json(reading));
    ASSERT_EQ(reading_from_json(parse(text).as_object()), reading) << text;
  }
}

TEST(ReadingJson, IgnoresWhatItDoesNotKnow) {
  const auto object =
      parse(R"({"kind":"letter","letter_date":"2024-02-29","notes":["x"],"form":7,"questions":null})").as_object();
  const Reading reading = reading_from_json(object);
  EXPECT_EQ(reading.kind, "letter");
  EXPECT_EQ(reading.date, Date{2024y / February / 29});
  EXPECT_TRUE(reading.questions.empty());
  EXPECT_EQ(reading_from_json({}), Reading{});
}

TEST(ReadingJson, NamesTheKeyOfAWrongType) {
  for (const std::string_view text :
       {R"({"subject":3})", R"({"asked_on":"gisteren"})", R"({"asked_on":20240101})", R"({"askers":{}})",
        R"({"askers":["x"]})", R"({"aanhangselnummer":"12"})", R"({"aanhangselnummer":99999999999})",
        R"({"aanhangselnummer":1.5})", R"({"references":[3]})", R"({"answers":[{"covers":["3"]}]})",
        R"({"signatory":"x"})", R"({"questions":[{"number":true}]})", R"({"fracties":[{"questions":3}]})",
        R"({"toezegging":"x"})", R"({"links":[3]})", R"({"links":[{"block":"3"}]})", R"({"origins":{"date":3}})",
        R"({"origins":[]})"}) {
    try {
      (void)reading_from_json(parse(text).as_object());
      ADD_FAILURE() << text;
    } catch (const std::invalid_argument& error) {
      const std::string what = error.what();
      const auto key = what.substr(0, what.find('"', 1) + 1);
      EXPECT_NE(text.find(key), std::string_view::npos) << what;
    }
  }
}

TEST(ReadingJson, SortsTheKeysAndPutsOneOnALine) {
  EXPECT_EQ(to_sorted_lines(parse(R"({"b":[1,{"d":null,"c":"x"}],"a":{},"é":[],"Z":true})")),
            "{\n"
            "  \"Z\": true,\n"
            "  \"a\": {},\n"
            "  \"b\": [\n"
            "    1,\n"
            "    {\n"
            "      \"c\": \"x\",\n"
            "      \"d\": null\n"
            "    }\n"
            "  ],\n"
            "  \"é\": []\n"
            "}\n");
  EXPECT_EQ(to_sorted_lines(parse("\"x\\ny\"")), "\"x\\ny\"\n");
  EXPECT_EQ(to_sorted_lines(parse(R"({"a":1,"b":2})")), to_sorted_lines(parse(R"({"b":2,"a":1})")));
}

TEST(ReadingJson, SurvivesAnyObject) {
  std::mt19937 random(11);  // NOLINT: the same objects every time
  static constexpr std::string_view kKeys[] = {"kind",   "askers", "questions", "date",
                                               "covers", "number", "signatory", "references",
                                               "x",      "links",  "origins",   "toezegging"};
  static constexpr std::string_view kValues[] = {"null", "3",       "\"x\"", "[]",   "{}",     "[{}]",
                                                 "[3]",  "[\"x\"]", "-1.5",  "true", "[null]", "[[]]"};
  for (int i = 0; i < 5000; ++i) {
    std::string text = "{";
    for (auto n = random() % 5; n > 0; --n) {
      text += text.size() > 1 ? "," : "";
      text += "\"" + std::string(kKeys[random() % std::size(kKeys)]) +
              "\":" + std::string(kValues[random() % std::size(kValues)]);
    }
    const auto object = parse(text + "}").as_object();
    try {
      const Reading reading = reading_from_json(object);
      EXPECT_EQ(reading_from_json(to_json(reading)), reading) << text;
    } catch (const std::invalid_argument&) {
      continue;
    }
  }
}

}  // namespace
}  // namespace griffier::publications
