// The names of the search behind open.overheid.nl, and nothing else. They are not documented by the publisher: all that
// a change of the interface can touch stands here and in the reader below. docs/operating.md says what to check.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace griffier::fetchers::openoverheid {

inline constexpr const char* kService = "https://open.overheid.nl";
inline constexpr std::string_view kSearchPath = "/overheid/openbaarmakingen/api/v0/zoek";
inline constexpr std::string_view kDocumentsPath = "/documenten";

// Parameters.
inline constexpr const char* kText = "zoektekst";
inline constexpr const char* kCount = "aantalResultaten";  // 10, 20 or 50; anything else is refused
inline constexpr const char* kStart = "start";             // from 0 on
inline constexpr const char* kSort = "sort";
inline constexpr const char* kByPublication = "publicatiedatum";
inline constexpr const char* kByChange = "laatst-gewijzigd";  // the latest first
inline constexpr const char* kOrder = "order";
inline constexpr const char* kAscending = "asc";
inline constexpr const char* kFrom = "publicatiedatumVan";  // dd-mm-yyyy
inline constexpr std::size_t kPage = 50;

struct Result {
  std::string id;       // "…_2" is the second version of "…"
  std::string changed;  // a moment
  std::string title, description, published, publisher, type;
  std::string file_type;  // media type; empty: none is said
};

struct Results {
  std::string error;  // no search result: why, one sentence
  std::optional<std::size_t> total;
  std::vector<Result> results;
  std::vector<std::string> nameless;  // those without an id: their title
};

// What is known of one document beside its search result.
struct Details {
  std::string title, type, publisher, description;
  std::string parent;  // id of the document that it belongs to
};

// Tolerant: fields may be absent, null, or an object with a label. Never throw for what the body holds.
[[nodiscard]] Results read_results(const std::string& body);
[[nodiscard]] Details read_details(const std::string& body);

}  // namespace griffier::fetchers::openoverheid
