// The kinds of publications, as Reading::kind and `documents.kind` have them.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace griffier::publications {

// All of them. What each stands for says docs/glossary.md.
[[nodiscard]] std::span<const std::string_view> kinds();

// The kind that a person means, by its own name or by the usual Dutch word for it ("brief", "motie", "antwoord");
// nothing if there is none. Pure.
[[nodiscard]] std::optional<std::string_view> kind_named(std::string_view word);

}  // namespace griffier::publications
