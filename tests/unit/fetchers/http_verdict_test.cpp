#include "fetchers/http/verdict.h"

#include <gtest/gtest.h>

#include "publications/digest.h"

namespace griffier::fetchers {
namespace {

using std::chrono::seconds;
using std::chrono::system_clock;

const std::string kArticle = [] {
  std::string page =
      "<!DOCTYPE html><html><head><title>Beleidsregel dijktoezicht</title></head><body><h1>Dijktoezicht</h1>";
  for (int i = 0; i < 60; ++i)
    page += "<p>Artikel " + std::to_string(i) + ". De beheerder inspecteert de dijk jaarlijks.</p>";
  return page + "</body></html>";
}();
const std::string kPdf = "%PDF-1.7\n" + std::string(5'000, 'x');
const std::string kFeed = "<?xml version=\"1.0\"?><rss><channel><title>Nieuws</title></channel></rss>";

std::string page(const std::string& title, const std::string& body = "<p>Tekst</p>") {
  return "<html><head><title>" + title + "</title></head><body>" + body + "</body></html>";
}

class Case {
 public:
  Case(std::string what, Verdict verdict) : name(std::move(what)), expected(verdict) {
    response.transfer = Transfer::whole;
    response.status = 200;
    response.url = before.url = "https://example.org/beleid/dijken";
  }
  Case& status(int code) { return response.status = code, *this; }
  Case& body(const std::string& text) { return response.body = text, *this; }
  Case& type(const std::string& media) { return response.headers.emplace_back("content-type", media), *this; }
  Case& asked(const std::string& url) { return response.url = before.url = url, *this; }
  Case& led_to(const std::string& url) { return response.url = url, *this; }
  Case& had(const std::string& text, const std::string& media = {}) {
    before.body_sha256 = publications::sha256_hex(text);
    before.bytes = text.size();
    before.media_type = media;
    return *this;
  }
  Case& transfer(Transfer how) {
    response.transfer = how;
    response.error = "it broke off";
    return *this;
  }

  std::string name;
  Verdict expected;
  Response response;
  Before before;
};

class Judging : public ::testing::TestWithParam<Case> {};

TEST_P(Judging, GivesTheVerdictOfTheTable) {
  const Case& row = GetParam();
  const Judgement judgement = judge(row.response, row.before, system_clock::now());
  EXPECT_EQ(name(judgement.verdict), name(row.expected)) << judgement.reason;
  const bool wants_reason = row.expected != Verdict::ok && row.expected != Verdict::not_modified;
  EXPECT_EQ(!judgement.reason.empty(), wants_reason) << judgement.reason;
}

std::vector<Case> statuses() {
  using V = Verdict;
  return {
      Case("304", V::not_modified).status(304).had(kArticle),
      Case("304 without anything had", V::transient).status(304),
      Case("201", V::suspicious).status(201).body(kArticle),
      Case("202", V::transient).status(202).body(kArticle),
      Case("203", V::ok).status(203).body(kArticle),
      Case("204", V::suspicious).status(204),
      Case("205", V::suspicious).status(205),
      Case("206", V::suspicious).status(206).body(kArticle),
      Case("207", V::suspicious).status(207).body(kArticle),
      Case("101", V::transient).status(101),
      Case("no status", V::transient).status(0),
      Case("300", V::transient).status(300),
      Case("301 without Location", V::transient).status(301),
      Case("305", V::transient).status(305),
      Case("400", V::transient).status(400),
      Case("401", V::blocked).status(401),
      Case("402", V::transient).status(402),
      Case("403", V::blocked).status(403).body(page("Access denied")),
      Case("404", V::gone).status(404),
      Case("405", V::transient).status(405),
      Case("407", V::blocked).status(407),
      Case("408", V::transient).status(408),
      Case("410", V::gone).status(410),
      Case("418", V::transient).status(418),
      Case("425", V::transient).status(425),
      Case("429", V::blocked).status(429),
      Case("451", V::blocked).status(451),
      Case("500", V::transient).status(500).body(kArticle),
      Case("502", V::transient).status(502),
      Case("503", V::transient).status(503),
      Case("504", V::transient).status(504),
      Case("599", V::transient).status(599),
      Case("999", V::transient).status(999),
  };
}

std::vector<Case> transfers() {
  using V = Verdict;
  std::vector<Case> rows;
  for (const Transfer how :
       {Transfer::truncated, Transfer::too_large, Transfer::bomb, Transfer::too_slow, Transfer::unreachable,
        Transfer::tls, Transfer::forbidden_address, Transfer::bad_redirect, Transfer::protocol, Transfer::cancelled})
    rows.push_back(
        Case("transfer " + std::to_string(static_cast<int>(how)), V::transient).transfer(how).body(kArticle));
  rows.push_back(Case("truncated 404", V::transient).transfer(Transfer::truncated).status(404));
  rows.push_back(Case("truncated with the bytes had", V::transient).transfer(Transfer::truncated).body("x").had("x"));
  rows.push_back(Case("quiet by 429", V::blocked).transfer(Transfer::quiet).status(429));
  rows.push_back(Case("quiet by 403", V::blocked).transfer(Transfer::quiet).status(403));
  rows.push_back(Case("quiet by 503", V::transient).transfer(Transfer::quiet).status(503));
  return rows;
}

std::vector<Case> contents() {
  using V = Verdict;
  const std::string half = kArticle.substr(0, kArticle.size() / 2);
  return {
      Case("first page", V::ok).body(kArticle).type("text/html"),
      Case("page without a type", V::ok).body(kArticle),
      Case("same bytes", V::not_modified).body(kArticle).had(kArticle),
      Case("same bytes, other length remembered", V::ok).body(kArticle).had(kArticle + " "),
      Case("same bytes of a page that looks like an error", V::not_modified).body(page("404")).had(page("404")),
      Case("edited page", V::ok)
          .body(kArticle + "<!-- x -->")
          .type("text/html; charset=utf-8")
          .had(kArticle, "text/html"),
      Case("page cut in half by its author", V::ok).body(half).type("text/html").had(kArticle, "text/html"),
      Case("empty", V::suspicious).type("text/html").had(kArticle, "text/html"),
      Case("empty and never had", V::suspicious),
      Case("white space only", V::suspicious).body("\r\n \t\n").type("text/html"),
      Case("page without text", V::suspicious)
          .body("<html><body><script>go()</script><div></div></body></html>")
          .type("text/html"),
      Case("a tenth of before", V::suspicious).body(page("Dijken")).type("text/html").had(kArticle, "text/html"),
      Case("small document that shrinks", V::ok)
          .body("kort")
          .type("text/plain")
          .had(std::string(1'500, 'a'), "text/plain"),
      Case("pdf a tenth of before", V::suspicious)
          .body(kPdf.substr(0, 400))
          .type("application/pdf")
          .had(kPdf, "application/pdf"),
      Case("grown tenfold", V::ok).body(kPdf).type("application/pdf").had(kPdf.substr(0, 500), "application/pdf"),
  };
}

std::vector<Case> disguises() {
  using V = Verdict;
  std::vector<Case> rows;
  for (const char* title : {"Pagina niet gevonden",
                            "404",
                            "404 - Niet gevonden | Ministerie",
                            "Page not found",
                            "Onderhoud",
                            "Storing",
                            "Website tijdelijk niet beschikbaar",
                            "Wegens onderhoud gesloten",
                            "503 Service Unavailable",
                            "Access Denied",
                            "fout404",
                            "Foutmelding",
                            "Er is een fout opgetreden",
                            "Just a moment...",
                            "502 Bad Gateway",
                            "Request Rejected",
                            "Site under maintenance",
                            "Te veel verzoeken",
                            "PAGINA&nbsp;NIET\n  GEVONDEN",
                            "Error"}) {
    rows.push_back(Case(std::string("title ") + title, V::suspicious).body(page(title)).type("text/html"));
    rows.push_back(Case(std::string("heading ") + title, V::suspicious)
                       .body(page("Ministerie", "<H1 class=kop>" + std::string(title) + "</H1><p>x</p>"))
                       .type("text/html"));
  }
  for (const char* title :
       {"Onderhoud aan de primaire waterkeringen in Zeeland en Holland",
        "Kamerbrief over de storing in het betalingsverkeer", "Artikel 404 van het Wetboek van Koophandel",
        "Besluit dijktoezicht", "Standaardfoutenleer"})
    rows.push_back(Case(std::string("title ") + title, V::ok).body(page(title)).type("text/html"));
  rows.push_back(Case("page on maintenance that was there before", V::ok)
                     .body(page("Onderhoud", kArticle + "!"))
                     .type("text/html")
                     .had(page("Onderhoud", kArticle), "text/html"));
  rows.push_back(Case("long page in the style of the site that says not found", V::suspicious)
                     .body(page("Niet gevonden", kArticle))
                     .type("text/html")
                     .had(page("Dijken", kArticle), "text/html"));
  rows.push_back(
      Case("refresh only", V::suspicious)
          .body("<html><head><meta http-equiv=\"Refresh\" content=\"0;url=/\"></head><body>Moment</body></html>"));
  rows.push_back(Case("text that refuses", V::suspicious).body("Service Unavailable\n").type("text/plain"));
  rows.push_back(Case("text that doesn't", V::ok).body("De vergadering is verdaagd.\n").type("text/plain"));
  rows.push_back(Case("SRU error is the source's", V::ok)
                     .body("<?xml version=\"1.0\"?><diagnostics>not found</diagnostics>")
                     .type("text/xml"));
  return rows;
}

std::vector<Case> types() {
  using V = Verdict;
  return {
      Case("pdf", V::ok).asked("https://example.org/a.pdf").body(kPdf).type("application/pdf"),
      Case("pdf as octet-stream", V::ok).asked("https://example.org/a.pdf").body(kPdf).type("application/octet-stream"),
      Case("octet-stream where pdf was", V::ok)
          .body(kPdf + "y")
          .type("application/octet-stream")
          .had(kPdf, "application/pdf"),
      Case("html for .pdf", V::suspicious).asked("https://example.org/a.pdf").body(kArticle).type("text/html"),
      Case("html where pdf was", V::suspicious).body(kArticle).type("text/html").had(kPdf, "application/pdf"),
      Case("html that calls itself pdf", V::suspicious)
          .body(kArticle)
          .type("application/pdf")
          .had(kPdf, "application/pdf"),
      Case("html for .xml", V::suspicious).asked("https://example.org/f.xml").body(kArticle).type("text/html"),
      Case("xml for .xml as text/html", V::ok).asked("https://example.org/f.xml").body(kFeed).type("text/html"),
      Case("feed that always was text/html", V::ok).body(kFeed + " ").type("text/html").had(kFeed, "text/html"),
      Case("text/xml where application/rss+xml was", V::ok)
          .body(kFeed + " ")
          .type("text/xml")
          .had(kFeed, "application/rss+xml"),
      Case("html where a feed was", V::suspicious).body(kArticle).type("text/html").had(kFeed, "application/rss+xml"),
      Case("html as text/xml where application/xml was", V::suspicious)
          .body(kArticle)
          .type("text/xml")
          .had(kFeed, "application/xml"),
      Case("json where html was", V::suspicious)
          .body("{\"a\":1}")
          .type("application/json")
          .had(kArticle.substr(0, 500), "text/html"),
      Case("only the charset changed", V::ok)
          .body(kArticle + " ")
          .type("text/html; charset=iso-8859-1")
          .had(kArticle, "text/html; charset=utf-8"),
      Case("docx", V::ok)
          .asked("https://example.org/a.docx")
          .body("PK\x03\x04zip")
          .type("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
      Case("page without an ending becomes pdf, never had", V::ok).body(kPdf).type("application/pdf"),
  };
}

std::vector<Case> places() {
  using V = Verdict;
  const std::string host = "https://example.org";
  return {
      Case("to the front page", V::suspicious).led_to(host + "/").body(kArticle),
      Case("to the front page without slash", V::suspicious).led_to(host).body(kArticle),
      Case("to the Dutch front page", V::suspicious).led_to(host + "/nl/").body(kArticle),
      Case("to the front page of another host", V::suspicious).led_to("https://www.example.org/").body(kArticle),
      Case("front page asked", V::ok).asked(host + "/").led_to("https://www.example.org/nl").body(kArticle),
      Case("to a deeper page", V::ok).led_to(host + "/beleid/2024/dijken").body(kArticle),
      Case("to a login", V::suspicious).led_to(host + "/account/login?next=x").body(kArticle),
      Case("to an error page", V::suspicious).led_to(host + "/fout/404").body(kArticle),
      Case("to the same with www", V::ok).led_to("https://www.example.org/beleid/dijken").body(kArticle),
      Case("to a query on the front page", V::ok).led_to(host + "/?id=12").body(kArticle),
      Case("error page asked for", V::ok).asked(host + "/error/a").led_to(host + "/error/b").body(kArticle),
  };
}

INSTANTIATE_TEST_SUITE_P(Statuses, Judging, ::testing::ValuesIn(statuses()));
INSTANTIATE_TEST_SUITE_P(Transfers, Judging, ::testing::ValuesIn(transfers()));
INSTANTIATE_TEST_SUITE_P(Contents, Judging, ::testing::ValuesIn(contents()));
INSTANTIATE_TEST_SUITE_P(Disguises, Judging, ::testing::ValuesIn(disguises()));
INSTANTIATE_TEST_SUITE_P(Types, Judging, ::testing::ValuesIn(types()));
INSTANTIATE_TEST_SUITE_P(Places, Judging, ::testing::ValuesIn(places()));

// NOLINTNEXTLINE(readability-identifier-naming): found by this name
void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

TEST(Judge, PassesRetryAfterOn) {
  Response response;
  response.transfer = Transfer::whole;
  response.status = 503;
  response.headers.emplace_back("retry-after", "120");
  EXPECT_EQ(judge(response, Before(), system_clock::now()).retry_after, seconds(120));
  response.headers.back().second = "soon";
  EXPECT_EQ(judge(response, Before(), system_clock::now()).retry_after, std::nullopt);
}

TEST(Judge, ReadsHostilePagesInTimeProportionalToTheirLength) {
  Response response;
  response.transfer = Transfer::whole;
  response.status = 200;
  for (const char* piece : {"<title>", "<h1", "<h1 ", "<!--", "<script>", "<", "\xff\xfe"}) {
    response.body.clear();
    while (response.body.size() < 4'000'000) response.body += piece;
    const auto start = std::chrono::steady_clock::now();
    (void)judge(response, Before(), system_clock::now());
    EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(2)) << piece;
  }
}

}  // namespace
}  // namespace griffier::fetchers
