// griffier fetch: one request as the daemon would make it, and what it makes of the answer.
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <system_error>

#include "daemon/cli/commands.h"
#include "daemon/cli/exit_code.h"
#include "daemon/cli/output.h"
#include "daemon/cli/recorder.h"
#include "daemon/http_settings.h"
#include "daemon/service.h"
#include "fetchers/http/engine.h"
#include "fetchers/http/url.h"
#include "fetchers/http/verdict.h"
#include "publications/digest.h"

namespace griffier::daemon {
namespace {

fetchers::Response fetch_once(const Config& config, fetchers::Request request, const Service::OnAnswer& on_answer) {
  boost::asio::io_context io;
  auto settings = engine_options(config.http);
  settings.on_answer = on_answer;
  fetchers::Engine engine(io, std::move(settings));
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

// A folder that goes away.
class ScratchState {
 public:
  ScratchState() {
    auto name = (std::filesystem::temp_directory_path() / "griffier-record-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
    path_ = name;
  }
  ~ScratchState() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchState(const ScratchState&) = delete;
  ScratchState& operator=(const ScratchState&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// One poll of a source as if it were the first, into a state directory that is thrown away: nobody is told.
int record_source(Context& context, const FetchOptions& options) {
  Config config = context.config();
  std::erase_if(config.sources, [&](const auto& source) { return source.name != options.source; });
  if (config.sources.empty()) throw UsageError(fmt::format("there is no source named {}", options.source));
  config.watches.clear();
  const ScratchState state;
  Recorder recorder(options.record);
  OnceReport report;
  {
    App app(std::move(config), state.path(), context.log(), false);
    Service service(app, [&recorder](const auto& url, const auto& response) { recorder.add(url, response); });
    report = service.once(options.source, true);
  }
  recorder.finish();
  print(harmless(
      fmt::format("{} answers of {} recorded in {}\n", recorder.answers(), options.source, options.record.string())));
  return report.failed > 0 ? kSourcesFailed : kDone;
}

}  // namespace

int run_fetch(Context& context, const FetchOptions& options) {
  if (!options.source.empty()) return record_source(context, options);
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
  std::optional<Recorder> recorder;
  Service::OnAnswer on_answer;
  if (!options.record.empty()) {
    recorder.emplace(options.record);
    on_answer = [&recorder](const auto& url, const auto& answer) { recorder->add(url, answer); };
  }
  const auto response = fetch_once(config, std::move(request), on_answer);
  if (recorder) recorder->finish();
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
