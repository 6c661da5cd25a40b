#include "tests/publisher/rechtspraak.h"

#include <fmt/format.h>

#include <algorithm>

namespace griffier::publisher {

std::string judgment_xml(const Judgment& judgment, const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const auto& paragraph : paragraphs)
    text += fmt::format("<parablock><para>{}</para></parablock>\n", xml_escaped(paragraph));
  const auto& day = judgment.date;
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<open-rechtspraak>
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ecli="https://e-justice.europa.eu/ecli" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:psi="http://psi.rechtspraak.nl/" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
    <rdf:Description>
      <dcterms:identifier>{0}</dcterms:identifier>
      <dcterms:format>text/xml</dcterms:format>
      <dcterms:creator rdfs:label="Instantie" scheme="overheid.RechterlijkeMacht">{1}</dcterms:creator>
      <dcterms:date rdfs:label="Uitspraakdatum">{2}</dcterms:date>
      <psi:zaaknummer rdfs:label="Zaaknr">{3}</psi:zaaknummer>
      <dcterms:type resourceIdentifier="http://psi.rechtspraak.nl/uitspraak">Uitspraak</dcterms:type>
    </rdf:Description>
  </rdf:RDF>
  <uitspraak xmlns="http://www.rechtspraak.nl/schema/rechtspraak-1.0">
    <section>{4}</section>
  </uitspraak>
</open-rechtspraak>)",
      judgment.ecli, judgment.court, day.substr(6) + "-" + day.substr(3, 2) + "-" + day.substr(0, 2),
      judgment.zaaknummer, text);
}

void RechtspraakService::put(Judgment judgment) {
  const std::scoped_lock lock(mutex_);
  judgments_.insert_or_assign(judgment.ecli, std::move(judgment));
}

void RechtspraakService::count_wrong_by(long error) {
  const std::scoped_lock lock(mutex_);
  count_error_ = error;
}

void RechtspraakService::page_of(std::size_t most) {
  const std::scoped_lock lock(mutex_);
  most_ = most;
}

std::vector<std::string> RechtspraakService::searches() const {
  const std::scoped_lock lock(mutex_);
  return searches_;
}

std::size_t RechtspraakService::contents_asked() const {
  const std::scoped_lock lock(mutex_);
  return contents_asked_;
}

Step RechtspraakService::index(const Question& question) const {
  std::vector<const Judgment*> found;
  const std::string since = question.first("modified");
  for (const auto& [ecli, judgment] : judgments_)
    if (judgment.updated.substr(0, 19) >= since) found.push_back(&judgment);
  std::stable_sort(found.begin(), found.end(),
                   [](const Judgment* a, const Judgment* b) { return a->updated < b->updated; });
  const auto from = std::max<std::size_t>(1, question.number("from", 1));
  const auto most = std::min(most_, question.number("max", 1000));
  std::string entries;
  for (std::size_t i = from - 1; i < found.size() && i < from - 1 + most; ++i) {
    const Judgment& one = *found[i];
    entries += fmt::format(
        "<entry{5}><id>{0}</id><title type=\"text\">{0}, {1}, {2}, {3}</title><summary "
        "type=\"text\">{4}</summary><updated>{6}</updated><link rel=\"alternate\" type=\"text/html\" "
        "href=\"https://uitspraken.rechtspraak.nl/details?id={0}\" /></entry>",
        one.ecli, xml_escaped(one.court), one.date, one.zaaknummer, xml_escaped(one.summary),
        one.deleted.empty() ? "" : fmt::format(" deleted=\"{}\"", one.deleted), one.updated);
  }
  const auto total = std::max(0L, static_cast<long>(found.size()) + count_error_);
  return ok(
      fmt::format("<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title "
                  "type=\"text\">Rechtspraak Open Data (Uitspraken)</title><subtitle type=\"text\">Aantal gevonden "
                  "ECLI's: {}</subtitle><id>uuid:1;id=1</id><updated>2026-09-20T17:32:17+02:00</updated>{}</feed>",
                  total, entries),
      "application/atom+xml", {});
}

std::optional<Step> RechtspraakService::answer(const Asked& asked) {
  const Question question(asked.target);
  const std::scoped_lock lock(mutex_);
  if (question.path == "/uitspraken/zoeken") {
    searches_.push_back(asked.target);
    return index(question);
  }
  if (question.path != "/uitspraken/content") return std::nullopt;
  ++contents_asked_;
  const auto found = judgments_.find(question.first("id"));
  if (found == judgments_.end() || !found->second.deleted.empty()) return status(404, "");
  return ok(found->second.xml, "application/xml");
}

}  // namespace griffier::publisher
