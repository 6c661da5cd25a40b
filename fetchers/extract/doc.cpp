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

}  // namespace

void read_doc(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction) {
  if (!bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    throw ExtractError(ExtractError::Reason::malformed, "it is no Word document of the old kind (DOC)");
  }
  Tool antiword;
  antiword.argv = {"antiword", "-m", "UTF-8.txt", "-w", "0", "-"};
  antiword.package = "antiword";
  antiword.what = "DOC";
  std::string output;
  try {
    output = run_tool(antiword, bytes, limits, limits.text_bytes).text;
  } catch (const ExtractError& error) {
    // antiword knows the versions from 2 to 2003, catdoc some damaged files more: either will do.
    const bool other =
        error.reason() == ExtractError::Reason::tool_missing || error.reason() == ExtractError::Reason::malformed;
    if (!other) throw;
    output = run_tool(catdoc(), bytes, limits, limits.text_bytes).text;
  }
  BlockWriter writer(extraction, limits);
  write_printed_document(decode(output).text, WordList::installed(), writer);
  promote_headings(extraction.text);
  require_text(extraction, "the DOC holds no text");
}

}  // namespace griffier::fetchers
