// griffier dossier: the timeline of a dossier.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <stdexcept>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/history.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "publications/identifier.h"
#include "store/record/links.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kTitleWidth = 72;
constexpr std::size_t kMostAsked = 5;  // documents that are asked for the dossier's name

// The name of the dossier, as the newest of its papers that prints it has it.
std::string name_of(store::Registrar& store, const std::string& dossier, const std::vector<store::DocumentRow>& rows) {
  std::size_t asked = 0;
  for (auto row = rows.rbegin(); row != rows.rend() && asked < kMostAsked; ++row) {
    if (row->dossier != dossier) continue;
    ++asked;
    const auto revisions = store.record().revisions(row->document_id);
    boost::json::error_code error;
    const auto metadata = boost::json::parse(file_of(store, revisions.back(), "metadata.json"), error);
    if (error || !metadata.is_object()) continue;
    const auto* facts = metadata.get_object().if_contains("facts");
    const auto* name =
        facts != nullptr && facts->is_object() ? facts->get_object().if_contains("dossier_title") : nullptr;
    if (name != nullptr && name->is_string()) return std::string(name->get_string());
  }
  return {};
}

std::string shown(const std::string& id) {
  const auto dossier = publications::parse_dossier(id);
  return dossier ? dossier->display() : id;
}

// The number of a document in the dossier `id`: "12", "VI, 12" in a chapter of it. A paper of another dossier, or an
// annex, has none.
std::string number_in(const std::string& id, const store::DocumentRow& row) {
  if (row.dossier == id || row.dossier.empty()) return row.dossier_number;
  if (row.dossier.starts_with(id + "-")) return row.dossier.substr(id.size() + 1) + ", " + row.dossier_number;
  return "(" + shown(row.dossier) + ")";
}

[[noreturn]] void none_kept(store::Links& links, const publications::Dossier& dossier) {
  auto message = fmt::format("no document of dossier {} is kept", dossier.id());
  std::string others;
  for (const auto& other : links.dossiers_like(dossier.number)) others += (others.empty() ? "" : ", ") + other;
  if (!others.empty()) message += "; kept are documents of " + others;
  if (!links.to(dossier.id()).empty()) message += "; what speaks of it: griffier references " + dossier.id();
  throw std::runtime_error(message);
}

}  // namespace

int run_dossier(Context& context, const DossierOptions& options) {
  const auto typed = fmt::format("{}", fmt::join(options.dossier, " "));
  const auto dossier = publications::parse_dossier(typed);
  if (!dossier) throw UsageError(fmt::format("'{}' is no dossier number (19637, 36600-VII, \"36 600 VII\")", typed));
  const auto store = context.open_read_only();
  store::Links links(store->record());
  const auto id = dossier->id();
  const auto rows = links.in_dossier(id);
  if (rows.empty()) none_kept(links, *dossier);
  Table table({"date", "nr.", "document", "kind", "rev", "state", "title"});
  for (const auto& row : rows) {
    if (context.json()) {
      print_json_line(to_json(row));
      continue;
    }
    table.add({row.published_on.empty() ? row.first_seen_at.substr(0, 10) : row.published_on, number_in(id, row),
               row.document_id, row.parent.empty() ? row.kind : "annex: " + row.kind, std::to_string(row.revisions),
               row.state, cut(row.title, kTitleWidth)});
  }
  if (context.json()) return kDone;
  const auto name = name_of(*store, id, rows);
  print(harmless(fmt::format("dossier {}{}\n", dossier->display(), name.empty() ? "" : ": " + name)));
  print(table.text(context.colour()));
  return kDone;
}

}  // namespace griffier::daemon
