// griffier fetch: one request as the daemon would make it, and what it makes of the answer.
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>
#include <exception>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/http_settings.h"
#include "fetchers/http/engine.h"
#include "fetchers/http/url.h"
#include "fetchers/http/verdict.h"
#include "publications/digest.h"

namespace griffier::daemon {
namespace {

fetchers::Response fetch_once(const Config& config, fetchers::Request request) {
  boost::asio::io_context io;
  fetchers::Engine engine(io, engine_options(config.http));
  fetchers::Response response;
  std::exception_ptr failure;
  boost::asio::co_spawn(io, engine.fetch(std::move(request)), [&](std::exception_ptr error, fetchers::Response answer) {
    failure = error;
    response = std::move(answer);
  });
  io.run();
  if (failure) std::rethrow_exception(failure);
  return response;
}

}  // namespace

int run_fetch(Context& context, const FetchOptions& options) {
  if (!fetchers::parse_web_address(options.url))
    throw UsageError(fmt::format("'{}' is no http or https address", options.url));
  const auto& config = context.config();
  fetchers::Request request(options.url);
  request.trace = options.trace;
  request.allow_private = options.allow_private;
  request.proxy = config.http.proxy;
  request.connect_timeout = config.http.connect_timeout;
  request.timeout = config.http.timeout;
  request.max_bytes = config.http.max_bytes;
  const auto response = fetch_once(config, std::move(request));
  fetchers::Before before;
  before.url = options.url;
  const auto judgement = fetchers::judge(response, before, std::chrono::system_clock::now());
  const bool had = judgement.verdict == fetchers::Verdict::ok;
  if (context.json()) {
    boost::json::object headers;
    for (const auto& [name, value] : response.headers) headers[name] = value;
    print_json_line(boost::json::object{{"url", options.url},
                                        {"final_url", response.url},
                                        {"status", response.status},
                                        {"verdict", std::string(fetchers::name(judgement.verdict))},
                                        {"reason", judgement.reason},
                                        {"bytes", response.body.size()},
                                        {"body_sha256", publications::sha256_hex(response.body)},
                                        {"milliseconds", response.took.count()},
                                        {"headers", headers},
                                        {"trace", response.trace}});
    return had ? kDone : kFailed;
  }
  if (options.trace) print(harmless(response.trace) + "\n");
  print(harmless(fmt::format("{}: {}{}, {} bytes in {} ms, HTTP {}\n",
                             response.url.empty() ? options.url : response.url, fetchers::name(judgement.verdict),
                             judgement.reason.empty() ? "" : " (" + judgement.reason + ")", response.body.size(),
                             response.took.count(), response.status)));
  return had ? kDone : kFailed;
}

}  // namespace griffier::daemon
