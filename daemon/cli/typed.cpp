#include "daemon/cli/typed.h"

#include <fmt/format.h>

#include <algorithm>

#include "publications/ascii.h"
#include "publications/identifier.h"
#include "publications/reference.h"
#include "publications/web_address.h"
#include "store/record/links.h"

namespace griffier::daemon {
namespace {

namespace ascii = publications::ascii;

constexpr std::size_t kMostNamed = 5;  // documents in a message

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), ascii::to_upper);
  return text;
}

// "2024Z18435", the number of a case.
bool is_zaaknummer(std::string_view text) {
  return text.size() > 5 && text[4] == 'Z' && ascii::all_digits(text.substr(0, 4)) && ascii::all_digits(text.substr(5));
}

// "32016R0679", "62021CJ0159": a sector, a year, one or two letters, a number. Read as a dossier it would be none.
bool is_celex(std::string_view text) {
  if (text.size() < 10 || text.size() > 11 || !ascii::all_digits(text.substr(0, 5))) return false;
  const std::size_t letters = text.size() - 9;
  return std::all_of(text.begin() + 5, text.begin() + 5 + static_cast<std::ptrdiff_t>(letters), ascii::is_upper) &&
         ascii::all_digits(text.substr(5 + letters));
}

// The identity of the only reference in the text; empty if there is none, or are several.
std::string as_reference(const std::string& text) {
  publications::Text typed;
  typed.blocks.push_back({publications::BlockKind::paragraph, 0, "", text});
  const auto found = publications::find_references(typed);
  if (found.size() != 1) return {};
  if (found[0].kind == "document") return "tk-" + found[0].target;
  const auto named = found[0].kind == "url" ? publications::named_by_address(found[0].target) : std::nullopt;
  return named ? named->target : found[0].target;
}

}  // namespace

std::vector<std::string> typed_identities(const std::string& text) {
  std::vector<std::string> out = {text};
  const auto add = [&](std::string id) {
    if (!id.empty() && std::find(out.begin(), out.end(), id) == out.end()) out.push_back(std::move(id));
  };
  const auto name = upper(std::string(ascii::trim(text)));
  if (is_zaaknummer(name)) {
    for (const char* const form : {"", "kv-tk-", "kv-ek-"}) add(form + name);
    return out;
  }
  if (is_celex(name)) {
    add(name);
    return out;
  }
  if (const auto id = publications::parse_identifier(text)) add(publications::to_id(*id));
  if (const auto id = publications::parse_display(text)) add(publications::to_id(*id));
  const auto dossier = publications::parse_dossier(text);
  if (dossier) add(dossier->id());
  if (out.size() == 1) add(as_reference(text));
  return out;
}

std::optional<std::string> find_typed(store::Record& record, const std::string& text) {
  for (const auto& id : typed_identities(text))
    if (const auto document_id = record.resolve(id)) return document_id;
  return std::nullopt;
}

std::string kept_instead(store::Record& record, const std::string& text) {
  store::Links links(record);
  for (const auto& id : typed_identities(text)) {
    std::vector<store::DocumentRow> kept;
    if (is_zaaknummer(id)) {
      store::DocumentFilter of_case;
      of_case.zaaknummers = {id};
      of_case.limit = static_cast<int>(kMostNamed) + 1;
      kept = record.documents(of_case);
    } else {
      kept = links.parts_of(id);
    }
    if (kept.empty()) continue;
    std::string names;
    for (std::size_t i = 0; i < std::min(kept.size(), kMostNamed); ++i)
      names += (i == 0 ? "" : ", ") + kept[i].document_id;
    return fmt::format("of {} are kept: {}{}", id, names, kept.size() > kMostNamed ? ", …" : "");
  }
  return {};
}

}  // namespace griffier::daemon
