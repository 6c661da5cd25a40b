// Text recognition of scans.
#pragma once

#include <string>
#include <string_view>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

// A PDF with the text of the scan laid under its pages, by ocrmypdf and tesseract with Dutch: one confined child that
// has limits.ocr_time and limits.ocr_memory. Throws ExtractError: tool_missing names the packages. Any thread,
// blocking for some seconds a page.
[[nodiscard]] std::string recognise_scan(std::string_view pdf, const ExtractLimits& limits);

}  // namespace griffier::fetchers
