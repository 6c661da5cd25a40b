// Identities as people type them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/record/record.h"

namespace griffier::daemon {

// What may be meant, surest first and each once: the text as it is, then whatever identity it can be read as: a CELEX
// number in small letters, the questions of a case ("2024Z18435"), "36 600 VII, nr. 12", "art. 3:47 Awb", an address, a
// dossier. Never empty. Pure.
[[nodiscard]] std::vector<std::string> typed_identities(const std::string& text);

// The document that is meant; nullopt when none of these is kept.
[[nodiscard]] std::optional<std::string> find_typed(store::Record& record, const std::string& text);

// What to say when it is not: what is kept of the case, the dossier or the meeting that is named, if anything; else
// empty.
[[nodiscard]] std::string kept_instead(store::Record& record, const std::string& text);

}  // namespace griffier::daemon
