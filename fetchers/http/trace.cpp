#include "fetchers/http/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace griffier::fetchers {
namespace {

constexpr std::size_t kMost = 64 * 1'024;
constexpr std::array<std::string_view, 9> kSecret{"auth",    "cookie", "token",     "secret",    "password",
                                                  "api-key", "apikey", "signature", "credential"};

bool is_secret(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(kSecret.begin(), kSecret.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

// "Name: value", or "h2h3 [name: value]" as libcurl tells of HTTP/2.
std::string without_secret(std::string_view line) {
  const auto bracket = line.find('[');
  const bool http2 = line.substr(0, 4) == "h2h3" && bracket != std::string_view::npos;
  const std::size_t start = http2 ? bracket + 1 : 0;
  const auto colon = line.find(':', start + 1);  // not the one of ":path"
  if (colon == std::string_view::npos || !is_secret(line.substr(start, colon - start))) return std::string(line);
  return std::string(line.substr(0, colon)) + ": (hidden)" + (http2 ? "]" : "");
}

void add_line(std::string& trace, std::string_view mark, std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  trace += mark;
  for (const char c : without_secret(line)) trace += static_cast<unsigned char>(c) < 0x20 && c != '\t' ? '?' : c;
  trace += '\n';
}

double milliseconds(CURL* easy, CURLINFO info) {
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy, info, &microseconds);
  return static_cast<double>(microseconds) / 1'000.0;
}

curl_off_t bytes(CURL* easy, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}

}  // namespace

void add_to_trace(std::string& trace, curl_infotype type, std::string_view data) {
  const std::string_view mark = type == CURLINFO_TEXT         ? "* "
                                : type == CURLINFO_HEADER_IN  ? "< "
                                : type == CURLINFO_HEADER_OUT ? "> "
                                                              : "";
  if (mark.empty() || trace.size() > kMost) return;
  while (!data.empty()) {
    const auto end = data.find('\n');
    add_line(trace, mark, data.substr(0, end));
    data.remove_prefix(end == std::string_view::npos ? data.size() : end + 1);
  }
}

void add_times_to_trace(std::string& trace, CURL* easy) {
  long version = 0;
  curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
  const char* address = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &address);
  const std::string_view name = version == CURL_HTTP_VERSION_2_0   ? "HTTP/2"
                                : version == CURL_HTTP_VERSION_1_1 ? "HTTP/1.1"
                                : version == CURL_HTTP_VERSION_1_0 ? "HTTP/1.0"
                                                                   : "no HTTP answer";
  trace +=
      fmt::format("* {} from {}; {} bytes received before decompression\n", name,
                  address != nullptr && *address != '\0' ? address : "nobody", bytes(easy, CURLINFO_SIZE_DOWNLOAD_T));
  trace += fmt::format("* name {:.1f} ms, connected {:.1f} ms, TLS {:.1f} ms, first byte {:.1f} ms, whole {:.1f} ms\n",
                       milliseconds(easy, CURLINFO_NAMELOOKUP_TIME_T), milliseconds(easy, CURLINFO_CONNECT_TIME_T),
                       milliseconds(easy, CURLINFO_APPCONNECT_TIME_T),
                       milliseconds(easy, CURLINFO_STARTTRANSFER_TIME_T), milliseconds(easy, CURLINFO_TOTAL_TIME_T));
}

}  // namespace griffier::fetchers
