#include "fetchers/http/verdict.h"

#include <algorithm>

#include "fetchers/http/disguise.h"
#include "fetchers/http/media.h"
#include "fetchers/http/retry_after.h"
#include "fetchers/http/url.h"
#include "publications/digest.h"

namespace griffier::fetchers {
namespace {

// Below this a document is so short that any edit may halve it.
constexpr std::size_t kWorthComparing = 2'048;
constexpr std::size_t kFarSmaller = 5;

std::string_view media_name(Media media) {
  switch (media) {
    case Media::html:
      return "HTML";
    case Media::xml:
      return "XML";
    case Media::json:
      return "JSON";
    case Media::pdf:
      return "PDF";
    case Media::zip:
      return "a packed document";
    case Media::text:
      return "plain text";
    case Media::image:
      return "an image";
    case Media::other:
    case Media::unknown:
      break;
  }
  return "something else";
}

std::string odd_type(const Response& response, const Before& before, Media sniffed) {
  const std::string type = media_type_of(response.header("content-type"));
  const Media declared = declared_media(type);
  const Media now = sniffed != Media::unknown ? sniffed : declared;
  const bool same_type = !before.media_type.empty() && type == media_type_of(before.media_type);
  if (same_type) {
    // A feed that has always called itself text/html stays one; a PDF that suddenly is a page doesn't.
    const bool lies = sniffed == Media::html && declared != Media::html && declared != Media::xml &&
                      declared != Media::text && declared != Media::unknown && declared != Media::other;
    return lies ? "a page that calls itself " + type : std::string();
  }
  Media expected = declared_media(before.media_type);
  if (before.media_type.empty()) {
    const auto asked = parse_web_address(before.url);
    expected = asked ? expected_media(asked->path) : Media::unknown;
    // What was never had is measured by its name alone, and there only a page is out of place.
    if (now != Media::html) return {};
  }
  if (expected == Media::unknown || expected == Media::other || now == Media::unknown) return {};
  if (now == expected || (declared == expected && sniffed != Media::html)) return {};
  return std::string(media_name(now)) + " where " + std::string(media_name(expected)) + " was expected";
}

std::string odd_place(const Response& response, const Before& before) {
  if (response.url == before.url || before.url.empty()) return {};
  const auto asked = parse_web_address(before.url);
  const auto reached = parse_web_address(response.url);
  if (!asked || !reached) return {};
  const std::string place = path_disguise(asked->path, reached->path, reached->query);
  return place.empty() ? std::string() : "redirected to " + place;
}

std::string odd_content(const Response& response, const Before& before) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  if (std::all_of(response.body.begin(), response.body.end(), blank)) return "an empty answer";
  if (auto place = odd_place(response, before); !place.empty()) return place;
  const Media sniffed = sniffed_media(response.body);
  if (auto type = odd_type(response, before, sniffed); !type.empty()) return type;

  const std::size_t bytes = response.body.size();
  const bool had = !before.body_sha256.empty();
  const bool resembles = had && bytes >= before.bytes / 2 && bytes / 2 <= before.bytes;
  const Media declared = declared_media(response.header("content-type"));
  if (sniffed == Media::html || (sniffed == Media::unknown && declared == Media::html))
    if (auto page = page_disguise(response.body, resembles); !page.empty()) return page;
  if (sniffed == Media::unknown && (declared == Media::text || declared == Media::unknown))
    if (auto text = text_disguise(response.body); !text.empty()) return text;
  if (had && before.bytes > kWorthComparing && bytes < before.bytes / kFarSmaller)
    return std::to_string(bytes) + " bytes where " + std::to_string(before.bytes) + " were";
  return {};
}

void judge_content(const Response& response, const Before& before, Judgement& judgement) {
  const bool same = !before.body_sha256.empty() && response.body.size() == before.bytes &&
                    publications::sha256_hex(response.body) == before.body_sha256;
  if (same) {
    judgement.verdict = Verdict::not_modified;
    return;
  }
  judgement.reason = odd_content(response, before);
  judgement.verdict = judgement.reason.empty() ? Verdict::ok : Verdict::suspicious;
}

void judge_status(int status, const Before& before, Judgement& judgement) {
  const auto say = [&](Verdict verdict, const std::string& why) {
    judgement.verdict = verdict;
    judgement.reason = "HTTP " + std::to_string(status) + ", " + why;
  };
  switch (status) {
    case 304:
      if (before.body_sha256.empty()) return say(Verdict::transient, "though nothing was had yet");
      judgement.verdict = Verdict::not_modified;
      return;
    case 204:
    case 205:
      return say(Verdict::suspicious, "an answer without content");
    case 206:
      return say(Verdict::suspicious, "a part that wasn't asked for");
    case 202:
      return say(Verdict::transient, "not ready yet");
    case 401:
    case 407:
      return say(Verdict::blocked, "it wants a password");
    case 403:
      return say(Verdict::blocked, "access refused");
    case 429:
      return say(Verdict::blocked, "too many requests");
    case 451:
      return say(Verdict::blocked, "withheld for legal reasons");
    case 404:
      return say(Verdict::gone, "not found");
    case 410:
      return say(Verdict::gone, "gone for good");
    case 408:
      return say(Verdict::transient, "the server waited too long for the request");
    case 425:
      return say(Verdict::transient, "too early");
    case 503:
      return say(Verdict::transient, "unavailable for now");
    default:
      break;
  }
  if (status >= 500 && status < 600) return say(Verdict::transient, "a fault of the server");
  if (status >= 400 && status < 500) return say(Verdict::transient, "the request was refused");
  if (status >= 300 && status < 400) return say(Verdict::transient, "a redirect that leads nowhere");
  if (status >= 200 && status < 300) return say(Verdict::suspicious, "an unusual kind of success");
  say(Verdict::transient, "no final answer");
}

}  // namespace

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::ok:
      return "ok";
    case Verdict::not_modified:
      return "not modified";
    case Verdict::transient:
      return "transient";
    case Verdict::blocked:
      return "blocked";
    case Verdict::gone:
      return "gone";
    case Verdict::suspicious:
      break;
  }
  return "suspicious";
}

Judgement judge(const Response& response, const Before& before, std::chrono::system_clock::time_point now) {
  Judgement judgement;
  judgement.retry_after = parse_retry_after(response.header("retry-after"), now);
  if (response.transfer != Transfer::whole) {
    const bool refused = response.transfer == Transfer::quiet && response.status != 503;
    judgement.verdict = refused ? Verdict::blocked : Verdict::transient;
    judgement.reason = response.error.empty() ? "the answer didn't arrive whole" : response.error;
  } else if (response.status == 200 || response.status == 203) {
    judge_content(response, before, judgement);
  } else {
    judge_status(response.status, before, judgement);
  }
  return judgement;
}

}  // namespace griffier::fetchers
