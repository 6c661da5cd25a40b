#include "store/trailers.h"

#include <gtest/gtest.h>

namespace griffier::store {
namespace {

TEST(Trailers, AreReadBackAsTheyWereWritten) {
  Trailers trailers;
  trailers.add("Document", "kst-19637-3274");
  trailers.add("Event-Summary", "");
  trailers.add("Event-Summary", "Twee zinnen: de één, en de ander.");
  EXPECT_EQ(trailers.message("kst-19637-3274: published"),
            "kst-19637-3274: published\n\nDocument: kst-19637-3274\nEvent-Summary:\n"
            "Event-Summary: Twee zinnen: de één, en de ander.\n");
  const Trailers read = Trailers::parse(trailers.message("kst-19637-3274: published"));
  EXPECT_EQ(read.get("Document"), "kst-19637-3274");
  EXPECT_EQ(read.all("Event-Summary"), (std::vector<std::string>{"", "Twee zinnen: de één, en de ander."}));
  EXPECT_EQ(read.get("Absent"), "");
}

TEST(Trailers, CantBeForgedByAValue) {
  Trailers trailers;
  trailers.add("ETag", "\"x\"\nRevision: 99\r\n\nSource: evil\n");
  trailers.add("Revision", "1");
  const std::string message = trailers.message("a: published");
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 4);
  const Trailers read = Trailers::parse(message);
  EXPECT_EQ(read.all("Revision"), std::vector<std::string>{"1"});
  EXPECT_EQ(read.get("Source"), "");
  EXPECT_EQ(read.get("ETag"), "\"x\"\nRevision: 99\r\n\nSource: evil\n");
}

TEST(Trailers, EscapeWhatATerminalOrALineReaderWouldActOn) {
  EXPECT_EQ(escape_trailer("a\tb\x1b[31m"), "a\\tb\\x1B[31m");
  EXPECT_EQ(escape_trailer("C:\\x41"), "C:\\\\x41");
  EXPECT_EQ(escape_trailer(" outer "), "\\x20outer\\x20");
  EXPECT_EQ(escape_trailer("\xE2\x80\xA8"), "\\xE2\\x80\\xA8");  // U+2028
  EXPECT_EQ(escape_trailer("\xC2\x85"), "\\xC2\\x85");           // U+0085
  EXPECT_EQ(escape_trailer("\xE2\x80\xAE"), "\\xE2\\x80\\xAE");  // U+202E
  EXPECT_EQ(escape_trailer("caf\xE9"), "caf\\xE9");
  EXPECT_EQ(escape_trailer("één"), "één");
}

TEST(Trailers, EveryByteSurvivesEscaping) {
  std::string all;
  for (int first = 0; first < 256; ++first) {
    all += static_cast<char>(first);
    all += "\\x4";
    all += static_cast<char>(255 - first);
  }
  EXPECT_EQ(unescape_trailer(escape_trailer(all)), all);
  EXPECT_EQ(escape_trailer(all).find('\n'), std::string::npos);
  EXPECT_EQ(unescape_trailer("\\q \\x4g \\"), "\\q \\x4g \\");
}

TEST(Trailers, InvalidUtf8IsReplacedInTexts) {
  EXPECT_EQ(clean_utf8("caf\xE9!"), "caf\xEF\xBF\xBD!");
  EXPECT_EQ(clean_utf8(std::string("a\0b", 3)),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(clean_utf8("één\n"), "één\n");
}

}  // namespace
}  // namespace griffier::store
