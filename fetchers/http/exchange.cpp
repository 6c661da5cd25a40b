#include "fetchers/http/exchange.h"

#include <algorithm>

#include "fetchers/http/address_guard.h"
#include "fetchers/http/trace.h"
#include "fetchers/http/url.h"

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMostHeaderBytes = 256 * 1'024;
constexpr long kLowSpeed = 1'000;  // bytes per second
constexpr long kLowSpeedSeconds = 30;
// Text in markup compresses 5 to 50 times. A bomb reaches the thousand of deflate, or far more with the newer codings.
constexpr std::size_t kBombFloor = std::size_t{2} << 20;
constexpr std::size_t kBombRatio = 200;
constexpr std::size_t kMostReserved = std::size_t{4} << 20;

template <class Value>
void set(CURL* easy, CURLoption option, Value value, const char* doing = "setting an option") {
  check(curl_easy_setopt(easy, option, value), doing);
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool harmless_elsewhere(const std::string& name) { return lower(name).rfind("accept", 0) == 0; }

}  // namespace

Exchange::Exchange(boost::asio::io_context& io, CurlLoop& loop, CurlEasy easy, const EngineOptions& options,
                   const Request& request, const Hop& hop)
    : loop_(loop), options_(options), request_(request), hop_(hop), easy_(std::move(easy)), done_(io, [this] {
        if (!running_) return;
        running_ = false;
        loop_.remove(easy_.get());
      }) {
  response_.url = hop.url;
  set_basics();
  set_headers();
  if (request.trace) set_trace();
}

Exchange::~Exchange() {
  if (running_) loop_.remove(easy_.get());
}

Exchange& Exchange::of(CURL* easy) {
  char* self = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
  return *static_cast<Exchange*>(static_cast<void*>(self));
}

void Exchange::set_basics() {
  CURL* easy = easy_.get();
  loop_.adopt(easy);
  set(easy, CURLOPT_PRIVATE, static_cast<void*>(this));
  set(easy, CURLOPT_ERRORBUFFER, static_cast<char*>(error_));
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_QUICK_EXIT, 1L);  // a resolver that hangs doesn't hold up a cancel
  set(easy, CURLOPT_URL, hop_.url.c_str(), "the address");
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  // Rather a second stream than a second connection. Without TLS there is no HTTP/2, and libcurl would wait all the
  // same.
  set(easy, CURLOPT_PIPEWAIT, hop_.url.rfind("https:", 0) == 0 ? 1L : 0L);
  set(easy, CURLOPT_ACCEPT_ENCODING, "");
  set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::chrono::milliseconds::rep>(1, hop_.timeout.count())));
  set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.max_bytes));
  set(easy, CURLOPT_PROXY, request_.proxy.c_str(), "the proxy");  // "" also shuts out the environment's
  set(easy, CURLOPT_NOPROXY, "");
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (!options_.ca_file.empty()) set(easy, CURLOPT_CAINFO, options_.ca_file.c_str());  // the system's stay, as CAPATH
  set(easy, CURLOPT_HEADERFUNCTION, &Exchange::on_header);
  set(easy, CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(easy, CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  set(easy, CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &Exchange::on_open);
  set(easy, CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  set(easy, CURLOPT_PREREQFUNCTION, &Exchange::on_connected);
  set(easy, CURLOPT_PREREQDATA, static_cast<void*>(this));
  if (hop_.post) {
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.post_body.size()));
    set(easy, CURLOPT_POSTFIELDS, request_.post_body.c_str());
  }
}

void Exchange::set_headers() {
  const auto add = [this](const std::string& name, const std::string& value) {
    if (has_control(name) || has_control(value)) return;
    // A semicolon is how libcurl is told of a header with an empty value.
    const std::string line = value.empty() ? name + ";" : name + ": " + value;
    curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    (void)headers_.release();
    headers_.reset(longer);
  };
  if (!request_.etag.empty()) add("If-None-Match", request_.etag);
  if (!request_.last_modified.empty()) add("If-Modified-Since", request_.last_modified);
  for (const auto& [name, value] : request_.headers)
    if (hop_.own_headers || harmless_elsewhere(name)) add(name, value);
  if (hop_.post) {  // without it libcurl waits a second for a 100 that few servers send
    curl_slist* longer = curl_slist_append(headers_.get(), "Expect:");
    if (longer == nullptr) throw std::bad_alloc();
    (void)headers_.release();
    headers_.reset(longer);
  }
  if (headers_) set(easy_.get(), CURLOPT_HTTPHEADER, headers_.get());
}

void Exchange::set_trace() {
  set(easy_.get(), CURLOPT_VERBOSE, 1L);
  set(easy_.get(), CURLOPT_DEBUGFUNCTION, &Exchange::on_trace);
  set(easy_.get(), CURLOPT_DEBUGDATA, static_cast<void*>(this));
}

boost::asio::awaitable<void> Exchange::run() {
  running_ = true;
  loop_.add(easy_.get());
  co_await done_.wait();
}

void Exchange::abort() {
  if (running_) {
    running_ = false;
    loop_.remove(easy_.get());
  }
  done_.wake(boost::asio::error::operation_aborted);
}

std::size_t Exchange::on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::string_view line(data, size * count);
  exchange.header_bytes_ += line.size();
  if (exchange.header_bytes_ > kMostHeaderBytes) {
    exchange.stop_ = Stop::headers;
    return 0;
  }
  if (line.substr(0, 5) == "HTTP/" && !exchange.headers_done_) {
    exchange.status_line();
  } else if (exchange.in_headers_) {
    exchange.header_line(line);
  }
  return line.size();
}

// Also of an interim answer (1xx), whose headers the next one replaces.
void Exchange::status_line() {
  response_.headers.clear();
  encoded_ = false;
  in_headers_ = true;
}

void Exchange::header_line(std::string_view line) {
  const std::string_view content = trimmed(line);
  if (content.empty()) {
    headers_end();
    return;
  }
  const bool continued = line.front() == ' ' || line.front() == '\t';  // obs-fold, RFC 9112 section 5.2
  if (continued && !response_.headers.empty()) {
    response_.headers.back().second += ' ';
    response_.headers.back().second += content;
    return;
  }
  const auto colon = content.find(':');
  if (colon == std::string_view::npos || colon == 0) return;
  response_.headers.emplace_back(lower(trimmed(content.substr(0, colon))), trimmed(content.substr(colon + 1)));
}

void Exchange::headers_end() {
  in_headers_ = false;
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  if (status < 200) return;
  headers_done_ = true;  // what follows the body are trailers
  const std::string coding = response_.header("content-encoding");
  encoded_ = !coding.empty() && lower(coding) != "identity";
  discard_ = status >= 300 && status < 400;
  curl_off_t length = -1;
  curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  if (length > 0 && !discard_)
    response_.body.reserve(std::min({static_cast<std::size_t>(length), request_.max_bytes, kMostReserved}));
  // Only from here on: a server may think for longer than thirty seconds before it sends anything.
  curl_easy_setopt(easy_.get(), CURLOPT_LOW_SPEED_LIMIT, kLowSpeed);
  curl_easy_setopt(easy_.get(), CURLOPT_LOW_SPEED_TIME, kLowSpeedSeconds);
}

std::size_t Exchange::on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  return static_cast<Exchange*>(self)->body(std::string_view(data, size * count)) ? size * count : 0;
}

bool Exchange::body(std::string_view bytes) {
  received_ += bytes.size();
  if (encoded_ && received_ > kBombFloor) {
    curl_off_t compressed = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_DOWNLOAD_T, &compressed);
    if (compressed > 0 && received_ / static_cast<std::size_t>(compressed) > kBombRatio) stop_ = Stop::bomb;
  }
  if (stop_ == Stop::no && received_ > request_.max_bytes) stop_ = Stop::too_large;
  if (stop_ != Stop::no) return false;
  if (!discard_) response_.body.append(bytes);
  return true;
}

curl_socket_t Exchange::on_open(void* self, curlsocktype, curl_sockaddr* address) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  if (!exchange.may_connect(address->addr, address->addrlen)) return CURL_SOCKET_BAD;
  return exchange.loop_.open_socket(*address);
}

// The operator's own proxy may stand anywhere; it is the proxy, not this guard, that sees the host behind it.
bool Exchange::may_connect(const sockaddr& address, socklen_t length) {
  if (hop_.allow_private || !request_.proxy.empty() || is_global(address, length)) return true;
  refused_address_ = address_text(address, length);
  return false;
}

// A kept connection may have been opened by a request that was allowed more than this one.
int Exchange::on_connected(void* self, char* remote, char*, int, int) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  if (exchange.hop_.allow_private || !exchange.request_.proxy.empty() || is_global(remote)) return CURL_PREREQFUNC_OK;
  exchange.refused_address_ = remote;
  exchange.stop_ = Stop::forbidden;
  return CURL_PREREQFUNC_ABORT;
}

int Exchange::on_trace(CURL*, curl_infotype type, char* data, std::size_t size, void* self) noexcept {
  add_to_trace(static_cast<Exchange*>(self)->response_.trace, type, std::string_view(data, size));
  return 0;
}

void Exchange::finished(CURLcode code) {
  running_ = false;
  CURL* easy = easy_.get();
  if (code == CURLE_OUT_OF_MEMORY) {
    done_.wake(boost::asio::error::no_memory);
    return;
  }
  response_.transfer = transfer_of(code);
  response_.error = error_of(code, response_.transfer);
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &microseconds);
  response_.took = std::chrono::milliseconds(microseconds / 1'000);
  const char* target = nullptr;
  curl_easy_getinfo(easy, CURLINFO_REDIRECT_URL, &target);
  if (target != nullptr) redirect_ = target;
  if (request_.trace) add_times_to_trace(response_.trace, easy);
  done_.wake();
}

Transfer Exchange::transfer_of(CURLcode code) const {
  const bool in_body = headers_done_;
  switch (code) {
    case CURLE_OK:
      return Transfer::whole;
    case CURLE_PARTIAL_FILE:
      return Transfer::truncated;
    case CURLE_FILESIZE_EXCEEDED:
      return Transfer::too_large;
    case CURLE_OPERATION_TIMEDOUT:
      return Transfer::too_slow;
    case CURLE_WRITE_ERROR:
    case CURLE_ABORTED_BY_CALLBACK:
      return stop_ == Stop::too_large   ? Transfer::too_large
             : stop_ == Stop::bomb      ? Transfer::bomb
             : stop_ == Stop::forbidden ? Transfer::forbidden_address
                                        : Transfer::protocol;
    case CURLE_COULDNT_CONNECT:
      return refused_address_.empty() ? Transfer::unreachable : Transfer::forbidden_address;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
    case CURLE_INTERFACE_FAILED:
    case CURLE_NO_CONNECTION_AVAILABLE:
      return Transfer::unreachable;
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
      return in_body ? Transfer::truncated : Transfer::unreachable;
    case CURLE_RECV_ERROR:
      // libcurl has no code of its own for chunks that can't be read.
      if (std::string_view(error_).find("chunk") != std::string_view::npos) return Transfer::protocol;
      return in_body ? Transfer::truncated : Transfer::unreachable;
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return in_body ? Transfer::truncated : Transfer::protocol;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_SHUTDOWN_FAILED:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_USE_SSL_FAILED:
      return Transfer::tls;
    default:
      return Transfer::protocol;
  }
}

std::string Exchange::error_of(CURLcode code, Transfer transfer) const {
  switch (transfer) {
    case Transfer::whole:
      return {};
    case Transfer::forbidden_address:
      return presentable(hop_.url) + " is at " + refused_address_ +
             ", which isn't reachable over the internet; only a source with allow_private may ask it";
    case Transfer::too_large:
      return "the answer is larger than " + std::to_string(request_.max_bytes) + " bytes";
    case Transfer::bomb:
      return "the answer unpacks to more than " + std::to_string(kBombRatio) + " times its size";
    default:
      break;
  }
  if (stop_ == Stop::headers) return "the headers are larger than " + std::to_string(kMostHeaderBytes) + " bytes";
  return error_[0] != '\0' ? std::string(error_) : std::string(curl_easy_strerror(code));
}

}  // namespace griffier::fetchers
