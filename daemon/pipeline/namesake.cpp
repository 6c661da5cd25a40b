#include "daemon/pipeline/namesake.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "daemon/pipeline/identity.h"
#include "diff/compare.h"
#include "publications/digest.h"
#include "publications/markdown.h"
#include "store/archive/archive.h"
#include "store/record/record.h"
#include "store/record/source_state.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kFoldersAbove = 3;
// A revision keeps far more than one word in four, however much is written anew; two papers share a salutation.
constexpr std::size_t kLeastKept = 4;

std::size_t words_of(const publications::Text& text) {
  std::size_t words = 0;
  for (const auto& block : text.blocks) {
    words += static_cast<std::size_t>(std::count(block.text.begin(), block.text.end(), ' ')) + 1;
  }
  return words;
}

bool has_words_in_common(store::Registrar& registrar, const std::string& document_id, const store::LastRevision& last,
                         const publications::Text& text) {
  const auto markdown = registrar.archive().read(last.commit_id, document_id, "text.md");
  if (!markdown) return true;
  const auto before = publications::from_markdown(*markdown);
  const auto comparison = diff::compare(before, text);
  const auto words = words_of(text);
  const auto kept = words - std::min(words, comparison.words_added);
  return kept * kLeastKept >= std::min(words, words_of(before));
}

// The same file's name as seen from folders above and below the one that was imported.
std::vector<std::string> names_from_elsewhere(const Arrival& arrival) {
  std::vector<std::string> names;
  for (auto slash = arrival.name.find('/'); slash != std::string::npos; slash = arrival.name.find('/', slash + 1))
    names.push_back(arrival.name.substr(slash + 1));
  const std::string_view url = arrival.url;
  if (!url.ends_with('/' + arrival.name)) return names;
  auto at = url.size() - arrival.name.size() - 1;
  for (std::size_t folders = 0; folders < kFoldersAbove && at > 0; ++folders) {
    at = url.rfind('/', at - 1);
    if (at == std::string_view::npos || at == 0 || url[at - 1] == '/') break;  // "file:///"
    names.emplace_back(url.substr(at + 1));
  }
  return names;
}

}  // namespace

bool is_nameless(const ReadArrival& read) {
  const auto names = names_of(read);
  return read.refused.empty() && names.size() == 1 && names.front() == file_identity(read.arrival.name);
}

bool is_named_after_another(store::Registrar& registrar, const ReadArrival& read) {
  const auto& arrival = read.arrival;
  const auto& derived = read.reading.derived_document_id;
  if (!read.refused.empty() || read.reading.document_id || !derived || arrival.facts_count || !arrival.known_id.empty())
    return false;
  const auto origin = read.reading.origins.find("derived_document_id");
  if (origin == read.reading.origins.end() || origin->second.from != "name") return false;
  auto& record = registrar.record();
  const auto known = record.resolve(*derived);
  const auto last = known ? record.last_revision(*known) : std::nullopt;
  if (!last || last->body_sha256 == read.body_sha256) return false;
  if (!arrival.url.empty() && last->source_url == arrival.url) return false;  // the file itself, written anew
  return !has_words_in_common(registrar, *known, *last, read.text);
}

std::string name_of_nameless(store::Registrar& registrar, const ReadArrival& read) {
  auto& record = registrar.record();
  const auto& arrival = read.arrival;
  auto name = file_identity(arrival.name);
  if (const auto seen = store::SourceState(record).validators(arrival.source, arrival.url)) {
    if (seen->document_id.starts_with("file:")) return seen->document_id;
  }
  if (const auto known = record.resolve(name)) {
    const auto last = record.last_revision(*known);
    if (!last || arrival.url.empty() || last->source_url == arrival.url || last->body_sha256 == read.body_sha256 ||
        has_words_in_common(registrar, *known, *last, read.text))
      return name;
    return name + "~" + publications::sha256_hex(arrival.url).substr(0, 8);
  }
  for (const auto& elsewhere : names_from_elsewhere(arrival)) {
    const auto known = record.resolve(file_identity(elsewhere));
    const auto last = known ? record.last_revision(*known) : std::nullopt;
    if (last && last->body_sha256 == read.body_sha256) return *known;
  }
  return name;
}

}  // namespace griffier::daemon
