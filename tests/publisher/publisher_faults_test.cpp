// Each fault as libcurl sees it: a fault that doesn't happen would make every test above it worthless.
#include <gtest/gtest.h>

#include "tests/publisher/client.h"
#include "tests/publisher/publisher.h"

namespace griffier::publisher {
namespace {

class Faults : public testing::Test {
 protected:
  Got get(Step step) {
    publisher.site().serve("/fout", std::move(step));
    return client.get(publisher.url("/fout"));
  }
  Publisher publisher;
  Client client;
  const std::string body = std::string(4000, 'b');
};

TEST_F(Faults, TruncatedBodyIsSeenAsPartial) {
  const Got got = get(truncated(body, 1000));
  EXPECT_EQ(got.result, CURLE_PARTIAL_FILE);
  EXPECT_EQ(got.body.size(), 1000u);
}

TEST_F(Faults, ResetInMidBodyIsAReceiveError) {
  const Got got = get(reset(body, 1000));
  EXPECT_EQ(got.result, CURLE_RECV_ERROR);
  EXPECT_EQ(got.body.size(), 1000u);
}

TEST_F(Faults, DroppedConnectionHasNoAnswer) { EXPECT_EQ(get(drop()).result, CURLE_GOT_NOTHING); }

TEST_F(Faults, HangingEndsByTheClientsPatienceOnly) {
  client.timeout_ms = 150;
  EXPECT_EQ(get(hang()).result, CURLE_OPERATION_TIMEDOUT);
  const Got got = get(hang_after_headers(body));
  EXPECT_EQ(got.result, CURLE_OPERATION_TIMEDOUT);
  EXPECT_EQ(got.status, 200);
}

TEST_F(Faults, DripIsWholeButSlow) {
  const auto before = std::chrono::steady_clock::now();
  const Got got = get(drip("0123456789", 2, std::chrono::milliseconds(30)));
  EXPECT_EQ(got.body, "0123456789");
  EXPECT_GE(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(120));
}

TEST_F(Faults, NonsenseChunksAreNoBody) {
  const Got got = get(bad_chunks(body));
  EXPECT_TRUE(got.result == CURLE_RECV_ERROR || got.result == CURLE_WRITE_ERROR) << got.result;
}

TEST_F(Faults, HonestChunksAre) {
  Step step = ok(body);
  step.chunked = true;
  const Got got = get(std::move(step));
  EXPECT_EQ(got.result, CURLE_OK);
  EXPECT_EQ(got.body, body);
  EXPECT_EQ(got.headers.count("content-length"), 0u);
}

TEST_F(Faults, BombDecompressesToWhatWasAskedForAndTravelsSmall) {
  EXPECT_LT(std::stoul(get(bomb(20'000'000)).headers.at("content-length")), 200'000u);
  client.compressed = true;
  const Got got = get(bomb(20'000'000));
  EXPECT_EQ(got.result, CURLE_OK) << "its check sum is right";
  EXPECT_EQ(got.body.size(), 20'000'000u);
}

TEST_F(Faults, HugeBodyIsStreamed) {
  const Got got = get(huge(std::size_t{100} << 20));
  EXPECT_EQ(got.result, CURLE_OK);
  EXPECT_EQ(got.body.size(), std::size_t{100} << 20);
}

TEST_F(Faults, WrongContentLengthBothWays) {
  EXPECT_EQ(get(wrong_length(body, 500)).result, CURLE_PARTIAL_FILE);
  EXPECT_EQ(get(wrong_length(body, -500)).body.size(), 3500u);
}

TEST_F(Faults, RotatingAndUnmatchedEtagsNeverGiveNotModified) {
  const Got first = get(rotating_etag(body)), second = get(rotating_etag(body));
  EXPECT_NE(first.headers.at("etag"), second.headers.at("etag"));
  client.headers = {"If-None-Match: " + second.headers.at("etag")};
  EXPECT_EQ(get(rotating_etag(body)).status, 200);
  client.headers = {"If-None-Match: " + etag_of(body)};
  EXPECT_EQ(get(unmatched_etag(body)).status, 200);
}

TEST_F(Faults, LyingServerHidesANewBodyFromConditionalRequestsOnly) {
  client.headers = {"If-None-Match: \"an old one\""};
  EXPECT_EQ(get(lying_304("new")).status, 304);
  client.headers.clear();
  EXPECT_EQ(get(lying_304("new")).body, "new");
}

TEST_F(Faults, FutureAndOlderDates) {
  EXPECT_EQ(get(from_2041("x")).headers.at("last-modified"), "Sat, 13 Jul 2041 08:00:00 GMT");
}

TEST_F(Faults, RedirectsLeadWhereTheyWereTold) {
  EXPECT_EQ(get(redirect("/fout")).headers.at("location"), "/fout");
  const Got got = get(redirect("{https}/elders", 301));
  EXPECT_EQ(got.status, 301);
  EXPECT_EQ(got.headers.at("location"), publisher.https_url("/elders"));
}

TEST_F(Faults, BusyWithRetryAfterInBothForms) {
  EXPECT_EQ(get(busy(503, "120")).headers.at("retry-after"), "120");
  EXPECT_EQ(get(busy(429, "Mon, 02 Feb 2026 10:00:00 GMT")).headers.at("retry-after"), "Mon, 02 Feb 2026 10:00:00 GMT");
  EXPECT_EQ(get(busy(429)).headers.count("retry-after"), 0u);
}

TEST_F(Faults, StoppingWaitsForNobody) {
  auto other = std::make_unique<Publisher>();
  other->site().serve("/", hang());
  client.timeout_ms = 100;
  EXPECT_EQ(client.get(other->url("/")).result, CURLE_OPERATION_TIMEDOUT);
  const auto before = std::chrono::steady_clock::now();
  other.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(1));
}

}  // namespace
}  // namespace griffier::publisher
