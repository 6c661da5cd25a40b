#include "fetchers/openoverheid/openbaarmakingen.h"

#include <fmt/format.h>

#include <algorithm>

#include "fetchers/http/media.h"
#include "fetchers/listing/address.h"
#include "publications/ascii.h"
#include "publications/facts.h"
#include "publications/identifier.h"

namespace griffier::fetchers {
namespace {

namespace names = publications::facts;
using openoverheid::Result;

// "c0ffee_2" is the second version of "c0ffee".
std::string without_version(const std::string& id) {
  const auto mark = id.rfind('_');
  if (mark == std::string::npos || mark == 0 || mark + 1 == id.size()) return id;
  const bool digits =
      std::all_of(id.begin() + static_cast<std::ptrdiff_t>(mark) + 1, id.end(), publications::ascii::is_digit);
  return digits ? id.substr(0, mark) : id;
}

std::string document_of(const std::string& id) {
  std::string document = "openoverheid:" + without_version(id);
  return publications::is_safe_document_id(document) ? document : std::string();
}

// By day of publication; and by change, for the versions of what was published long before.
enum Query : std::size_t { kPublished, kChanged };

class Openbaarmakingen : public Catalogue {
 public:
  explicit Openbaarmakingen(OpenOverheidOptions options);

  [[nodiscard]] std::vector<ListingQuery> queries() const override;
  [[nodiscard]] std::string address(const ListingQuestion& question) const override;
  [[nodiscard]] ListingPage read(const std::string& body, const ListingQuestion& question) const override;
  [[nodiscard]] std::string not_the_document(const ListedFile& file, const std::string& body) const override;
  [[nodiscard]] bool is_configured(const std::string& url) const override {
    return url.starts_with(options_.documents_url + '/');
  }
  void add_metadata(const std::string& body, Facts& facts) const override;
  [[nodiscard]] bool ascending(std::size_t query) const override { return query == kPublished; }
  [[nodiscard]] std::size_t first_position() const override { return 0; }
  [[nodiscard]] std::size_t page_size() const override { return openoverheid::kPage; }

 private:
  [[nodiscard]] Listed listed_of(const Result& result) const;
  void keep_to_changes(const std::vector<Result>& results, const ListingQuestion& question, ListingPage& page) const;

  OpenOverheidOptions options_;
};

Openbaarmakingen::Openbaarmakingen(OpenOverheidOptions options) : options_(std::move(options)) {
  while (options_.base_url.ends_with('/')) options_.base_url.pop_back();
  while (options_.documents_url.ends_with('/')) options_.documents_url.pop_back();
  if (options_.documents_url.empty())
    options_.documents_url = options_.base_url + std::string(openoverheid::kDocumentsPath);
}

std::vector<ListingQuery> Openbaarmakingen::queries() const {
  return {{"published", options_.text}, {"changed", options_.text}};
}

std::string Openbaarmakingen::address(const ListingQuestion& question) const {
  std::vector<std::pair<std::string, std::string>> parameters{
      {openoverheid::kText, options_.text},
      {openoverheid::kCount, std::to_string(openoverheid::kPage)},
      {openoverheid::kStart, std::to_string(question.position)}};
  if (question.query == kChanged) {
    parameters.emplace_back(openoverheid::kSort, openoverheid::kByChange);
  } else {
    parameters.emplace_back(openoverheid::kSort, openoverheid::kByPublication);
    parameters.emplace_back(openoverheid::kOrder, openoverheid::kAscending);
  }
  if (question.since && question.query == kPublished) {
    const auto day = publications::iso_date(publications::amsterdam_date(*question.since));
    parameters.emplace_back(openoverheid::kFrom,
                            fmt::format("{}-{}-{}", day.substr(8, 2), day.substr(5, 2), day.substr(0, 4)));
  }
  return with_query(options_.base_url + std::string(openoverheid::kSearchPath), parameters);
}

Listed Openbaarmakingen::listed_of(const Result& result) const {
  Listed listed;
  listed.key = without_version(result.id);
  listed.document_id = document_of(result.id);
  listed.stamp = result.id + ' ' + result.changed;
  if (const auto moment = publications::parse_iso_instant(result.published)) listed.moment = *moment;
  listed.files = {{fmt::format("{}/{}", options_.documents_url, escaped(listed.key)), result.file_type}};
  if (options_.metadata)
    listed.metadata_url = fmt::format("{}{}/{}", options_.base_url, openoverheid::kSearchPath, escaped(listed.key));
  const auto set = [&](const char* name, const std::string& value) {
    if (!value.empty()) listed.facts[name] = value;
  };
  set(names::kTitle, result.title);
  set(names::kSubject, result.description);
  set(names::kSender, result.publisher);
  set(names::kSoort, result.type);
  if (const auto day = publications::parse_iso_date(result.published.substr(0, 10)))
    set(names::kDate, publications::iso_date(*day));
  return listed;
}

ListingPage Openbaarmakingen::read(const std::string& body, const ListingQuestion& question) const {
  ListingPage page;
  auto answer = openoverheid::read_results(body);
  page.error = std::move(answer.error);
  page.total = answer.total;
  const auto& results = answer.results;
  // Some documents are known by their metadata alone; then the others say what their file is.
  const bool files_are_told =
      std::any_of(results.begin(), results.end(), [](const Result& r) { return !r.file_type.empty(); });
  for (const auto& result : results) {
    page.entries.push_back(listed_of(result));
    if (files_are_told && result.file_type.empty()) page.entries.back().metadata_only = true;
  }
  const auto count = results.size() + answer.nameless.size();
  page.nameless = std::move(answer.nameless);
  const bool more = count >= openoverheid::kPage || (answer.total && question.position + count < *answer.total);
  if (count > 0 && more) page.next = question.position + count;
  if (question.query == kChanged) keep_to_changes(results, question, page);
  return page;
}

// The latest change comes first, so the list ends where it was seen before; who begins at the beginning has everything
// from the other list.
void Openbaarmakingen::keep_to_changes(const std::vector<Result>& results, const ListingQuestion& question,
                                       ListingPage& page) const {
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto moment = publications::parse_iso_instant(results[i].changed);
    page.entries[i].moment = moment.value_or(publications::Instant());
    if (!question.since || (moment && *moment < *question.since)) page.next.reset();
  }
  if (!question.since && page.entries.size() > 1) page.entries.erase(page.entries.begin() + 1, page.entries.end());
  std::erase_if(page.entries, [&](const Listed& entry) { return question.since && entry.moment < *question.since; });
  page.total = page.next ? page.total : std::optional(question.position + page.entries.size());
}

std::string Openbaarmakingen::not_the_document(const ListedFile& file, const std::string& body) const {
  const bool page_expected = file.rendition.find("html") != std::string::npos;
  if (!page_expected && sniffed_media(body) == Media::html) return "an HTML page came where a document was expected";
  return {};
}

void Openbaarmakingen::add_metadata(const std::string& body, Facts& facts) const {
  const auto details = openoverheid::read_details(body);
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) facts.emplace(name, value);
  };
  add(names::kTitle, details.title);
  add(names::kSoort, details.type);
  add(names::kSender, details.publisher);
  add(names::kSubject, details.description);
  if (!details.parent.empty()) add(names::kParent, document_of(details.parent));
}

}  // namespace

std::shared_ptr<const Catalogue> openoverheid_catalogue(OpenOverheidOptions options) {
  return std::make_shared<const Openbaarmakingen>(std::move(options));
}

}  // namespace griffier::fetchers
