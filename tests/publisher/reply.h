// From a step and a request to the bytes of the answer and the way they go out.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "tests/publisher/site.h"

namespace griffier::publisher {

struct Reply {
  enum class End { keep_alive, close, reset, hang };

  int status = 0;
  std::string head;                  // status line and headers; empty: nothing is sent
  std::string_view body;             // of `prepared`, or of `own`
  std::string own;                   // a body made for this answer
  std::size_t repeat = 0;            // so many bytes more, of nothing in particular
  std::size_t portion = 0;           // non-zero: the body goes in portions of this size ...
  std::chrono::milliseconds gap{0};  // ... with this between them
  End end = End::keep_alive;
};

// Base addresses for "{http}", "{https}" and "{expired}" in headers.
struct Bases {
  std::string http, https, expired;
};

// `number` distinguishes rotating ETags. The reply's body points into `prepared`.
[[nodiscard]] Reply make_reply(const Prepared& prepared, const Asked& asked, std::size_t number, const Bases& bases);

}  // namespace griffier::publisher
