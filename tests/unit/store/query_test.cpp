#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "store/record/query.h"

namespace griffier::store {
namespace {

std::string why_refused(const std::string& query) {
  try {
    const SearchQuery parsed = parse_query(query);
    return "accepted as " + parsed.match;
  } catch (const QueryError& error) {
    return error.what();
  }
}

TEST(Query, ExplainsMistakesAndSaysWhatToWriteInstead) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "the query is empty"},
      {"   ", "the query is empty"},
      {"-asiel", "only words to leave out"},
      {"NOT asiel", "only words to leave out"},
      {"asiel OR", "OR needs a word on both sides"},
      {"OR asiel", "OR needs a word on both sides"},
      {"asiel AND", "AND needs a word on both sides"},
      {"asiel NOT", "NOT needs a word after it"},
      {"asiel NOT NOT nareis", "NOT needs a word after it"},
      {"asiel NOT OR minister", "NOT needs a word after it"},
      {"asiel NOT -minister", "NOT needs a word after it"},
      {"asiel AND OR minister", "AND needs a word on both sides"},
      {"asiel AND AND minister", "AND needs a word on both sides"},
      {"asiel OR AND minister", "AND needs a word on both sides"},
      {"asiel -NOT nareis", "leaves nothing out"},
      {"near(asiel minister)", "NEAR is written in capitals"},
      {"NEAR (asiel minister)", "NEAR is written in capitals"},
      {"asiel NEAR/5 minister", "NEAR is written in capitals"},
      {"NEAR(asiel minister, -5)", "“-5” is not a distance"},
      {"NEAR(asiel minister,-5)", "“-5” is not a distance"},
      {"NEAR(asiel minister,)", "is not a distance"},
      {"NEAR(-asiel minister)", "NEAR can't leave a word out"},
      {"NEAR(asiel -\"de minister\")", "NEAR can't leave a word out"},
      {"NEAR(asiel OR minister)", "write OR outside"},
      {"NEAR(asiel kind:brief)", "outside NEAR"},
      {"NEAR(asiel minister 5)", "a comma goes before the distance"},
      {"NEAR(asiel, 5 minister)", "NEAR wants two or more words"},
      {"NEAR(asi*l minister)", "it goes at the end of a word"},
      {"asiel\"", "the quotation mark at the end"},
      {"kind:lettre", "letter (brief, kamerbrief)"},
      {"dossier:19 637", "dossier:19637 or dossier:\"19 637\""},
      {"asiel dossier:36 600 VII", "dossier:36600 or"},
      {"dossier:36 600-VII asiel", "dossier:36600-VII or dossier:\"36 600 VII\""},
      {"dossier:36600 VII", "dossier:36600-VII or"},
      {"dossier:19", "“19” is not a dossier number"},
      {"\"ter apel", "never closed"},
      {"(asiel", "never closed"},
      {"asiel)", "without an opening one"},
      {"()", "nothing between the parentheses"},
      {"?!", "no letters or digits"},
      {"*asiel", "it goes at the end of a word"},
      {"as*el", "it goes at the end of a word"},
      {"a*", "too short"},
      {"*", "it goes at the end of a word"},
      {"NEAR(asiel)", "NEAR wants two or more words"},
      {"NEAR(asiel nareis", "NEAR wants two or more words"},
      {"NEAR(asiel nareis, veel)", "is not a distance"},
      {"NEAR(asiel nareis, 99999999999999999999)", "is not a distance"},
      {"type:brief", "there is no filter"},
      {"dossier:", "has no value"},
      {"dossier:abc", "is not a dossier number"},
      {"since:gisteren", "is not a date"},
      {"-kind:letter asiel", "can't be negated"},
      {"ministry:", "has no value"},
      {"asiel lid:?!", "write a name after lid:"},
      {"asiel OR fractie:D66", "holds for the whole query"},
      {"-zaak:2024Z1 asiel", "can't be negated"},
      {"asiel OR kind:letter", "holds for the whole query"},
      {"asiel since:2024-02-01 until:2024-01-01", "lies after until:2024-01-01"},
      {"(asiel kind:letter)", "holds for the whole query"},
      {std::string(5000, 'a'), "longer than"},
      {std::string(30, '(') + "a" + std::string(30, ')'), "inside each other"},
  };
  for (const auto& [query, reason] : cases) {
    EXPECT_NE(why_refused(query).find(reason), std::string::npos) << query << " -> " << why_refused(query);
  }
  std::string many;
  for (int i = 0; i < 101; ++i) {
    many += "woord ";
  }
  EXPECT_NE(why_refused(many).find("more than 100 words"), std::string::npos);
  for (int i = 0; i < 9899; ++i) {
    many += "woord ";
  }
  EXPECT_NE(why_refused(many).find("longer than"), std::string::npos);
}

TEST(Query, AMessageRepeatsWholeCharactersOnly) {
  std::string letters = "*a";  // so that a cut at any even number of bytes is inside a character
  for (int i = 0; i < 200; ++i) {
    letters += "\xC3\xA9";
  }
  const std::string reason = why_refused(letters + "*");
  EXPECT_NE(reason.find("\xC3\xA9\xE2\x80\x9D"), std::string::npos) << reason;  // é and the closing quotation mark
}

}  // namespace
}  // namespace griffier::store
