// The readers of the formats, one a file. Each fills an extraction whose format is set, or throws ExtractError.
//
// What holds for every header of this folder that doesn't say otherwise: a function is pure, takes UTF-8 and may be
// called from any thread; an object belongs to one thread at a time, and refers to what it is made with, which must
// outlive it. Sizes are bytes. Nothing here keeps state between two extractions.
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
