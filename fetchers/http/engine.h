// HTTP over libcurl's multi interface, driven by Boost.Asio's loop: awaitable, cancellable, polite.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace griffier::fetchers {

// One request. A class with a constructor on purpose: g++ 12.2 frees aggregates in co_await expressions twice.
class Request {
 public:
  explicit Request(std::string address) : url(std::move(address)) {}

  std::string url;                  // http or https only
  std::string etag, last_modified;  // sent back byte for byte; empty: unconditional
  std::vector<std::pair<std::string, std::string>> headers;
  std::string post_body;       // non-empty: POST (webhooks)
  bool allow_private = false;  // may connect to non-global addresses
  std::string proxy;           // empty: none; the environment's is never taken
  std::chrono::milliseconds connect_timeout{10'000}, timeout{60'000};
  std::size_t max_bytes = std::size_t{32} << 20;  // after decompression
  std::string source;                             // for fairness between sources that share a host
  bool trace = false;                             // collect Response::trace
};

enum class Transfer {
  whole,              // a complete HTTP response, whatever its status
  truncated,          // ended before its Content-Length, or the connection broke in the body
  too_large,          // max_bytes
  bomb,               // the decompression ratio guard
  too_slow,           // timeouts and the low-speed guard
  unreachable,        // DNS, refused, reset before an answer
  tls,                // certificate or handshake
  forbidden_address,  // the address guard
  bad_redirect,       // more than ten, a loop, https to http, a scheme other than http(s)
  protocol,           // not HTTP, nonsense framing
  cancelled,
  quiet,  // not sent: the host or address asked to be left alone; `status` is how it asked, Retry-After how long still
};

struct Response {
  Transfer transfer = Transfer::unreachable;
  std::string error;  // one sentence when transfer is not whole
  int status = 0;
  std::string url;                                           // after redirects
  std::vector<std::pair<std::string, std::string>> headers;  // of the last response, names in lower case
  std::string body;
  std::string trace;
  std::chrono::milliseconds took{0};

  [[nodiscard]] std::string header(std::string_view lower_case_name) const;  // the last of that name; empty if none
};

// How a host is treated. The defaults are those of a stranger's server.
struct HostPolicy {
  int parallel = 1;                      // requests in flight
  std::chrono::milliseconds gap{1'000};  // between the starts of two requests; follows the server when it is slower
  int burst = 0;                         // with `burst_window`: at most so many starts in it; 0: no such rule
  std::chrono::seconds burst_window{30};
};

struct EngineOptions {
  std::string user_agent;    // with version and contact
  std::string ca_file;       // extra trust anchors, for tests; empty: the system's
  int max_connections = 32;  // open at once over all hosts
  // Told of every answer as it comes, redirects included, with the address that was asked; for recording them.
  std::function<void(const std::string& url, const Response& response)> on_answer;
};

// Who asked to be left alone. `url` is any address of the host when `whole_host`, else the very address.
struct QuietPlace {
  std::string host;  // as the limiter knows it
  std::string url;
  int status = 0;  // 429, 403 or 503: how it asked
  bool whole_host = false;
  std::chrono::system_clock::time_point until{};
};

// All members are called on the io_context's thread; the io_context must outlive the Engine.
class Engine {
 public:
  Engine(boost::asio::io_context& io, EngineOptions options);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Waits for the host's turn, then makes the request; a redirect takes its turn again. Never throws for what a network
  // or server does; throws operation_aborted when the awaiting coroutine is cancelled or the Engine goes.
  // `Retry-After` and 429 quiet the host for later calls: those wait for up to ten seconds and get Transfer::quiet when
  // it takes longer. A redirect to another host loses allow_private and the request's own headers.
  boost::asio::awaitable<Response> fetch(Request request);

  // `host` with or without port. Without a policy it is treated as it states itself (pace.h).
  void set_policy(const std::string& host, HostPolicy policy);
  // Until when a host (or an address on it) is to be left alone; nullopt: not at all.
  [[nodiscard]] std::optional<std::chrono::system_clock::time_point> quiet_until(const std::string& url) const;
  // The same with why, to be remembered; and what an earlier process remembered, given back.
  [[nodiscard]] std::optional<QuietPlace> quiet_place(const std::string& url) const;
  void keep_quiet(const QuietPlace& place);

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

}  // namespace griffier::fetchers
