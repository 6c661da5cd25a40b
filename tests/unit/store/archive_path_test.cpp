#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "store/archive/archive.h"

namespace griffier::store {
namespace {

TEST(ArchivePath, IsReadableForEverySeries) {
  const std::map<std::string, std::string> expected{
      {"kst-19637-3274", "kst/19/637/3274"},
      {"kst-36600-VII-12", "kst/36/600-VII/12"},
      {"kst-21501-08-986-h1", "kst/21/501-08/986-h1"},
      {"kst-36867-A", "kst/36/867/A"},
      {"kst-36600-B-K-h1", "kst/36/600-B/K-h1"},
      {"kst-19637-12345", "kst/19/637/12000+/12345"},
      {"kst-1259252", "kst-onopgemaakt/1259/1259252"},
      {"ah-tk-20242025-546", "ah-tk/20242025/05/546"},
      {"ah-tk-20192020-4046-n1", "ah-tk/20192020/40/4046-n1"},
      {"ah-1234567", "ah/1234/1234567"},
      {"blg-1093410", "blg/1093/1093410"},
      {"kv-tk-2024Z18435", "kv-tk/2024/18/2024Z18435"},
      {"kv-tk-20062007-KVR27039", "kv-tk/20062007/27/KVR27039"},
      {"tk-2024D38123", "tk/2024/38/2024D38123"},
      {"nds-tk-2025D12345", "nds-tk/2025/12/2025D12345"},
      {"h-tk-20242025-12-3", "h-tk/20242025/12/3"},
      {"h-tk-19951996-40-3148-3148", "h-tk/19951996/40/3148-3148"},
      {"h-tk-20082009-7140-7144", "h-tk/20082009/p71/7140-7144"},
      {"stb-2018-84", "stb/2018/0/84"},
      {"stcrt-2024-12345", "stcrt/2024/12/12345"},
      {"ag-tk-2024-10-01", "ag-tk/2024/2024-10-01"},
      {"ECLI:NL:RBDHA:2024:12345", "ECLI/NL/RBDHA/2024/12/12345"},
      {"ECLI:NL:HR:2010:BM1234", "ECLI/NL/HR/2010/BM1/BM1234"},
  };
  for (const auto& [id, path] : expected) EXPECT_EQ(archive_path(id), path);
}

TEST(ArchivePath, HidesWhatAFileSystemWouldTrip) {
  for (const char* id : {"page:ind:CON", "feed:x:aux.txt", "file:Com1", "kst-36600-NUL", "ECLI:NL:CON:2024:1",
                         "feed:x:.git", "page:x.:y.", "feed:a:b+c%20~1"}) {
    const std::string path = archive_path(id);
    std::size_t begin = 0;
    while (begin <= path.size()) {
      const auto end = std::min(path.find('/', begin), path.size());
      std::string part = path.substr(begin, end - begin);
      ASSERT_FALSE(part.empty() || part.front() == '.' || part.back() == '.') << path;
      ASSERT_EQ(part.find_first_of(":*?\"<>|\\%~"), std::string::npos) << path;
      std::transform(part.begin(), part.end(), part.begin(), [](unsigned char c) { return std::tolower(c); });
      part = part.substr(0, part.find('.'));
      for (const char* device : {"con", "aux", "nul", "com1"}) ASSERT_NE(part, device) << path;
      begin = end + 1;
    }
  }
}

TEST(ArchivePath, RefusesWhatIsNoId) {
  for (const char* id : {"", "..", "a/b", "-x", ".x", "a b", "a..b"}) {
    EXPECT_THROW(std::ignore = archive_path(id), std::invalid_argument) << id;
  }
}

// Distinct ignoring case, and none inside another.
void expect_apart(const std::set<std::string>& ids) {
  std::unordered_map<std::string, std::string> paths;
  std::unordered_set<std::string> above;
  for (const auto& id : ids) {
    std::string path = archive_path(id);
    std::transform(path.begin(), path.end(), path.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto [at, added] = paths.emplace(path, id);
    ASSERT_TRUE(added) << id << " and " << at->second << " share " << path;
    for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
      ASSERT_LE(slash, 1000U);
      above.insert(path.substr(0, slash));
    }
    std::size_t begin = 0;
    for (auto end = path.find('/'); begin != std::string::npos + 1; end = path.find('/', begin)) {
      ASSERT_LE((end == std::string::npos ? path.size() : end) - begin, 200U) << path;
      begin = end + 1;
    }
  }
  for (const auto& [path, id] : paths) ASSERT_EQ(above.count(path), 0U) << id << " lies above another";
}

TEST(ArchivePath, KeepsIdsApartThatDifferByCaseOrSeparator) {
  std::set<std::string> ids{"kst-36600-VII-1",
                            "kst-36600-vii-1",
                            "kst-36600-1",
                            "kst-36600",
                            "kst-036600-1",
                            "kst-36600-VII",
                            "kst-36600-A-12",
                            "kst-36600-A-12345",
                            "kst-36600-12000",
                            "kst-36600-12345",
                            "page:a",
                            "page:A",
                            "page:a:b",
                            "page:a:B",
                            "page:a:index",
                            "page:a:index=",
                            "page:a:",
                            "page:a:empty",
                            "page:",
                            "feed:x:CON",
                            "feed:x:con",
                            "feed:x:Con",
                            "feed:x:con.a",
                            "tk-2024D1",
                            "tk-2024d1",
                            "ECLI:NL:HR:2024:1",
                            "ecli:nl:hr:2024:1",
                            "ECLI-NL-HR-2024-1",
                            "other",
                            "file:a",
                            "FILE:a",
                            "file:a:b",
                            "ah-1",
                            "AH-1"};
  ids.erase("page:a:index=");
  for (const char c : {'a', 'b'}) ids.insert("feed:long:" + std::string(150, 'Z') + c);
  expect_apart(ids);
}

TEST(ArchivePath, KeepsRandomIdsApart) {
  std::mt19937 random(21);
  const std::vector<std::string> pieces{"kst", "ah", "tk",  "ECLI",   "feed",  "page", "a",        "A",    "VII",
                                        "h1",  "H1", "n1",  "1",      "12",    "01",   "20242025", "2024", "12345",
                                        ":",   ":",  "-",   "-",      "-",     "-",    ".",        "+",    "=",
                                        "3a",  "0",  "p71", "12000+", "index", "con",  "2024D123", "KVR1"};
  std::set<std::string> ids;
  for (int i = 0; i < 200'000; ++i) {
    std::string id;
    for (std::size_t n = 1 + random() % 8; n > 0; --n) id += pieces[random() % pieces.size()];
    if (id.find('=') != std::string::npos || id.front() == '.' || id.front() == '-') continue;
    if (id.find("..") == std::string::npos) ids.insert(id);
  }
  std::set<std::string> safe;
  for (const auto& id : ids) {
    try {
      std::ignore = archive_path(id);
      safe.insert(id);
    } catch (const std::invalid_argument&) {
      continue;
    }
  }
  ASSERT_GT(safe.size(), 50'000U);
  expect_apart(safe);
}

// Counts the entries of every tree.
class Trees {
 public:
  void add(const std::string& id) {
    const std::string path = archive_path(id);
    ++documents_;
    for (std::size_t end = path.size();;) {
      if (!seen_.insert(std::hash<std::string_view>()(std::string_view(path).substr(0, end))).second) {
        repeated_ += end == path.size() ? 1 : 0;
        return;
      }
      const auto slash = path.rfind('/', end - 1);
      const std::string_view parent = slash == std::string::npos ? "" : std::string_view(path).substr(0, slash);
      auto& size = sizes_[std::hash<std::string_view>()(parent)];
      if (++size > largest_ && !parent.starts_with("kst/19/637")) {
        largest_ = size;
        largest_path_ = parent;
      }
      if (slash == std::string::npos) return;
      end = slash;
    }
  }
  std::size_t documents_ = 0, largest_ = 0, repeated_ = 0;
  std::string largest_path_;

 private:
  std::unordered_set<std::size_t> seen_;
  std::unordered_map<std::size_t, std::size_t> sizes_;
};

TEST(ArchivePath, LetsNoFolderGrowFarPastAThousandAtTwoMillionDocuments) {
  Trees trees;
  const auto number = [](int n) { return std::to_string(n); };
  for (int n = 1; n <= 3400; ++n) trees.add("kst-19637-" + number(n));  // the dossier with most papers
  for (int i = 0; i < 320'000; ++i) trees.add("kst-" + number(20000 + i / 20) + "-" + number(i % 20 + 1));
  for (int i = 0; i < 16'000; ++i) {  // budgets: ten dossiers in a thousand, of 24 chapters each
    trees.add("kst-" + number(20000 + i / 240 * 100) + "-" + std::string(1, static_cast<char>('A' + i % 24)) + "-" +
              number(i / 24 % 10 + 1));
  }
  for (int i = 0; i < 95'495; ++i) trees.add("blg-" + number(1'000'000 + i));
  for (int y = 1995; y < 2026; ++y) {
    const std::string session = number(y) + number(y + 1);
    for (int n = 1; n <= 4300; ++n) trees.add("ah-tk-" + session + "-" + number(n));
    for (int n = 1; n <= 1500; ++n) trees.add("h-tk-" + session + "-" + number(n / 14 + 1) + "-" + number(n % 14 + 1));
    for (int n = 1; n <= 1500; ++n)
      trees.add("h-ek-" + session + "-" + number(200 + n * 5) + "-" + number(203 + n * 5));
    for (int n = 1; n <= 26'000; ++n) trees.add("stcrt-" + number(y) + "-" + number(n));
    for (int n = 10'000; n <= 15'000; ++n) trees.add("tk-" + number(y) + "D" + number(n));
    for (int n = 10'000; n <= 13'000; ++n) trees.add("kv-tk-" + number(y) + "Z" + number(n));
  }
  for (int n = 0; n < 100'000; ++n) trees.add("feed:nieuws:https.x." + number(n));
  for (int n = 0; n < 60'000; ++n)
    trees.add("ECLI:NL:RBDHA:" + number(2020 + n / 20'000) + ":" + number(n % 20'000 + 1));
  for (int n = 0; n < 120'000; ++n) trees.add("file:brief-" + number(n) + ".txt");
  EXPECT_GE(trees.documents_, 1'900'000U);
  EXPECT_EQ(trees.repeated_, 0U);
  EXPECT_LE(trees.largest_, 1300U) << trees.largest_path_;
}

}  // namespace
}  // namespace griffier::store
