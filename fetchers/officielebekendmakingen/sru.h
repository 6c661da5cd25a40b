// Answers of KOOP's SRU 2.0 service: OASIS searchRetrieve 1.0 with KOOP's "gzd" records.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers {

// A value with the list that it comes from: "OVERHEIDop.KamerstukTypen".
struct SruValue {
  std::string scheme, text;
};

// Values by the element's local name in lower case; elements repeat.
using SruFields = std::map<std::string, std::vector<SruValue>>;
// The first value of a field; empty: none.
[[nodiscard]] std::string first_of(const SruFields& fields, std::string_view name);
[[nodiscard]] std::vector<std::string> all_of(const SruFields& fields, std::string_view name);

struct SruRecord {
  std::string identifier;
  std::string timestamp;                     // when the service last changed anything of it
  SruFields fields;                          // of the metadata
  std::map<std::string, std::string> items;  // address by manifestation: "xml", "pdf", "metadata"
  std::string url, preferred_url;
};

struct SruResponse {
  std::string error;                 // not an answer with records, or not a whole one: why, one sentence
  std::optional<std::size_t> total;  // often an estimate
  std::optional<std::size_t> next;   // of the next page; none: this is the last one
  std::vector<SruRecord> records;
  std::vector<std::string> nameless;  // records with metadata, but without an identifier: their address or title
};

// Elements are told by namespace and local name, whatever their prefix; elements without any namespace are taken for
// them, too. A diagnostics document, an HTML page and what is not well-formed are errors. Never throws for what the
// body holds. Source: recorded answers.
[[nodiscard]] SruResponse read_sru(const std::string& body);

// The fields of a metadata.xml ("metadata_gegevens"), under the names that they have in a search result; empty for what
// is none.
[[nodiscard]] SruFields read_metadata_xml(const std::string& body);

}  // namespace griffier::fetchers
