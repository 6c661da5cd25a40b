#include "tests/publisher/publisher.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/publisher/client.h"
#include "tests/publisher/control.h"
#include "tests/publisher/root.h"

namespace griffier::publisher {
namespace {

class PublisherTest : public testing::Test {
 protected:
  static Options with_control() {
    Options options;
    options.addresses = {"127.0.0.1", "127.0.0.2", "127.0.0.3"};
    options.control = true;
    return options;
  }
  Got get(std::string_view path) { return client.get(publisher.url(path)); }
  Site& site() { return publisher.site(); }

  Publisher publisher{with_control()};
  Client client;
};

TEST_F(PublisherTest, ServesADocumentWithItsValidators) {
  site().serve("/brief", ok("<p>een</p>", kHtml, "\"v1\"", "Mon, 02 Feb 2026 10:00:00 GMT"));
  const Got got = get("/brief");
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body, "<p>een</p>");
  EXPECT_EQ(got.headers.at("etag"), "\"v1\"");
  EXPECT_EQ(got.headers.at("last-modified"), "Mon, 02 Feb 2026 10:00:00 GMT");
  EXPECT_EQ(got.headers.at("content-length"), "10");
  EXPECT_EQ(get("/elders").status, 404);
}

TEST_F(PublisherTest, AnswersNotModifiedToTheValidatorsItGave) {
  site().serve("/brief", ok("een", kHtml, "\"v1\"", "Mon, 02 Feb 2026 10:00:00 GMT"));
  client.headers = {"If-None-Match: W/\"v0\", \"v1\""};
  EXPECT_EQ(get("/brief").status, 304);
  client.headers = {"If-None-Match: \"v0\"", "If-Modified-Since: Mon, 02 Feb 2026 10:00:00 GMT"};
  EXPECT_EQ(get("/brief").status, 200) << "an entity tag goes before a date";
  client.headers = {"If-Modified-Since: Mon, 02 Feb 2026 10:00:00 GMT"};
  EXPECT_EQ(get("/brief").status, 304);
  client.headers = {"If-Modified-Since: Mon, 02 Feb 2026 09:59:59 GMT"};
  EXPECT_EQ(get("/brief").status, 200);
  const Counts counts = site().count("/brief");
  EXPECT_EQ(counts.requests, 4u);
  EXPECT_EQ(counts.conditional, 4u);
  EXPECT_EQ(counts.not_modified, 2u);
  EXPECT_EQ(counts.connections.size(), 1u) << "one kept alive";
}

TEST_F(PublisherTest, CompressesWhenAskedAndAnswersHeadWithoutABody) {
  const std::string body(5000, 'a');
  site().serve("/lang", ok(body));
  client.compressed = true;
  Got got = get("/lang");
  EXPECT_EQ(got.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(got.body, body);
  client.compressed = false;
  client.head = true;
  got = get("/lang");
  EXPECT_EQ(got.headers.at("content-length"), "5000");
  EXPECT_EQ(got.body, "");
  EXPECT_EQ(site().count("/lang").heads, 1u);
}

TEST_F(PublisherTest, TakesAStepARequestAndStaysAtTheLast) {
  site().script("/stap", {times(ok("a"), 2), status(410), ok("c")});
  EXPECT_EQ(get("/stap").body, "a");
  EXPECT_EQ(get("/stap").body, "a");
  EXPECT_EQ(get("/stap").status, 410);
  EXPECT_EQ(get("/stap").body, "c");
  EXPECT_EQ(get("/stap").body, "c");
}

TEST_F(PublisherTest, TakesAStepByHandWhenToldTo) {
  site().script("/hand", {ok("a"), ok("b")}, Advance::by_hand);
  EXPECT_EQ(get("/hand").body, "a");
  EXPECT_EQ(get("/hand").body, "a");
  site().next_step("/hand");
  EXPECT_EQ(get("/hand").body, "b");
  site().next_step("/hand");
  EXPECT_EQ(get("/hand").body, "b");
}

TEST_F(PublisherTest, ChoosesTheMostPrecisePlace) {
  site().serve("/sru", ok("any"));
  site().serve("/sru?query=a", ok("query"));
  site().serve("//127.0.0.2/sru", ok("host"));
  EXPECT_EQ(get("/sru?query=b").body, "any");
  EXPECT_EQ(get("/sru?query=a").body, "query");
  EXPECT_EQ(client.get(publisher.url_on("127.0.0.2", "/sru?query=b")).body, "host");
  EXPECT_EQ(client.get(publisher.url_on("127.0.0.3", "/sru")).body, "any");
  EXPECT_EQ(site().count("/sru").requests, 4u);
  EXPECT_EQ(site().count("//127.0.0.3").requests, 1u);
  EXPECT_EQ(site().totals().requests, 4u);
}

TEST_F(PublisherTest, ServesOverTlsWithACertificateOfItsOwnAuthority) {
  site().serve("/veilig", ok("s"));
  client.authority_pem = publisher.authority_pem();
  EXPECT_EQ(client.get(publisher.https_url("/veilig")).body, "s");
  EXPECT_EQ(client.get(publisher.expired_url("/veilig")).result, CURLE_PEER_FAILED_VERIFICATION);
  Client stranger;
  EXPECT_EQ(stranger.get(publisher.https_url("/veilig")).result, CURLE_PEER_FAILED_VERIFICATION);
}

TEST_F(PublisherTest, RefusesConnectionsAndComesBackOnTheSamePort) {
  site().serve("/a", ok("a"));
  EXPECT_EQ(get("/a").status, 200);
  publisher.refuse(true);
  EXPECT_NE(get("/a").result, CURLE_OK);
  EXPECT_EQ(get("/a").result, CURLE_COULDNT_CONNECT);
  publisher.refuse(false);
  EXPECT_EQ(get("/a").status, 200);
}

TEST_F(PublisherTest, RemembersWhatItWasAsked) {
  client.headers = {"User-Agent: griffier/0.1 (+mailto:beheer@example.org)", "X-Proef: 1"};
  client.put_body = "{\"event\":1}";
  (void)get("/webhook");
  const auto last = site().count("/webhook").last;
  ASSERT_TRUE(last);
  EXPECT_EQ(last->method, "POST");
  EXPECT_EQ(last->body, "{\"event\":1}");
  EXPECT_EQ(last->header("x-proef"), "1");
  EXPECT_EQ(site().log().size(), 1u);
  EXPECT_TRUE(site().count("/webhook").user_agents.count("griffier/0.1 (+mailto:beheer@example.org)"));
}

TEST_F(PublisherTest, IsControlledOverHttp) {
  client.custom_method = "PUT";
  client.put_body = R"([{"do":"ok","body":"een"},{"do":"busy","code":429,"retry_after":7},{"do":"ok","body":"twee"}])";
  EXPECT_EQ(get("/_control/verhaal").status, 200);
  client.put_body = R"({"advance":"hand","steps":[{"body":"x"},{"body":"y"}]})";
  EXPECT_EQ(get("/_control/hand").status, 200);
  client.put_body = R"([{"do":"dansen"}])";
  EXPECT_EQ(get("/_control/fout").status, 400);
  client = Client();
  EXPECT_EQ(get("/verhaal").body, "een");
  const Got busy = get("/verhaal");
  EXPECT_EQ(busy.status, 429);
  EXPECT_EQ(busy.headers.at("retry-after"), "7");
  EXPECT_EQ(get("/verhaal").body, "twee");
  EXPECT_EQ(get("/hand").body, "x");
  client.put_body = "-";
  EXPECT_EQ(get("/_control/next/hand").status, 200);
  client.put_body.clear();
  EXPECT_EQ(get("/hand").body, "y");
  const Got counts = get("/_control/counts");
  EXPECT_NE(counts.body.find("\"/verhaal\":{\"requests\":3"), std::string::npos) << counts.body;
  EXPECT_EQ(counts.body.find("_control"), std::string::npos) << "asking is not counted";
}

TEST(PublisherScripts, NameThePlaceOfAMistake) {
  Site site(10);
  EXPECT_NO_THROW(
      load_scripts(site, R"({"/a":[{"do":"maintenance"}],"//127.0.0.2/b":[{"do":"bomb","bytes":1000}]})", ""));
  try {
    load_scripts(site, R"({"/a":[{"do":"ok","times":"twee"}]})", "");
    FAIL();
  } catch (const std::runtime_error& problem) {
    EXPECT_STREQ(problem.what(), "/a: times is not a whole number");
  }
}

TEST(PublisherRoot, ServesAFolderAndNothingOutsideIt) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("root-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder / "site");
  std::ofstream(folder / "geheim.txt") << "geheim";
  std::ofstream(folder / "site/index.html") << "<p>welkom</p>";
  std::ofstream(folder / "site/brief.txt") << "brief";
  Options options;
  options.root = (folder / "site").string();
  {
    Publisher publisher(options);
    Client client;
    EXPECT_EQ(client.get(publisher.url("/")).body, "<p>welkom</p>");
    const Got got = client.get(publisher.url("/brief.txt"));
    EXPECT_EQ(got.body, "brief");
    EXPECT_EQ(got.headers.at("content-type"), "text/plain; charset=utf-8");
    client.headers = {"If-Modified-Since: " + got.headers.at("last-modified")};
    EXPECT_EQ(client.get(publisher.url("/brief.txt")).status, 304);
    EXPECT_FALSE(from_root(options.root, [] {
      Asked asked;
      asked.target = "/../geheim.txt";
      return asked;
    }()));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace griffier::publisher
