#include "daemon/pipeline/arrival.h"

#include <fmt/format.h>

#include <new>

#include "daemon/pipeline/noise.h"
#include "diff/compare.h"
#include "fetchers/extract/html.h"
#include "publications/digest.h"
#include "publications/identifier.h"
#include "publications/markdown.h"
#include "publications/reading_json.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kLongestIdentity = 160;

// A publisher's machine record about a publication has that publication's id in it, but is not the publication.
bool is_metadata_record(const fetchers::Extraction& extraction) {
  const auto root = extraction.facts.find("root");
  if (root == extraction.facts.end()) return false;
  return root->second == "metadata_gegevens" || root->second == "owms-metadata" || root->second == "feed" ||
         root->second == "searchRetrieveResponse";
}

void read_text(const Arrival& arrival, ReadArrival& read, bool named) {
  auto extraction = extract_arrival(arrival);
  read.format = extraction.format;
  read.media_type = fetchers::media_type(extraction.format);
  read.text = std::move(extraction.text);
  read.warnings = std::move(extraction.warnings);
  if (read.text.blocks.empty())
    throw fetchers::ExtractError(fetchers::ExtractError::Reason::no_text, "it holds no text");
  const bool record_of_another = is_metadata_record(extraction);
  publications::Hints hints;
  if (named) hints.name = arrival.name.substr(arrival.name.find_last_of('/') + 1);
  hints.facts = std::move(extraction.facts);
  for (const auto& [name, value] : arrival.facts) hints.facts.insert_or_assign(name, value);
  if (record_of_another) {
    hints.name.clear();
    hints.facts.erase("document_id");
  }
  read.reading = publications::recognise(read.text, hints);
  if (record_of_another) {
    read.reading.document_id.reset();
    read.reading.derived_document_id.reset();
  }
}

ReadArrival read_as(Arrival arrival, bool named) {
  ReadArrival read;
  try {
    read_text(arrival, read, named);
    read.text_markdown = publications::to_markdown(read.text);
    read.text_sha256 = publications::sha256_hex(diff::normalise(read.text));
    read.facts_json = publications::to_sorted_lines(publications::to_json(read.reading));
  } catch (const fetchers::ExtractError& error) {
    read.refused = error.what();
  } catch (const std::bad_alloc&) {  // one file that wants too much must not cost the others
    read = {};
    read.refused = "it takes more memory than there is";
  }
  read.body_sha256 = publications::sha256_hex(arrival.bytes);
  read.arrival = std::move(arrival);
  return read;
}

}  // namespace

std::string pipeline_version() {
  return fmt::format("extract {}, normalise {}", fetchers::kExtractionVersion, diff::kNormalisationVersion);
}

fetchers::Extraction extract_arrival(const Arrival& arrival) {
  const auto format = fetchers::detect_format(arrival.bytes, arrival.declared_type, arrival.name);
  fetchers::Extraction extraction;
  fetchers::ExtractLimits limits;
  limits.ocr = arrival.ocr;
  if (format == fetchers::Format::html && (!arrival.select.empty() || !arrival.ignore.empty())) {
    extraction = fetchers::extract(arrival.bytes, format);
    extraction.text = fetchers::html_select(arrival.bytes, arrival.select, arrival.ignore);
  } else {
    extraction = fetchers::extract(arrival.bytes, format, limits);
  }
  remove_noise(extraction.text, arrival.ignore_text);
  return extraction;
}

ReadArrival read_arrival(Arrival arrival) { return read_as(std::move(arrival), true); }

ReadArrival read_whatever_its_name(Arrival arrival) { return read_as(std::move(arrival), false); }

std::string identity_of(const ReadArrival& read) {
  if (!read.arrival.known_id.empty()) return read.arrival.known_id;
  for (const auto* said : {&read.reading.document_id, &read.reading.derived_document_id})
    if (*said && publications::is_safe_document_id(**said)) return **said;
  if (!read.arrival.document_id.empty()) return read.arrival.document_id;
  return file_identity(read.arrival.name);
}

std::string file_identity(std::string_view relative_path) {
  std::string id = "file:";
  bool after_separator = true;
  for (const char c : relative_path) {
    if (c == '/') {
      if (!after_separator) id += ':';
      after_separator = true;
      continue;
    }
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_' || c == '(' || c == ')' || (c == '.' && !after_separator && id.back() != '.');
    if (kept)
      id += c;
    else
      id += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    after_separator = false;
  }
  if (id.size() > kLongestIdentity)
    id = id.substr(0, kLongestIdentity - 17) + "~" + publications::sha256_hex(relative_path).substr(0, 16);
  return id;
}

}  // namespace griffier::daemon
