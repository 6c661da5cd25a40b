// One publication in all its forms gives one text: what typesetters, word processors and sites add is gone, what they
// cut is whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "diff/compare.h"
#include "fetchers/extract/extract.h"
#include "publications/reading.h"
#include "tests/support/places.h"

namespace griffier::tests {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;
using publications::BlockKind;

constexpr double kLeast = 0.995;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

publications::Text read(const fs::path& path) {
  const std::string bytes = bytes_of(path);
  return fetchers::extract(bytes, fetchers::detect_format(bytes, "", path.string())).text;
}

Words words_of(const publications::Text& text) {
  std::istringstream folded(diff::fold_layout(text));
  Words words;
  for (std::string word; folded >> word;) words.push_back(word);
  return words;
}

// The length of the longest common subsequence.
std::size_t common(const Words& a, const Words& b) {
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::string& word : a) {
    for (std::size_t at = 0; at < b.size(); ++at) {
      row[at + 1] = word == b[at] ? above[at] + 1 : std::max(row[at], above[at + 1]);
    }
    std::swap(row, above);
  }
  return above.back();
}

double agreement(const Words& a, const Words& b) {
  return static_cast<double>(common(a, b)) / static_cast<double>(std::max(a.size(), b.size()));
}

// The words that one of both has more often: glued and split words show here.
std::string differences(const Words& a, const Words& b) {
  std::map<std::string, int> count;
  for (const std::string& word : a) ++count[word];
  for (const std::string& word : b) --count[word];
  std::string result;
  for (const auto& [word, times] : count) {
    if (times != 0) result += (times > 0 ? " -" : " +") + word;
  }
  return result;
}

fs::path fixture(const std::string& name) { return fs::path(source_dir()) / "tests/fixtures/renditions" / name; }

struct Rendition {
  std::string paper;
  std::string master;  // the form that the others are held against
  std::string form;
};
void PrintTo(const Rendition& rendition, std::ostream* out) { *out << rendition.paper << '.' << rendition.form; }

class Renditions : public ::testing::TestWithParam<Rendition> {};

TEST_P(Renditions, AgreeInTheirWordsAndTheirOrder) {
  const auto& [paper, master, form] = GetParam();
  const Words expected = words_of(read(fixture(paper + '.' + master)));
  Words found = words_of(read(fixture(paper + '.' + form)));
  ASSERT_GT(expected.size(), 200U);
  if (paper == "ministry-letter" && form == "doc") {
    // antiword prints text boxes behind the text, wherever they stand.
    const auto box = std::find(found.begin(), found.end(), "Directoraat-Generaal");
    std::rotate(found.begin(), box, found.end());
  }
  EXPECT_GE(agreement(expected, found), kLeast) << differences(expected, found);
}

TEST_P(Renditions, KeepNoPageOrSiteAroundTheText) {
  const auto& [paper, master, form] = GetParam();
  for (const publications::Block& block : read(fixture(paper + '.' + form)).blocks) {
    for (const std::string furniture : {"ISSN", "s-Gravenhage 2030", "Pagina ", "cookies", "Gepubliceerd op",
                                        "U bent hier", "Deel deze", "Privacy", "Fout!", "oude tekst"}) {
      EXPECT_EQ(block.text.find(furniture), std::string::npos) << block.text;
    }
    EXPECT_NE(block.text, paper);
  }
}

TEST_P(Renditions, KeepTheNotesAndTheirMarks) {
  const auto& [paper, master, form] = GetParam();
  const auto notes_of = [](const publications::Text& text) {
    Words notes;
    for (const publications::Block& block : text.blocks) {
      if (block.kind == BlockKind::footnote) notes.push_back(block.label + ' ' + block.text);
    }
    return notes;
  };
  const publications::Text text = read(fixture(paper + '.' + form));
  const Words notes = notes_of(text);
  EXPECT_EQ(notes, notes_of(read(fixture(paper + '.' + master))));
  EXPECT_EQ(notes.size(), paper == "ministry-letter" ? 0U : 4U);
  for (std::size_t note = 1; note <= notes.size(); ++note) {
    const std::string mark = "[^" + std::to_string(note) + "]";
    EXPECT_EQ(std::count_if(text.blocks.begin(), text.blocks.end(),
                            [&mark](const auto& block) { return block.text.find(mark) != std::string::npos; }),
              1)
        << mark;
  }
}

TEST_P(Renditions, KeepTheRowsOfTheTable) {
  const auto& [paper, master, form] = GetParam();
  Words rows;
  for (const publications::Block& block : read(fixture(paper + '.' + form)).blocks) {
    if (block.kind == BlockKind::table_row) rows.push_back(block.text);
  }
  if (paper == "kst-39911-12") {
    EXPECT_THAT(rows, testing::ElementsAre("Maatregel\t2030\t2031\t2032", "Vispassages\t4,2\t6,8\t3,1",
                                           "Bodemsanering\t11,0\t12,5\t12,5", "Toezicht en handhaving\t1,7\t1,9\t2,0",
                                           "Totaal\t16,9\t21,2\t17,6"));
  } else if (paper == "ah-tk-20292030-417") {
    EXPECT_THAT(rows, testing::ElementsAre("Leeftijd\t2027\t2028\t2029", "0 tot 12 jaar\t9\t13\t11",
                                           "12 tot 18 jaar\t7\t6\t8", "18 jaar en ouder\t71\t80\t77"));
  } else {
    EXPECT_THAT(rows, testing::IsEmpty());
  }
}

std::vector<Rendition> renditions() {
  std::vector<Rendition> all;
  for (const std::string paper : {"kst-39911-12", "ah-tk-20292030-417"}) {
    for (const std::string form : {"html", "pdf", "office.pdf", "docx", "odt", "rtf", "doc"}) {
      all.push_back({paper, "xml", form});
    }
  }
  for (const std::string form : {"pdf", "office.pdf", "odt", "doc"}) all.push_back({"ministry-letter", "docx", form});
  return all;
}
INSTANTIATE_TEST_SUITE_P(Papers, Renditions, testing::ValuesIn(renditions()), [](const auto& rendition) {
  std::string name = rendition.param.paper + '_' + rendition.param.form;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
});

// The questions of one recorded paper, as its questions were printed and as the ministry's answer repeats them.
Words questions_of(const fs::path& path) {
  publications::Hints hints;
  hints.name = path.filename().string();
  Words words;
  for (const auto& question : publications::recognise(read(path), hints).questions) {
    std::istringstream text(question.text);
    for (std::string word; text >> word;) {
      // The typesetter has his own quotation marks and dashes.
      for (const std::string_view sign : {"«", "»", "“", "”", "\"", "–", "-"}) {
        for (std::size_t at = word.find(sign); at != std::string::npos; at = word.find(sign))
          word.erase(at, sign.size());
      }
      if (!word.empty()) words.push_back(word);
    }
  }
  return words;
}

TEST(RecordedPair, HasTheSameQuestionsInBothForms) {
  const fs::path folder = fs::path(source_dir()) / ".." / "shared/recorded/pdftext_kv_ah";
  if (!fs::exists(folder)) GTEST_SKIP() << "no ../shared/recorded here";
  const Words asked = questions_of(folder / "kv-tk-2024Z18792.txt");
  const Words repeated = questions_of(folder / "docx-letter-55.txt");
  ASSERT_GT(repeated.size(), 100U);
  EXPECT_GE(agreement(asked, repeated), kLeast) << differences(asked, repeated);
}

}  // namespace
}  // namespace griffier::tests
