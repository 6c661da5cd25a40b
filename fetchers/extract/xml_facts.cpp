#include "fetchers/extract/xml_facts.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "fetchers/extract/encoding.h"
#include "fetchers/extract/print.h"
#include "fetchers/extract/xml_document.h"
#include "fetchers/extract/xml_vocabulary.h"
#include "publications/instant.h"

namespace griffier::fetchers {
namespace {

struct Field {
  std::string_view name;  // in lower case, without its vocabulary ("dc.", "dcterms:", "overheidop.")
  const char* fact;
};

constexpr std::array kFields{
    Field{"identifier", "document_id"},
    Field{"title", "title"},
    Field{"vergaderjaar", "vergaderjaar"},
    Field{"dossiernummer", "dossier"},
    Field{"dossiertitel", "dossier_title"},
    Field{"ondernummer", "ondernummer"},
    Field{"creator", "creator"},
    Field{"available", "available"},
    Field{"issued", "issued"},
    Field{"date", "date"},
    Field{"documenttitel", "document_title"},
    Field{"vraagnummer", "zaaknummer"},
    Field{"zaaknummer", "zaaknummer"},
    Field{"aanhangselnummer", "aanhangselnummer"},
    Field{"publicationname", "publication"},
    Field{"modified", "modified"},
    Field{"type", "type"},
    Field{"documenttype", "type"},
    Field{"publicationissue", "issue"},
    Field{"jaargang", "year"},
};

void note(std::map<std::string, std::string>& facts, const char* fact, std::string_view value) {
  std::string folded = fold(value);
  if (!folded.empty() && folded.size() < 2000) facts.emplace(fact, std::move(folded));
}

void note_field(std::map<std::string, std::string>& facts, std::string_view name, std::string_view value) {
  const std::string lower =
      to_lower(name.substr(name.find_last_of(".:") == std::string_view::npos ? 0 : name.find_last_of(".:") + 1));
  for (const Field& field : kFields) {
    if (field.name == lower) return note(facts, field.fact, value);
  }
}

// ".../kst-28844-269/metadata.xml" names the publication.
void note_record_address(std::map<std::string, std::string>& facts, std::string_view address) {
  const std::size_t end = address.rfind('/');
  if (end == std::string_view::npos || end == 0) return;
  const std::size_t begin = address.rfind('/', end - 1);
  const std::string_view id = address.substr(begin == std::string_view::npos ? 0 : begin + 1, end - begin - 1);
  if (is_document_id(id)) note(facts, "document_id", id);
}

void note_meta(const pugi::xml_node& node, std::map<std::string, std::string>& facts) {
  const std::string_view name = node.attribute("name").value();
  const std::string_view content = node.attribute("content").value();
  if (name == "OVERHEIDop.externMetadataRecord") return note_record_address(facts, content);
  if (!name.empty()) note_field(facts, name, content);
}

void note_line(const pugi::xml_node& node, std::map<std::string, std::string>& facts) {
  const std::string_view what = node.attribute("inhoud").value();
  const std::string text = beginning_below(node);
  if (what == "vergaderjaar")
    note(facts, "vergaderjaar", text.substr(text.rfind(' ') == std::string::npos ? 0 : text.rfind(' ') + 1));
  if (what == "kamernummer") note(facts, "kamer", text);
}

// The text of a title without the notes in it, as a reprint has one; of more than a few pages the beginning.
std::string title_of(const pugi::xml_node& title) {
  constexpr std::size_t kMost = 8192;  // bytes, and nodes
  std::string text;
  std::vector<pugi::xml_node> stack{title};
  for (std::size_t nodes = 0; !stack.empty() && nodes < kMost && text.size() < kMost; ++nodes) {
    const pugi::xml_node node = stack.back();
    stack.pop_back();
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) text += beginning(node.value(), kMost);
    if (node.type() == pugi::node_element && xml_role(local_name(node)) == XmlRole::footnote) continue;
    std::vector<pugi::xml_node> children;
    for (pugi::xml_node child = node.first_child(); child && children.size() < kMost; child = child.next_sibling())
      children.push_back(child);
    stack.insert(stack.end(), children.rbegin(), children.rend());
  }
  return text;
}

// "36 600" and "VII" are elements beside each other.
std::string text_of_parts(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node part : node.children()) {
    text += ' ';
    text += part.type() == pugi::node_element ? beginning_below(part) : part.value();
  }
  return text;
}

// The day of the week before a date says nothing more: "Donderdag 5 april 2031".
void note_written_date(std::map<std::string, std::string>& facts, const std::string& text) {
  const std::size_t digit = text.find_first_of("0123456789");
  if (digit == std::string::npos) return;
  if (const auto date = publications::parse_dutch_date(std::string_view(text).substr(digit)))
    note(facts, "date", publications::iso_date(*date));
}

// The day of issue is that of the publication, whatever was signed or written before.
void note_date(const pugi::xml_node& node, std::map<std::string, std::string>& facts) {
  const std::string_view day = node.attribute("isodatum").value();
  if (!day.empty() && local_name(node.parent()) == "uitgifte") facts.erase("date");
  if (day.empty() && local_name(node) == "vergaderdatum") return note_written_date(facts, beginning_below(node));
  note(facts, "date", day);
}

void note_reference(std::map<std::string, std::string>& facts, const std::string& line) {
  constexpr std::size_t kMost = 20'000;  // bytes of all
  std::string& lines = facts["references"];
  if (line.empty() || lines.size() + line.size() > kMost) return;
  if (!lines.empty()) lines += '\n';
  lines += line;
}

void note_element(const pugi::xml_node& node, std::map<std::string, std::string>& facts) {
  const std::string_view name = local_name(node);
  const std::string_view parent = local_name(node.parent());
  if (name == "tekstregel") return note_line(node, facts);
  if (name == "vergjaar") return note(facts, "vergaderjaar", beginning_below(node));
  if (name == "dossiernummer" && parent == "dossier") return note(facts, "dossier", text_of_parts(node));
  if (name == "titel" && parent == "dossier") return note(facts, "dossier_title", beginning_below(node));
  if (name == "titel" && parent == "stuk") return note(facts, "title", title_of(node));
  if (name == "item-titel" || name == "intitule" || name == "kamervraagonderwerp") {
    return note(facts, "title", title_of(node));
  }
  if (name == "ondernummer") {
    note(facts, "kamer", node.attribute("kamer").value());
    return note(facts, "ondernummer", beginning_below(node));
  }
  if (name == "nummer" && parent == "onderw") return note(facts, "dossier", beginning_below(node));
  if (name == "naam" && parent == "onderw") return note(facts, "dossier_title", beginning_below(node));
  if (name == "nummer" && parent == "stuk") return note(facts, "ondernummer", beginning_below(node));
  if (name == "kamervraagnummer") return note(facts, "kamervraagnummer", beginning_below(node));
  if (name == "datum" || name == "vergaderdatum") note_date(node, facts);
}

// The line in which find_references() finds what a judgment's record refers to: "artikel 1:3 Algemene wet
// bestuursrecht" of "Algemene wet bestuursrecht 1:3", whose address names the article.
std::string reference_line(const pugi::xml_node& field) {
  std::string text = fold(text_below(field));
  static constexpr std::string_view kArticle = "&artikel=";
  for (const pugi::xml_attribute attribute : field.attributes()) {
    const std::string_view value = attribute.value();
    const std::size_t at = value.find(kArticle);
    if (at == std::string_view::npos) continue;
    const std::size_t begin = at + kArticle.size();
    const std::string_view number = value.substr(begin, value.find('&', begin) - begin);
    if (number.empty() || !text.ends_with(" " + std::string(number))) continue;
    text.resize(text.size() - number.size() - 1);
    return "artikel " + std::string(number) + " " + text;
  }
  return text;
}

void note_judgment(const pugi::xml_node& root, std::map<std::string, std::string>& facts) {
  for (pugi::xml_node part : root.children()) {
    if (local_name(part) != "RDF") continue;
    for (pugi::xml_node about : part.children()) {
      for (pugi::xml_node field : about.children()) {
        const std::string text = text_below(field);
        if (local_name(field) == "identifier" && text.starts_with("ECLI:")) note(facts, "ecli", text);
        if (local_name(field) != "identifier") note_field(facts, field.name(), text);
        if (local_name(field) == "creator") note(facts, "sender", text);
        if (local_name(field) == "zaaknummer") note(facts, "kenmerk", text);
        if (local_name(field) == "relation" || local_name(field) == "references")
          note_reference(facts, reference_line(field));
      }
    }
  }
  const auto ecli = facts.find("ecli");
  if (ecli != facts.end()) facts["document_id"] = ecli->second;
}

}  // namespace

bool is_metadata_record(const pugi::xml_node& root) {
  const std::string_view name = local_name(root);
  return name == "metadata_gegevens" || name == "owms-metadata";
}

void note_target(const pugi::xml_node& node, std::map<std::string, std::string>& facts) {
  const std::string_view id = node.attribute("doc").value();
  const bool document = std::string_view(node.attribute("soort").value()) == "document";
  if (!document || id.size() > 60 || !is_document_id(id)) return;
  constexpr std::string_view kDigits = "0123456789";
  const auto second = id.find('-') + 1;
  const auto number = id.substr(second, id.find('-', second) - second);
  const bool session = id.starts_with("kst-") && number.size() == 8 && number.find_first_not_of(kDigits) == number.npos;
  if (!session) note_reference(facts, std::string(id));
}

void read_xml_facts(const pugi::xml_node& root, std::map<std::string, std::string>& facts) {
  note(facts, "root", root.name());
  if (local_name(root) == "open-rechtspraak") return note_judgment(root, facts);
  const bool record = is_metadata_record(root);
  if (const pugi::xml_attribute chamber = root.attribute("kamer")) note(facts, "kamer", chamber.value());
  pugi::xml_node node = root.first_child();
  while (node) {
    const std::string_view name = local_name(node);
    if (name == "meta" || name == "metadata") note_meta(node, facts);
    if (record && node.type() == pugi::node_element && name != "metadata")
      note_field(facts, node.name(), node.child_value());
    if (!record && node.type() == pugi::node_element) note_element(node, facts);
    // Running text has no facts of its own but a date: the first one that the file has.
    const bool text = name == "al" || name == "para" || name == "table";
    if (node.first_child() && !text) {
      node = node.first_child();
      continue;
    }
    while (node != root && !node.next_sibling()) node = node.parent();
    if (node == root) break;
    node = node.next_sibling();
  }
}

}  // namespace griffier::fetchers
