// griffier run, once: the daemon, and one round of it.
#include <fmt/format.h>

#include <boost/json/object.hpp>

#include "daemon/app.h"
#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/service.h"

namespace griffier::daemon {

int run_once(Context& context, const OnceOptions& options) {
  context.warn_of_config();
  App app(context.config(), context.state_dir(), context.log());
  Service service(app);
  const auto report = service.once(options.source, options.force);
  if (context.json()) {
    print_json_line(boost::json::object{{"sources", report.sources},
                                        {"failed", report.failed},
                                        {"seen", report.seen},
                                        {"fetched", report.fetched},
                                        {"problems", report.problems},
                                        {"still_being_written", report.unsettled},
                                        {"alerts",
                                         {{"sent", report.deliveries.sent},
                                          {"retried", report.deliveries.retried},
                                          {"dead", report.deliveries.dead}}}});
  } else {
    print(
        fmt::format("{} sources polled, {} failed; {} items seen, {} fetched, {} could not be read; alerts: {} sent, "
                    "{} to be tried again, {} dead\n",
                    report.sources, report.failed, report.seen, report.fetched, report.problems, report.deliveries.sent,
                    report.deliveries.retried, report.deliveries.dead));
    if (report.unsettled > 0)
      print(fmt::format("{} files are still being written, or were a moment ago; the next poll takes them\n",
                        report.unsettled));
  }
  if (report.deliveries.dead > 0) return kDeliveriesDead;
  return report.failed > 0 ? kSourcesFailed : kDone;
}

int run_daemon(Context& context) {
  context.warn_of_config();
  App app(context.config(), context.state_dir(), context.log());
  if (app.config().sources.empty()) context.log().warning("no source is configured: nothing will be polled");
  Service service(app);
  service.run([&context] { return context.reread_config(); });
  return kDone;
}

}  // namespace griffier::daemon
