// WordprocessingML for the tests of the DOCX reader.
#pragma once

#include <string>

namespace griffier::fetchers::testing {

inline std::string paragraph(const std::string& runs, const std::string& properties = {}) {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + runs + "</w:p>";
}
inline std::string run(const std::string& text) { return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>"; }
inline std::string numbered(const std::string& list, int level) {
  return "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" + list + "\"/></w:numPr>";
}

inline std::string cell(const std::string& inner) { return "<w:tc>" + inner + "</w:tc>"; }
inline std::string row(const std::string& cells) { return "<w:tr>" + cells + "</w:tr>"; }
inline std::string control(const std::string& inner) {
  return "<w:sdt><w:sdtPr><w:alias w:val=\"Veld\"/></w:sdtPr><w:sdtContent>" + inner + "</w:sdtContent></w:sdt>";
}
inline std::string field_mark(const std::string& type) {
  return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>";
}
// A field with its code and its result, both made of runs.
inline std::string field(const std::string& code, const std::string& result) {
  return field_mark("begin") + code + field_mark("separate") + result + field_mark("end");
}
inline std::string code(const std::string& text) {
  return "<w:r><w:instrText xml:space=\"preserve\">" + text + "</w:instrText></w:r>";
}

}  // namespace griffier::fetchers::testing
