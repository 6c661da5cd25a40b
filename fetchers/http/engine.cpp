#include "fetchers/http/engine.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>
#include <set>
#include <unordered_map>

#include "fetchers/http/address_guard.h"
#include "fetchers/http/exchange.h"
#include "fetchers/http/limiter.h"
#include "fetchers/http/quiet.h"
#include "fetchers/http/retry_after.h"
#include "fetchers/http/url.h"

namespace griffier::fetchers {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr int kMostRedirects = 10;
constexpr std::size_t kKeptHandles = 64;
// A host that is quiet for longer isn't waited for: the caller learns at once when to come back.
constexpr seconds kPatience{10};

void start_libcurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  check(code, "starting");
}

bool redirects(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

}  // namespace

std::string Response::header(std::string_view lower_case_name) const {
  for (auto it = headers.rbegin(); it != headers.rend(); ++it)
    if (it->first == lower_case_name) return it->second;
  return {};
}

// Shared with every fetch under way, which may outlive the Engine by one turn of the io_context.
struct Engine::Parts : std::enable_shared_from_this<Engine::Parts> {
  class Turn;
  class Course;

  Parts(asio::io_context& context, EngineOptions with)
      : io(context),
        options(std::move(with)),
        limiter(options.max_connections),
        loop(std::make_shared<CurlLoop>(context, options.max_connections,
                                        [](CURL* easy, CURLcode code) { Exchange::of(easy).finished(code); })),
        timer(context) {}

  void pump();
  void arm(Limiter::Time at);
  void close();
  CurlEasy fresh_handle();
  void give_back(CurlEasy easy);
  void heed(const WebAddress& asked, const std::string& url, const Response& response);

  asio::io_context& io;
  EngineOptions options;
  Limiter limiter;
  QuietHosts quiet;
  std::shared_ptr<CurlLoop> loop;
  asio::steady_timer timer;
  std::optional<Limiter::Time> armed;
  std::unordered_map<Limiter::Id, Signal*> waiting;
  std::set<Exchange*> running;
  std::vector<CurlEasy> handles;
  bool closed = false;
};

// A place in the line for a host and then a place in flight, given back at the end of its scope.
class Engine::Parts::Turn {
 public:
  Turn(std::shared_ptr<Parts> parts, const std::string& host, const std::string& source)
      : parts_(std::move(parts)),
        started_(parts_->io, nullptr),
        id_(parts_->limiter.enqueue(host, source, Limiter::Clock::now())) {
    parts_->waiting.emplace(id_, &started_);
  }
  ~Turn() {
    parts_->waiting.erase(id_);
    parts_->limiter.leave(id_, Limiter::Clock::now(), took_);
    parts_->pump();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  asio::awaitable<void> wait() {
    parts_->pump();
    co_await started_.wait();
  }
  void took(milliseconds time) { took_ = time; }

 private:
  std::shared_ptr<Parts> parts_;
  Signal started_;
  Limiter::Id id_;
  milliseconds took_{0};
};

// The way of one fetch from address to address.
class Engine::Parts::Course {
 public:
  Course(std::shared_ptr<Parts> parts, Request request)
      : parts_(std::move(parts)), request_(std::move(request)), left_(request_.timeout) {
    hop_.url = request_.url;
    hop_.post = !request_.post_body.empty();
    hop_.allow_private = request_.allow_private;
  }
  static asio::awaitable<Response> run(std::unique_ptr<Course> course);

 private:
  bool prepare();  // reads and judges the address; false: `response_` says what is wrong
  bool is_quiet();
  asio::awaitable<void> heed_cancellation();
  asio::awaitable<void> exchange();
  bool arrived();  // false: `hop_` is where to go on
  bool follow(const std::string& target);
  Response take_response();
  bool fail(Transfer how, std::string why);

  std::shared_ptr<Parts> parts_;
  Request request_;
  Hop hop_;
  WebAddress address_;
  Response response_;
  std::string redirect_, trace_;
  std::set<std::string> visited_;
  int hops_ = 0;
  milliseconds left_, took_{0};
};

bool Engine::Parts::Course::fail(Transfer how, std::string why) {
  response_.transfer = how;
  response_.error = std::move(why);
  return false;
}

bool Engine::Parts::Course::prepare() {
  response_.url = hop_.url;
  auto address = parse_web_address(hop_.url);
  if (!address) return fail(Transfer::bad_redirect, "the address can't be read");
  if (address->scheme != "http" && address->scheme != "https")
    return fail(Transfer::bad_redirect, "only http and https are fetched, not " + address->scheme);
  address_ = std::move(*address);
  if (!hop_.allow_private && is_address(address_.name) && !is_global(address_.name))
    return fail(Transfer::forbidden_address,
                address_.name + " isn't reachable over the internet; only a source with allow_private may ask it");
  return true;
}

// True when the address, or the host for longer than our patience, is to be left alone; then `response_` says so. The
// limiter waits out what is shorter.
bool Engine::Parts::Course::is_quiet() {
  const auto now = std::chrono::system_clock::now();
  const auto asked = parts_->quiet.until(address_.host, hop_.url, now);
  if (!asked || (asked->whole_host && asked->until - now <= kPatience)) return false;
  const auto rest = std::chrono::ceil<seconds>(asked->until - now);
  response_ = Response();
  response_.url = hop_.url;
  response_.status = asked->status;
  response_.headers.emplace_back("retry-after", std::to_string(rest.count()));
  fail(Transfer::quiet, address_.host + " answered " + std::to_string(asked->status) + " and is left alone for " +
                            std::to_string(rest.count()) + " seconds more");
  return true;
}

// A cancellation, or the end of the engine, may come between being woken and running again.
asio::awaitable<void> Engine::Parts::Course::heed_cancellation() {
  const auto state = co_await asio::this_coro::cancellation_state;
  if (parts_->closed || state.cancelled() != asio::cancellation_type::none)
    throw boost::system::system_error(asio::error::operation_aborted);
}

asio::awaitable<void> Engine::Parts::Course::exchange() {
  co_await heed_cancellation();
  Turn turn(parts_, address_.host, request_.source);
  co_await turn.wait();
  co_await heed_cancellation();
  if (is_quiet()) co_return;
  hop_.timeout = left_;
  Exchange exchange(parts_->io, *parts_->loop, parts_->fresh_handle(), parts_->options, request_, hop_);
  parts_->running.insert(&exchange);
  struct Leave {
    std::set<Exchange*>& running;
    Exchange* exchange;
    ~Leave() { running.erase(exchange); }
  } leave{parts_->running, &exchange};
  co_await exchange.run();
  response_ = exchange.take_response();
  redirect_ = exchange.redirect();
  parts_->give_back(exchange.take_easy());
  turn.took(response_.took);
  took_ += response_.took;
  left_ -= response_.took;
  trace_ += response_.trace;
  parts_->heed(address_, hop_.url, response_);
  if (parts_->options.on_answer) parts_->options.on_answer(hop_.url, response_);
}

// Prepares the next hop; false: the answer stands as it is, or `response_` says why it isn't followed.
bool Engine::Parts::Course::follow(const std::string& target) {
  visited_.insert(hop_.url);
  if (++hops_ > kMostRedirects) return fail(Transfer::bad_redirect, "more than ten redirects");
  if (visited_.count(target) != 0)
    return fail(Transfer::bad_redirect, "the redirects go round: " + presentable(target));
  const auto next = parse_web_address(target);
  if (!next) return fail(Transfer::bad_redirect, "a redirect to what is no address");
  if (address_.scheme == "https" && next->scheme == "http")
    return fail(Transfer::bad_redirect, "a redirect from https to http: " + presentable(target));
  if (left_.count() <= 0) return fail(Transfer::too_slow, "the redirects took all the time there was");
  // What was allowed or confided to the host that was asked isn't for another that it names.
  if (next->name != address_.name) hop_.allow_private = false;
  if (next->host != address_.host || next->scheme != address_.scheme) hop_.own_headers = false;
  if (response_.status != 307 && response_.status != 308) hop_.post = false;
  hop_.url = target;
  return true;
}

bool Engine::Parts::Course::arrived() {
  if (response_.transfer != Transfer::whole || !redirects(response_.status) || redirect_.empty()) return true;
  if (!follow(redirect_)) return true;
  trace_ += "* redirected to " + presentable(hop_.url) + "\n";
  return false;
}

Response Engine::Parts::Course::take_response() {
  response_.took = took_;
  if (request_.trace) response_.trace = std::move(trace_);
  return std::move(response_);
}

asio::awaitable<Response> Engine::Parts::Course::run(std::unique_ptr<Course> course) {
  while (course->prepare() && !course->is_quiet()) {
    co_await course->exchange();
    if (course->arrived()) break;
  }
  co_return course->take_response();
}

// Wakes those whose turn it is and arms the timer for the next.
void Engine::Parts::pump() {
  if (closed) return;
  const auto now = Limiter::Clock::now();
  for (const Limiter::Id id : limiter.start(now))
    if (const auto found = waiting.find(id); found != waiting.end()) found->second->wake();
  if (const auto next = limiter.next_start()) {
    arm(*next);
  } else if (armed) {
    armed.reset();
    timer.cancel();
  }
}

void Engine::Parts::arm(Limiter::Time at) {
  if (armed && *armed <= at) return;  // fires early and is armed again then
  armed = at;
  timer.expires_at(at);
  timer.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (error) return;
    self->armed.reset();
    self->pump();
  });
}

CurlEasy Engine::Parts::fresh_handle() {
  if (!handles.empty()) {
    CurlEasy easy = std::move(handles.back());
    handles.pop_back();
    return easy;
  }
  CurlEasy easy(curl_easy_init());
  if (!easy) throw std::bad_alloc();
  return easy;
}

void Engine::Parts::give_back(CurlEasy easy) {
  if (handles.size() >= kKeptHandles) return;
  curl_easy_reset(easy.get());
  handles.push_back(std::move(easy));
}

// What the answer asks of us for the time to come. Those that wait for a host that became quiet are told at once.
void Engine::Parts::heed(const WebAddress& asked, const std::string& url, const Response& response) {
  if (response.status == 0) return;
  const auto now = std::chrono::system_clock::now();
  const auto retry_after = parse_retry_after(response.header("retry-after"), now);
  const auto host = quiet.answered(asked.host, url, response.status, retry_after, now);
  if (!host) return;
  if (host->until - now <= kPatience) {
    limiter.quiet(asked.host, Limiter::Clock::now() + (host->until - now));
    return;
  }
  // They don't wait for a turn that would send something, only to be told that nothing will be sent.
  for (const Limiter::Id id : limiter.waiting(asked.host))
    if (const auto found = waiting.find(id); found != waiting.end()) found->second->wake();
}

void Engine::Parts::close() {
  closed = true;
  timer.cancel();
  const auto transfers = running;
  for (Exchange* exchange : transfers) exchange->abort();
  for (const auto& [id, signal] : waiting) signal->wake(asio::error::operation_aborted);
  handles.clear();
  loop->close();
}

Engine::Engine(asio::io_context& io, EngineOptions options) {
  start_libcurl();
  parts_ = std::make_shared<Parts>(io, std::move(options));
}

Engine::~Engine() { parts_->close(); }

asio::awaitable<Response> Engine::fetch(Request request) {
  auto course = std::make_unique<Parts::Course>(parts_, std::move(request));
  auto answer = Parts::Course::run(std::move(course));
  return answer;
}

void Engine::set_policy(const std::string& host, HostPolicy policy) {
  parts_->limiter.set_policy(host, policy);
  parts_->pump();
}

std::optional<std::chrono::system_clock::time_point> Engine::quiet_until(const std::string& url) const {
  const auto place = quiet_place(url);
  return place ? std::optional(place->until) : std::nullopt;
}

std::optional<QuietPlace> Engine::quiet_place(const std::string& url) const {
  const auto address = parse_web_address(url);
  if (!address) return std::nullopt;
  const auto quiet = parts_->quiet.until(address->host, url, std::chrono::system_clock::now());
  if (!quiet) return std::nullopt;
  return QuietPlace{address->host, url, quiet->status, quiet->whole_host, quiet->until};
}

void Engine::keep_quiet(const QuietPlace& place) {
  const auto now = std::chrono::system_clock::now();
  if (place.until <= now || place.host.empty()) return;
  parts_->quiet.keep(place.host, place.whole_host ? std::string() : place.url, place.status, place.until);
  if (place.whole_host && place.until - now <= kPatience)
    parts_->limiter.quiet(place.host, Limiter::Clock::now() + (place.until - now));
}

}  // namespace griffier::fetchers
