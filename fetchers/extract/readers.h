// The readers of the formats, one a file. Each fills an extraction whose format is set, or throws ExtractError.
#pragma once

#include <string_view>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

void read_plain(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);
void read_markdown(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);
void read_pdf(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);
void read_html(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);
void read_official_xml(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);
void read_docx(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);
void read_odt(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);
void read_rtf(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);
void read_doc(std::string_view bytes, const ExtractLimits& limits, Extraction& extraction);

}  // namespace griffier::fetchers
