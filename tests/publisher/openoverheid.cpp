#include "tests/publisher/openoverheid.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

namespace griffier::publisher {
namespace {

namespace json = boost::json;

constexpr std::string_view kApi = "/overheid/openbaarmakingen/api/v0/zoek", kDocuments = "/documenten/";

Step said(const json::value& value) { return ok(json::serialize(value), "application/json", {}); }

std::string iso(const std::string& dutch) {  // "21-03-2026"
  return dutch.size() == 10 ? dutch.substr(6) + "-" + dutch.substr(3, 2) + "-" + dutch.substr(0, 2) : std::string();
}

}  // namespace

void OpenOverheidService::put(Disclosure disclosure) {
  const std::scoped_lock lock(mutex_);
  disclosures_.insert_or_assign(disclosure.id, std::move(disclosure));
}

std::size_t OpenOverheidService::documents_asked() const {
  const std::scoped_lock lock(mutex_);
  return documents_asked_;
}

Step OpenOverheidService::search(const Question& question) const {
  const auto most = question.number("aantalResultaten", 10);
  if (most != 10 && most != 20 && most != 50) return status(400, "{}");
  std::vector<const Disclosure*> found;
  const auto since = iso(question.first("publicatiedatumVan"));
  const auto text = question.first("zoektekst");
  for (const auto& [id, one] : disclosures_)
    if (one.published >= since && one.title.find(text) != std::string::npos) found.push_back(&one);
  const bool ascending = question.first("order") == "asc", by_change = question.first("sort") == "laatst-gewijzigd";
  std::stable_sort(found.begin(), found.end(), [&](const Disclosure* a, const Disclosure* b) {
    if (by_change) return a->changed > b->changed;
    return ascending ? a->published < b->published : a->published > b->published;
  });
  json::array results;
  const auto start = question.number("start", 0);
  for (std::size_t i = start; i < found.size() && i < start + most; ++i) {
    const Disclosure& one = *found[i];
    json::object result{{"document",
                         {{"id", fmt::format("{}_{}", one.id, one.version)},
                          {"pid", base_ + std::string(kDocuments) + one.id},
                          {"titel", one.title},
                          {"openbaarmakingsdatum", one.published},
                          {"publisher", one.publisher},
                          {"aanbieder", "Aanleverloket"},
                          {"mutatiedatumtijd", one.changed}}}};
    if (!one.file.empty()) {
      result["bestandsgrootte"] = "0.01 MB";
      result["aantalPaginas"] = 1;
      result["bestandsType"] = one.type;
    }
    results.emplace_back(std::move(result));
  }
  return said(json::object{{"totaal", found.size()}, {"resultaten", std::move(results)}});
}

Step OpenOverheidService::details(const Disclosure& one) const {
  json::array relations;
  if (!one.parent.empty())
    relations.emplace_back(json::object{{"relation", base_ + std::string(kDocuments) + one.parent},
                                        {"role", "https://identifier.overheid.nl/tooi/def/thes/kern/c_4d1ea9ba"}});
  return said(json::object{
      {"document",
       {{"pid", base_ + std::string(kDocuments) + one.id},
        {"publisher", {{"label", one.publisher}}},
        {"titelcollectie", {{"officieleTitel", one.title}}},
        {"classificatiecollectie", {{"documentsoorten", json::array{json::object{{"label", one.kind}}}}}}}},
      {"documentrelaties", std::move(relations)}});
}

std::optional<Step> OpenOverheidService::answer(const Asked& asked) {
  const Question question(asked.target);
  const std::scoped_lock lock(mutex_);
  if (question.path == kApi) return search(question);
  const bool about = question.path.starts_with(kApi), document = question.path.starts_with(kDocuments);
  if (!about && !document) return std::nullopt;
  if (document) ++documents_asked_;
  const auto found = disclosures_.find(question.path.substr(question.path.rfind('/') + 1));
  if (found == disclosures_.end()) return status(404, "");
  if (about) return details(found->second);
  return found->second.file.empty() ? status(404, "") : ok(found->second.file, found->second.type);
}

}  // namespace griffier::publisher
