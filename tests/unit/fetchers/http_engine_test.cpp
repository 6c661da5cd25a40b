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

TEST(Engine, FetchesABodyWithItsHeadersInLowerCase) {
  RawServer server(answer("200 OK", "Besluit op bezwaar", "ETag: \"a b\"\r\nX-Twice: one\r\nx-twice:  two \r\n"));
  Browser browser;
  const Response response = browser.fetch(server.url("/besluit"));
  EXPECT_EQ(response.transfer, Transfer::whole);
  EXPECT_EQ(response.error, "");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.url, server.url("/besluit"));
  EXPECT_EQ(response.body, "Besluit op bezwaar");
  EXPECT_EQ(response.header("etag"), "\"a b\"");
  EXPECT_EQ(response.header("x-twice"), "two");
  EXPECT_EQ(response.headers.size(), 4U);
  EXPECT_EQ(response.header("absent"), "");
}

TEST(Engine, KeepsOneConnectionForManyRequestsToAHost) {
  RawServer server(answer("200 OK", "x"));
  Browser browser;
  for (int i = 0; i < 50; ++i) EXPECT_EQ(browser.fetch(server.url("/" + std::to_string(i))).status, 200);
  EXPECT_EQ(server.requests(), 50);
  EXPECT_EQ(server.connections(), 1);
}

TEST(Engine, SendsValidatorsByteForByteAndItsUserAgent) {
  RawServer server("HTTP/1.1 304 Not Modified\r\nETag: W/\"x\"\r\n\r\n");
  Browser browser;
  Request request = local_request(server.url());
  request.etag = "W/\"niet  netjes, maar zo gekregen\"";
  request.last_modified = "gisteren om 12 uur";
  request.headers.emplace_back("Accept", "application/xml");
  const Response response = browser.fetch(std::move(request));
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.header("etag"), "W/\"x\"");
  const std::string seen = server.seen().at(0);
  EXPECT_NE(seen.find("\r\nIf-None-Match: W/\"niet  netjes, maar zo gekregen\"\r\n"), std::string::npos) << seen;
  EXPECT_NE(seen.find("\r\nIf-Modified-Since: gisteren om 12 uur\r\n"), std::string::npos) << seen;
  EXPECT_NE(seen.find("\r\nUser-Agent: griffier-test/1 (+https://example.org/griffier)\r\n"), std::string::npos)
      << seen;
  EXPECT_NE(seen.find("\r\nAccept: application/xml\r\n"), std::string::npos) << seen;
  EXPECT_NE(seen.find("gzip"), std::string::npos) << seen;
}

TEST(Engine, DoesNotCarryValidatorsOverToTheNextRequest) {
  RawServer server(answer("200 OK", "x"));
  Browser browser;
  Request request = local_request(server.url());
  request.etag = "\"one\"";
  request.headers.emplace_back("X-Key", "v");
  browser.fetch(std::move(request));
  browser.fetch(server.url());
  EXPECT_EQ(server.seen().at(1).find("If-None-Match"), std::string::npos);
  EXPECT_EQ(server.seen().at(1).find("X-Key"), std::string::npos);
}

TEST(Engine, CannotBeMadeToSendAHeaderByAnotherOnesValue) {
  RawServer server(answer("200 OK", "x"));
  Browser browser;
  Request request = local_request(server.url());
  request.etag = "\"x\"\r\nX-Smuggled: 1";
  request.headers.emplace_back("X-Ok\r\nX-Smuggled", "1");
  EXPECT_EQ(browser.fetch(std::move(request)).status, 200);
  EXPECT_EQ(server.seen().at(0).find("Smuggled"), std::string::npos);
}

TEST(Engine, UnpacksCompressedBodies) {
  RawServer server(answer("200 OK", gzip("Kamerbrief over de dijken"), "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(Browser().fetch(server.url()).body, "Kamerbrief over de dijken");
}

TEST(Engine, ReadsChunkedBodiesAndIgnoresTrailers) {
  RawServer server(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\n\r\n4\r\nBrie\r\n1;x=y\r\nf\r\n0\r\nX-A: 2\r\n\r\n");
  Browser browser;
  for (int i = 0; i < 2; ++i) {
    const Response response = browser.fetch(server.url());
    EXPECT_EQ(response.transfer, Transfer::whole) << response.error;
    EXPECT_EQ(response.body, "Brief");
    EXPECT_EQ(response.header("x-a"), "1");
  }
}

TEST(Engine, TakesTheHeadersOfTheFinalAnswerOnly) {
  RawServer server("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nETag: \"early\"\r\n\r\n" +
                   answer("200 OK", "x", "X-Fold: a\r\n b\r\n"));
  const Response response = Browser().fetch(server.url());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.header("etag"), "");
  EXPECT_EQ(response.header("link"), "");
  EXPECT_EQ(response.header("x-fold"), "a b");
}

TEST(Engine, PostsABodyWithItsHeaders) {
  std::string received;
  RawServer server([&](RawConnection& connection, const std::string&) {
    received = connection.body;
    connection.send(answer("202 Accepted", ""));
  });
  Browser browser;
  Request request = local_request(server.url("/hook"));
  request.post_body = "{\"event\":\"revised\"}" + std::string(2'000'000, ' ');
  const std::string expected = request.post_body;
  request.headers.emplace_back("Content-Type", "application/json");
  EXPECT_EQ(browser.fetch(std::move(request)).status, 202);
  EXPECT_EQ(received, expected);
  EXPECT_EQ(server.seen().at(0).rfind("POST /hook HTTP/1.1\r\n", 0), 0U);
  EXPECT_NE(server.seen().at(0).find("Content-Type: application/json\r\n"), std::string::npos);
  EXPECT_EQ(server.seen().at(0).find("x-www-form-urlencoded"), std::string::npos);
}

TEST(Engine, NeverTakesTheProxyOfTheEnvironment) {
  RawServer server(answer("200 OK", "x"));
  RawServer proxy(answer("200 OK", "by proxy"));
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY"}) ::setenv(name, proxy.url().c_str(), 1);
  const Response direct = Browser().fetch(server.url());
  ::setenv("no_proxy", "*", 1);
  Request request = local_request("http://archief.invalid/brief");
  request.proxy = proxy.url();
  request.allow_private = false;  // the guard is about the target, which only the proxy sees
  Browser browser;
  const Response proxied = browser.fetch(std::move(request));
  for (const char* name : {"http_proxy", "all_proxy", "ALL_PROXY", "no_proxy"}) ::unsetenv(name);
  EXPECT_EQ(direct.body, "x");
  EXPECT_EQ(proxied.body, "by proxy") << proxied.error;
  EXPECT_EQ(path_of(proxy.seen().at(0)), "http://archief.invalid/brief");
}

TEST(Engine, TracesARequestWithoutItsSecrets) {
  RawServer server([](RawConnection& connection, const std::string& request) {
    connection.send(path_of(request) == "/a" ? answer("302 Found", "", "Location: /b\r\n")
                                             : answer("200 OK", "text of the body", "Set-Cookie: session=geheim\r\n"));
  });
  Browser browser;
  Request request = local_request(server.url("/a"));
  request.trace = true;
  request.headers.emplace_back("Authorization", "Bearer geheim");
  request.headers.emplace_back("X-Api-Key", "geheim");
  const std::string trace = browser.fetch(std::move(request)).trace;
  EXPECT_NE(trace.find("> GET /a HTTP/1.1\n"), std::string::npos) << trace;
  EXPECT_NE(trace.find("< HTTP/1.1 302 Found\n"), std::string::npos) << trace;
  EXPECT_NE(trace.find("* redirected to " + server.url("/b")), std::string::npos) << trace;
  EXPECT_NE(trace.find("< HTTP/1.1 200 OK\n"), std::string::npos) << trace;
  EXPECT_NE(trace.find("first byte"), std::string::npos) << trace;
  EXPECT_NE(trace.find("> Authorization: (hidden)\n"), std::string::npos) << trace;
  EXPECT_EQ(trace.find("geheim"), std::string::npos) << trace;
  EXPECT_EQ(trace.find("text of the body"), std::string::npos) << trace;
  EXPECT_EQ(browser.fetch(server.url()).trace, "");
}

TEST(Engine, RefusesAddressesThatItCannotFetch) {
  Browser browser;
  for (const char* url : {"", "example.org/x", "ftp://example.org/x", "file:///etc/passwd", "javascript:alert(1)",
                          "http://", "gopher://127.0.0.1:25/x"}) {
    const Response response = browser.fetch(local_request(url));
    EXPECT_EQ(response.transfer, Transfer::bad_redirect) << url;
    EXPECT_NE(response.error, "");
  }
}

}  // namespace
}  // namespace griffier::fetchers
