// griffier references: what a document points at, and what points at it.
#include <fmt/format.h>

#include <map>
#include <utility>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/history.h"
#include "daemon/cli/output.h"
#include "daemon/cli/rows.h"
#include "publications/identifier.h"
#include "publications/reference.h"
#include "publications/web_address.h"
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

void print_in(const std::vector<store::LinkRow>& rows, Titles& titles, bool colour) {
  Table table({"relation", "document", "date", "title"});
  for (const auto& row : rows) {
    const auto& other = titles.of(row.document_id);
    table.add({row.relation, row.document_id,
               other.published_on.empty() ? other.first_seen_at.substr(0, 10) : other.published_on,
               harmless(cut(other.title, kTitleWidth))});
  }
  print(fmt::format("referred to by ({})\n", rows.size()));
  print(table.text(colour));
}

}  // namespace

int run_references(Context& context, const ReferencesOptions& options) {
  const auto store = context.open_read_only();
  store::Links links(store->record());
  const auto asked = store->record().resolve(options.id) ? options.id : typed_identity(options.id);
  const auto document_id = store->record().resolve(asked);
  const auto out = document_id ? links.from(*document_id) : std::vector<store::LinkRow>{};
  const auto in = links.to(asked);
  if (!document_id && in.empty()) {
    context.log().error("it is not kept, and nothing that is kept refers to it", {{"id", asked}});
    return kFailed;
  }
  Titles titles(store->record());
  if (context.json()) {
    for (const auto& row : out) print_json_line(to_json(row, "to", titles.of(row.target_document_id)));
    for (const auto& row : in) print_json_line(to_json(row, "from", titles.of(row.document_id)));
    return kDone;
  }
  const auto& document = titles.of(document_id.value_or(""));
  const auto shown = written(document_id.value_or(asked));
  print(harmless(fmt::format("{}{}{}\n", document_id.value_or(asked), shown.empty() ? "" : " (" + shown + ")",
                             document_id ? ": " + cut(document.title, kTitleWidth) : ", which is not kept")) +
        "\n");
  if (document_id) print_out(out, titles, context.colour());
  if (document_id) print("\n");
  print_in(in, titles, context.colour());
  return kDone;
}

}  // namespace griffier::daemon
