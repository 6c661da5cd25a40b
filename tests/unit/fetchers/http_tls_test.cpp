#include <gtest/gtest.h>

#include "tests/unit/fetchers/http_support.h"
#include "tests/unit/fetchers/raw_server.h"
#include "tests/unit/fetchers/tls_server.h"

namespace griffier::fetchers {
namespace {

using testing::answer;
using testing::Browser;
using testing::Certificate;
using testing::local_request;
using testing::PemFile;
using testing::RawServer;
using testing::TlsServer;

EngineOptions trusting(const PemFile& file) {
  EngineOptions options = testing::test_options();
  options.ca_file = file.path();
  return options;
}

std::string always(const std::string&) { return answer("200 OK", "vertrouwd"); }

TEST(EngineTls, BelievesOnlyACertificateThatItsAnchorsVouchFor) {
  const Certificate certificate(3'600);
  TlsServer server(certificate, always);
  const Response stranger = Browser().fetch(server.url());
  EXPECT_EQ(stranger.transfer, Transfer::tls) << stranger.error;
  const PemFile anchors(certificate);
  Browser browser(trusting(anchors));
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const Response response = browser.fetch(server.url("/", host));
    EXPECT_EQ(response.transfer, Transfer::whole) << response.error;
    EXPECT_EQ(response.body, "vertrouwd");
  }
  EXPECT_EQ(browser.fetch(server.url("/", "127.0.0.2")).transfer, Transfer::unreachable) << "listens on 127.0.0.1 only";
}

TEST(EngineTls, RefusesAnExpiredCertificate) {
  const Certificate expired(-3'600);
  TlsServer server(expired, always);
  const PemFile anchors(expired);
  Browser browser(trusting(anchors));
  const Response response = browser.fetch(server.url());
  EXPECT_EQ(response.transfer, Transfer::tls);
  EXPECT_NE(response.error.find("expired"), std::string::npos) << response.error;
}

TEST(EngineTls, OffersHttp2AndKeepsItsConnection) {
  const Certificate certificate(3'600);
  TlsServer server(certificate, always);
  const PemFile anchors(certificate);
  Browser browser(trusting(anchors));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(browser.fetch(server.url()).status, 200);
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(server.offered(), "\x02h2\x08http/1.1");
}

TEST(EngineTls, OpensMoreConnectionsOnlyWhenThePolicyAllowsAndHttp2IsNotSpoken) {
  const Certificate certificate(3'600);
  TlsServer server(certificate, [](const std::string& request) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return always(request);
  });
  const PemFile anchors(certificate);
  Browser browser(trusting(anchors));
  HostPolicy policy;
  policy.parallel = 3;
  policy.gap = std::chrono::milliseconds(0);
  browser.engine.set_policy("127.0.0.1", policy);
  int answers = 0;
  for (int i = 0; i < 20; ++i)
    boost::asio::co_spawn(
        browser.io, browser.engine.fetch(local_request(server.url())),
        [&](std::exception_ptr, const Response& response) { answers += response.status == 200 ? 1 : 0; });
  browser.io.run();
  EXPECT_EQ(answers, 20);
  EXPECT_LE(server.connections(), 3);
}

TEST(EngineTls, SendsParallelRequestsOverOneConnectionOfHttp2) {
  const Certificate certificate(3'600);
  TlsServer server(
      certificate, [](const std::string&) { return "over HTTP/2"; }, true);
  const PemFile anchors(certificate);
  Browser browser(trusting(anchors));
  HostPolicy policy;
  policy.parallel = 8;
  policy.gap = std::chrono::milliseconds(0);
  browser.engine.set_policy("127.0.0.1", policy);
  int answers = 0;
  for (int i = 0; i < 50; ++i)
    boost::asio::co_spawn(
        browser.io, browser.engine.fetch(local_request(server.url())),
        [&](std::exception_ptr, const Response& response) { answers += response.body == "over HTTP/2" ? 1 : 0; });
  browser.io.run();
  EXPECT_EQ(answers, 50);
  EXPECT_EQ(server.connections(), 1);
  Request request = local_request(server.url());
  request.trace = true;
  request.headers.emplace_back("Authorization", "Bearer geheim");
  const std::string trace = browser.fetch(std::move(request)).trace;
  EXPECT_NE(trace.find("HTTP/2"), std::string::npos) << trace;
  EXPECT_EQ(trace.find("geheim"), std::string::npos) << trace;
}

TEST(EngineTls, NeverFollowsFromHttpsToHttp) {
  RawServer plain(answer("200 OK", "x"));
  const Certificate certificate(3'600);
  TlsServer server(certificate, [&](const std::string& request) {
    return answer("302 Found", "",
                  "Location: " + (testing::path_of(request) == "/down" ? plain.url() : "/down") + "\r\n");
  });
  const PemFile anchors(certificate);
  Browser browser(trusting(anchors));
  for (const char* path : {"/down", "/first"}) {
    const Response response = browser.fetch(server.url(path));
    EXPECT_EQ(response.transfer, Transfer::bad_redirect) << path;
    EXPECT_NE(response.error.find("https to http"), std::string::npos) << response.error;
  }
  RawServer up(answer("301 x", "", "Location: " + server.url("/down") + "\r\n"));
  EXPECT_EQ(browser.fetch(up.url()).transfer, Transfer::bad_redirect) << "nor after http to https";
  EXPECT_EQ(plain.requests(), 0);
}

}  // namespace
}  // namespace griffier::fetchers
