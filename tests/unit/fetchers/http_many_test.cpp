// Many fetches at once: cancelling them, sharing hosts, staying small.
#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include "tests/unit/fetchers/http_support.h"
#include "tests/unit/fetchers/raw_server.h"

namespace griffier::fetchers {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using testing::answer;
using testing::Browser;
using testing::local_request;
using testing::RawConnection;
using testing::RawServer;

struct Tally {
  int answers = 0, cancelled = 0, other = 0;
};

void spawn(Browser& browser, const std::string& url, Tally& tally, asio::cancellation_slot slot = {}) {
  asio::co_spawn(browser.io, browser.engine.fetch(local_request(url)),
                 asio::bind_cancellation_slot(slot, [&tally](std::exception_ptr error, const Response&) {
                   try {
                     if (error) std::rethrow_exception(error);
                     ++tally.answers;
                   } catch (const boost::system::system_error& failure) {
                     ++(failure.code() == asio::error::operation_aborted ? tally.cancelled : tally.other);
                   }
                 }));
}

HostPolicy parallel(int many) {
  HostPolicy policy;
  policy.parallel = many;
  policy.gap = 0ms;
  return policy;
}

TEST(ManyFetches, AreCancelledAtOnceInFlightAndInLine) {
  RawServer server([](RawConnection& connection, const std::string&) {
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nbegin");
    connection.hang();
  });
  EngineOptions options = testing::test_options();
  options.max_connections = 100;
  Browser browser(options);
  browser.engine.set_policy("127.0.0.1", parallel(100));
  Tally tally;
  std::vector<asio::cancellation_signal> signals(200);
  for (auto& signal : signals) spawn(browser, server.url(), tally, signal.slot());
  browser.io.run_for(500ms);
  EXPECT_EQ(server.requests(), 100);
  const auto start = std::chrono::steady_clock::now();
  for (auto& signal : signals) signal.emit(asio::cancellation_type::terminal);
  browser.io.run();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 500ms);
  EXPECT_EQ(tally.cancelled, 200);
  EXPECT_EQ(tally.answers + tally.other, 0);
}

asio::awaitable<void> fetch_with_every_cancellation(Engine& engine, std::string url, Tally& tally) {
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  co_await asio::this_coro::throw_if_cancelled(false);
  try {
    Request request = local_request(url);
    const Response response = co_await engine.fetch(std::move(request));
    ++tally.answers;
  } catch (const boost::system::system_error& failure) {
    ++(failure.code() == asio::error::operation_aborted ? tally.cancelled : tally.other);
  }
}

TEST(ManyFetches, HeedEveryKindOfCancellation) {
  RawServer server([](RawConnection& connection, const std::string&) { connection.hang(); });
  for (const auto type :
       {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
    Browser browser;
    Tally tally;
    asio::cancellation_signal signal;
    asio::co_spawn(browser.io, fetch_with_every_cancellation(browser.engine, server.url(), tally),
                   asio::bind_cancellation_slot(signal.slot(), asio::detached));
    browser.io.run_for(50ms);
    signal.emit(type);
    signal.emit(type);  // twice does no harm
    browser.io.run();
    EXPECT_EQ(tally.cancelled, 1);
  }
}

TEST(ManyFetches, GoOnForOthersWhenOneIsCancelled) {
  RawServer server([](RawConnection& connection, const std::string& request) {
    if (testing::path_of(request) == "/hang") return connection.hang();
    connection.send(answer("200 OK", "x"));
  });
  Browser browser;
  Tally tally, other;
  asio::cancellation_signal signal;
  spawn(browser, server.url("/hang"), tally, signal.slot());
  for (int i = 0; i < 20; ++i) spawn(browser, server.url("/x"), other);
  browser.io.run_for(50ms);
  EXPECT_EQ(other.answers, 0) << "one at a time";
  signal.emit(asio::cancellation_type::terminal);
  browser.io.run();
  EXPECT_EQ(tally.cancelled, 1);
  EXPECT_EQ(other.answers, 20);
}

TEST(ManyFetches, EndWithTheirEngine) {
  RawServer server([](RawConnection& connection, const std::string&) { connection.hang(); });
  asio::io_context io;
  auto engine = std::make_unique<Engine>(io, testing::test_options());
  int aborted = 0;
  for (int i = 0; i < 10; ++i)
    asio::co_spawn(io, engine->fetch(local_request(server.url())),
                   [&](std::exception_ptr error, const Response&) { aborted += error ? 1 : 0; });
  io.run_for(50ms);
  engine.reset();
  io.run_for(1s);
  EXPECT_EQ(aborted, 10);
}

TEST(ManyFetches, ThatBeginAfterTheirEngineWentAreCancelled) {
  asio::io_context io;
  auto engine = std::make_unique<Engine>(io, testing::test_options());
  bool aborted = false;
  asio::co_spawn(io, engine->fetch(local_request("http://127.0.0.1:1/")),
                 [&](std::exception_ptr error, const Response&) { aborted = error != nullptr; });
  engine.reset();
  io.run_for(1s);
  EXPECT_TRUE(aborted);
}

TEST(ManyFetches, MayBeAbandonedWithTheirLoop) {
  RawServer server([](RawConnection& connection, const std::string&) { connection.hang(); });
  Browser browser;
  Tally tally;
  for (int i = 0; i < 10; ++i) spawn(browser, server.url(), tally);
  browser.io.run_for(50ms);
  EXPECT_EQ(tally.answers + tally.cancelled + tally.other, 0);
}

TEST(ManyFetches, ToOneHostUseNoMoreConnectionsThanItsPolicySays) {
  RawServer server(answer("304 Not Modified", ""));
  Browser browser;
  browser.engine.set_policy(server.host(), parallel(8));
  Tally tally;
  for (int i = 0; i < 2'000; ++i) spawn(browser, server.url("/" + std::to_string(i)), tally);
  browser.io.run();
  EXPECT_EQ(tally.answers, 2'000);
  EXPECT_LE(server.connections(), 8);
  EXPECT_LE(server.most_at_once(), 8);
  EXPECT_GT(server.connections(), 1);
}

TEST(ManyFetches, KeepTheGapBetweenRequestsToAHost) {
  RawServer server(answer("200 OK", "x"));
  Browser browser;
  HostPolicy policy;
  policy.gap = 50ms;
  browser.engine.set_policy(server.host(), policy);
  Tally tally;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 6; ++i) spawn(browser, server.url(), tally);
  browser.io.run();
  EXPECT_EQ(tally.answers, 6);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 250ms);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
}

TEST(ManyFetches, SurviveServersThatCloseTheirConnectionsEachTime) {
  RawServer server([](RawConnection& connection, const std::string&) {
    connection.send(answer("200 OK", "x"));
    connection.finish();
  });
  Browser browser;
  browser.engine.set_policy(server.host(), parallel(4));
  Tally tally;
  for (int i = 0; i < 300; ++i) spawn(browser, server.url(), tally);
  browser.io.run();
  EXPECT_EQ(tally.answers, 300);
}

TEST(ManyFetches, ToManyHostsKeepTheConnectionsWithinTheirNumber) {
  std::vector<std::unique_ptr<RawServer>> servers;
  for (int i = 0; i < 20; ++i) servers.push_back(std::make_unique<RawServer>(answer("200 OK", "x")));
  EngineOptions options = testing::test_options();
  options.max_connections = 4;
  Browser browser(options);
  Tally tally;
  for (int round = 0; round < 5; ++round) {
    for (const auto& server : servers) spawn(browser, server->url(), tally);
    browser.io.restart();
    browser.io.run();
  }
  EXPECT_EQ(tally.answers, 100);
  std::this_thread::sleep_for(100ms);
  std::size_t open = 0;
  for (const auto& server : servers) open += server->open();
  EXPECT_LE(open, 4U);
  EXPECT_GT(open, 0U);
}

TEST(ManyFetches, AreToldAtOnceWhenTheirHostWantsToBeLeftAlone) {
  RawServer server(answer("429 Too Many Requests", "", "Retry-After: 3600\r\n"));
  Browser browser;
  std::vector<Response> responses;
  for (int i = 0; i < 20; ++i)
    asio::co_spawn(browser.io, browser.engine.fetch(local_request(server.url())),
                   [&](std::exception_ptr, Response response) { responses.push_back(std::move(response)); });
  const auto start = std::chrono::steady_clock::now();
  browser.io.run();
  EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
  EXPECT_EQ(server.requests(), 1);
  ASSERT_EQ(responses.size(), 20U);
  EXPECT_EQ(std::count_if(responses.begin(), responses.end(),
                          [](const Response& r) { return r.transfer == Transfer::quiet; }),
            19);
}

}  // namespace
}  // namespace griffier::fetchers
