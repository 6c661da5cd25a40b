// The trailers of a commit message, as `git interpret-trailers --parse` prints them (docs/formats.md).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace griffier::store {

// A value as one safe line: backslashes doubled, line ends and other control characters (C1, U+2028, U+2029 and the
// bidirectional ones included), bytes that are no UTF-8, and a first or last space written as \n, \t, \r or \xHH.
[[nodiscard]] std::string escape_trailer(std::string_view value);
// The inverse. An escape that escape_trailer doesn't write stays as it is.
[[nodiscard]] std::string unescape_trailer(std::string_view line);

// Text as the record keeps it: bytes that are no UTF-8 and NUL become U+FFFD.
[[nodiscard]] std::string clean_utf8(std::string_view text);

// The trailers in their order, values unescaped.
class Trailers {
 public:
  void add(std::string key, std::string value);
  void add_if_set(std::string key, std::string_view value);   // not when empty
  [[nodiscard]] std::string get(std::string_view key) const;  // the first; "" when absent
  [[nodiscard]] std::vector<std::string> all(std::string_view key) const;
  // "subject\n\nKey: value\n…"
  [[nodiscard]] std::string message(std::string_view subject) const;
  // Of the last paragraph of a message. Lines that are no trailers are passed over.
  [[nodiscard]] static Trailers parse(std::string_view message);

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

}  // namespace griffier::store
