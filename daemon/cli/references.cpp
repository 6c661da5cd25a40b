// griffier references: what a document points at, and what points at it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "daemon/cli/typed.h"
#include "publications/identifier.h"
#include "store/record/links.h"

namespace griffier::daemon {
namespace {

namespace json = boost::json;

constexpr std::size_t kTitleWidth = 72;
constexpr std::size_t kPrintedWidth = 100;
constexpr std::size_t kTargetWidth = 60;

// Titles by document, each asked for once.
class Titles {
 public:
  explicit Titles(store::Record& record) : record_(record) {}

  const store::DocumentRow& of(const std::string& document_id) {
    const auto [found, is_new] = rows_.try_emplace(document_id);
    if (is_new && !document_id.empty()) found->second = record_.document(document_id).value_or(store::DocumentRow{});
    return found->second;
  }

 private:
  store::Record& record_;
  std::map<std::string, store::DocumentRow> rows_;
};

// How others write the identity: "Kamerstukken II, 19 637, nr. 3274"; nothing if it says no more.
std::string written(const std::string& identity) {
  const auto parsed = publications::parse_identifier(identity);
  auto text = parsed ? publications::display(*parsed) : std::string();
  return text == identity ? std::string() : text;
}

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::object to_json(const store::LinkRow& row, const char* direction, const store::DocumentRow& other) {
  return {{"direction", direction},          {"document_id", row.document_id},
          {"relation", row.relation},        {"kind", or_null(row.kind)},
          {"target", or_null(row.target)},   {"target_document_id", or_null(row.target_document_id)},
          {"title", or_null(other.title)},   {"date", or_null(other.published_on)},
          {"printed", or_null(row.printed)}, {"block", row.block < 0 ? json::value(nullptr) : json::value(row.block)}};
}

void print_out(const std::vector<store::LinkRow>& rows, Titles& titles, bool colour) {
  Table table({"relation", "target", "what"});
  for (const auto& row : rows) {
    const auto& other = titles.of(row.target_document_id);
    auto what = !other.title.empty()                      ? cut(other.title, kTitleWidth)
                : row.target.empty() || row.kind == "url" ? cut(row.printed, kPrintedWidth)
                                                          : written(row.target);
    if (what.empty() && row.printed != row.target) what = cut(row.printed, kPrintedWidth);
    if (what == row.target) what.clear();
    auto target = row.target_document_id.empty() ? row.target : row.target_document_id;
    if (target != row.target) target += " (" + row.target + ")";
    table.add({row.relation, harmless(cut(target, kTargetWidth)), harmless(what)});
  }
  print(fmt::format("refers to ({})\n", rows.size()));
  print(table.text(colour));
}

// `several`: the rows may point at different things, as those at the papers of a dossier do.
void print_in(const std::vector<store::LinkRow>& rows, Titles& titles, bool several, bool colour) {
  Table table(several ? std::vector<std::string>{"relation", "document", "date", "to", "title"}
                      : std::vector<std::string>{"relation", "document", "date", "title"});
  std::set<std::string> documents;
  std::set<std::tuple<std::string, std::string, std::string>> shown;  // once, by however many names
  for (const auto& row : rows) {
    documents.insert(row.document_id);
    if (!shown.emplace(row.document_id, row.relation, several ? row.target : "").second) continue;
    const auto& other = titles.of(row.document_id);
    std::vector<std::string> cells = {
        row.relation, row.document_id,
        other.published_on.empty() ? other.first_seen_at.substr(0, 10) : other.published_on};
    if (several) cells.push_back(row.target);
    cells.push_back(harmless(cut(other.title, kTitleWidth)));
    table.add(std::move(cells));
  }
  print(fmt::format("referred to by ({})\n", documents.size()));
  print(table.text(colour));
}

// What is asked about: of the identities that the text may be, the first that is kept, has parts that are, or is
// pointed at.
struct Asked {
  std::string id;
  std::optional<std::string> document_id;
  std::vector<store::DocumentRow> parts;  // of a dossier or meeting
  std::vector<store::LinkRow> in;
};

std::optional<Asked> find_asked(store::Record& record, store::Links& links, const std::string& typed) {
  if (const auto document_id = find_typed(record, typed))
    return Asked{*document_id, document_id, {}, links.to(*document_id)};
  for (const auto& id : typed_identities(typed)) {
    Asked asked{id, std::nullopt, links.parts_of(id), links.to(id)};
    if (!asked.parts.empty() || !asked.in.empty()) return asked;
  }
  return std::nullopt;
}

// The line above the tables: what the identity is, and whether it is kept.
std::string heading(const Asked& asked, Titles& titles) {
  const auto dossier = publications::parse_dossier(asked.id);
  const bool whole = dossier && dossier->id() == asked.id;
  auto shown = whole ? "dossier " + dossier->display() : written(asked.id);
  auto line = asked.id + (shown.empty() ? "" : " (" + shown + ")");
  if (asked.document_id) return line + ": " + cut(titles.of(*asked.document_id).title, kTitleWidth) + "\n";
  if (asked.parts.empty()) return line + ", which is not kept\n";
  line += fmt::format(", of which {} {} kept", asked.parts.size(),
                      asked.parts.size() == 1 ? "document is" : "documents are");
  if (whole) return line + ": griffier dossier " + asked.id + "\n";
  line += ":\n";
  for (const auto& part : asked.parts)
    line += fmt::format("  {}  {}\n", part.document_id, cut(part.title, kTitleWidth));
  return line;
}

bool points_elsewhere(const Asked& asked) {
  return std::any_of(asked.in.begin(), asked.in.end(), [&](const auto& row) { return row.target != asked.id; });
}

}  // namespace

int run_references(Context& context, const ReferencesOptions& options) {
  const auto store = context.open_read_only();
  store::Links links(store->record());
  const auto asked = find_asked(store->record(), links, options.id);
  if (!asked) {
    const auto meanings = typed_identities(options.id);
    const auto read_as = meanings.size() > 1 ? fmt::format(" (read as {})", meanings[1]) : std::string();
    const auto instead = kept_instead(store->record(), options.id);
    throw std::runtime_error(fmt::format("'{}'{} is not kept, and nothing that is kept refers to it{}{}", options.id,
                                         read_as, instead.empty() ? "" : "; ", instead));
  }
  const auto out = asked->document_id ? links.from(*asked->document_id) : std::vector<store::LinkRow>{};
  Titles titles(store->record());
  if (context.json()) {
    for (const auto& row : out) print_json_line(to_json(row, "to", titles.of(row.target_document_id)));
    for (const auto& row : asked->in) print_json_line(to_json(row, "from", titles.of(row.document_id)));
    return kDone;
  }
  print(harmless(heading(*asked, titles)) + "\n");
  if (asked->document_id) {
    print_out(out, titles, context.colour());
    print("\n");
  }
  print_in(asked->in, titles, !asked->document_id && points_elsewhere(*asked), context.colour());
  return kDone;
}

}  // namespace griffier::daemon
