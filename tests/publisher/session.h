// One connection of the test publisher, over plain TCP or TLS. Header-only, since it is a template over the stream.
#pragma once

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <functional>

#include "tests/publisher/reply.h"

namespace griffier::publisher {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

inline constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
inline constexpr std::chrono::seconds kPatience{120};
inline constexpr std::uint64_t kLargestRequest = std::uint64_t{64} << 20;

struct SessionContext {
  Site& site;
  Bases bases;
  std::uint64_t connection = 0;
  bool secure = false;
  std::function<bool()> refusing;
  std::function<std::optional<Step>(const Asked&)> control;  // empty: none
};

[[nodiscard]] std::shared_ptr<const Asked> asked_of(const http::request<http::string_body>& request,
                                                    const SessionContext& context);

// Counts an answer as gone, however the coroutine ends.
class InFlight {
 public:
  InFlight(Site& site, std::shared_ptr<const Asked> asked) : site_(site), asked_(std::move(asked)) {}
  ~InFlight() { site_.done(*asked_, not_modified); }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;
  bool not_modified = false;

 private:
  Site& site_;
  std::shared_ptr<const Asked> asked_;
};

inline asio::awaitable<void> pause(std::chrono::milliseconds length) {
  asio::steady_timer timer(co_await asio::this_coro::executor, length);
  co_await timer.async_wait(kAsTuple);
}

template <class Stream>
asio::awaitable<bool> send(Stream& stream, std::string_view first, std::string_view second) {
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(first), asio::buffer(second)};
  beast::get_lowest_layer(stream).expires_after(kPatience);
  const auto [error, bytes] = co_await asio::async_write(stream, buffers, kAsTuple);
  co_return !error;
}

template <class Stream>
asio::awaitable<bool> send_body_slowly(Stream& stream, const Reply& reply) {
  if (!co_await send(stream, reply.head, std::string_view())) co_return false;
  for (std::size_t at = 0; at < reply.body.size(); at += reply.portion) {
    const std::string_view part = reply.body.substr(at, reply.portion);
    if (!co_await send(stream, part, std::string_view())) co_return false;
    co_await pause(reply.gap);
  }
  co_return true;
}

template <class Stream>
asio::awaitable<bool> send_reply(Stream& stream, const Reply& reply) {
  if (reply.head.empty()) co_return true;
  if (reply.portion != 0) co_return co_await send_body_slowly(stream, reply);
  if (!co_await send(stream, reply.head, reply.body)) co_return false;
  static const std::string filler(std::size_t{64} << 10, 'x');
  for (std::size_t left = reply.repeat; left > 0;) {
    const std::string_view part = std::string_view(filler).substr(0, left);
    if (!co_await send(stream, part, std::string_view())) co_return false;
    left -= part.size();
  }
  co_return true;
}

// Waits until the client gives up.
template <class Stream>
asio::awaitable<void> outwait(Stream& stream) {
  beast::get_lowest_layer(stream).expires_after(std::chrono::minutes(10));
  std::array<char, 512> ignored{};
  const auto buffer = asio::buffer(ignored);
  for (;;) {
    const auto [error, bytes] = co_await stream.async_read_some(buffer, kAsTuple);
    if (error) co_return;
  }
}

// Answers one request; false: the connection is over.
template <class Stream>
asio::awaitable<bool> answer(Stream& stream, std::shared_ptr<const Asked> asked, const SessionContext& context) {
  std::shared_ptr<const Prepared> prepared;
  std::optional<InFlight> in_flight;
  std::size_t number = 0;
  if (context.control) {
    if (auto step = context.control(*asked)) prepared = std::make_shared<const Prepared>(std::move(*step));
  }
  if (!prepared) {
    auto taken = context.site.take(asked);
    prepared = std::move(taken.prepared);
    number = taken.number;
    in_flight.emplace(context.site, asked);
  }
  const Reply reply = make_reply(*prepared, *asked, number, context.bases);
  if (in_flight) in_flight->not_modified = reply.status == 304;
  if (prepared->step.delay.count() > 0) co_await pause(prepared->step.delay);
  if (reply.end == Reply::End::keep_alive && reply.repeat == 0 && reply.portion == 0) {
    // Counted before the bytes leave, so that a client that has its answer finds it counted.
    in_flight.reset();
  }
  if (!co_await send_reply(stream, reply)) co_return false;
  if (reply.end == Reply::End::hang) co_await outwait(stream);
  if (reply.end == Reply::End::reset) {
    // What was sent must have arrived before the reset, which throws away what still waits.
    co_await pause(std::chrono::milliseconds(30));
    boost::system::error_code ignored;
    auto& socket = beast::get_lowest_layer(stream).socket();
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
  }
  co_return reply.end == Reply::End::keep_alive;
}

template <class Stream>
asio::awaitable<void> converse(Stream& stream, const SessionContext& context) {
  beast::flat_buffer buffer;
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.body_limit(kLargestRequest);
    parser.header_limit(64 << 10);
    beast::get_lowest_layer(stream).expires_after(kPatience);
    const auto [error, bytes] = co_await http::async_read(stream, buffer, parser, kAsTuple);
    if (error || context.refusing()) co_return;
    const bool keep_alive = parser.get().keep_alive();
    auto asked = asked_of(parser.get(), context);
    const bool goes_on = co_await answer(stream, std::move(asked), context);
    if (!goes_on || !keep_alive) co_return;
  }
}

}  // namespace griffier::publisher
