#include "fetchers/officielebekendmakingen/bekendmakingen.h"

#include <fmt/format.h>

#include <algorithm>

#include "fetchers/http/media.h"
#include "fetchers/listing/address.h"
#include "fetchers/officielebekendmakingen/record_facts.h"
#include "fetchers/officielebekendmakingen/sru.h"
#include "publications/facts.h"
#include "publications/identifier.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kPage = 100;
constexpr std::size_t kHeadOfAPage = 64U << 10U;
// What the manifestations and files of the search's host are called.
constexpr std::string_view kArchive = ".zip";

class Bekendmakingen : public Catalogue {
 public:
  explicit Bekendmakingen(BekendmakingenOptions options);

  [[nodiscard]] std::vector<ListingQuery> queries() const override;
  [[nodiscard]] std::string address(const ListingQuestion& question) const override;
  [[nodiscard]] ListingPage read(const std::string& body, const ListingQuestion& question) const override;
  [[nodiscard]] std::string not_the_document(const ListedFile& file, const std::string& body) const override;
  [[nodiscard]] bool is_configured(const std::string& url) const override {
    return !options_.documents_url.empty() && url.starts_with(options_.documents_url + '/');
  }
  void add_metadata(const std::string& body, Facts& facts) const override;
  [[nodiscard]] std::size_t first_position() const override { return 1; }
  [[nodiscard]] std::size_t page_size() const override { return kPage; }

 private:
  [[nodiscard]] Listed listed_of(const SruRecord& record) const;
  [[nodiscard]] std::vector<ListedFile> files_of(const SruRecord& record) const;
  void add_annexes(const SruRecord& record, const Listed& main, std::vector<Listed>& entries) const;

  BekendmakingenOptions options_;
  std::vector<std::pair<std::string, BekendmakingenQuery>> queries_;  // by name
};

Bekendmakingen::Bekendmakingen(BekendmakingenOptions options) : options_(std::move(options)) {
  while (options_.documents_url.ends_with('/')) options_.documents_url.pop_back();
  const auto& query = options_.query;
  const auto split = [&](const std::vector<std::string>& values, auto member) {
    for (const auto& value : values) {
      BekendmakingenQuery one = query;
      one.*member = {value};
      queries_.emplace_back(value, std::move(one));
    }
  };
  if (!query.dossiers.empty())
    split(query.dossiers, &BekendmakingenQuery::dossiers);
  else if (!query.publications.empty())
    split(query.publications, &BekendmakingenQuery::publications);
  else
    queries_.emplace_back("all", query);
}

std::vector<ListingQuery> Bekendmakingen::queries() const {
  std::vector<ListingQuery> queries;
  for (const auto& [name, query] : queries_) queries.push_back({name, cql_conditions(query, std::nullopt)});
  return queries;
}

std::string Bekendmakingen::address(const ListingQuestion& question) const {
  std::optional<publications::Date> since;
  if (question.since) since = publications::amsterdam_date(*question.since);
  return with_query(options_.base_url, {{"operation", "searchRetrieve"},
                                        {"version", "2.0"},
                                        {"x-connection", "officielepublicaties"},
                                        {"query", cql_query(queries_.at(question.query).second, since)},
                                        {"startRecord", std::to_string(question.position)},
                                        {"maximumRecords", std::to_string(kPage)}});
}

ListingPage Bekendmakingen::read(const std::string& body, const ListingQuestion& /*question*/) const {
  ListingPage page;
  auto response = read_sru(body);
  page.error = std::move(response.error);
  page.next = response.next;
  page.total = response.total;
  page.nameless = std::move(response.nameless);
  for (const auto& record : response.records) {
    page.entries.push_back(listed_of(record));
    const Listed main = page.entries.back();
    add_annexes(record, main, page.entries);
  }
  return page;
}

Listed Bekendmakingen::listed_of(const SruRecord& record) const {
  Listed listed;
  listed.key = record.identifier;
  listed.stamp = record.timestamp;
  if (const auto moment = publications::parse_iso_instant(first_of(record.fields, "modified"))) listed.moment = *moment;
  listed.document_id = publications::is_safe_document_id(record.identifier) ? record.identifier : std::string();
  listed.facts = record_facts(record.identifier, record.fields);
  listed.files = files_of(record);
  if (options_.metadata && facts_are_thin(record.identifier, listed.facts)) {
    const auto item = record.items.find("metadata");
    if (!options_.documents_url.empty())
      listed.metadata_url = fmt::format("{}/{}/metadata.xml", options_.documents_url, escaped(record.identifier));
    else if (item != record.items.end())
      listed.metadata_url = item->second;
  }
  return listed;
}

std::vector<ListedFile> Bekendmakingen::files_of(const SruRecord& record) const {
  std::vector<ListedFile> files;
  for (const auto& rendition : options_.renditions) {
    const auto item = record.items.find(rendition);
    if (item == record.items.end()) continue;
    if (!options_.documents_url.empty())
      files.push_back(
          {fmt::format("{}/{}.{}", options_.documents_url, escaped(record.identifier), rendition), rendition});
    else if (!item->second.ends_with(kArchive))  // a page with its images, packed
      files.push_back({item->second, rendition});
  }
  return files;
}

// A main document names its annexes; those that the list itself does not have are fetched all the same, where the
// addresses of files can be told from their names.
void Bekendmakingen::add_annexes(const SruRecord& record, const Listed& main, std::vector<Listed>& entries) const {
  if (options_.documents_url.empty()) return;
  if (std::find(options_.renditions.begin(), options_.renditions.end(), "pdf") == options_.renditions.end()) return;
  for (const auto& annex : all_of(record.fields, "bijlage")) {
    if (!annex.starts_with("blg-") || !publications::parse_identifier(annex)) continue;
    Listed listed;
    listed.key = listed.document_id = annex;
    listed.stamp = "named by its main document";
    listed.by_mention = true;
    listed.facts[publications::facts::kDocumentId] = annex;
    listed.facts[publications::facts::kParent] = record.identifier;
    listed.facts[publications::facts::kSoort] = "Bijlage";
    if (const auto dossiers = main.facts.find(publications::facts::kDossiers); dossiers != main.facts.end())
      listed.facts.insert(*dossiers);
    listed.files = {{fmt::format("{}/{}.pdf", options_.documents_url, annex), "pdf"}};
    entries.push_back(std::move(listed));
  }
}

// The files' host answers 200 with a page for what it does not have.
std::string Bekendmakingen::not_the_document(const ListedFile& file, const std::string& body) const {
  const Media media = sniffed_media(body);
  if (file.rendition == "pdf") return media == Media::pdf ? std::string() : "no PDF came where one was expected";
  const std::string_view head = std::string_view(body).substr(0, kHeadOfAPage);
  if (file.rendition == "xml") {
    if (media == Media::html) return "an HTML page came where XML was expected";
    const auto begin = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    const bool markup = begin != std::string_view::npos && head[begin] == '<';
    return markup ? std::string() : "no XML came where it was expected";
  }
  if (head.find("fout404") != std::string_view::npos) return "the page says that there is no such document";
  return {};
}

void Bekendmakingen::add_metadata(const std::string& body, Facts& facts) const {
  const auto id = facts.find(publications::facts::kDocumentId);
  const auto fields = read_metadata_xml(body);
  if (fields.empty()) return;
  for (auto& [name, value] : record_facts(id == facts.end() ? std::string() : id->second, fields))
    facts.emplace(name, value);
}

}  // namespace

std::shared_ptr<const Catalogue> bekendmakingen_catalogue(BekendmakingenOptions options) {
  return std::make_shared<const Bekendmakingen>(std::move(options));
}

}  // namespace griffier::fetchers
