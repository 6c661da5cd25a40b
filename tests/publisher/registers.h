// The registers of officielebekendmakingen, rechtspraak and open.overheid in one publisher, filled from JSON:
//
//   {"sru": [{"id": "kst-31415-1", "modified": "2026-02-03", "timestamp": "…", "metadata": "metadata.xml",
//             "elements": {"dossiernummer": ["31415", "19637"], "documenttitel": "Over de pont"},
//             "files": {"xml": "kst-31415-1.xml"}}],
//    "rechtspraak": [{"ecli": "ECLI:NL:RBVER:2026:1", "court": "Rechtbank Verdam", "date": "02-03-2026",
//                     "zaaknummer": "C/1", "updated": "2026-03-02T10:00:00Z", "deleted": "", "file": "uitspraak.xml"}],
//    "openoverheid": [{"id": "ver-1", "version": 1, "title": "Besluit", "publisher": "ministerie van Veren",
//                      "published": "2026-05-01", "changed": "2026-05-01T09:00:00Z", "kind": "Woo-besluit",
//                      "parent": "", "file": "besluit.pdf"}]}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tests/publisher/openoverheid.h"
#include "tests/publisher/rechtspraak.h"
#include "tests/publisher/sru.h"

namespace griffier::publisher {

struct Registers {
  // `base`: the publisher's own address. The search of officielebekendmakingen is at /sru, the others at the root.
  explicit Registers(const std::string& base) : bekendmakingen(base), openoverheid(base) {}

  SruService bekendmakingen;
  RechtspraakService rechtspraak;
  OpenOverheidService openoverheid;

  // Give it to Site::otherwise().
  [[nodiscard]] std::optional<Step> answer(const Asked& asked);
};

// Files are relative to `folder`. Throws std::runtime_error that says what is wrong.
void load_registers(Registers& registers, std::string_view json, const std::string& folder);

}  // namespace griffier::publisher
