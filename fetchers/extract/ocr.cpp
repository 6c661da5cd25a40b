#include "fetchers/extract/ocr.h"

#include "fetchers/extract/tool.h"

namespace griffier::fetchers {

std::string recognise_scan(std::string_view pdf, const ExtractLimits& limits) {
  Tool tool;
  // One process and one language, pages that have text left alone, and no PDF/A, which would take a colour profile.
  tool.argv = {"ocrmypdf",    "--quiet",       "--language", "nld",        "--jobs", "1", "--use-threads",
               "--skip-text", "--output-type", "pdf",        "--optimize", "0",      "-", "-"};
  tool.package = "ocrmypdf (with tesseract-ocr-nld for Dutch)";
  tool.what = "scanned PDF";
  ExtractLimits child = limits;
  child.time = limits.ocr_time;
  child.child_memory = limits.ocr_memory;
  return run_tool(tool, pdf, child, limits.text_bytes * 4).text;
}

}  // namespace griffier::fetchers
