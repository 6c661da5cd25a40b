// Every fault that publishers of pages have, and what must come of it.
#include <gtest/gtest.h>

#include "tests/faults/scenario.h"

namespace griffier::tests {
namespace {

using publisher::Conditional;
using publisher::kHtml;
using publisher::Step;

using Events = std::vector<std::string>;
using Requests = std::map<std::string, std::size_t>;

const Events kNothing;
const Events kPublished{"document.published"};
const Events kRevised{"document.revised"};
const Events kWithdrawn{"document.withdrawn"};
const Events kRestored{"document.restored"};
constexpr int kFailed = 7;

std::string first() { return page("De pont vaart om negen uur."); }
std::string second() { return page("De pont vaart om tien uur."); }

std::function<void(World&)> serve(Step step) {
  return [step = std::move(step)](World& world) { world.serve(step); };
}

// The letter is there; an hour later the fault; two hours later the letter again, as it was.
Fault passing(std::string name, Step fault, int exit_code = kFailed, std::size_t requests = 1) {
  return {std::move(name),
          {{seconds(0), serve(publisher::ok(first())), kPublished},
           {hours(1), serve(std::move(fault)), kNothing, {{kBrief, requests}}, exit_code},
           {hours(2), serve(publisher::ok(first())), kNothing}},
          nullptr};
}

Step with_type(Step step, std::string type) {
  step.type = std::move(type);
  return step;
}

Step in_latin_1(const std::string& utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    bytes +=
        byte == 0xc3 && i + 1 < utf8.size() ? static_cast<char>(static_cast<unsigned char>(utf8[++i]) + 0x40) : utf8[i];
  }
  const auto declared = bytes.find("charset=\"utf-8\"");
  bytes.replace(declared, 15, "charset=\"latin1\"");
  return with_type(publisher::ok(bytes), "text/html; charset=iso-8859-1");
}

Step dated(std::string body, std::string_view last_modified, Conditional conditional) {
  auto step = publisher::ok(std::move(body), kHtml, {}, last_modified);
  step.conditional = conditional;
  return step;
}

std::vector<Fault> faults_in_the_transfer() {
  const auto body = second();
  return {
      passing("TruncatedBody", publisher::truncated(body, body.size() / 2)),
      passing("SlowDrip", publisher::drip(body, 10, std::chrono::milliseconds(100))),
      passing("HangAfterHeaders", publisher::hang_after_headers(body)),
      passing("HangWithoutAWord", publisher::hang()),
      passing("ConnectionClosedWithoutAnAnswer", publisher::drop()),
      passing("ResetInMidBody", publisher::reset(body, body.size() / 2)),
      passing("ContentLengthTooLarge", publisher::wrong_length(body, 500)),
      passing("DecompressionBomb", publisher::bomb(std::size_t{1} << 30)),
      passing("HundredMegabytes", publisher::huge(std::size_t{100} << 20)),
      passing("ChunkedNonsense", publisher::bad_chunks(body)),
      passing("RedirectLoop", publisher::redirect(kBrief), kFailed, 1),
      {"ConnectionRefused",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), [](World& world) { world.publisher().refuse(true); }, kNothing, {{kBrief, 0}}, kFailed},
        {hours(2),
         [](World& world) {
           world.publisher().refuse(false);
           world.serve(publisher::ok(second()));
         },
         kRevised}},
       nullptr},
      {"NameThatDoesNotExist",
       {{seconds(0), serve(publisher::ok(first())), kPublished, {{kBrief, 1}}, kFailed},
        {hours(1), serve(publisher::ok(second())), kRevised, {{kBrief, 1}}, kFailed}},
       [](const auto& publisher) {
         return std::vector<std::string>{publisher.url(kBrief), "http://bestaat-niet.invalid/brief"};
       }},
      {"CertificateThatExpired",
       {{seconds(0), serve(publisher::ok(first())), kNothing, {{kBrief, 0}}, kFailed},
        {hours(1), nullptr, kNothing, {{kBrief, 0}}, kFailed}},
       [](const auto& publisher) { return std::vector<std::string>{publisher.expired_url(kBrief)}; }},
      {"RedirectToAnExpiredCertificate",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::redirect("{expired}/elders")), kNothing, {{kBrief, 1}, {"/elders", 0}}, kFailed},
        {hours(2), serve(publisher::ok(first())), kNothing}},
       nullptr},
      {"HttpsToHttp",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::redirect("{http}/elders")), kNothing, {{kBrief, 1}, {"/elders", 0}}, kFailed}},
       [](const auto& publisher) { return std::vector<std::string>{publisher.https_url(kBrief)}; }},
      {"RedirectToAPrivateAddress",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1),
         [](World& world) {
           world.site().serve("/geheim", publisher::ok(second()));
           world.serve(publisher::redirect(world.publisher().url_on("127.0.0.2", "/geheim")));
         },
         kNothing,
         {{kBrief, 1}, {"/geheim", 0}},
         kFailed}},
       nullptr},
  };
}

std::vector<Fault> faults_in_disguise() {
  return {
      passing("EmptyAnswer", publisher::empty()),
      passing("MaintenancePage", publisher::maintenance()),
      passing("SoftNotFound", publisher::soft_404()),
      passing("FarSmallerThanBefore", publisher::ok("<html><title>Brief</title><p>De pont.</p></html>")),
      passing("AnImageWhereAPageWas",
              with_type(publisher::ok("\x89PNG\r\n\x1a\n" + std::string(4'000, 'x')), "image/png")),
      passing("JsonWhereAPageWas", with_type(publisher::ok(R"({"fout":"sessie verlopen"})"), "application/json")),
      {"APageUnderAWrongContentTypeIsStillAPage",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(with_type(publisher::ok(first()), "application/pdf")), kNothing},
        {hours(2), serve(with_type(publisher::ok(second()), "application/pdf")), kRevised},
        {hours(3), serve(publisher::ok(second())), kNothing}},
       nullptr},
      {"EmptyAnswerForADay",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::empty()), kNothing, {{kBrief, 1}}, kFailed},
        {hours(3), nullptr, kNothing, {{kBrief, 1}}, kFailed},
        {hours(12), nullptr, {"source.failing"}, {{kBrief, 1}}, kFailed},
        {hours(25), serve(publisher::ok(first())), {"source.recovered"}}},
       nullptr},
      {"SoftNotFoundThatIsGoneAgain",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::soft_404()), kNothing, {{kBrief, 1}}, kFailed},
        {hours(1) + minutes(2), nullptr, kNothing, {{kBrief, 1}}, kFailed},
        {hours(1) + minutes(4), nullptr, {"source.failing"}, {{kBrief, 1}}, kFailed},
        {hours(2), serve(publisher::ok(first())), {"source.recovered"}},
        {hours(3), serve(publisher::soft_404()), kNothing, {{kBrief, 1}}, kFailed},
        {hours(4), serve(publisher::ok(second())), kRevised}},
       nullptr},
      {"RedirectToTheFrontPage",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1),
         [](World& world) {
           world.site().serve("/", publisher::ok(page("Welkom bij de gemeente Oosterhoven.")));
           world.serve(publisher::redirect("/"));
         },
         kNothing,
         {{kBrief, 1}, {"/", 1}},
         kFailed},
        {hours(2), serve(publisher::ok(first())), kNothing}},
       nullptr},
      {"AShortPageThatStaysIsReal",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1),
         serve(publisher::ok("<html><title>Brief</title><p>De pont is verkocht.</p></html>")),
         kNothing,
         {{kBrief, 1}},
         kFailed},
        {hours(1) + minutes(15), nullptr, kNothing, {{kBrief, 1}}, kFailed},
        {hours(2) + minutes(10), nullptr, kRevised},
        {hours(3), nullptr, kNothing}},
       nullptr},
      {"TheSameTextInAnotherCharset",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(in_latin_1(first())), kNothing},
        {hours(2), serve(in_latin_1(second())), kRevised},
        {hours(3), serve(publisher::ok(second())), kNothing}},
       nullptr},
  };
}

std::vector<Fault> faults_of_absence() {
  return {
      passing("OneNotFound", publisher::status(404), 0),
      passing("OneGone", publisher::status(410), 0),
      passing("OneServerError", publisher::status(500)),
      {"NotFoundForTwoDaysAndBack",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {days(1), serve(publisher::status(404)), kNothing},
        {days(1) + hours(2), nullptr, kNothing},
        {days(1) + hours(20), nullptr, kNothing},
        {days(2), nullptr, kNothing},
        {days(2) + hours(3), nullptr, kWithdrawn},
        {days(3), nullptr, kNothing},
        {days(6), nullptr, kNothing},
        {days(7), serve(publisher::ok(second())), kRestored, {{kBrief, 1}}, 0, {}, "with"},
        {days(8), nullptr, kNothing}},
       nullptr},
      {"NotFoundForTwoDaysAndBackAsItWas",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {days(1), serve(publisher::status(404)), kNothing},
        {days(1) + hours(2), nullptr, kNothing},
        {days(2) + hours(3), nullptr, kWithdrawn},
        {days(3), serve(publisher::ok(first())), kRestored, {{kBrief, 1}}, 0, {}, "unchanged"},
        {days(4), nullptr, kNothing}},
       nullptr},
      {"GoneTwoTimesOverAnHour",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::status(410)), kNothing},
        {hours(1) + minutes(15), nullptr, kNothing},
        {hours(2) + minutes(20), nullptr, kWithdrawn},
        {hours(3), nullptr, kNothing}},
       nullptr},
      {"AbsencesApartAreNotOneAbsence",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::status(404)), kNothing},
        {hours(3), nullptr, kNothing},
        {hours(4), serve(publisher::ok(first())), kNothing},
        {hours(26), serve(publisher::status(404)), kNothing},
        {hours(28), nullptr, kNothing},
        {hours(30), serve(publisher::ok(first())), kNothing}},
       nullptr},
  };
}

World::Urls pages(int count) {
  return [count](const publisher::Publisher& publisher) {
    std::vector<std::string> urls;
    for (int i = 1; i <= count; ++i) urls.push_back(publisher.url("/stuk-" + std::to_string(i)));
    return urls;
  };
}

std::function<void(World&)> serve_pages(int from, int to, const Step& step) {
  return [=](World& world) {
    for (int i = from; i <= to; ++i) world.site().serve("/stuk-" + std::to_string(i), step);
  };
}

std::vector<Fault> faults_of_a_host() {
  const Requests all{{"/stuk-1", 1}, {"/stuk-6", 1}};
  const Events six(6, "document.published");
  return {
      {"HalfOfTheHostGoneForADay",
       {{seconds(0), serve_pages(1, 6, publisher::ok(first())), six, all},
        {hours(1), serve_pages(1, 3, publisher::status(404)), kNothing, all, kFailed},
        {hours(3), nullptr, kNothing, all, kFailed},
        {hours(26), nullptr, {"source.failing"}, all, kFailed},
        {hours(30), serve_pages(1, 3, publisher::ok(first())), {"source.recovered"}, all},
        {hours(31), nullptr, kNothing, all}},
       pages(6)},
      {"HalfOfTheHostGoneForGood",
       {{seconds(0), serve_pages(1, 6, publisher::ok(first())), six, all},
        {hours(1), serve_pages(1, 3, publisher::status(404)), kNothing, all, kFailed},
        {hours(3), nullptr, kNothing, all, kFailed},
        {hours(26), nullptr, {"source.failing"}, all, kFailed},
        {hours(62), nullptr, Events(3, "document.withdrawn"), all, kFailed},
        {hours(90), nullptr, {"source.recovered"}, all}},
       pages(6)},
      {"ABurstOfForbidden",
       {{seconds(0), serve_pages(1, 8, publisher::ok(first())), Events(8, "document.published"), {{"/stuk-8", 1}}},
        {hours(1),
         serve_pages(1, 8, publisher::status(403)),
         kNothing,
         {{"/stuk-1", 1}, {"/stuk-5", 1}, {"/stuk-6", 0}, {"/stuk-7", 0}, {"/stuk-8", 0}},
         kFailed},
        {hours(1) + seconds(20), nullptr, kNothing, {{"/stuk-1", 0}, {"/stuk-8", 0}}, kFailed},
        {hours(1) + seconds(90),
         serve_pages(1, 8, publisher::ok(first())),
         kNothing,
         {{"/stuk-1", 1}, {"/stuk-8", 1}}}},
       pages(8)},
      {"TooManyRequestsQuietsTheHost",
       {{seconds(0), serve_pages(1, 6, publisher::ok(first())), six, all},
        {hours(1),
         serve_pages(1, 6, publisher::busy(429, "3600")),
         kNothing,
         {{"/stuk-1", 1}, {"/stuk-2", 0}, {"/stuk-6", 0}},
         kFailed},
        {hours(1) + minutes(30), nullptr, kNothing, {{"/stuk-1", 0}, {"/stuk-6", 0}}, kFailed},
        {hours(2) + minutes(1), serve_pages(1, 6, publisher::ok(second())), Events(6, "document.revised"), all}},
       pages(6)},
      {"OneAddressThatIsUnavailableKeepsNoOtherWaiting",
       {{seconds(0), serve_pages(1, 6, publisher::ok(first())), six, all},
        {hours(1), serve_pages(1, 1, publisher::busy(503, "86400")), kNothing, all, kFailed},
        {hours(2), serve_pages(6, 6, publisher::ok(second())), kRevised, {{"/stuk-1", 0}, {"/stuk-6", 1}}, kFailed},
        {hours(26), serve_pages(1, 1, publisher::ok(first())), kNothing, all}},
       pages(6)},
  };
}

std::vector<Fault> faults_of_waiting() {
  const Requests none{{kBrief, 0}};
  const Requests one{{kBrief, 1}};
  return {
      {"UnavailableWithRetryAfterInSeconds",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::busy(503, "3600")), kNothing, one, kFailed},
        {hours(1) + minutes(50), serve(publisher::ok(second())), kNothing, none, kFailed},
        {hours(2) + minutes(1), nullptr, kRevised}},
       nullptr},
      {"UnavailableWithRetryAfterAsADate",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::busy(503, http_date(hours(3)))), kNothing, one, kFailed},
        {hours(2) + minutes(30), serve(publisher::ok(second())), kNothing, none, kFailed},
        {hours(3) + minutes(5), nullptr, kRevised}},
       nullptr},
      {"UnavailableWithoutRetryAfter",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::busy(503)), kNothing, one, kFailed},
        {hours(1) + minutes(1), serve(publisher::ok(second())), kRevised}},
       nullptr},
      {"TooManyRequestsWithRetryAfter",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::busy(429, "600")), kNothing, one, kFailed},
        {hours(1) + minutes(9), serve(publisher::ok(second())), kNothing, none, kFailed},
        {hours(1) + minutes(11), nullptr, kRevised}},
       nullptr},
      {"TooManyRequestsWithoutRetryAfter",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::busy(429)), kNothing, one, kFailed},
        {hours(1) + seconds(30), serve(publisher::ok(second())), kNothing, none, kFailed},
        {hours(1) + seconds(90), nullptr, kRevised}},
       nullptr},
  };
}

std::vector<Fault> faults_of_validators() {
  constexpr auto kThursday = "Thu, 19 Sep 2024 10:00:00 GMT";
  constexpr auto kWednesday = "Wed, 18 Sep 2024 10:00:00 GMT";
  return {
      {"RotatingEtag",
       {{seconds(0), serve(publisher::rotating_etag(first())), kPublished},
        {hours(1), nullptr, kNothing},
        {hours(2), nullptr, kNothing},
        {hours(3), serve(publisher::rotating_etag(second())), kRevised}},
       nullptr},
      {"EtagThatNeverMatches",
       {{seconds(0), serve(publisher::unmatched_etag(first())), kPublished},
        {hours(1), nullptr, kNothing},
        {hours(2), nullptr, kNothing}},
       nullptr},
      {"NotModifiedThatLies",
       {{seconds(0), serve(publisher::lying_304(first())), kPublished},
        {hours(1), nullptr, kNothing},
        {days(1), serve(publisher::lying_304(second())), kNothing},
        {days(6), nullptr, kNothing},
        {days(7) + hours(1), nullptr, kRevised},
        {days(7) + hours(2), nullptr, kNothing}},
       nullptr},
      {"NewBodyUnderAnOlderLastModified",
       {{seconds(0), serve(dated(first(), kThursday, Conditional::honest)), kPublished},
        {hours(1), nullptr, kNothing},
        {hours(2), serve(dated(second(), kWednesday, Conditional::never)), kRevised}},
       nullptr},
      {"OlderLastModifiedAtAServerThatComparesDates",
       {{seconds(0), serve(dated(first(), kThursday, Conditional::honest)), kPublished},
        {hours(2), serve(dated(second(), kWednesday, Conditional::honest)), kNothing},
        {days(7) + hours(1), nullptr, kRevised}},
       nullptr},
      {"LastModifiedIn2041",
       {{seconds(0), serve(publisher::from_2041(first())), kPublished},
        {hours(1), nullptr, kNothing},
        {hours(2), serve(dated(second(), kThursday, Conditional::never)), kRevised}},
       nullptr},
      {"ThereAndBackAgain",
       {{seconds(0), serve(publisher::ok(first())), kPublished},
        {hours(1), serve(publisher::ok(second())), kRevised},
        {hours(2), serve(publisher::ok(first())), kRevised, {{kBrief, 1}}, 0, {}, "back to revision 1"},
        {hours(3), nullptr, kNothing}},
       nullptr},
  };
}

std::vector<Fault> all_faults() {
  std::vector<Fault> all;
  for (auto& list : {faults_in_the_transfer(), faults_in_disguise(), faults_of_absence(), faults_of_a_host(),
                     faults_of_waiting(), faults_of_validators()})
    all.insert(all.end(), list.begin(), list.end());
  return all;
}

std::string name_of(const ::testing::TestParamInfo<Fault>& row) { return row.param.name; }

class PageFaults : public ::testing::TestWithParam<Fault> {};
INSTANTIATE_TEST_SUITE_P(Page, PageFaults, ::testing::ValuesIn(all_faults()), name_of);

TEST_P(PageFaults, HaveTheirExactOutcome) { expect_outcome(GetParam()); }

TEST_P(PageFaults, HaveTheSameOutcomeWhenKilledAtAnyStep) { expect_outcome_when_killed(GetParam(), 17); }

}  // namespace
}  // namespace griffier::tests
