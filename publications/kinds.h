// The kinds of publications, as Reading::kind and `documents.kind` have them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace griffier::publications {

// All of them. What each stands for says docs/glossary.md.
[[nodiscard]] std::span<const std::string_view> kinds();

// All of them for a message, with the Dutch words for each: "question_set (vragen, kamervragen), answer (antwoord), …".
[[nodiscard]] std::string kinds_in_words();

// The kind that a person means, by its own name or by the usual Dutch word for it ("brief", "motie", "antwoord"), in
// capitals or not; nothing if there is none. Pure.
[[nodiscard]] std::optional<std::string_view> kind_named(std::string_view word);

}  // namespace griffier::publications
