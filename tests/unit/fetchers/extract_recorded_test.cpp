// Over real files beside the tree, where they are present: nothing crashes, and what cannot be read says why.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "extract_support.h"
#include "fetchers/extract/child.h"
#include "publications/recognise/words.h"
#include "publications/utf8.h"
#include "tests/support/places.h"

namespace griffier::fetchers {
namespace {

const std::filesystem::path kShared = std::filesystem::path(griffier::tests::source_dir()) / ".." / "shared";

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Recorded, IsReadOrRefusedWithItsReason) {
  if (!std::filesystem::exists(kShared / "recorded")) GTEST_SKIP() << "no ../shared here";
  std::size_t publications = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kShared / "recorded")) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = bytes_of(entry.path());
    const Format format = detect_format(bytes, "", entry.path().filename().string());
    const std::string folder = entry.path().parent_path().filename().string();
    const bool publication = folder.starts_with("pdf") || folder == "docx_letters" || folder.starts_with("op_") ||
                             folder == "rechtspraak" || folder == "handelingen_xml" || folder == "besluitenlijst_pdf";
    try {
      const Extraction found = extract(bytes, format);
      publications += publication ? 1U : 0U;
      for (const publications::Block& block : found.text.blocks) {
        EXPECT_EQ(block.text.find("Tweede Kamer, vergaderjaar 2024–2025, Aanhangsel 1"), std::string::npos)
            << entry.path();
        EXPECT_EQ(block.text.find("ISSN 0921"), std::string::npos) << entry.path();
      }
    } catch (const ExtractError& error) {
      EXPECT_FALSE(publication) << entry.path() << ": " << error.what();
    }
  }
  EXPECT_GT(publications, 50U);
}

// What the printer adds to a page: identity, series, place, running foot, page number.
bool is_of_the_printer(const std::string& squashed) {
  static constexpr std::array<std::string_view, 6> kBegin{
      "ahtk", "kvtk", "issn", "sgravenhage", "tweedekamervergaderjaar", "2024z"};
  const bool number = std::all_of(squashed.begin(), squashed.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number || std::any_of(kBegin.begin(), kBegin.end(),
                               [&squashed](std::string_view begin) { return squashed.starts_with(begin); });
}

TEST(Recorded, NoPrintedLineOfAPdfIsMissingFromItsText) {
  if (!std::filesystem::exists(kShared / "recorded")) GTEST_SKIP() << "no ../shared here";
  using publications::reader::squash;
  std::size_t lines = 0;
  for (const auto* const folder : {"pdf_ah_kv", "besluitenlijst_pdf"}) {
    for (const auto& entry : std::filesystem::directory_iterator(kShared / "recorded" / folder)) {
      if (entry.path().extension() != ".pdf") continue;
      const std::string bytes = bytes_of(entry.path());
      std::string text;
      for (const publications::Block& block : extract(bytes, Format::pdf).text.blocks)
        text += squash(block.label) + squash(block.text);
      std::istringstream printed(run_child({"pdftotext", "-", "-"}, bytes, {}).out);
      for (std::string line; std::getline(printed, line); ++lines) {
        const std::string squashed = squash(publications::to_nfc(line));
        if (squashed.empty() || is_of_the_printer(squashed)) continue;
        EXPECT_NE(text.find(squashed), std::string::npos) << entry.path().filename() << ": " << line;
      }
    }
  }
  EXPECT_GT(lines, 2000U);
}

TEST(Recorded, SeedsHaveTheirFootnotesApart) {
  if (!std::filesystem::exists(kShared / "seeds")) GTEST_SKIP() << "no ../shared here";
  const std::vector<std::pair<std::string, std::size_t>> wanted{
      {"000", 0}, {"001", 4}, {"002", 3}, {"003", 7}, {"004", 0}};
  for (const auto& entry : std::filesystem::directory_iterator(kShared / "seeds")) {
    const std::string name = entry.path().filename().string();
    const std::string bytes = bytes_of(entry.path());
    const Extraction found = extract(bytes, detect_format(bytes, "", name));
    const auto notes =
        std::count_if(found.text.blocks.begin(), found.text.blocks.end(),
                      [](const publications::Block& block) { return block.kind == publications::BlockKind::footnote; });
    for (const auto& [begin, count] : wanted) {
      if (name.starts_with(begin)) {
        EXPECT_EQ(static_cast<std::size_t>(notes), count) << name;
      }
    }
  }
}

}  // namespace
}  // namespace griffier::fetchers
