#include "fetchers/extract/docx_parts.h"

#include <array>
#include <utility>

#include "fetchers/extract/docx_styles.h"
#include "fetchers/extract/encoding.h"
#include "fetchers/extract/package.h"

namespace griffier::fetchers {
namespace {

using Reason = ExtractError::Reason;
using Parts = std::map<std::string, std::string>;

constexpr const char* kDocument = "document.xml";
constexpr std::array kUsual{kDocument,      "styles.xml",  "numbering.xml", "footnotes.xml", "endnotes.xml",
                            "settings.xml", "header1.xml", "header2.xml",   "header3.xml",   "header4.xml"};

std::unique_ptr<XmlDocument> parse_text(const std::string& text, const ExtractLimits& limits) {
  return std::make_unique<XmlDocument>(decode(text, declared_encoding(text)).text, limits);
}

// Moves what the package has of the usual parts in a folder into `parts`.
void take_usual(Parts& from, const std::string& folder, Parts& parts) {
  for (const char* const name : kUsual) {
    const auto found = from.find(folder + name);
    if (found != from.end()) parts.emplace(name, std::move(found->second));
  }
}

// The target of the first relation of that kind in a file of relations, empty for none.
std::string target_of(const pugi::xml_node& relations, std::string_view kind) {
  for (const pugi::xml_node relation : relations.children()) {
    const std::string_view type = relation.attribute("Type").value();
    if (type.ends_with(kind)) return relation.attribute("Target").value();
  }
  return {};
}

// Some programs name the document otherwise ("word/document2.xml"), and what belongs to it too: the package's own
// relations tell where it is (ECMA-376 part 2, 6.5).
void take_related(std::string_view bytes, const std::string& relations, const ExtractLimits& limits, Parts& parts) {
  std::string document = target_of(parse_text(relations, limits)->root(), "/officeDocument");
  if (document.starts_with('/')) document.erase(0, 1);
  const std::size_t slash = document.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : document.substr(0, slash + 1);
  const std::string own = folder + "_rels/" + document.substr(folder.size()) + ".rels";
  Parts found = read_package(bytes, {document, own}, limits);
  const auto body = found.find(document);
  if (body == found.end()) return;
  parts.emplace(kDocument, std::move(body->second));
  const auto related = found.find(own);
  if (related == found.end()) return;
  const auto tree = parse_text(related->second, limits);
  std::map<std::string, std::string> names;  // in the package, to the usual one
  for (const std::string kind : {"styles", "numbering", "footnotes", "endnotes", "settings"}) {
    const std::string target = target_of(tree->root(), '/' + kind);
    if (!target.empty()) names.emplace(target.starts_with('/') ? target.substr(1) : folder + target, kind + ".xml");
  }
  std::vector<std::string> wanted;
  wanted.reserve(names.size());
  for (const auto& [name, usual] : names) wanted.push_back(name);
  for (auto& [name, part] : read_package(bytes, wanted, limits)) parts.emplace(names.at(name), part);
}

}  // namespace

DocxParts::DocxParts(std::string_view bytes, const ExtractLimits& limits) : limits_(limits) {
  std::vector<std::string> wanted{"docProps/core.xml", "_rels/.rels"};
  for (const char* const name : kUsual) wanted.push_back(std::string("word/") + name);
  Parts found = read_package(bytes, wanted, limits);
  if (found.contains("docProps/core.xml")) parts_.emplace("core.xml", std::move(found.at("docProps/core.xml")));
  take_usual(found, "word/", parts_);
  if (!parts_.contains(kDocument) && found.contains("_rels/.rels")) {
    take_related(bytes, found.at("_rels/.rels"), limits, parts_);
  }
  if (!parts_.contains(kDocument)) {
    throw ExtractError(Reason::malformed, "it is no DOCX: the package has no word/document.xml");
  }
}

std::unique_ptr<XmlDocument> DocxParts::parse(const std::string& name) const {
  const auto found = parts_.find(name);
  if (found == parts_.end()) return nullptr;
  return parse_text(found->second, limits_);
}

}  // namespace griffier::fetchers
