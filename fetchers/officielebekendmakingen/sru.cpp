#include "fetchers/officielebekendmakingen/sru.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/extract.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/xml_document.h"
#include "fetchers/http/media.h"
#include "fetchers/xml/names.h"

namespace griffier::fetchers {
namespace {

constexpr std::string_view kSru = "http://docs.oasis-open.org/ns/search-ws/sruResponse";
constexpr std::string_view kDiagnostic = "http://docs.oasis-open.org/ns/search-ws/diagnostic";
constexpr std::string_view kGzd = "http://standaarden.overheid.nl/sru";
constexpr std::size_t kLongestValue = 4'000;
constexpr std::size_t kMostValues = 200;  // of one field

std::optional<std::size_t> number_in(const pugi::xml_node& node) {
  const std::string text = text_below(node);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// metadata.xml has other names for some fields than the search.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kMetadataNames{
    {{"publicationname", "publicatienaam"},
     {"publicationissue", "publicatienummer"},
     {"organisationtype", "organisatietype"}}};

void add_value(SruFields& fields, const std::string& name, const char* scheme, std::string text) {
  if (name.empty() || text.empty() || text.size() > kLongestValue) return;
  auto& values = fields[name];
  if (values.size() < kMostValues) values.push_back({scheme, std::move(text)});
}

// The metadata: owmskern, owmsmantel and tpmeta, whose children are the fields.
void read_metadata(const pugi::xml_node& original, SruRecord& record) {
  for (const pugi::xml_node meta : original.children())
    for (const pugi::xml_node group : meta.children())
      for (const pugi::xml_node field : group.children())
        if (field.type() == pugi::node_element)
          add_value(record.fields, to_lower(local_name(field)), field.attribute("scheme").value(), text_below(field));
}

void read_enriched(const pugi::xml_node& enriched, SruRecord& record) {
  for (const pugi::xml_node node : enriched.children()) {
    if (is_element(node, kGzd, "timestamp")) record.timestamp = text_below(node);
    if (is_element(node, kGzd, "url")) record.url = text_below(node);
    if (is_element(node, kGzd, "preferredUrl")) record.preferred_url = text_below(node);
    if (is_element(node, kGzd, "itemUrl"))
      record.items.emplace(node.attribute("manifestation").value(), text_below(node));
  }
}

// Without any metadata there is nothing to be read in it.
std::optional<SruRecord> read_record(const pugi::xml_node& node) {
  const pugi::xml_node gzd = child_of(child_of(node, kSru, "recordData"), kGzd, "gzd");
  if (!gzd) return std::nullopt;
  SruRecord record;
  read_metadata(child_of(gzd, kGzd, "originalData"), record);
  read_enriched(child_of(gzd, kGzd, "enrichedData"), record);
  record.identifier = first_of(record.fields, "identifier");
  if (record.fields.empty()) return std::nullopt;
  if (record.timestamp.empty()) record.timestamp = first_of(record.fields, "datumtijdstipwijzigingexpression");
  if (record.timestamp.empty()) record.timestamp = first_of(record.fields, "modified");
  return record;
}

void add_record(SruRecord record, SruResponse& response) {
  if (!record.identifier.empty()) {
    response.records.push_back(std::move(record));
    return;
  }
  auto known = !record.preferred_url.empty() ? record.preferred_url : record.url;
  if (known.empty()) known = first_of(record.fields, "title");
  if (known.empty()) known = "a record of " + (record.timestamp.empty() ? "an unknown moment" : record.timestamp);
  response.nameless.push_back(std::move(known));
}

std::string message_of(const pugi::xml_node& diagnostics) {
  std::string all;
  for (const pugi::xml_node one : diagnostics.children()) {
    if (!is_element(one, kDiagnostic, "diagnostic")) continue;
    std::string message = text_below(child_of(one, kDiagnostic, "message"));
    const std::string details = text_below(child_of(one, kDiagnostic, "details"));
    if (message.empty()) message = text_below(child_of(one, kDiagnostic, "uri"));
    if (!details.empty()) message += " (" + details + ")";
    all += (all.empty() ? "" : "; ") + message;
  }
  return "the search service says: " + (all.empty() ? std::string("no reason given") : all);
}

void read_response(const pugi::xml_node& root, SruResponse& response) {
  if (is_element(root, kSru, "record")) {
    if (auto record = read_record(root)) add_record(std::move(*record), response);
    return;
  }
  if (!is_element(root, kSru, "searchRetrieveResponse")) {
    response.error = fmt::format("the answer is no search result: its root is '{}'", local_name(root));
    return;
  }
  if (const auto diagnostics = child_of(root, kSru, "diagnostics")) {
    response.error = message_of(diagnostics);
    return;
  }
  response.total = number_in(child_of(root, kSru, "numberOfRecords"));
  response.next = number_in(child_of(root, kSru, "nextRecordPosition"));
  std::size_t unreadable = 0;
  for (const pugi::xml_node node : child_of(root, kSru, "records").children()) {
    if (!is_element(node, kSru, "record")) continue;
    if (auto record = read_record(node))
      add_record(std::move(*record), response);
    else
      ++unreadable;
  }
  if (unreadable > 0 && response.records.empty())
    response.error = fmt::format("none of its {} records can be read", unreadable + response.nameless.size());
  if (unreadable > 0)
    response.nameless.push_back(fmt::format("{} records of a search that hold nothing to be read", unreadable));
  if (!response.total && response.records.empty() && response.nameless.empty() && response.error.empty())
    response.error = "the answer has neither records nor their number";
}

}  // namespace

std::string first_of(const SruFields& fields, std::string_view name) {
  const auto found = fields.find(std::string(name));
  return found == fields.end() ? std::string() : found->second.front().text;
}

std::vector<std::string> all_of(const SruFields& fields, std::string_view name) {
  std::vector<std::string> values;
  const auto found = fields.find(std::string(name));
  if (found == fields.end()) return values;
  for (const auto& value : found->second) values.push_back(value.text);
  return values;
}

SruFields read_metadata_xml(const std::string& body) {
  SruFields fields;
  try {
    const XmlDocument document(decode(body).text, ExtractLimits());
    if (local_name(document.root()) != "metadata_gegevens") return fields;
    for (const pugi::xml_node node : document.root().children()) {
      const std::string_view name = node.attribute("name").value();
      std::string field = to_lower(name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1));
      for (const auto& [theirs, ours] : kMetadataNames)
        if (field == theirs) field = ours;
      add_value(fields, field, node.attribute("scheme").value(), fold(node.attribute("content").value()));
    }
  } catch (const ExtractError&) {
    fields.clear();  // what can't be read adds nothing
  }
  return fields;
}

SruResponse read_sru(const std::string& body) {
  SruResponse response;
  if (sniffed_media(body) == Media::html) {
    response.error = "an HTML page came where a search result was expected";
    return response;
  }
  try {
    const XmlDocument document(decode(body).text, ExtractLimits());
    read_response(document.root(), response);
  } catch (const ExtractError& error) {
    response.error = error.what();
  }
  return response;
}

}  // namespace griffier::fetchers
