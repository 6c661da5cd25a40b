#include "tests/publisher/sru.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace griffier::publisher {
namespace {

constexpr std::string_view kXml = "application/xml";

Step xml(std::string body) { return ok(std::move(body), kXml, {}); }

Step diagnostic(const std::string& message) {
  return xml(fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse" xmlns:ns2="http://docs.oasis-open.org/ns/search-ws/xcql" xmlns:ns3="http://docs.oasis-open.org/ns/search-ws/diagnostic"><version>2.0</version><diagnostics><ns3:diagnostic><ns3:uri>info:srw/diagnostic/1/10</ns3:uri><ns3:message>{}</ns3:message></ns3:diagnostic></diagnostics></searchRetrieveResponse>)",
      xml_escaped(message)));
}

Step not_there() {
  return ok(
      "<!doctype html><html><head><title>Officiële bekendmakingen</title></head><body id=\"fout404\"><main><h1>Helaas, "
      "dit document is niet gevonden</h1><p>Het opgevraagde document bestaat niet of is verplaatst. Ga terug naar de "
      "zoekpagina en probeer het opnieuw met andere zoektermen.</p></main></body></html>",
      kHtml, {});
}

// "w.dossiernummer==19637" and the like, in the order in which they stand.
struct Condition {
  std::string index, relation, value;
};

std::vector<Condition> conditions_of(const std::string& query) {
  std::vector<Condition> conditions;
  std::size_t at = 0;
  while ((at = query.find_first_of("=><", at)) != std::string::npos) {
    Condition one;
    const auto word = query.find_last_of(" (", at);
    one.index = query.substr(word == std::string::npos ? 0 : word + 1, at - (word == std::string::npos ? 0 : word + 1));
    while (at < query.size() && std::string_view("=><").find(query[at]) != std::string_view::npos)
      one.relation += query[at++];
    if (at < query.size() && query[at] == '"') {
      for (++at; at < query.size() && query[at] != '"'; ++at) {
        if (query[at] == '\\') ++at;
        if (at < query.size()) one.value += query[at];
      }
    } else {
      const auto end = std::min(query.find_first_of(" )", at), query.size());
      one.value = query.substr(at, end - at);
      at = end;
    }
    conditions.push_back(std::move(one));
  }
  return conditions;
}

// The message of the service for what it does not understand; empty: it does.
std::string refusal(const std::string& query) {
  static const std::set<std::string> kPrefixes{"dt", "w", "c", "ot", "cd", "cql"};
  for (const auto& condition : conditions_of(query)) {
    const auto prefix = condition.index.substr(0, condition.index.find('.'));
    if (!kPrefixes.contains(prefix)) return "unknown prefix " + prefix;
  }
  if (query.find("AND NOT") != std::string::npos) return "line 1:13 mismatched input 'NOT' expecting {<EOF>, AND, OR}";
  return {};
}

bool has(const SruItem& item, const std::string& index, const std::string& value) {
  const auto dot = index.find('.');
  const std::string name = dot == std::string::npos ? index : index.substr(dot + 1);
  if (name == "product-area") return value == "officielepublicaties";
  return std::any_of(item.elements.begin(), item.elements.end(),
                     [&](const SruElement& element) { return element.name == name && element.value == value; });
}

bool matches(const SruItem& item, const std::vector<Condition>& conditions) {
  std::map<std::string, bool> any;
  for (const auto& [index, relation, value] : conditions) {
    const bool holds = index == "dt.modified" ? item.modified >= value : has(item, index, value);
    any[index] = any[index] || holds;
  }
  return std::all_of(any.begin(), any.end(), [](const auto& one) { return one.second; });
}

std::string element(std::string_view prefix, const SruElement& one) {
  const std::string scheme = one.scheme.empty() ? "" : fmt::format(" scheme=\"{}\"", xml_escaped(one.scheme));
  return fmt::format("<{0}:{1}{2}>{3}</{0}:{1}>", prefix, one.name, scheme, xml_escaped(one.value));
}

bool is_kern(const SruElement& one) { return one.name == "title" || one.name == "type" || one.name == "creator"; }
bool is_mantel(const SruElement& one) { return one.name == "available" || one.name == "date" || one.name == "issued"; }

}  // namespace

void SruService::put(SruItem item) {
  const std::scoped_lock lock(mutex_);
  items_.insert_or_assign(item.id, std::move(item));
}

void SruService::remove(const std::string& id) {
  const std::scoped_lock lock(mutex_);
  items_.erase(id);
}

void SruService::lose_files(const std::string& id, bool lost) {
  const std::scoped_lock lock(mutex_);
  lost_[id] = lost;
}

void SruService::fail(Faults faults) {
  const std::scoped_lock lock(mutex_);
  faults_ = std::move(faults);
}

void SruService::lose_search(bool lost) {
  const std::scoped_lock lock(mutex_);
  search_lost_ = lost;
}

std::vector<std::string> SruService::queries() const {
  const std::scoped_lock lock(mutex_);
  return queries_;
}

std::size_t SruService::files_asked() const {
  const std::scoped_lock lock(mutex_);
  return files_asked_;
}

std::vector<const SruItem*> SruService::found(const std::string& query) const {
  std::vector<const SruItem*> items;
  const auto conditions = conditions_of(query.substr(0, query.find(" sortBy")));
  for (const auto& [id, item] : items_)
    if (matches(item, conditions)) items.push_back(&item);
  if (query.ends_with("sortBy dt.modified/sort.ascending"))
    std::stable_sort(items.begin(), items.end(),
                     [](const SruItem* a, const SruItem* b) { return a->modified < b->modified; });
  return items;
}

std::string SruService::record(const SruItem& item, std::size_t position) const {
  std::string kern, mantel, rest, urls;
  for (const auto& one : item.elements) {
    if (is_kern(one))
      kern += element("dcterms", one);
    else if (is_mantel(one))
      mantel += element("dcterms", one);
    else
      rest += element("overheidwetgeving", one);
  }
  const auto address = [&](std::string_view folder, std::string_view file) {
    return fmt::format("{}/frbr/officielepublicaties/x/y/{}/1/{}/{}", item.elsewhere.empty() ? base_ : item.elsewhere,
                       item.id, folder, file);
  };
  urls += fmt::format("<gzd:itemUrl manifestation=\"metadata\">{}</gzd:itemUrl>", address("metadata", "metadata.xml"));
  for (const auto& [manifestation, body] : item.files)
    urls += fmt::format("<gzd:itemUrl manifestation=\"{}\">{}</gzd:itemUrl>", manifestation,
                        address(manifestation, item.id + "." + manifestation));
  return fmt::format(
      "<sru:record><sru:recordSchema>http://standaarden.overheid.nl/sru/</sru:recordSchema><sru:recordPacking>xml</"
      "sru:recordPacking><sru:recordData><gzd:gzd><gzd:originalData><overheidwetgeving:meta "
      "xmlns:search=\"http://marklogic.com/appservices/search\"><overheidwetgeving:owmskern><dcterms:identifier>{0}</"
      "dcterms:identifier><dcterms:language>nl</dcterms:language>{1}<dcterms:modified>{2}</dcterms:modified></"
      "overheidwetgeving:owmskern><overheidwetgeving:owmsmantel>{3}<dcterms:hasVersion "
      "resourceIdentifier=\"https://zoek.officielebekendmakingen.nl/{0}.html\">1</dcterms:hasVersion></"
      "overheidwetgeving:owmsmantel><overheidwetgeving:tpmeta><c:product-area>officielepublicaties</"
      "c:product-area>{4}</"
      "overheidwetgeving:tpmeta></overheidwetgeving:meta></gzd:originalData><gzd:enrichedData><gzd:preferredUrl>https:/"
      "/"
      "zoek.officielebekendmakingen.nl/{0}.html</gzd:preferredUrl>{5}<gzd:timestamp>{6}</gzd:timestamp></"
      "gzd:enrichedData></gzd:gzd></sru:recordData><sru:recordPosition>{7}</sru:recordPosition></sru:record>",
      item.id, kern, item.modified, mantel, rest, urls, item.timestamp, position);
}

Step SruService::search(const Question& question) {
  const std::string query = question.first("query");
  queries_.push_back(query);
  if (faults_.before_search) faults_.before_search(*this, queries_.size());
  if (search_lost_)
    return status(503, "<html><head><title>Error</title></head><body>Service Unavailable</body></html>");
  if (faults_.search_status)
    return status(*faults_.search_status, "<html><head><title>Error</title></head><body>Server Error</body></html>");
  if (faults_.diagnostic) return diagnostic(*faults_.diagnostic);
  if (!faults_.failing_dossier.empty() && query.find("dossiernummer==" + faults_.failing_dossier) != std::string::npos)
    return status(500, "<html><head><title>Error</title></head><body>Server Error</body></html>");
  if (const auto message = refusal(query); !message.empty()) return diagnostic(message);
  const auto items = found(query);
  const auto asked = std::max<std::size_t>(1, question.number("startRecord", 1));
  const auto start = faults_.same_page_again ? 1 : asked;
  const auto most = std::min(question.number("maximumRecords", 10), faults_.most_per_page);
  std::string records;
  std::size_t count = 0;
  for (std::size_t i = start - 1; i < items.size() && count < most; ++i, ++count) records += record(*items[i], i + 1);
  const bool more = faults_.endless || start - 1 + count < items.size();
  const auto total = std::max(0L, static_cast<long>(items.size()) + faults_.count_error);
  return xml(fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?><sru:searchRetrieveResponse xmlns:overheidwetgeving="http://standaarden.overheid.nl/wetgeving/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:cd="http://standaarden.overheid.nl/cup/data" xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse" xmlns:gzd="http://standaarden.overheid.nl/sru" xmlns:diag="http://docs.oasis-open.org/ns/search-ws/diagnostic" xmlns:facet="http://docs.oasis-open.org/ns/search-ws/facetedResults" xmlns:c="http://standaarden.overheid.nl/collectie/"><sru:version>2.0</sru:version><sru:numberOfRecords>{}</sru:numberOfRecords><sru:records>{}</sru:records>{}<sru:echoedSearchRetrieveRequest><sru:query>{}</sru:query><sru:startRecord>{}</sru:startRecord></sru:echoedSearchRetrieveRequest><sru:resultCountPrecision>info:srw/vocabulary/resultCountPrecision/1/estimate</sru:resultCountPrecision></sru:searchRetrieveResponse>)",
      total, records,
      more ? fmt::format("<sru:nextRecordPosition>{}</sru:nextRecordPosition>", asked + count) : std::string(),
      xml_escaped(query), asked));
}

Step SruService::file(const std::string& id, const std::string& manifestation) {
  ++files_asked_;
  const auto item = items_.find(id);
  if (item == items_.end() || lost_[id]) return not_there();
  if (manifestation == "metadata")
    return item->second.metadata_xml.empty() ? not_there() : xml(item->second.metadata_xml);
  const auto found = item->second.files.find(manifestation);
  if (found == item->second.files.end()) return not_there();
  if (manifestation == "xml") return ok(found->second, kXml);
  return ok(found->second, manifestation == "pdf" ? "application/pdf" : kHtml);
}

std::optional<Step> SruService::answer(const Asked& asked) {
  const Question question(asked.target);
  const std::scoped_lock lock(mutex_);
  if (question.path == "/sru") return search(question);
  const auto slash = question.path.rfind('/');
  const std::string name = question.path.substr(slash + 1);
  const bool metadata = name == "metadata.xml";
  if (question.path.starts_with("/zoek/") && metadata) return file(question.path.substr(6, slash - 6), "metadata");
  const auto dot = name.rfind('.');
  if (question.path.starts_with("/zoek/") && dot != std::string::npos)
    return file(name.substr(0, dot), name.substr(dot + 1));
  if (!question.path.starts_with("/frbr/")) return std::nullopt;
  if (!metadata && dot != std::string::npos) return file(name.substr(0, dot), name.substr(dot + 1));
  std::string folder = question.path.substr(0, question.path.find("/1/metadata"));
  return file(folder.substr(folder.rfind('/') + 1), "metadata");
}

}  // namespace griffier::publisher
