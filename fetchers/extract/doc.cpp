#include <optional>
#include <utility>

#include "fetchers/extract/doc_changes.h"
#include "fetchers/extract/doc_print.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/reflow.h"
#include "fetchers/extract/tool.h"
#include "fetchers/extract/writer.h"

namespace griffier::fetchers {
namespace {

Tool catdoc() {
  Tool tool;
  // Standard input by its name: catdoc loses the first bytes of what it can't seek in.
  tool.argv = {"catdoc", "-d", "utf-8", "-w", "/dev/stdin"};
  tool.package = "catdoc";
  tool.what = "DOC";
  return tool;
}

Tool antiword() {
  Tool tool;
  tool.argv = {"antiword", "-m", "UTF-8.txt", "-w", "0", "-"};
  tool.package = "antiword";
  tool.what = "DOC";
  return tool;
}

// Changes that were tracked are taken as accepted, as in other formats.
std::string accepted(std::string plain, std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  Tool formatted = antiword();
  formatted.argv.insert(formatted.argv.begin() + 1, "-f");
  std::optional<std::string> shown;
  try {
    shown = shown_text(plain, run_tool(formatted, bytes, limits, limits.text_bytes).text);
  } catch (const ExtractError&) {
    shown = std::nullopt;  // the plain text was had, and is better than none
  }
  if (shown) return *std::move(shown);
  extraction.warnings.emplace_back("text of it that was deleted or hidden can't be told from the rest");
  return plain;
}

}  // namespace

void read_doc(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  if (!bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    throw ExtractError(ExtractError::Reason::malformed, "it is no Word document of the old kind (DOC)");
  }
  std::string output;
  bool plain = false;
  try {
    output = run_tool(antiword(), bytes, limits, limits.text_bytes).text;
    plain = true;
  } catch (const ExtractError& error) {
    // antiword knows the versions from 2 to 2003, catdoc some damaged files more: either will do.
    const bool other =
        error.reason() == ExtractError::Reason::tool_missing || error.reason() == ExtractError::Reason::malformed;
    if (!other) throw;
    output = run_tool(catdoc(), bytes, limits, limits.text_bytes).text;
    extraction.warnings.emplace_back("it is read by catdoc: text that was deleted or hidden is among the rest");
  }
  if (plain) output = accepted(std::move(output), bytes, limits, extraction);
  BlockWriter writer(extraction, limits);
  write_printed_document(decode(output).text, WordList::installed(), writer);
  promote_headings(extraction.text);
  require_text(extraction, "the DOC holds no text");
}

}  // namespace griffier::fetchers
