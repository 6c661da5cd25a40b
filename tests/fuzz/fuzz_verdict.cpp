// What an answer means: two bytes for the status, the Content-Type up to a byte of value 0xFF, Retry-After likewise,
// the body.
#include "fetchers/http/verdict.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace griffier;
  if (size < 2) return 0;
  const auto [type, rest] = fuzz::halves(fuzz::text_of(data + 2, size - 2));
  const auto [retry_after, body] = fuzz::halves(rest);
  fetchers::Response response;
  response.transfer = fetchers::Transfer::whole;
  response.status = (data[0] * 256 + data[1]) % 600;
  response.url = "https://publisher.example/brief";
  response.headers = {{"content-type", std::string(type)}, {"retry-after", std::string(retry_after)}};
  response.body = body;
  const fetchers::Before before{"https://publisher.example/brief", "", 20'000, "text/html"};
  const std::chrono::system_clock::time_point now{std::chrono::seconds(1'738'580'000)};
  const auto judgement = fetchers::judge(response, before, now);
  const bool good = judgement.verdict == fetchers::Verdict::ok || judgement.verdict == fetchers::Verdict::not_modified;
  fuzz::require(!good || (response.status >= 200 && response.status < 400), "an error is never content");
  fuzz::require(good || !judgement.reason.empty(), "what is held against an answer is said");
  return 0;
}
