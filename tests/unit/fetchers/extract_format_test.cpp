#include <gtest/gtest.h>

#include "extract_support.h"

namespace griffier::fetchers {
namespace {

TEST(Format, IsSeenByContentFirst) {
  EXPECT_EQ(detect_format("%PDF-1.7\n", "text/html", "brief.txt"), Format::pdf);
  EXPECT_EQ(detect_format("<!DOCTYPE html><html>", "text/plain", "x"), Format::html);
  EXPECT_EQ(detect_format("<?xml version=\"1.0\"?><officiele-publicatie/>", "text/html", "x.html"),
            Format::official_xml);
  EXPECT_EQ(detect_format("<?xml version=\"1.0\"?><!DOCTYPE html><html/>", "", ""), Format::html);
  EXPECT_EQ(detect_format("\xEF\xBB\xBF<?xml version=\"1.0\"?><kamerwrk/>", "", ""), Format::official_xml);
  EXPECT_EQ(detect_format("{\\rtf1 x}", "", ""), Format::rtf);
  EXPECT_EQ(detect_format(testing::make_docx("<w:p/>"), "application/zip", "x.zip"), Format::docx);
  EXPECT_EQ(detect_format(testing::make_package(
                              {{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}}),
                          "", ""),
            Format::odt);
}

TEST(Format, OfTextIsToldByTypeAndName) {
  EXPECT_EQ(detect_format("Brief", "text/markdown; charset=utf-8", ""), Format::markdown);
  EXPECT_EQ(detect_format("Brief", "", "brief.md"), Format::markdown);
  EXPECT_EQ(detect_format("Brief", "", "brief.txt"), Format::plain);
  EXPECT_EQ(detect_format("## Brief\n\nTekst", "", "brief.txt"), Format::markdown);
}

TEST(Format, OfBrokenBytesIsWhatTheNameSaysSoThatTheReaderCanSayWhatIsWrong) {
  EXPECT_EQ(detect_format("Dit is geen PDF", "application/pdf", "x.pdf"), Format::pdf);
  EXPECT_EQ(detect_format(std::string("\x00\x01\x02\x03", 4), "", "x.bin"), Format::unknown);
}

TEST(Format, HasATypeAndANameInTheArchive) {
  EXPECT_EQ(media_type(Format::pdf), "application/pdf");
  EXPECT_EQ(archive_name(Format::official_xml), "original.xml");
  EXPECT_TRUE(is_text(Format::html));
  EXPECT_FALSE(is_text(Format::docx));
}

ExtractError::Reason reason_of(std::string_view bytes, Format format, const ExtractLimits& limits = {}) {
  try {
    (void)extract(bytes, format, limits);
  } catch (const ExtractError& error) {
    return error.reason();
  }
  ADD_FAILURE() << "read";
  return ExtractError::Reason::tool_failed;
}

TEST(Extract, RefusesWhatIsEmptyTooLargeOrUnknown) {
  ExtractLimits limits;
  limits.bytes = 10;
  EXPECT_EQ(reason_of("", Format::plain), ExtractError::Reason::empty);
  EXPECT_EQ(reason_of("meer dan tien letters", Format::plain, limits), ExtractError::Reason::too_large);
  EXPECT_EQ(reason_of("x", Format::unknown), ExtractError::Reason::unsupported);
  limits.bytes = 100;
  limits.text_bytes = 10;
  EXPECT_EQ(reason_of("meer dan tien letters", Format::plain, limits), ExtractError::Reason::too_large);
}

// Whatever the bytes: a text or an ExtractError. Each reader gets every prefix and every single changed byte of a small
// file.
TEST(Extract, SurvivesDamage) {
  const std::vector<std::pair<Format, std::string>> files{
      {Format::plain, "Vraag 1\nKlopt het, over-\neen?1\n\n1 Noot\n\f– punt\n"},
      {Format::markdown, "# Kop\n\n[a](b) **c** ¹\n\n¹ noot\n| a | b |\n"},
      {Format::html,
       "<html><body><p class=a>Een<sup><a href=#f>1</a></sup><ol><li id=f>Noot tekst</ol><table><tr><td>x"},
      {Format::official_xml,
       "<stuk><titel>T</titel><al>a<noot><noot.nr>1</noot.nr><noot.al>n</noot.al></noot></al></stuk>"}};
  for (const auto& [format, whole] : files) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const char byte : {'\0', '\xFF', '<', '-', '1', '['}) {
        std::string changed = whole;
        changed[at] = byte;
        for (const std::string_view bytes : {std::string_view(changed), std::string_view(changed).substr(0, at + 1)}) {
          try {
            (void)extract(bytes, format);
          } catch (const ExtractError&) {
            continue;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace griffier::fetchers
