#include "fetchers/extract/readers.h"

namespace griffier::fetchers {

void read_docx(std::string_view, const ExtractLimits&, Extraction&) {
  throw ExtractError(ExtractError::Reason::unsupported, "this format is not read here");
}

}  // namespace griffier::fetchers
