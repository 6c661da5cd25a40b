// What an XML file says about itself outside its running text.
#pragma once

#include <pugixml.hpp>

#include "fetchers/extract/extract.h"

namespace griffier::fetchers {

// Fills the facts "root", "document_id", "title", "vergaderjaar", "dossier", "ondernummer", "kamer", "date", "ecli",
// "zaaknummer", "creator", "type", and of a judgment "sender", "kenmerk" and "references" as far as the file has them.
void read_xml_facts(const pugi::xml_node& root, std::map<std::string, std::string>& facts);

// Adds the paper that an <extref> names to the fact "references": the publisher's mark-up knows what words such as "het
// eerdere verslag" mean. Left out are identities of before 2010 that begin with the session
// ("kst-20082009-31700-VI-4"): the text cites such a paper by the other one.
void note_target(const pugi::xml_node& extref, std::map<std::string, std::string>& facts);

// Whether the file is a record about a publication (metadata.xml, metadata_owms.xml) and no publication.
[[nodiscard]] bool is_metadata_record(const pugi::xml_node& root);

}  // namespace griffier::fetchers
