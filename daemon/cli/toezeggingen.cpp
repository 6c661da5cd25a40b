// griffier toezeggingen: what ministers promised the Kamer, and whether they kept it.
#include "store/record/toezeggingen.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/questions_output.h"

namespace griffier::daemon {
namespace {

constexpr std::size_t kTextWidth = 60;

store::ToezeggingFilter filter_of(const ToezeggingenOptions& options) {
  using State = store::ToezeggingFilter::State;
  if (options.open + options.overdue + options.fulfilled > 1)
    throw UsageError("give one of --open, --overdue and --fulfilled");
  if (!options.since.empty() && !publications::parse_iso_date(options.since))
    throw UsageError(fmt::format("--since: '{}' is no date (2024-09-19)", options.since));
  store::ToezeggingFilter filter;
  filter.state = options.overdue     ? State::overdue
                 : options.open      ? State::open
                 : options.fulfilled ? State::fulfilled
                                     : State::any;
  filter.ministry = options.ministry;
  filter.member = options.member;
  filter.since = options.since;
  filter.today = publications::iso_date(today());
  return filter;
}

boost::json::object to_json(const store::ToezeggingRow& row) {
  return {{"number", row.number},
          {"document_id", or_null(row.document_id)},
          {"made_on", or_null(row.made_on)},
          {"due_on", or_null(row.due_on)},
          {"due_said", or_null(row.due_said)},
          {"made_by", or_null(row.made_by)},
          {"made_to", or_null(row.made_to)},
          {"state", row.state},
          {"status", or_null(row.status)},
          {"text", or_null(row.text)},
          {"fulfilled_on", or_null(row.fulfilled_on)},
          {"fulfilled_by", or_null(row.fulfilled_by)}};
}

void print_csv(const std::vector<store::ToezeggingRow>& rows) {
  print("number,document_id,made_on,due_on,made_by,made_to,state,status,text,fulfilled_on,fulfilled_by,due_said\r\n");
  for (const auto& row : rows) {
    std::string line;
    for (const auto* field : {&row.number, &row.document_id, &row.made_on, &row.due_on, &row.made_by, &row.made_to,
                              &row.state, &row.status, &row.text, &row.fulfilled_on, &row.fulfilled_by, &row.due_said})
      line += (field == &row.number ? "" : ",") + csv_field(*field);
    print(line + "\r\n");
  }
}

std::string left_of(const store::ToezeggingRow& row, const std::string& now) {
  if (row.state == "fulfilled" || row.state == "lapsed" || row.due_on.empty()) return "-";
  const int days = days_between(now, row.due_on);
  // Of what a paper promises in its own words nobody says whether it was kept.
  if (days < 0) return fmt::format("{} {}", -days, row.status.empty() ? "ago" : "late");
  return std::to_string(days);
}

// The day, else the words that name none: "binnenkort".
std::string due_of(const store::ToezeggingRow& row) {
  if (!row.due_on.empty()) return row.due_on;
  return row.due_said.empty() ? "-" : row.due_said;
}

std::string state_of(const store::ToezeggingRow& row) {
  return row.fulfilled_on.empty() ? row.state : row.state + " " + row.fulfilled_on;
}

// A letter may name a toezegging that the register has not given yet.
std::string what(const store::ToezeggingRow& row) {
  return row.text.empty() && !row.fulfilled_by.empty() ? "(see " + row.fulfilled_by + ")" : row.text;
}

}  // namespace

int run_toezeggingen(Context& context, const ToezeggingenOptions& options) {
  const auto filter = filter_of(options);
  const auto store = context.open_read_only();
  const auto rows = store::toezeggingen(store->record(), filter);
  if (options.csv) {
    print_csv(rows);
    return kDone;
  }
  Table table({"days left", "due", "number", "by", "to", "state", "what"});
  for (const auto& row : rows) {
    if (context.json()) {
      print_json_line(to_json(row));
      continue;
    }
    table.add({left_of(row, filter.today), due_of(row), row.number, cut(row.made_by, 36), cut(row.made_to, 28),
               state_of(row), cut(what(row), kTextWidth)});
  }
  print(table.text(context.colour()));
  if (rows.empty() && !context.json() && !context.options().quiet) print("no toezeggingen\n");
  return kDone;
}

}  // namespace griffier::daemon
