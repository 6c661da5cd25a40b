// What the test publisher does with one request: an answer, or one of the ways in which answers go wrong.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace griffier::publisher {

// How the answer travels.
enum class Shape {
  whole,
  truncated,           // Content-Length promises the whole body, `size` bytes of it come, then the connection closes
  drop,                // the connection closes without an answer
  hang,                // nothing ever comes
  hang_after_headers,  // the headers come, the body never
  reset,               // `size` bytes of the body, then a TCP reset
  drip,                // `size` bytes of the body every `gap`
  bad_chunks,          // Transfer-Encoding: chunked with sizes that are no numbers
  bomb,                // gzip that decompresses to `size` bytes of nothing, whatever was asked
  huge,                // `size` bytes, streamed
};

// How If-None-Match and If-Modified-Since are treated.
enum class Conditional {
  honest,  // RFC 9110 section 13
  never,   // always the whole answer
  always,  // 304 to whatever is conditional, even when the document changed
};

inline constexpr std::string_view kHtml = "text/html; charset=utf-8";
inline constexpr std::string_view kAutoEtag = "auto";  // a strong ETag made from the body

struct Step {
  Shape shape = Shape::whole;
  int status = 200;
  std::string body, type{kHtml};
  std::string etag, last_modified;  // as they are sent; empty: not sent
  // Sent as they are; "{http}", "{https}" and "{expired}" in a value become the publisher's base addresses.
  std::vector<std::pair<std::string, std::string>> headers;
  Conditional conditional = Conditional::honest;
  bool rotating_etag = false;          // another ETag with every answer
  bool compress = true;                // gzip when asked for
  bool chunked = false;                // no Content-Length
  long length_error = 0;               // added to the true Content-Length
  std::size_t size = 0;                // see Shape
  std::chrono::milliseconds delay{0};  // before the answer
  std::chrono::milliseconds gap{200};  // see Shape::drip
  int times = 1;                       // so many requests take this step when requests advance the script
};

[[nodiscard]] Step ok(std::string body, std::string_view type = kHtml, std::string_view etag = kAutoEtag,
                      std::string_view last_modified = {});
[[nodiscard]] Step status(int code, std::string body = {},
                          std::vector<std::pair<std::string, std::string>> headers = {});
// `retry_after` in seconds or as an HTTP date; empty: not sent.
[[nodiscard]] Step busy(int code, std::string_view retry_after = {});
[[nodiscard]] Step redirect(std::string_view to, int code = 302);
[[nodiscard]] Step empty();
[[nodiscard]] Step maintenance();  // 200 with a page that says the site is down
[[nodiscard]] Step soft_404();     // 200 with a page that says nothing was found
[[nodiscard]] Step truncated(std::string body, std::size_t sent);
[[nodiscard]] Step reset(std::string body, std::size_t sent);
[[nodiscard]] Step drip(std::string body, std::size_t bytes, std::chrono::milliseconds gap);
[[nodiscard]] Step hang();
[[nodiscard]] Step hang_after_headers(std::string body);
[[nodiscard]] Step drop();
[[nodiscard]] Step bad_chunks(std::string body);
[[nodiscard]] Step bomb(std::size_t decompressed);
[[nodiscard]] Step huge(std::size_t bytes);
[[nodiscard]] Step wrong_length(std::string body, long error);
[[nodiscard]] Step rotating_etag(std::string body);
[[nodiscard]] Step unmatched_etag(std::string body);  // one ETag, never answered with 304
[[nodiscard]] Step lying_304(std::string body);
[[nodiscard]] Step from_2041(std::string body);  // Last-Modified in 2041

// Another Shape::..., status or header set on an existing step, in passing: `after(ok("x"), 200ms)`.
[[nodiscard]] Step after(Step step, std::chrono::milliseconds delay);
[[nodiscard]] Step times(Step step, int count);

[[nodiscard]] std::string etag_of(std::string_view body);

}  // namespace griffier::publisher
