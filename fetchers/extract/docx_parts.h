// The parts of a DOCX package that hold what a reader sees.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/extract.h"
#include "fetchers/extract/xml_document.h"

namespace griffier::fetchers {

class DocxParts {
 public:
  // Throws ExtractError as read_package() does, and malformed for a package that names no document.
  DocxParts(std::string_view bytes, const ExtractLimits& limits);

  // A part as XML by its usual name ("styles.xml", "core.xml", "header2.xml"), wherever the package has it; none when
  // it has no such part. Throws ExtractError as XmlDocument does.
  [[nodiscard]] std::unique_ptr<XmlDocument> parse(const std::string& name) const;

 private:
  const ExtractLimits& limits_;
  std::map<std::string, std::string> parts_;  // by usual name
};

}  // namespace griffier::fetchers
