// griffier document join|split: which documents are one.
#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <chrono>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/pipeline/joining.h"

namespace griffier::daemon {

int run_document_decision(Context& context, const DocumentDecision& decision) {
  store::Registrar registrar(context.state_dir(), store::Open::read_write);
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  bool decided = false;
  try {
    decided = (decision.join ? join_documents : split_documents)(registrar, decision.id, decision.other, now);
  } catch (const std::invalid_argument& error) {
    context.log().error(error.what(), {});
    return kFailed;
  }
  if (context.json()) {
    print_json_line(boost::json::object{
        {"document_id", decision.id}, {"other", decision.other}, {"joined", decision.join}, {"changed", decided}});
  } else if (!context.options().quiet) {
    const char* const relation = decision.join ? "is" : "is not";
    print(harmless(fmt::format("{} {}{} the same publication as {}\n", decision.other, relation,
                               decided ? "" : " already held to be", decision.id)));
  }
  return kDone;
}

}  // namespace griffier::daemon
