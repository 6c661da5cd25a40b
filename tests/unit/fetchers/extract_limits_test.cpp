// Files that cost their reader too much: the child is ended with all that it started, the reason is told, and the next
// file is read.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "fetchers/extract/child.h"
#include "tests/support/places.h"
#include "tests/unit/fetchers/extract_support.h"

namespace griffier::fetchers {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Reason = ExtractError::Reason;
using testing::make_pdf;

// A folder with programs of ours that stand before the installed ones while this object lives.
class StandIns {
 public:
  explicit StandIns(bool alone = false) {
    std::string pattern = (fs::temp_directory_path() / "griffier-tools-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    path_ = std::getenv("PATH");
    setenv("PATH", alone ? folder_.c_str() : (folder_.string() + ":" + path_).c_str(), 1);
  }
  StandIns(const StandIns&) = delete;
  StandIns& operator=(const StandIns&) = delete;
  ~StandIns() {
    setenv("PATH", path_.c_str(), 1);
    fs::remove_all(folder_);
  }
  void add(const std::string& name, const std::string& script) const {
    std::ofstream(folder_ / name) << "#!/bin/bash\n" << script << '\n';
    fs::permissions(folder_ / name, fs::perms::owner_all);
  }
  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
  std::string path_;
};

bool is_running(const std::string& word) {
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline", std::ios::binary);
    std::ostringstream line;
    line << file.rdbuf();
    if (line.str().find(word) != std::string::npos) return true;
  }
  return false;
}

// A process that was killed may be seen for a moment yet.
bool ends_soon(const std::string& word) {
  for (int i = 0; i < 100; ++i) {
    if (!is_running(word)) return true;
    std::this_thread::sleep_for(100ms);
  }
  return false;
}

ExtractError refusal(const std::string& pdf, const ExtractLimits& limits) {
  try {
    (void)extract(pdf, Format::pdf, limits);
  } catch (const ExtractError& error) {
    return error;
  }
  ADD_FAILURE() << "was read";
  return {Reason::empty, ""};
}

std::string small_pdf() { return make_pdf({{{72, 100, 10, "Geachte voorzitter,"}}}); }

// A page that draws a form twice, which draws the next one twice, and so on: 2 to the power of `depth` times a word.
std::string doubling_pdf(int depth, const std::string& word) {
  std::string bytes =
      "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] "
      "/Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
      "/Resources << /XObject << /F 6 0 R >> >> >>\nendobj\n4 0 obj\n<< /Type /Font /Subtype /Type1 "
      "/BaseFont /Helvetica >>\nendobj\n5 0 obj\n<< /Length 5 >>\nstream\n/F Do\nendstream\nendobj\n";
  for (int form = 0; form < depth; ++form) {
    const bool last = form + 1 == depth;
    const std::string content =
        last ? "BT /T 10 Tf 1 0 0 1 72 700 Tm (" + word + ") Tj ET" : "q /F Do Q q 1 0 0 1 0.01 0.01 cm /F Do Q";
    const std::string next = std::to_string(7 + form) + " 0 R";
    bytes += std::to_string(6 + form) + " 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << " +
             (last ? "/Font << /T 4 0 R >>" : "/XObject << /F " + next + " >>") + " >> /Length " +
             std::to_string(content.size()) + " >>\nstream\n" + content + "\nendstream\nendobj\n";
  }
  return bytes + "trailer << /Root 1 0 R >>\n%%EOF\n";
}

TEST(ExtractLimits, EndAPdfThatLoops) {
  ExtractLimits limits;
  limits.time = 2s;
  limits.child_memory = std::size_t{2} << 30;
  const auto begin = std::chrono::steady_clock::now();
  const ExtractError error = refusal(doubling_pdf(60, " "), limits);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
  EXPECT_EQ(error.reason(), Reason::timed_out) << error.what();
  EXPECT_NE(std::string(error.what()).find("after 2 seconds"), std::string::npos) << error.what();
  EXPECT_FALSE(extract(small_pdf(), Format::pdf).text.blocks.empty());
}

TEST(ExtractLimits, EndAReaderThatSpinsWithItsChildren) {
  const StandIns tools;
  // Unlike that of the same test in another build on this machine.
  const std::string seconds = "98765.4" + std::to_string(::getpid());
  tools.add("pdftotext", "sleep " + seconds + " & while :; do :; done");
  ExtractLimits limits;
  limits.time = 1s;
  EXPECT_EQ(refusal(small_pdf(), limits).reason(), Reason::timed_out);
  EXPECT_TRUE(ends_soon(seconds));
}

TEST(ExtractLimits, EndAReaderThatWantsFourGigabytes) {
  {
    const StandIns tools;
    tools.add("pdftotext", "sleep 98765.1234 & x=$(head -c 4294967296 /dev/zero | tr '\\0' x); echo ${#x}");
    ExtractLimits limits;
    limits.child_memory = std::size_t{256} << 20;
    const ExtractError error = refusal(small_pdf(), limits);
    EXPECT_TRUE(error.reason() == Reason::tool_failed || error.reason() == Reason::malformed) << error.what();
    EXPECT_TRUE(ends_soon("98765.1234"));
  }
  EXPECT_FALSE(extract(small_pdf(), Format::pdf).text.blocks.empty());
}

TEST(Scan, IsReadByTextRecognitionWhereThatIsSwitchedOn) {
  const StandIns tools;
  std::ofstream(tools.folder() / "result.pdf", std::ios::binary) << small_pdf();
  tools.add("ocrmypdf", "cat >/dev/null; cat " + (tools.folder() / "result.pdf").string());
  ExtractLimits limits;
  limits.ocr = true;
  const Extraction read = extract(make_pdf({{}}), Format::pdf, limits);
  EXPECT_EQ(testing::lines_of(read.text), "P Geachte voorzitter,\n");
  ASSERT_FALSE(read.warnings.empty());
  EXPECT_NE(read.warnings.back().find("text recognition"), std::string::npos);
}

TEST(Scan, IsRefusedWithWhatIsMissing) {
  EXPECT_NE(std::string(refusal(make_pdf({{}}), {}).what()).find("[extract] ocr"), std::string::npos);
  const StandIns tools(true);
  fs::create_symlink("/usr/bin/pdftotext", tools.folder() / "pdftotext");
  ExtractLimits limits;
  limits.ocr = true;
  const ExtractError error = refusal(make_pdf({{}}), limits);
  EXPECT_EQ(error.reason(), Reason::tool_missing);
  EXPECT_NE(std::string(error.what()).find("tesseract-ocr-nld"), std::string::npos) << error.what();
}

// A page of a fixture as a picture, in a PDF without a letter.
std::string scan_of(const std::string& pdf) {
  const ChildResult picture = run_child({"pdftoppm", "-gray", "-r", "150", "-f", "1", "-l", "1", "-"}, pdf, {});
  std::istringstream head(picture.out);
  std::string magic;
  std::size_t width = 0;
  std::size_t height = 0;
  std::size_t most = 0;
  head >> magic >> width >> height >> most;
  const std::string points = picture.out.substr(picture.out.size() - width * height);
  return "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count "
         "1 "
         ">>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
         "/XObject "
         "<< /P 5 0 R >> >> >>\nendobj\n4 0 obj\n<< /Length 26 >>\nstream\n595 0 0 842 0 0 cm /P Do "
         "\nendstream\nendobj\n5 0 "
         "obj\n<< /Type /XObject /Subtype /Image /Width " +
         std::to_string(width) + " /Height " + std::to_string(height) +
         " /ColorSpace /DeviceGray /BitsPerComponent 8 /Length " + std::to_string(points.size()) + " >>\nstream\n" +
         points + "\nendstream\nendobj\ntrailer << /Root 1 0 R /Size 6 >>\n%%EOF\n";
}

TEST(Scan, IsReadByTheInstalledTextRecognition) {
  if (access("/usr/bin/ocrmypdf", X_OK) != 0) GTEST_SKIP() << "ocrmypdf is not installed";
  std::ifstream file(fs::path(tests::source_dir()) / "tests/fixtures/renditions/kst-39911-12.pdf", std::ios::binary);
  std::ostringstream pdf;
  pdf << file.rdbuf();
  ExtractLimits limits;
  limits.ocr = true;
  const std::string text = testing::lines_of(extract(scan_of(pdf.str()), Format::pdf, limits).text);
  EXPECT_NE(text.find("visserijopleiding"), std::string::npos) << text;
  EXPECT_NE(text.find("waterkrachtcentrales"), std::string::npos) << text;
}

}  // namespace
}  // namespace griffier::fetchers
