#include "fetchers/page/visit.h"

#include "fetchers/page/address.h"

namespace griffier::fetchers {

std::chrono::system_clock::time_point now_of(const FetchSettings& settings) {
  return settings.now ? settings.now() : std::chrono::system_clock::now();
}

Request request_for(const FetchSettings& settings, const std::string& url, const std::optional<Known>& known) {
  Request request(url);
  request.source = settings.source;
  request.allow_private = settings.allow_private;
  request.proxy = settings.proxy;
  request.connect_timeout = settings.connect_timeout;
  request.timeout = settings.timeout;
  request.max_bytes = settings.max_bytes;
  const bool conditional = known && !(settings.unconditional && settings.unconditional(url));
  if (conditional) {
    request.etag = known->etag;
    request.last_modified = known->last_modified;
  }
  return request;
}

boost::asio::awaitable<Fetched> visit(Engine& engine, const FetchSettings& settings, std::string url,
                                      std::optional<Known> known) {
  Request request = request_for(settings, url, known);
  auto asking = engine.fetch(std::move(request));
  Response response = co_await std::move(asking);

  Before before;
  before.url = url;
  if (known) {
    before.body_sha256 = known->body_sha256;
    before.bytes = known->bytes;
    before.media_type = known->media_type;
  }
  Fetched fetched;
  fetched.judgement = judge(response, before, now_of(settings));
  fetched.url = std::move(url);
  fetched.final_url = response.url.empty() ? fetched.url : response.url;
  fetched.status = response.status;
  fetched.asked = response.transfer != Transfer::quiet;
  fetched.media_type = response.header("content-type");
  fetched.etag = response.header("etag");
  fetched.last_modified = response.header("last-modified");
  const Verdict verdict = fetched.judgement.verdict;
  if (verdict == Verdict::ok || verdict == Verdict::suspicious) {
    fetched.name = file_name_of(fetched.final_url);
    fetched.body = std::move(response.body);
  }
  if (verdict == Verdict::not_modified && known) {
    // A 304 need not repeat what it renews (RFC 9110 section 15.4.5).
    if (fetched.etag.empty() && response.status == 304) fetched.etag = known->etag;
    if (fetched.last_modified.empty() && response.status == 304) fetched.last_modified = known->last_modified;
    if (fetched.media_type.empty()) fetched.media_type = known->media_type;
  }
  co_return fetched;
}

}  // namespace griffier::fetchers
