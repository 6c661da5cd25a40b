// What the engine makes of servers that break their word, and of those that lead it astray.
#include <gtest/gtest.h>

#include "tests/unit/fetchers/gzip.h"
#include "tests/unit/fetchers/http_support.h"
#include "tests/unit/fetchers/raw_server.h"

namespace griffier::fetchers {
namespace {

using namespace std::chrono_literals;
using testing::answer;
using testing::Browser;
using testing::gzip;
using testing::local_request;
using testing::path_of;
using testing::RawConnection;
using testing::RawServer;

Transfer transfer_of(const std::string& bytes, bool then_reset = false) {
  RawServer server([&](RawConnection& connection, const std::string&) {
    connection.send(bytes);
    if (then_reset) connection.reset();
    connection.finish();
  });
  Browser browser;
  const Response response = browser.fetch(server.url());
  EXPECT_EQ(response.error.empty(), response.transfer == Transfer::whole) << response.error;
  return response.transfer;
}

TEST(EngineFaults, TellsATruncatedBodyFromAWholeOne) {
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole"), Transfer::whole);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this"), Transfer::truncated);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"), Transfer::truncated);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n"), Transfer::truncated);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n500\r\nwhole"), Transfer::truncated);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\n\r\nuntil the end"), Transfer::whole);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this", true), Transfer::truncated);
  EXPECT_EQ(transfer_of("HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\nonly this"), Transfer::truncated);
}

TEST(EngineFaults, CallsAServerThatSaysNothingUnreachable) {
  EXPECT_EQ(transfer_of(""), Transfer::unreachable);
  EXPECT_EQ(transfer_of("", true), Transfer::unreachable);
}

TEST(EngineFaults, CallsNonsenseAProtocolError) {
  EXPECT_EQ(transfer_of("220 mail.example.org ESMTP\r\n"), Transfer::protocol);
  EXPECT_EQ(transfer_of(std::string(4'000, '\0')), Transfer::protocol);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nxx"), Transfer::protocol);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!"),
            Transfer::protocol);
  EXPECT_EQ(transfer_of("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx"), Transfer::protocol);
  std::string endless = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 20'000; ++i) endless += "X-Header-" + std::to_string(i) + ": value\r\n";
  EXPECT_EQ(transfer_of(endless + "\r\n"), Transfer::protocol);
}

TEST(EngineFaults, CallsARefusedConnectionAndAnUnknownNameUnreachable) {
  std::string url;
  { url = RawServer(answer("200 OK", "x")).url(); }
  Browser browser;
  EXPECT_EQ(browser.fetch(url).transfer, Transfer::unreachable);
  EXPECT_EQ(browser.fetch("http://no-such-host.invalid/").transfer, Transfer::unreachable);
}

TEST(EngineFaults, StopsAtTheLargestSizeWhetherAnnouncedOrNot) {
  RawServer server([](RawConnection& connection, const std::string& request) {
    const std::string body(100'000, 'x');
    connection.send(path_of(request) == "/announced" ? answer("200 OK", body) : "HTTP/1.1 200 OK\r\n\r\n" + body);
    connection.finish();
  });
  Browser browser;
  for (const char* path : {"/announced", "/endless"}) {
    Request request = local_request(server.url(path));
    request.max_bytes = 99'999;
    const Response response = browser.fetch(std::move(request));
    EXPECT_EQ(response.transfer, Transfer::too_large) << path;
    EXPECT_LE(response.body.size(), 99'999U);
    Request enough = local_request(server.url(path));
    enough.max_bytes = 100'000;
    EXPECT_EQ(browser.fetch(std::move(enough)).transfer, Transfer::whole) << path;
  }
}

TEST(EngineFaults, StopsADecompressionBombLongBeforeItsSize) {
  RawServer server(answer("200 OK", gzip(std::string(std::size_t{64} << 20, ' ')), "Content-Encoding: gzip\r\n"));
  const Response response = Browser().fetch(server.url());
  EXPECT_EQ(response.transfer, Transfer::bomb) << response.error;
  EXPECT_LT(response.body.size(), std::size_t{8} << 20);
}

TEST(EngineFaults, CountsTheSizeAfterDecompression) {
  RawServer server(answer("200 OK", gzip(std::string(1'000'000, ' ')), "Content-Encoding: gzip\r\n"));
  Browser browser;
  Request request = local_request(server.url());
  request.max_bytes = 999'999;
  EXPECT_EQ(browser.fetch(std::move(request)).transfer, Transfer::too_large);
  EXPECT_EQ(browser.fetch(server.url()).transfer, Transfer::whole) << "small enough not to matter";
}

TEST(EngineFaults, GivesUpOnAServerThatHangs) {
  RawServer server([](RawConnection& connection, const std::string& request) {
    if (path_of(request) != "/silent") connection.send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n");
    if (path_of(request) == "/drip")
      for (int i = 0; i < 40; ++i) {
        connection.send("x");
        std::this_thread::sleep_for(20ms);
      }
    connection.hang();
  });
  Browser browser;
  for (const char* path : {"/silent", "/headers", "/drip"}) {
    Request request = local_request(server.url(path));
    request.timeout = 300ms;
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(browser.fetch(std::move(request)).transfer, Transfer::too_slow) << path;
    EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
  }
}

TEST(EngineFaults, FollowsRedirectsAndSaysWhereItArrived) {
  RawServer server([](RawConnection& connection, const std::string& request) {
    const std::string path = path_of(request);
    const int left = std::stoi(path.substr(1));
    connection.send(
        left == 0 ? answer("200 OK", "arrived")
                  : answer("302 Found", "moved", "Location: /" + std::to_string(left - 1) + "\r\nETag: \"no\"\r\n"));
  });
  Browser browser;
  const Response ten = browser.fetch(server.url("/10"));
  EXPECT_EQ(ten.transfer, Transfer::whole) << ten.error;
  EXPECT_EQ(ten.body, "arrived");
  EXPECT_EQ(ten.url, server.url("/0"));
  EXPECT_EQ(ten.header("etag"), "");
  const Response eleven = browser.fetch(server.url("/11"));
  EXPECT_EQ(eleven.transfer, Transfer::bad_redirect);
  EXPECT_EQ(server.connections(), 1);
}

Response led_to(const std::string& location, int status = 301) {
  RawServer server(answer(std::to_string(status) + " Moved", "", "Location: " + location + "\r\n"));
  return Browser().fetch(server.url("/start"));
}

TEST(EngineFaults, DoesNotFollowRedirectsThatItMust) {
  const Response round = led_to("/start");
  EXPECT_EQ(round.transfer, Transfer::bad_redirect);
  EXPECT_NE(round.error.find("go round"), std::string::npos) << round.error;
  EXPECT_EQ(led_to("ftp://example.org/x").transfer, Transfer::bad_redirect);
  EXPECT_EQ(led_to("file:///etc/passwd").transfer, Transfer::bad_redirect);
  EXPECT_EQ(led_to("http://10.0.0.1/").transfer, Transfer::forbidden_address) << "allowed for the host asked only";
  EXPECT_EQ(led_to("http://[::1]/").transfer, Transfer::forbidden_address);
  EXPECT_EQ(led_to("http://localhost/").transfer, Transfer::forbidden_address);
  EXPECT_EQ(led_to("http://2852039166/").transfer, Transfer::forbidden_address) << "169.254.169.254 as one number";
  EXPECT_EQ(led_to("", 302).status, 302) << "no Location is an answer, if an odd one";
  EXPECT_EQ(led_to("/start", 304).transfer, Transfer::whole);
}

TEST(EngineFaults, KeepsCredentialsFromAnotherHostThatARedirectNames) {
  RawServer other(answer("200 OK", "x"));
  RawServer server([&](RawConnection& connection, const std::string& request) {
    const std::string to = path_of(request) == "/out" ? other.url("/in") : "/same";
    connection.send(path_of(request) == "/same" ? answer("200 OK", "x")
                                                : answer("307 x", "", "Location: " + to + "\r\n"));
  });
  Browser browser;
  for (const char* path : {"/stay", "/out"}) {
    Request request = local_request(server.url(path));
    request.headers.emplace_back("Authorization", "Bearer geheim");
    request.headers.emplace_back("Accept", "text/html");
    EXPECT_EQ(browser.fetch(std::move(request)).status, 200);
  }
  EXPECT_NE(server.seen().at(1).find("geheim"), std::string::npos);
  EXPECT_EQ(other.seen().at(0).find("geheim"), std::string::npos) << other.seen().at(0);
  EXPECT_NE(other.seen().at(0).find("Accept: text/html"), std::string::npos);
}

TEST(EngineFaults, RefusesPrivateAddressesUnlessAllowed) {
  RawServer server(answer("200 OK", "x"));
  Browser browser;
  for (const std::string& url : {server.url(), "http://localhost:" + std::to_string(server.port()) + "/"}) {
    const Response response = browser.fetch(Request(url));
    EXPECT_EQ(response.transfer, Transfer::forbidden_address) << response.error;
    EXPECT_NE(response.error.find("allow_private"), std::string::npos) << response.error;
  }
  EXPECT_EQ(server.connections(), 0);
  EXPECT_EQ(browser.fetch("http://localhost:" + std::to_string(server.port()) + "/").status, 200);
  EXPECT_EQ(browser.fetch(Request("http://localhost:" + std::to_string(server.port()) + "/")).transfer,
            Transfer::forbidden_address)
      << "nor over the connection that one with permission left open";
  EXPECT_EQ(server.requests(), 1);
}

TEST(EngineFaults, LeavesAHostAloneThatSaysTooManyRequests) {
  RawServer server([](RawConnection& connection, const std::string& request) {
    connection.send(path_of(request) == "/busy" ? answer("429 Too Many Requests", "", "Retry-After: 600\r\n")
                                                : answer("200 OK", "x"));
  });
  Browser browser;
  EXPECT_EQ(browser.engine.quiet_until(server.url()), std::nullopt);
  EXPECT_EQ(browser.fetch(server.url("/busy")).status, 429);
  const Response after = browser.fetch(server.url("/other"));
  EXPECT_EQ(after.transfer, Transfer::quiet);
  EXPECT_EQ(after.status, 429);
  EXPECT_GT(std::stoi(after.header("retry-after")), 590);
  EXPECT_EQ(server.requests(), 1);
  const auto until = browser.engine.quiet_until(server.url("/third"));
  ASSERT_TRUE(until);
  EXPECT_GT(*until, std::chrono::system_clock::now() + 590s);
  EXPECT_LE(*until, std::chrono::system_clock::now() + 600s);
}

TEST(EngineFaults, WaitsOutAShortRetryAfter) {
  std::atomic<int> asked{0};
  RawServer server([&](RawConnection& connection, const std::string&) {
    connection.send(asked++ == 0 ? answer("429 Too Many Requests", "", "Retry-After: 1\r\n") : answer("200 OK", "x"));
  });
  Browser browser;
  browser.fetch(server.url());
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(browser.fetch(server.url()).status, 200);
  EXPECT_GT(std::chrono::steady_clock::now() - start, 900ms);
}

TEST(EngineFaults, A503WithRetryAfterHoldsForItsAddress) {
  RawServer server([](RawConnection& connection, const std::string& request) {
    connection.send(path_of(request) == "/a" ? answer("503 x", "", "Retry-After: 600\r\n") : answer("200 OK", "x"));
  });
  Browser browser;
  browser.fetch(server.url("/a"));
  EXPECT_EQ(browser.fetch(server.url("/a")).transfer, Transfer::quiet);
  EXPECT_EQ(browser.fetch(server.url("/b")).status, 200);
}

TEST(EngineFaults, DoesNotAskAgainWithinEvenAShortRetryAfterOfAnAddress) {
  RawServer server(answer("503 x", "", "Retry-After: 2\r\n"));
  Browser browser;
  browser.fetch(server.url("/a"));
  const Response again = browser.fetch(server.url("/a"));
  EXPECT_EQ(again.transfer, Transfer::quiet);
  EXPECT_EQ(again.status, 503);
  EXPECT_EQ(server.requests(), 1);
}

}  // namespace
}  // namespace griffier::fetchers
