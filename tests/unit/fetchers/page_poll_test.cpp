#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>

#include "fetchers/page/page.h"
#include "tests/unit/fetchers/poll_support.h"

namespace griffier::fetchers {
namespace {

namespace asio = boost::asio;
using publisher::ok;
using ::testing::HasSubstr;
using testing::page;
using testing::PollRig;

class PagePoll : public ::testing::Test {
 protected:
  PollOutcome poll(std::vector<std::string> urls) {
    PageOptions options(rig.settings, std::move(urls));
    return rig.run(poll_pages(rig.engine, std::move(options), rig.known_of(), rig.sink()));
  }
  publisher::Site& site() { return rig.publisher.site(); }
  std::string url(std::string_view path) { return rig.publisher.url(path); }

  PollRig rig;
};

TEST_F(PagePoll, TellsASinglePageUnderTheSourcesNameAndAsksConditionallyLater) {
  site().serve("/nareis", ok(page("een")));
  PollOutcome outcome = poll({url("/nareis")});
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(outcome.seen, 1u);
  EXPECT_EQ(outcome.fetched, 1u);
  ASSERT_EQ(rig.told.size(), 1u);
  EXPECT_EQ(rig.told[0].document_id, "page:bron");
  EXPECT_EQ(rig.told[0].body, page("een"));
  EXPECT_EQ(rig.told[0].name, "nareis");
  EXPECT_EQ(rig.told[0].media_type, "text/html; charset=utf-8");

  outcome = poll({url("/nareis")});
  EXPECT_EQ(outcome.fetched, 0u);
  ASSERT_EQ(rig.told.size(), 1u);
  EXPECT_EQ(rig.told[0].judgement.verdict, Verdict::not_modified);
  EXPECT_EQ(rig.told[0].etag, publisher::etag_of(page("een")));
  EXPECT_EQ(rig.told[0].body, "");
  EXPECT_EQ(site().count("/nareis").not_modified, 1u);
}

TEST_F(PagePoll, NamesManyPagesTheSameWhateverTheirOrder) {
  const std::vector<std::string> urls{url("/a/brief"), url("/b/nota.pdf"), url("/b/nota.html")};
  const auto ids = page_document_ids("bron", urls);
  EXPECT_EQ(ids.at(urls[0]), "page:bron:a-brief");
  EXPECT_EQ(ids, page_document_ids("bron", {urls[2], urls[0], urls[1]}));
  EXPECT_NE(ids.at(urls[1]), ids.at(urls[2]));
  for (const auto& one : urls) site().serve(one.substr(one.find("/", 8)), ok(page(one)));
  site().serve("/b/nota.pdf", ok("%PDF-1.4 nota", "application/pdf"));
  auto twice = urls;
  twice.push_back(urls[0]);
  EXPECT_EQ(poll(twice).seen, 3u) << "an address that stands there twice is asked once";
  EXPECT_EQ(rig.documents().size(), 3u);
}

TEST_F(PagePoll, GoesOnWhenOneFailsAndSaysSo) {
  site().serve("/a", ok(page("a")));
  site().serve("/b", publisher::truncated(page(std::string(500, 'b')), 100));
  site().serve("/c", publisher::status(404));
  const PollOutcome outcome = poll({url("/a"), url("/b"), url("/c")});
  EXPECT_FALSE(outcome.complete);
  EXPECT_THAT(outcome.error, HasSubstr("1 of 3 addresses could not be had; " + url("/b")));
  EXPECT_EQ(rig.count(Verdict::ok), 1u);
  EXPECT_EQ(rig.count(Verdict::transient), 1u);
  EXPECT_EQ(rig.count(Verdict::gone), 1u);
  for (const auto& one : rig.told) {
    EXPECT_EQ(one.body.empty(), one.judgement.verdict != Verdict::ok) << "an error is never content";
  }
}

TEST_F(PagePoll, IsCompleteWithAnAbsentPageAndASuspiciousOne) {
  site().serve("/c", publisher::status(410));
  site().serve("/d", publisher::empty());
  EXPECT_TRUE(poll({url("/c"), url("/d")}).complete);
  EXPECT_EQ(rig.count(Verdict::gone), 1u);
  EXPECT_EQ(rig.count(Verdict::suspicious), 1u);
}

TEST_F(PagePoll, PassesOnWhenToComeBack) {
  site().serve("/a", publisher::busy(429, "120"));
  const PollOutcome outcome = poll({url("/a")});
  EXPECT_FALSE(outcome.complete);
  ASSERT_TRUE(outcome.retry_after);
  EXPECT_EQ(*outcome.retry_after, std::chrono::seconds(120));
  (void)poll({url("/a")});
  EXPECT_FALSE(rig.told.at(0).asked) << "the host is left alone";
  EXPECT_EQ(site().count("/a").requests, 1u);
}

TEST_F(PagePoll, FindsOutALyingServerWhenItIsAskedWithoutValidators) {
  site().script("/a", {ok(page("oud")), publisher::lying_304(page("nieuw"))});
  (void)poll({url("/a")});
  (void)poll({url("/a")});
  EXPECT_EQ(rig.count(Verdict::not_modified), 1u);
  rig.settings.unconditional = [](const std::string&) { return true; };
  (void)poll({url("/a")});
  ASSERT_EQ(rig.count(Verdict::ok), 1u);
  EXPECT_EQ(rig.told[0].body, page("nieuw"));
  EXPECT_EQ(site().count("/a").conditional, 1u);
}

TEST_F(PagePoll, AsksAThousandAddressesOverFewConnections) {
  std::vector<std::string> urls;
  for (int i = 0; i < 1000; ++i) {
    const std::string path = "/p/" + std::to_string(i);
    site().serve(path, ok(page(path)));
    urls.push_back(url(path));
  }
  EXPECT_EQ(poll(urls).fetched, 1000u);
  site().reset_counts();
  const PollOutcome outcome = poll(urls);
  EXPECT_TRUE(outcome.complete) << outcome.error;
  EXPECT_EQ(rig.count(Verdict::not_modified), 1000u);
  EXPECT_LE(site().count("//127.0.0.1").connections.size(), 12u);
  EXPECT_EQ(rig.documents().size(), 1000u);
}

TEST(PagePollHosts, DontWaitForOneThatIsDeadOrSlow) {
  publisher::Options options;
  options.addresses = {"127.0.0.1", "127.0.0.2", "127.0.0.3"};
  PollRig rig(options);
  rig.settings.timeout = std::chrono::milliseconds(600);
  rig.publisher.site().otherwise([](const publisher::Asked& asked) -> std::optional<publisher::Step> {
    if (asked.host == "127.0.0.2") return publisher::hang();
    return ok(page(asked.host + asked.target));
  });
  std::vector<std::string> urls;
  for (const char* path : {"/1", "/2", "/3"}) {
    urls.push_back(rig.publisher.url_on("127.0.0.2", path));
    urls.push_back(rig.publisher.url_on("127.0.0.1", path));
    urls.push_back(rig.publisher.url_on("127.0.0.3", path));
  }
  const auto began = std::chrono::steady_clock::now();
  std::chrono::steady_clock::duration last_good{};
  rig.on_sink = [&](const Fetched& fetched) {
    if (fetched.judgement.verdict == Verdict::ok) last_good = std::chrono::steady_clock::now() - began;
  };
  PageOptions page_options(rig.settings, urls);
  const PollOutcome outcome = rig.run(poll_pages(rig.engine, std::move(page_options), rig.known_of(), rig.sink()));
  EXPECT_FALSE(outcome.complete);
  EXPECT_EQ(rig.count(Verdict::ok), 6u);
  EXPECT_EQ(rig.count(Verdict::transient), 3u);
  EXPECT_LT(last_good, std::chrono::milliseconds(500)) << "the live ones were not held up";
}

TEST_F(PagePoll, ThrowsWhatTheSinkThrowsAndStopsTheRest) {
  for (int i = 0; i < 20; ++i)
    site().serve("/" + std::to_string(i), publisher::after(ok(page("x")), std::chrono::milliseconds(20)));
  std::vector<std::string> urls;
  for (int i = 0; i < 20; ++i) urls.push_back(url("/" + std::to_string(i)));
  rig.on_sink = [](const Fetched&) { throw std::runtime_error("the disk is full"); };
  try {
    (void)poll(urls);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& failure) {
    EXPECT_STREQ(failure.what(), "the disk is full");
  }
  EXPECT_LT(site().totals().requests, 10u);
}

TEST_F(PagePoll, StopsWithinASecondInTheMiddleOfManyTransfers) {
  std::vector<std::string> urls;
  for (int i = 0; i < 200; ++i) urls.push_back(url("/" + std::to_string(i)));
  site().otherwise([](const publisher::Asked&) { return publisher::hang(); });
  rig.settings.timeout = std::chrono::seconds(60);
  asio::cancellation_signal signal;
  std::exception_ptr failure;
  PageOptions options(rig.settings, urls);
  auto polling = poll_pages(rig.engine, std::move(options), rig.known_of(), rig.sink());
  auto ended = [&](std::exception_ptr error, const PollOutcome&) { failure = error; };
  asio::co_spawn(rig.io, std::move(polling), asio::bind_cancellation_slot(signal.slot(), ended));
  asio::steady_timer timer(rig.io, std::chrono::milliseconds(200));
  std::chrono::steady_clock::time_point told;
  timer.async_wait([&](boost::system::error_code) {
    told = std::chrono::steady_clock::now();
    signal.emit(asio::cancellation_type::terminal);
  });
  rig.io.run();
  EXPECT_LT(std::chrono::steady_clock::now() - told, std::chrono::seconds(1));
  ASSERT_TRUE(failure);
  EXPECT_THROW(std::rethrow_exception(failure), boost::system::system_error);
  EXPECT_TRUE(rig.told.empty());
}

}  // namespace
}  // namespace griffier::fetchers
