#include "fetchers/rechtspraak/uitspraken.h"

#include <fmt/format.h>

#include "fetchers/http/media.h"
#include "fetchers/listing/address.h"
#include "fetchers/rechtspraak/index.h"
#include "publications/facts.h"
#include "publications/identifier.h"

namespace griffier::fetchers {
namespace {

namespace names = publications::facts;

constexpr std::size_t kPage = 1000;  // the most that the service gives
constexpr std::size_t kHeadOfADocument = 64U << 10U;

class Uitspraken : public Catalogue {
 public:
  explicit Uitspraken(RechtspraakOptions options);

  [[nodiscard]] std::vector<ListingQuery> queries() const override;
  [[nodiscard]] std::string address(const ListingQuestion& question) const override;
  [[nodiscard]] ListingPage read(const std::string& body, const ListingQuestion& question) const override;
  [[nodiscard]] std::string not_the_document(const ListedFile& file, const std::string& body) const override;
  [[nodiscard]] std::size_t first_position() const override { return 1; }
  [[nodiscard]] std::size_t page_size() const override { return kPage; }
  // Whether the bound itself belongs to what is asked for is not written down.
  [[nodiscard]] std::chrono::seconds margin() const override { return std::chrono::seconds(60); }

 private:
  using Parameters = std::vector<std::pair<std::string, std::string>>;
  [[nodiscard]] Parameters filters() const;
  [[nodiscard]] Listed listed_of(const IndexEntry& entry) const;

  RechtspraakOptions options_;
};

Uitspraken::Uitspraken(RechtspraakOptions options) : options_(std::move(options)) {
  while (options_.base_url.ends_with('/')) options_.base_url.pop_back();
  while (options_.documents_url.ends_with('/')) options_.documents_url.pop_back();
  if (options_.documents_url.empty()) options_.documents_url = options_.base_url;
}

Uitspraken::Parameters Uitspraken::filters() const {
  Parameters parameters{{"return", "DOC"}};
  if (!options_.type.empty()) parameters.emplace_back("type", options_.type);
  for (const auto& creator : options_.creators) parameters.emplace_back("creator", creator);
  for (const auto& subject : options_.subjects) parameters.emplace_back("subject", subject);
  return parameters;
}

std::vector<ListingQuery> Uitspraken::queries() const { return {{"uitspraken", with_query("", filters())}}; }

std::string Uitspraken::address(const ListingQuestion& question) const {
  auto parameters = filters();
  // The clock of `modified` is not written down: the digits that the index itself gives, which are UTC, are at worst
  // two hours early.
  if (question.since) {
    const auto moment = std::chrono::floor<std::chrono::seconds>(*question.since);
    std::string text = publications::iso_instant(moment);
    if (text.ends_with('Z')) text.pop_back();
    parameters.emplace_back("modified", text);
  }
  parameters.emplace_back("max", std::to_string(kPage));
  if (question.position > 1) parameters.emplace_back("from", std::to_string(question.position));
  parameters.emplace_back("sort", "ASC");
  return with_query(options_.base_url + "/uitspraken/zoeken", parameters);
}

Listed Uitspraken::listed_of(const IndexEntry& entry) const {
  Listed listed;
  listed.key = entry.ecli;
  listed.document_id = publications::is_safe_document_id(entry.ecli) ? entry.ecli : std::string();
  listed.stamp = entry.updated + (entry.deleted.empty() ? "" : " deleted " + entry.deleted);
  listed.withdrawn = !entry.deleted.empty();
  if (const auto moment = publications::parse_iso_instant(entry.updated)) listed.moment = *moment;
  listed.files = {{fmt::format("{}/uitspraken/content?id={}", options_.documents_url, entry.ecli), "xml"}};
  const auto set = [&](const char* name, const std::string& value) {
    if (!value.empty()) listed.facts[name] = value;
  };
  set(names::kDocumentId, entry.ecli);
  set(names::kTitle, entry.title);
  set(names::kSubject, entry.summary);
  set(names::kSender, entry.court);
  set(names::kDate, entry.date);
  set(names::kKenmerk, entry.zaaknummer);
  return listed;
}

ListingPage Uitspraken::read(const std::string& body, const ListingQuestion& question) const {
  ListingPage page;
  auto index = read_index(body);
  page.error = std::move(index.error);
  page.total = index.total;
  for (const auto& entry : index.entries) page.entries.push_back(listed_of(entry));
  const auto count = index.entries.size() + index.nameless.size();
  page.nameless = std::move(index.nameless);
  const bool more = count >= kPage || (index.total && question.position - 1 + count < *index.total);
  if (count > 0 && more) page.next = question.position + count;
  return page;
}

std::string Uitspraken::not_the_document(const ListedFile& /*file*/, const std::string& body) const {
  const std::string_view head = std::string_view(body).substr(0, kHeadOfADocument);
  if (sniffed_media(body) == Media::html) return "an HTML page came where a judgment was expected";
  if (head.find("<open-rechtspraak") == std::string_view::npos) return "the answer is no judgment";
  return {};
}

}  // namespace

std::shared_ptr<const Catalogue> rechtspraak_catalogue(RechtspraakOptions options) {
  return std::make_shared<const Uitspraken>(std::move(options));
}

}  // namespace griffier::fetchers
