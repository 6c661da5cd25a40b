#include "tests/publisher/reply.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>

namespace griffier::publisher {
namespace {

constexpr std::size_t kWorthCompressing = 200;

std::string_view reason(int code) {
  switch (code) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 410:
      return "Gone";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

std::string http_now() {
  std::array<char, 40> text{};
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  const auto size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return std::string(text.data(), size);
}

std::optional<std::time_t> seconds_of(const std::string& http_date) {
  std::tm parts{};
  if (strptime(http_date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts) == nullptr) return std::nullopt;
  return timegm(&parts);
}

// RFC 9110 13.1.2: weak comparison over a list, or "*".
bool matches_etag(std::string_view list, std::string_view etag) {
  const auto opaque = [](std::string_view tag) { return tag.substr(0, 2) == "W/" ? tag.substr(2) : tag; };
  if (list == "*") return true;
  if (etag.empty()) return false;
  while (!list.empty()) {
    const auto comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (opaque(one) == opaque(etag)) return true;
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return false;
}

bool answers_not_modified(const Step& step, const std::string& etag, const Asked& asked) {
  if (step.status != 200 || !asked.conditional() || (asked.method != "GET" && asked.method != "HEAD")) return false;
  if (step.conditional != Conditional::honest) return step.conditional == Conditional::always;
  if (const auto tags = asked.header("if-none-match"); !tags.empty()) return matches_etag(tags, etag);
  const auto since = seconds_of(asked.header("if-modified-since")), modified = seconds_of(step.last_modified);
  return since && modified && *modified <= *since;
}

std::string filled_in(std::string value, const Bases& bases) {
  const std::array<std::pair<std::string_view, const std::string*>, 3> names{
      {{"{http}", &bases.http}, {"{https}", &bases.https}, {"{expired}", &bases.expired}}};
  for (const auto& [name, base] : names)
    if (const auto at = value.find(name); at != std::string::npos) value.replace(at, name.size(), *base);
  return value;
}

void finish_shape(Reply& reply, const Step& step) {
  switch (step.shape) {
    case Shape::truncated:
      reply.body = reply.body.substr(0, step.size);
      reply.end = Reply::End::close;
      break;
    case Shape::reset:
      reply.body = reply.body.substr(0, step.size);
      reply.end = Reply::End::reset;
      break;
    case Shape::hang_after_headers:
      reply.body = {};
      reply.end = Reply::End::hang;
      break;
    case Shape::drip:
      reply.portion = std::max<std::size_t>(step.size, 1);
      reply.gap = step.gap;
      break;
    case Shape::huge:
      reply.repeat = step.size;
      break;
    default:
      break;
  }
}

}  // namespace

Reply make_reply(const Prepared& prepared, const Asked& asked, std::size_t number, const Bases& bases) {
  const Step& step = prepared.step;
  Reply reply;
  if (step.shape == Shape::drop || step.shape == Shape::hang) {
    reply.end = step.shape == Shape::drop ? Reply::End::close : Reply::End::hang;
    return reply;
  }
  const std::string etag = step.rotating_etag ? fmt::format("\"rotates-{}\"", number) : step.etag;
  const bool not_modified = answers_not_modified(step, etag, asked);
  reply.status = not_modified ? 304 : step.status;
  auto out = std::back_inserter(reply.head);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\nDate: {}\r\nServer: test-publisher\r\n", reply.status, reason(reply.status),
                 http_now());
  if (!etag.empty()) fmt::format_to(out, "ETag: {}\r\n", etag);
  if (!step.last_modified.empty()) fmt::format_to(out, "Last-Modified: {}\r\n", step.last_modified);
  for (const auto& [name, value] : step.headers) fmt::format_to(out, "{}: {}\r\n", name, filled_in(value, bases));
  if (not_modified || step.status == 204) {
    reply.head += "\r\n";
    return reply;
  }
  const bool wanted = asked.header("accept-encoding").find("gzip") != std::string::npos;
  const bool compress = step.compress && wanted && step.body.size() >= kWorthCompressing &&
                        (step.shape == Shape::whole || step.shape == Shape::hang_after_headers);
  const bool gzipped = compress || step.shape == Shape::bomb;
  reply.body = gzipped ? std::string_view(prepared.gzipped()) : std::string_view(step.body);
  if (gzipped) reply.head += "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n";
  if (!step.type.empty()) fmt::format_to(out, "Content-Type: {}\r\n", step.type);
  if (step.shape == Shape::bad_chunks) {
    reply.head += "Transfer-Encoding: chunked\r\n";
    reply.own = fmt::format("zeventien\r\n{}\r\n-1\r\n\r\n", step.body);
    reply.body = reply.own;
    reply.end = Reply::End::close;
  } else if (step.chunked && step.shape == Shape::whole) {
    reply.head += "Transfer-Encoding: chunked\r\n";
    if (!reply.body.empty()) reply.own = fmt::format("{:x}\r\n{}\r\n", reply.body.size(), reply.body);
    reply.own += "0\r\n\r\n";
    reply.body = reply.own;
  } else {
    const auto length = static_cast<long>(step.shape == Shape::huge ? step.size : reply.body.size());
    fmt::format_to(out, "Content-Length: {}\r\n", std::max(0L, length + step.length_error));
    if (step.length_error != 0) reply.end = Reply::End::close;
  }
  finish_shape(reply, step);
  reply.head += reply.end == Reply::End::close ? "Connection: close\r\n\r\n" : "\r\n";
  if (asked.method == "HEAD") {
    reply.body = {};
    reply.repeat = 0;
  }
  return reply;
}

}  // namespace griffier::publisher
