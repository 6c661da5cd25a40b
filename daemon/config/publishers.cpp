#include "daemon/config/publishers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace griffier::daemon {
namespace {

constexpr std::array<std::string_view, 4> kRenditions{"xml", "html", "pdf", "odt"};
constexpr std::array<std::string_view, 2> kTypes{"uitspraak", "conclusie"};

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

void complete_publisher(SourceConfig& source) {
  if (source.kind == "officielebekendmakingen" && source.base_url.empty()) {
    source.base_url = fetchers::kBekendmakingenSearch;
    if (source.documents_url.empty()) source.documents_url = fetchers::kBekendmakingenFiles;
  }
  if (source.kind == "rechtspraak" && source.base_url.empty()) source.base_url = fetchers::kRechtspraakService;
  if (source.kind == "openoverheid" && source.base_url.empty()) source.base_url = fetchers::openoverheid::kService;
}

std::vector<std::pair<std::string, std::string>> publisher_problems(const SourceConfig& source) {
  std::vector<std::pair<std::string, std::string>> problems;
  if (source.kind == "officielebekendmakingen")
    if (const auto wrong = fetchers::cql_problem(source.query))
      problems.emplace_back("query", fmt::format("'{}': {}", source.query, *wrong));
  for (const auto& rendition : source.renditions)
    if (!is_one_of(kRenditions, rendition))
      problems.emplace_back("renditions", fmt::format("'{}' is none of {}", rendition, fmt::join(kRenditions, ", ")));
  if (!source.type.empty() && !is_one_of(kTypes, source.type))
    problems.emplace_back("type", fmt::format("'{}' is none of {}", source.type, fmt::join(kTypes, ", ")));
  return problems;
}

fetchers::BekendmakingenOptions bekendmakingen_of(const SourceConfig& source) {
  fetchers::BekendmakingenOptions options;
  options.base_url = source.base_url;
  options.documents_url = source.documents_url;
  options.query.publications = source.publications;
  options.query.dossiers = source.dossiers;
  options.query.creators = source.creators;
  options.query.free = source.query;
  if (!source.renditions.empty()) options.renditions = source.renditions;
  options.metadata = source.metadata;
  return options;
}

fetchers::RechtspraakOptions rechtspraak_of(const SourceConfig& source) {
  fetchers::RechtspraakOptions options;
  options.base_url = source.base_url;
  options.documents_url = source.documents_url;
  options.type = source.type;
  options.creators = source.creators;
  options.subjects = source.subjects;
  return options;
}

fetchers::OpenOverheidOptions openoverheid_of(const SourceConfig& source) {
  fetchers::OpenOverheidOptions options;
  options.base_url = source.base_url;
  options.documents_url = source.documents_url;
  options.text = source.query;
  options.metadata = source.metadata;
  return options;
}

}  // namespace griffier::daemon
