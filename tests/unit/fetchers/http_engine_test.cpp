#include <gtest/gtest.h>

#include "tests/unit/fetchers/http_support.h"
#include "tests/unit/fetchers/raw_server.h"

namespace griffier::fetchers {
namespace {

using testing::answer;
using testing::Browser;
using testing::local_request;
using testing::path_of;
using testing::RawConnection;
using testing::RawServer;

TEST(Engine, FetchesABodyWithItsHeadersInLowerCase) {
  RawServer server(answer("200 OK", "Besluit op bezwaar", "ETag: \"a b\"\r\nX-Twice: one\r\nx-twice: two\r\n"));
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

}  // namespace
}  // namespace griffier::fetchers
