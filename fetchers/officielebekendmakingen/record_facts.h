// What KOOP's metadata say of a publication, in the names of publications/facts.h.
#pragma once

#include <string>

#include "fetchers/listing/catalogue.h"
#include "fetchers/officielebekendmakingen/sru.h"

namespace griffier::fetchers {

// `fields` of a search result or of a metadata.xml. Source: real records.
[[nodiscard]] Facts record_facts(const std::string& identifier, const SruFields& fields);

// Whether the facts lack what a metadata.xml usually has of a publication of this kind: the case of an answer, the
// place of a Kamerstuk in its dossier, the main document of an annex.
[[nodiscard]] bool facts_are_thin(const std::string& identifier, const Facts& facts);

// The publication that a reprint, correction or annex belongs to: "kst-36600-4" of "kst-36600-4-h1"; empty: none.
[[nodiscard]] std::string original_of(const std::string& identifier);

}  // namespace griffier::fetchers
