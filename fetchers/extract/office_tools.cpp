#include <algorithm>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/notes.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/readers.h"
#include "fetchers/extract/reflow.h"
#include "fetchers/extract/tool.h"
#include "fetchers/extract/writer.h"

namespace griffier::fetchers {
namespace {

// Both programs are told not to wrap lines: each line that they print is a paragraph.
void write_output(std::string_view output, const ExtractLimits& limits, Extraction& extraction) {
  const Decoded decoded = decode(output);
  std::vector<PrintedLine> lines;
  for (std::string_view rest = decoded.text; !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of("\n\f"), rest.size());
    lines.push_back({fold(rest.substr(0, end)), false, false});
    lines.push_back({});
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  BlockWriter writer(extraction, limits);
  write_paragraphs(lines, WordList::installed(), writer);
  promote_headings(extraction.text);
}

Tool catdoc(const char* what) {
  Tool tool;
  // Standard input by its name: catdoc loses the first bytes of what it can't seek in.
  tool.argv = {"catdoc", "-d", "utf-8", "-w", "/dev/stdin"};
  tool.package = "catdoc";
  tool.what = what;
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
    output = run_tool(antiword, bytes, limits, limits.text_bytes);
  } catch (const ExtractError& error) {
    // antiword knows the versions from 2 to 2003, catdoc some damaged files more: either will do.
    const bool other =
        error.reason() == ExtractError::Reason::tool_missing || error.reason() == ExtractError::Reason::malformed;
    if (!other) throw;
    output = run_tool(catdoc("DOC"), bytes, limits, limits.text_bytes);
  }
  write_output(output, limits, extraction);
  require_text(extraction, "the DOC holds no text");
}

}  // namespace griffier::fetchers
