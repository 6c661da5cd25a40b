#include "fetchers/extract/extract.h"

#include "fetchers/extract/readers.h"

namespace griffier::fetchers {

Extraction extract(std::string_view bytes, Format format, const ExtractLimits& limits) {
  using Reason = ExtractError::Reason;
  if (bytes.empty()) throw ExtractError(Reason::empty, "the file is empty");
  if (bytes.size() > limits.bytes) {
    throw ExtractError(Reason::too_large, "it is too large: " + std::to_string(bytes.size() >> 20) + " MiB, at most " +
                                              std::to_string(limits.bytes >> 20) + " MiB are read");
  }
  Extraction extraction;
  extraction.format = format;
  switch (format) {
    case Format::plain:
      read_plain(bytes, limits, extraction);
      break;
    case Format::markdown:
      read_markdown(bytes, limits, extraction);
      break;
    case Format::html:
      read_html(bytes, limits, extraction);
      break;
    case Format::official_xml:
      read_official_xml(bytes, limits, extraction);
      break;
    case Format::pdf:
      read_pdf(bytes, limits, extraction);
      break;
    case Format::docx:
      read_docx(bytes, limits, extraction);
      break;
    case Format::odt:
      read_odt(bytes, limits, extraction);
      break;
    case Format::rtf:
      read_rtf(bytes, limits, extraction);
      break;
    case Format::doc:
      read_doc(bytes, limits, extraction);
      break;
    case Format::unknown:
      throw ExtractError(Reason::unsupported, "it is of no kind that is read here");
  }
  return extraction;
}

}  // namespace griffier::fetchers
